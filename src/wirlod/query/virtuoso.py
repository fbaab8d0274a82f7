"""
What Virtuoso 7 does in its own way, and how answers are mended.

- an answer ends at ``ResultSetMaxRows`` rows, and only the header ``X-SPARQL-MaxRows`` tells: our
  own questions go on from there, a stranger's is told that it is too large. Of a CONSTRUCT nothing
  tells: where it has many statements, its pattern is asked for as rows, to see that header;
- ``OFFSET`` without ``LIMIT`` is an error;
- ``timeout`` gives what was found until then with status 200 and ``X-SQL-State: S1TAT``, or fails
  as a transaction (500): both are told as what they are;
- the answer of ASK is a row, ``"1"^^xsd:integer`` in the column ``__ASK_RETVAL``, or no row;
- a UNION with a branch of VALUES only finds nothing when it is joined with more: our own queries
  have none;
- geometries come as ``virtrdf:Geometry``, without spaces;
- ``xsd:boolean`` is ``1`` or ``0``; languages are in small letters, as in Oxigraph's store;
- EXISTS over a graph that is not there is true when it shares no variable with what is around it,
  whatever it looks for; parameters of the protocol do not hold inside EXISTS at all, so GRAPH is
  written anew (:mod:`wirlod.sparql.confinement`);
- what stays as it is: ``1200000`` in a pattern finds ``1200000.0``, a computed truth value is an
  ``xsd:integer``, ``1/3`` is ``0``, durations are kept as numbers of months or seconds, and a
  statement that two graphs of a ``FROM`` share counts twice.
"""

import json
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from wirlod.namespaces import expand

BOOLEAN = expand("xsd:boolean")
TRUTH = {"1": "true", "0": "false"}
WKT = expand("geo:wktLiteral")
GEOMETRY = "http://www.openlinksw.com/schemas/virtrdf#Geometry"


def mend_results(said: dict[str, Any], hidden: tuple[str, ...]) -> bytes:
    """Write results in JSON as the standard has them, without the columns *hidden*."""
    names = said["head"].get("vars", [])
    if "boolean" in said:
        return json.dumps(said).encode()
    rows = said["results"]["bindings"]
    if names == ["__ASK_RETVAL"]:
        answer = any(row[names[0]]["value"] == "1" for row in rows)
        return json.dumps({"head": {}, "boolean": answer}).encode()
    kept = [name for name in names if name not in hidden]
    rows = [{name: _mend_term(row[name]) for name in kept if name in row} for row in rows]
    return json.dumps({"head": {"vars": kept}, "results": {"bindings": rows}}).encode()


def _mend_term(term: dict[str, str]) -> dict[str, str]:
    if term.get("datatype") == BOOLEAN:
        return term | {"value": TRUTH.get(term["value"], term["value"])}
    if term.get("datatype") == GEOMETRY:
        return term | {"datatype": WKT, "value": mend_geometry(term["value"])}
    return term


def mend_triple(triple: Triple) -> Triple:
    """Write the object of *triple* as it was published."""
    term = triple.object
    if isinstance(term, Literal) and term.datatype.value == GEOMETRY:
        term = Literal(mend_geometry(term.value), datatype=NamedNode(WKT))
    return Triple(triple.subject, triple.predicate, term)


def mend_geometry(text: str) -> str:
    """
    Write well-known text as it is published.

    >>> mend_geometry("POLYGON((8.5 50.2,8.6 50.1))")
    'POLYGON ((8.5 50.2, 8.6 50.1))'
    """
    name, bracket, numbers = text.partition("(")
    return f"{name} {bracket}{numbers.replace(',', ', ')}"

"""
Things of one kind as a table: which columns, and what stands in a cell.

A column is a term of the JSON-LD context, or a path of two through a part; a text that is
there in two languages has a column for each. The columns of a kind never depend on the rows.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from wirlod.facts import Facts, Term
from wirlod.kinds import KINDS
from wirlod.namespaces import property_name

EVERY_KIND = ("identifier", "label@de", "label@en")
"""The columns that every kind has, before its own."""


def write_csv(
    kind: str, things: Sequence[str], triples: Iterable[Triple], context: Mapping[str, Any]
) -> bytes:
    """Write *things* of *kind* as CSV by RFC 4180; *triples* speak of them and their parts."""
    facts = Facts(triples, context)
    columns = EVERY_KIND + KINDS[kind].columns
    output = io.StringIO()
    table = csv.writer(output)
    table.writerow(("id", *(column.replace("@", "_").replace(".", "_") for column in columns)))
    for thing in things:
        table.writerow((thing, *(_cell(thing, column, facts, context) for column in columns)))
    return output.getvalue().encode()


def _cell(thing: str, column: str, facts: Facts, context: Mapping[str, Any]) -> str:
    return " | ".join(sorted(term.value for term in read_cell(thing, column, facts, context)))


def read_cell(
    thing: str, column: str, facts: Facts, context: Mapping[str, Any]
) -> list[NamedNode | Literal]:
    """Give what stands in *column* for *thing*, in no order."""
    path, _, language = column.partition("@")
    *parts, last = (property_name(term, context) for term in path.split("."))
    if not all((*parts, last)):  # the context of an older edition may lack a term
        return []
    subjects = [thing]
    for part in parts:
        subjects = [iri for s in subjects for iri in facts.iris(s, part) if "#" in iri]
    said = [term for subject in subjects for term in facts.all(subject, last)]
    wanted = (term for term in said if not language or _tag(term) == language)
    return [term for term in wanted if isinstance(term, NamedNode | Literal)]


def _tag(term: Term) -> str:
    return (term.language or "") if isinstance(term, Literal) else ""

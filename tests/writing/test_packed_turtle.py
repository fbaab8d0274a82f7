"""Turtle put together from words is what pyoxigraph writes."""

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.facts import Term
from wirlod.formats import TURTLE
from wirlod.kinds import prefixes
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.writing.packed_turtle import TurtleWriter
from wirlod.writing.rdf import write_triples

BASE = "https://daten.example.org/"
PREFIXES = prefixes(BASE)
GRANT = f"{BASE}id/grant/"
XSD = FOREIGN_PREFIXES["xsd"]
NAMES = [
    *("x", "x-1#amount", "-x", "_x", "x.", "x.y", "x/y", "x%20y", "x:y", "ü", "x·", "x'(y)", "x_y"),
    *("x#", "x?a=b&c", "\u0300x", ""),
]
VALUES = {
    "boolean": ("true", "1", "TRUE"),
    "integer": ("10", "-1", "+2", "007", "ten"),
    "decimal": ("500000", "0.5", "-.5", "1.", "1e3"),
    "double": ("1e3", "-1.5E-3", ".5e1", "1.e1", "1.5", "INF"),
    "date": ("2021-10-29", 'a "day"'),
}
TERMS: list[Term] = [
    *(NamedNode(GRANT + name) for name in NAMES),
    *(NamedNode(iri) for iri in (BASE, f"{BASE}id/release/r#part", "urn:x", "https://schema.org/")),
    *(Literal(text) for text in ("", "a", "„a“ \u00a0", 'a\t\b\f\n\r"\\\u001f\u007f')),
    *(Literal(text, language="de-AT") for text in ("a", "a\\b")),
    *(
        Literal(value, datatype=NamedNode(XSD + name))
        for name, values in VALUES.items()
        for value in values
    ),
    Literal("a", datatype=NamedNode("urn:datatype")),
]


@pytest.mark.parametrize("term", TERMS, ids=str)
@pytest.mark.parametrize("subject", [f"{GRANT}g", "urn:g"])
def test_every_term_is_written_as_pyoxigraph_writes_it(subject: str, term: Term) -> None:
    triple = Triple(NamedNode(subject), NamedNode(f"{PREFIXES['dct']}x"), term)
    said = {str(triple.subject)[:-1]: {str(triple.predicate)[:-1]: [str(term)]}}

    written = TurtleWriter(PREFIXES).write(said)
    assert written == write_triples([triple], TURTLE.rdf, PREFIXES)

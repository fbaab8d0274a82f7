"""What the ontology defines, for tests that look at each term."""

from pathlib import Path

from rdflib import OWL, RDF, Graph, URIRef

TERMS = Graph().parse(Path(__file__).parents[2] / "ontology/wir.ttl", publicID="https://x.example/")


def _names(*kinds: URIRef) -> tuple[str, ...]:
    return tuple(
        sorted(str(t).partition("#")[2] for kind in kinds for t in TERMS.subjects(RDF.type, kind))
    )


CLASSES = _names(OWL.Class)
PROPERTIES = _names(OWL.ObjectProperty, OWL.DatatypeProperty)

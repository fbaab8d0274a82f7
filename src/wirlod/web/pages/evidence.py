"""Evidence: the words of a source, where they stand, and which statement they support."""

from pyoxigraph import NamedNode

from wirlod.iris import thing_of
from wirlod.query.evidence import read_evidence
from wirlod.query.facts import read_triples
from wirlod.web.pages.naming import Value
from wirlod.web.pages.sentences import build_sentences
from wirlod.web.pages.sources import read_source
from wirlod.web.pages.visit import Visit


def tell_evidence(visit: Visit, evidence: str) -> dict[str, object]:
    """Tell which words of which source support which statement."""
    found = read_evidence(visit.opened.store, [evidence])
    said = visit.facts({item.source for item in found})
    facts = visit.facts([evidence])
    return {
        "sentences": build_sentences(visit, found, said),
        "sources": [read_source(visit, said, item.source) for item in found],
        "supported": [
            (
                visit.naming.thing(thing_of(item.body)),
                visit.naming.thing(item.property),
                _stated(visit, item.body, item.property),
            )
            for item in found
        ],
        "start": facts.text(f"{evidence}#position", "oa:start"),
        "end": facts.text(f"{evidence}#position", "oa:end"),
        "reviewer": facts.text(evidence, "wir:reviewedBy"),
        "reviewed": visit.reader.date(facts.text(evidence, "wir:reviewedOn")),
    }


def _stated(visit: Visit, body: str, property: str) -> tuple[Value, ...]:
    """Give what the thing or part *body* says by *property*."""
    triples = read_triples(visit.opened.store, [thing_of(body)])
    said = (NamedNode(body), NamedNode(property))
    return tuple(visit.naming.value(t.object) for t in triples if (t.subject, t.predicate) == said)

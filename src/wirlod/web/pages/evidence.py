"""Evidence: the words of a source, where they stand, and which statement they support."""

from wirlod.iris import thing_of
from wirlod.query.evidence import read_evidence
from wirlod.web.pages.naming import Value
from wirlod.web.pages.sentences import build_sentences
from wirlod.web.pages.sources import read_source
from wirlod.web.pages.visit import Visit


def tell_evidence(visit: Visit, evidence: str) -> dict[str, object]:
    """Tell which words of which source support which statement."""
    facts = visit.facts([evidence])
    found = list(read_evidence(facts, [evidence]))
    said = visit.facts({item.source for item in found})
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
    said = visit.facts([thing_of(body)]).objects.get((body, property), ())
    return tuple(map(visit.naming.value, said))

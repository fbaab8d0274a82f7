"""A reported figure: what is counted, as of when, and the sentence that states it."""

from wirlod.web.pages.home import read_figure
from wirlod.web.pages.sentences import gather_proofs
from wirlod.web.pages.sources import read_sources
from wirlod.web.pages.visit import Visit


def tell_figure(visit: Visit, figure: str) -> dict[str, object]:
    """Tell what a figure counts and who says so."""
    facts = visit.facts([figure])
    sources = facts.iris(figure, "prov:hadPrimarySource")
    said = visit.facts(sources)
    measure = facts.iri(figure, "dct:type")
    alike = [iri for iri in visit.pointing("dct:type", measure) if iri != figure]
    others = visit.facts(alike)
    return {
        "figure": read_figure(visit, facts, figure),
        "measure": visit.naming.thing(measure),
        "proofs": gather_proofs(visit, facts.parts(figure)),
        "sources": read_sources(visit, said, sources),
        "alike": sorted(
            (read_figure(visit, others, iri) for iri in alike), key=lambda other: other.link.text
        ),
        "note": visit.naming.choose(facts.all(figure, "skos:editorialNote")),
        "derived": facts.iri(figure, "wir:basis").endswith("/derived"),
    }

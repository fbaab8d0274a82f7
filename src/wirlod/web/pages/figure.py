"""A reported figure: what is counted, as of when, and the sentence that states it."""

from wirlod.web.pages.home import read_figure
from wirlod.web.pages.lines import read_lines
from wirlod.web.pages.sentences import gather_proofs
from wirlod.web.pages.sources import read_sources
from wirlod.web.pages.visit import Visit

MOST_ALIKE = 30
"""How many other figures of the same kind a page shows."""


def tell_figure(visit: Visit, figure: str) -> dict[str, object]:
    """Tell what a figure counts and who says so."""
    facts = visit.facts([figure])
    sources = facts.iris(figure, "prov:hadPrimarySource")
    said = visit.facts(sources)
    measure = facts.iri(figure, "dct:type")
    alike = [iri for iri in visit.pointing("dct:type", measure) if iri != figure]
    return {
        "figure": read_figure(visit, facts, figure),
        "measure": visit.naming.thing(measure),
        "proofs": gather_proofs(visit, facts.parts(figure)),
        "sources": read_sources(visit, said, sources),
        "alike": read_lines(visit, "figure", _newest_first(visit, alike)[:MOST_ALIKE]),
        "note": visit.naming.choose(facts.all(figure, "skos:editorialNote")),
        "derived": facts.iri(figure, "wir:basis").endswith("/derived"),
    }


def _newest_first(visit: Visit, figures: list[str]) -> list[str]:
    facts = visit.facts(figures)
    return sorted(figures, key=lambda figure: facts.text(figure, "wir:asOf"), reverse=True)

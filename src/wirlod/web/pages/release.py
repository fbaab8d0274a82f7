"""A press release or report: where it is from, what it says by sentence, who speaks."""

from wirlod.query.evidence import find_evidence_in
from wirlod.web.pages.grants import list_table
from wirlod.web.pages.quotation import read_quotations
from wirlod.web.pages.sentences import Proofs, build_sentences
from wirlod.web.pages.sources import read_source
from wirlod.web.pages.visit import Visit


def tell_release(visit: Visit, release: str) -> dict[str, object]:
    """Tell what a release or report states."""
    facts = visit.facts([release])
    place, url = facts.iri(release, "schema:locationCreated"), facts.iri(release, "schema:url")
    is_table = any(kind.endswith("/office-table") for kind in facts.iris(release, "dct:type"))
    evidence = find_evidence_in(visit.opened.store, release)
    sentences = build_sentences(visit, evidence, facts)
    quotations = visit.pointing("schema:isPartOf", release)
    return {
        "source": read_source(visit, facts, release),
        "place": visit.naming.thing(place) if place else None,
        "listed": f"doc/grant?sources=release/{release.rpartition('/')[2]}" if is_table else "",
        "url": visit.naming.thing(url) if url else None,
        "abstract": visit.naming.choose(facts.all(release, "dct:abstract")),
        "table": list_table(visit, facts.iris(release, "wir:reports")),
        "sentences": sentences,
        "proofs": Proofs(tuple(sentences)).about(release),
        "quotations": read_quotations(visit, visit.facts(quotations), quotations),
        "note": visit.naming.choose(facts.all(release, "skos:editorialNote")),
    }

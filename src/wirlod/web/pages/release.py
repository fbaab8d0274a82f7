"""A press release or report: where it is from, what it says by sentence, who speaks."""

import msgspec

from wirlod.facts import Facts
from wirlod.query.evidence import find_evidence_in
from wirlod.web.pages.grants import build_table
from wirlod.web.pages.sentences import Sentence, build_sentences
from wirlod.web.pages.sources import read_source
from wirlod.web.pages.visit import Visit

MOST_SENTENCES = 60
"""How many sentences and quotations a page shows; the data of the page has all."""


def tell_release(visit: Visit, release: str) -> dict[str, object]:
    """Tell what a release or report states."""
    facts = visit.facts([release])
    place, url = facts.iri(release, "schema:locationCreated"), facts.iri(release, "schema:url")
    evidence = find_evidence_in(visit.opened.store, release)
    quotations = visit.pointing("schema:isPartOf", release)
    return {
        "source": read_source(visit, facts, release),
        "place": visit.naming.thing(place) if place else None,
        "url": visit.naming.thing(url) if url else None,
        "abstract": visit.naming.choose(facts.all(release, "dct:abstract")),
        "table": build_table(visit, facts.iris(release, "wir:reports"), "doc/grant"),
        "sentences": build_sentences(visit, evidence, facts)[:MOST_SENTENCES],
        "quotations": read_quotations(visit, visit.facts(quotations), quotations)[:MOST_SENTENCES],
        "note": visit.naming.choose(facts.all(release, "skos:editorialNote")),
    }


def read_quotations(visit: Visit, facts: Facts, quotations: list[str]) -> list[Sentence]:
    """Read what somebody is quoted with."""
    return [quotation for iri in quotations if (quotation := _quotation(visit, facts, iri))]


def _quotation(visit: Visit, facts: Facts, iri: str) -> Sentence | None:
    text = visit.naming.choose(facts.all(iri, "schema:text"))
    speaker = facts.iri(iri, "schema:creator")
    if text is None or not speaker:
        return None
    role = facts.iri(iri, "wir:inRole")
    return Sentence(
        text=msgspec.structs.replace(text, address=""),
        source=visit.naming.thing(speaker),
        date=_role_name(visit, role) if role else "",
        supports=(),
        about=(),
        states_sum=False,
    )


def _role_name(visit: Visit, role: str) -> str:
    facts = visit.facts([role])
    name = visit.naming.choose(facts.all(role, "schema:roleName"))
    return name.text if name else ""

"""Quotations: who said what, in which role, in which release."""

import msgspec

from wirlod.facts import Facts
from wirlod.web.pages.naming import Value
from wirlod.web.pages.sentences import Sentence
from wirlod.web.pages.sources import read_source
from wirlod.web.pages.visit import Visit


def tell_quotation(visit: Visit, quotation: str) -> dict[str, object]:
    """Tell who said it, where and when."""
    facts = visit.facts([quotation])
    release = facts.iri(quotation, "schema:isPartOf")
    speaker, role = facts.iri(quotation, "schema:creator"), facts.iri(quotation, "wir:inRole")
    others = [iri for iri in visit.pointing("schema:isPartOf", release) if iri != quotation]
    return {
        "words": visit.naming.choose(facts.all(quotation, "schema:text")),
        "speaker": visit.naming.thing(speaker),
        "role": read_role(visit, role),
        "source": read_source(visit, visit.facts([release]), release),
        "others": read_quotations(visit, visit.facts(others), others),
    }


def read_quotations(visit: Visit, facts: Facts, quotations: list[str]) -> list[Sentence]:
    """Read what somebody is quoted with."""
    return [quotation for iri in quotations if (quotation := _quotation(visit, facts, iri))]


def _quotation(visit: Visit, facts: Facts, iri: str) -> Sentence | None:
    text = visit.naming.choose(facts.all(iri, "schema:text"))
    speaker = facts.iri(iri, "schema:creator")
    if text is None or not speaker:
        return None
    role = read_role(visit, facts.iri(iri, "wir:inRole"))
    return Sentence(
        text=msgspec.structs.replace(text, address=""),
        source=visit.naming.thing(speaker),
        date=role.text if role else "",
    )


def read_role(visit: Visit, role: str) -> Value | None:
    """Read what a role is called; None where there is none."""
    facts = visit.facts([role] if role else [])
    return visit.naming.choose(facts.all(role, "schema:roleName"))

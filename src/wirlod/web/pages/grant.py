"""A grant: its sum beside the sentence that states it, its handover, and where sources differ."""

from collections.abc import Sequence

import msgspec

from wirlod.facts import Facts
from wirlod.web.pages.events import Handover, read_handover
from wirlod.web.pages.naming import Value
from wirlod.web.pages.sentences import Proofs, gather_proofs
from wirlod.web.pages.sources import read_sources
from wirlod.web.pages.sums import Sum, read_sum
from wirlod.web.pages.visit import Visit

ROLES = ("wir:recipient", "schema:fundedItem", "schema:funder", "wir:grantingAuthority")
RULES = ("wir:priority", "wir:programme", "wir:guideline")


class Claim(msgspec.Struct, frozen=True):
    """What one source says of the grant."""

    source: Value
    sum: Sum | None
    preferred: bool
    note: Value | None


class TableRow(msgspec.Struct, frozen=True):
    """The row of an office's table that states the grant."""

    number: str
    sheet: str
    source: Value
    cells: list[tuple[str, str]]
    """Where each stands, and what it says."""


def tell_grant(visit: Visit, grant: str) -> dict[str, object]:
    """Tell what a grant is for, how much it is, who gave it to whom, and who says so."""
    facts = visit.facts([grant])
    sources = facts.iris(grant, "prov:hadPrimarySource")
    proofs = gather_proofs(visit, facts.parts(grant))
    claims = [_claim(visit, facts, claim) for claim in facts.iris(grant, "wir:claim")]
    return {
        "sum": read_sum(visit, facts, grant),
        "purpose": visit.naming.choose(facts.all(grant, "wir:purpose")),
        "roles": [_named(visit, facts, grant, name) for name in ROLES],
        "rules": [_named(visit, facts, grant, name) for name in RULES],
        "sum_sentences": [sentence for sentence in proofs.sentences if sentence.states_sum],
        "proofs": proofs,
        "row": _row(visit, facts, grant),
        "claims": sorted(claims, key=lambda claim: not claim.preferred),
        "differing": _differ(claims),
        "handovers": _handovers(visit, grant),
        "sources": read_sources(visit, visit.facts(sources), sources),
        "note": visit.naming.choose(facts.all(grant, "skos:editorialNote")),
        "derived": facts.iri(grant, "wir:basis").endswith("/derived"),
    }


def _named(visit: Visit, facts: Facts, grant: str, name: str) -> Value | None:
    iri = facts.iri(grant, name)
    return visit.naming.thing(iri) if iri else None


def _row(visit: Visit, facts: Facts, grant: str) -> TableRow | None:
    row = facts.iri(grant, "prov:wasDerivedFrom")
    if not row:
        return None
    cells = (cell.value.partition(": ") for cell in facts.all(row, "oa:exact"))
    return TableRow(
        number=facts.text(row, "csvw:rownum"),
        sheet=facts.text(row, "csvw:name"),
        source=visit.naming.thing(facts.iri(row, "oa:hasSource")),
        cells=sorted(
            ((place, text) for place, _, text in cells),
            key=lambda cell: (len(cell[0].split(" ")[0]), cell[0]),
        ),
    )


def _claim(visit: Visit, facts: Facts, claim: str) -> Claim:
    return Claim(
        source=visit.naming.thing(facts.iri(claim, "prov:hadPrimarySource")),
        sum=read_sum(visit, facts, claim),
        preferred=facts.text(claim, "wir:preferred") == "true",
        note=visit.naming.choose(facts.all(claim, "skos:editorialNote")),
    )


def _stated(claim: Claim) -> tuple[str, str]:
    """What a claim says that another may contradict."""
    return (claim.sum.text, claim.sum.kind_key) if claim.sum else ("", "")


def _differ(claims: Sequence[Claim]) -> bool:
    """Tell whether one source says other than another; one alone may state several sums."""
    sources = {claim.source for claim in claims}
    return len(sources) > 1 and len({_stated(claim) for claim in claims}) > 1


def _handovers(visit: Visit, grant: str) -> list[tuple[Handover, Proofs]]:
    """Read each handover, with the sentences that support it."""
    events = visit.pointing("wir:handsOver", grant)
    facts = visit.facts(events)
    return [
        (read_handover(visit, facts, event), gather_proofs(visit, facts.parts(event)))
        for event in events
    ]

"""
On what the values of an edition stand: on a sentence, on a source as a whole, or on reasoning.

Counted once, when an edition is published, kind by kind; ``/quality`` and the home page read it.
"""

import msgspec
from pyoxigraph import QuerySolutions, Store

from wirlod.kinds import prefixes
from wirlod.values.words import Words


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How many values of a kind stand on what."""

    key: str
    label: Words
    """What they are values of."""
    passages: int
    """On a sentence of a source, kept with its place."""
    sources: int
    """On a source as a whole."""
    derived: int
    """On reasoning from sources, which the note gives."""

    @property
    def words(self) -> Words:
        """Say what :attr:`passages` counts."""
        return {"de": f"{self.label['de']} mit Satz", "en": f"{self.label['en']} with a sentence"}


class Claimed(msgspec.Struct, frozen=True):
    """A kind of value, where it is said, and by which properties a passage supports it."""

    key: str
    label: Words
    pattern: str
    """Which ``?thing`` have the value; ``?body`` is what a passage about it names."""
    properties: tuple[str, ...]


CLAIMED = (
    Claimed(
        "grant-sums",
        {"de": "Summen von Förderungen", "en": "Sums of grants"},
        "?thing a wir:Grant ; schema:amount ?body",
        ("schema:value", "schema:minValue", "schema:maxValue"),
    ),
    Claimed(
        "grant-periods",
        {"de": "Zeiträume von Förderungen", "en": "Periods of grants"},
        "?thing a wir:Grant ; dct:temporal ?body",
        ("dcat:startDate", "dcat:endDate"),
    ),
    Claimed(
        "grant-recipients",
        {"de": "Empfänger von Förderungen", "en": "Recipients of grants"},
        "?thing a wir:Grant ; wir:recipient ?recipient BIND(?thing AS ?body)",
        ("wir:recipient",),
    ),
    Claimed(
        "handover-days",
        {"de": "Tage von Übergaben", "en": "Days of handovers"},
        "?thing a wir:Handover ; schema:startDate ?day BIND(?thing AS ?body)",
        ("schema:startDate",),
    ),
    Claimed(
        "milestone-days",
        {"de": "Tage von Meilensteinen", "en": "Days of milestones"},
        "?thing a wir:Milestone ; schema:startDate ?day BIND(?thing AS ?body)",
        ("schema:startDate",),
    ),
    Claimed(
        "figures",
        {"de": "Zahlen aus Quellen", "en": "Reported figures"},
        "?thing a wir:ReportedFigure OPTIONAL { ?thing schema:amount ?sum } "
        "BIND(COALESCE(?sum, ?thing) AS ?body)",
        ("wir:number", "schema:value", "schema:minValue", "schema:maxValue"),
    ),
)
"""The values that the pages show and that a sentence can support."""

COUNT = """
SELECT (COUNT(DISTINCT ?thing) AS ?all) (COUNT(DISTINCT ?supported) AS ?passages)
  (COUNT(DISTINCT ?reasoned) AS ?derived) {
  %(pattern)s
  BIND(EXISTS { ?thing wir:basis concept:derived } AS ?isDerived)
  BIND(EXISTS {
    VALUES ?property { %(properties)s }
    ?evidence oa:hasBody ?body ; wir:supportsProperty ?property
  } AS ?hasPassage)
  BIND(IF(?hasPassage, ?thing, ?none) AS ?supported)
  BIND(IF(!?hasPassage && ?isDerived, ?thing, ?none) AS ?reasoned)
}
"""


def count_standing(store: Store, base_uri: str) -> list[Standing]:
    """Count the values of each kind by what they stand on."""
    return [_count(store, claimed, base_uri) for claimed in CLAIMED]


def _count(store: Store, claimed: Claimed, base_uri: str) -> Standing:
    query = COUNT % {"pattern": claimed.pattern, "properties": " ".join(claimed.properties)}
    found = store.query(query, prefixes=prefixes(base_uri))
    assert isinstance(found, QuerySolutions)
    row = next(iter(found))
    total, passages, derived = (int(row[name].value) for name in ("all", "passages", "derived"))
    return Standing(
        key=claimed.key,
        label=claimed.label,
        passages=passages,
        derived=derived,
        sources=total - passages - derived,
    )

"""
How good the data are, in figures of the Data Quality Vocabulary.

Each metric is a share: how many of what there is have what is wanted. All are computed from
the statements of a dataset, so they change only when it does.
"""

from collections.abc import Container, Iterator
from decimal import Decimal

import msgspec

from wirlod.iris import thing_iri
from wirlod.kinds.datasets import DATASETS
from wirlod.publish.answers import Ask
from wirlod.publish.catalogue.coverage import KIND
from wirlod.publish.catalogue.nodes import Measurement, Value
from wirlod.values.words import Words

DIMENSIONS = "http://www.w3.org/2016/05/ldqd#"
EVERY = tuple(dataset.key for dataset in DATASETS)


class Metric(msgspec.Struct, frozen=True):
    """One thing to measure."""

    key: str
    dimension: str
    label: Words
    datasets: tuple[str, ...]
    whole: str = ""
    """A pattern whose ``?thing`` are counted, for each ``?kind`` where it binds that."""
    part: str = ""
    """What binds ``?fulfilling`` for those which count; empty: all do, or nothing is published."""


GRANTS = "?thing a wir:Grant"
SUMS = "?thing a wir:Grant ; schema:amount/wir:precision ?precision"
RECORDS = f"?thing dct:identifier ?key {KIND}"
HAS = "OPTIONAL { ?thing %s ?stated BIND(?thing AS ?fulfilling) }"

METRICS = (
    Metric(
        "conformance",
        "consistency",
        {
            "de": "Anteil der Dinge, die alle Shapes erfüllen",
            "en": "Share of things that keep all shapes",
        },
        EVERY,
    ),
    Metric(
        "sources",
        "trustworthiness",
        {"de": "Anteil der Einträge mit Quelle", "en": "Share of records that name a source"},
        ("grants", "organisations", "programme"),
        RECORDS,
        HAS % "prov:hadPrimarySource",
    ),
    Metric(
        "amounts",
        "completeness",
        {"de": "Anteil der Förderungen mit Betrag", "en": "Share of grants with an amount"},
        ("grants",),
        GRANTS,
        HAS % "wir:amount",
    ),
    Metric(
        "periods",
        "completeness",
        {"de": "Anteil der Förderungen mit Zeitraum", "en": "Share of grants with a period"},
        ("grants",),
        GRANTS,
        HAS % "dct:temporal",
    ),
    Metric(
        "approximate-sums",
        "semanticAccuracy",
        {
            "de": "Anteil der Beträge, die nicht genau angegeben sind",
            "en": "Share of amounts that are not stated exactly",
        },
        ("grants",),
        SUMS,
        "BIND(IF(?precision != concept:exact, ?thing, ?nothing) AS ?fulfilling)",
    ),
    Metric(
        "dated-releases",
        "completeness",
        {"de": "Anteil der Meldungen mit Datum", "en": "Share of releases with a date"},
        ("releases",),
        "?thing a wir:SourceText",
        HAS % "dct:issued",
    ),
)

SHARE = """
SELECT ?kind (COUNT(DISTINCT ?thing) AS ?whole) (COUNT(DISTINCT ?fulfilling) AS ?parts) {
  %s
  %s
}
GROUP BY ?kind
"""


def describe_metrics(base_uri: str) -> Iterator[Value]:
    """Yield what is measured."""
    for metric in METRICS:
        yield Value(
            id=f"{base_uri}catalogue#metric-{metric.key}",
            type=["dqv:Metric"],
            label=metric.label,
            definition=metric.label,
            dimension=DIMENSIONS + metric.dimension,
        )


def measure(ask: Ask, base_uri: str) -> Iterator[Measurement]:
    """Yield the figures of every dataset."""
    for dataset in DATASETS:
        kinds = {kind.name for kind in dataset.kinds}
        for metric in METRICS:
            if dataset.key in metric.datasets:
                share = _share(ask, metric, kinds, base_uri)
                yield _measurement(metric, dataset.key, share, base_uri)


def _measurement(metric: Metric, key: str, share: Decimal, base_uri: str) -> Measurement:
    dataset = thing_iri(base_uri, "dataset", key)
    return Measurement(
        id=f"{dataset}#quality-{metric.key}",
        type=["dqv:QualityMeasurement"],
        label=metric.label,
        computed_on=dataset,
        metric=f"{base_uri}catalogue#metric-{metric.key}",
        measured=str(share),
    )


def _share(ask: Ask, metric: Metric, kinds: Container[str], base_uri: str) -> Decimal:
    """Ask how many have what is wanted, of things of *kinds* where the metric tells these apart."""
    if not metric.part:
        return Decimal(1)
    _, rows = ask(SHARE % (metric.whole % {"things": f"{base_uri}id/"}, metric.part))
    found = [row for row in rows if row.get("kind") is None or row["kind"] in kinds]
    whole, parts = (sum(int(row[name]) for row in found) for name in ("whole", "parts"))
    return round(Decimal(parts) / Decimal(whole), 4).normalize() if whole else Decimal(1)

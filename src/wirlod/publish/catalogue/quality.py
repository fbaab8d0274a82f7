"""
How good the data are, in figures of the Data Quality Vocabulary.

Each metric is a share: how many of what there is have what is wanted. All are computed from
the statements of a dataset, so they change only when it does.
"""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from wirlod.iris import thing_iri
from wirlod.kinds.datasets import DATASETS
from wirlod.publish.answers import Ask
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
    """A pattern whose ``?thing`` are counted; ``%s`` tells those of the dataset."""
    part: str = ""
    """The pattern that those fulfil which count; empty: all do, or nothing is published."""


GRANTS = "?thing a wir:Grant"
SUMS = "?thing a wir:Grant ; schema:amount/wir:precision ?precision"
RECORDS = "?thing dct:identifier ?key . FILTER(%s)"

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
        "?thing prov:hadPrimarySource ?source",
    ),
    Metric(
        "amounts",
        "completeness",
        {"de": "Anteil der Förderungen mit Betrag", "en": "Share of grants with an amount"},
        ("grants",),
        GRANTS,
        "?thing wir:amount ?amount",
    ),
    Metric(
        "periods",
        "completeness",
        {"de": "Anteil der Förderungen mit Zeitraum", "en": "Share of grants with a period"},
        ("grants",),
        GRANTS,
        "?thing dct:temporal ?period",
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
        "?thing schema:amount/wir:precision ?how . FILTER(?how != concept:exact)",
    ),
    Metric(
        "dated-releases",
        "completeness",
        {"de": "Anteil der Meldungen mit Datum", "en": "Share of releases with a date"},
        ("releases",),
        "?thing a wir:SourceText",
        "?thing dct:issued ?date",
    ),
)

SHARE = """
SELECT (COUNT(DISTINCT ?thing) AS ?whole) (COUNT(DISTINCT ?fulfilling) AS ?parts) {
  %(whole)s
  OPTIONAL { %(part)s BIND(?thing AS ?fulfilling) }
}
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
        spaces = (thing_iri(base_uri, kind.name, "") for kind in dataset.kinds)
        own = " || ".join(f"STRSTARTS(STR(?thing), '{space}')" for space in spaces)
        for metric in METRICS:
            if dataset.key in metric.datasets:
                share = _share(ask, metric, own)
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


def _share(ask: Ask, metric: Metric, own: str) -> Decimal:
    if not metric.part:
        return Decimal(1)
    _, [row] = ask(SHARE % {"whole": metric.whole.replace("%s", own), "part": metric.part})
    whole, parts = (int(row[name]) for name in ("whole", "parts"))
    return round(Decimal(parts) / Decimal(whole), 4).normalize() if whole else Decimal(1)

"""
How good the data are, in figures of the Data Quality Vocabulary.

Each metric is a share: how many of what there is have what is wanted. All are computed from
the statements of a dataset, so they change only when it does.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import msgspec

from wirlod.iris import thing_iri
from wirlod.kinds.datasets import DATASETS
from wirlod.publish.catalogue.nodes import Measurement, Value
from wirlod.values.words import Words

DIMENSIONS = "http://www.w3.org/2016/05/ldqd#"
EVERY = tuple(dataset.key for dataset in DATASETS)

Shares = dict[str, tuple[int, int]]
"""Key of a metric → how many it is about, and how many of these have what is wanted."""


class Metric(msgspec.Struct, frozen=True):
    """One thing to measure."""

    key: str
    dimension: str
    label: Words
    datasets: tuple[str, ...]
    path: str = ""
    """What those have that count, perhaps at the end of several steps; empty: all do, or nothing
    is published."""
    kind: str = ""
    """The class of those that are looked at; empty: every record, which has a key."""
    other_than: str = ""
    """What is not wanted there: who has nothing there is not looked at, either."""


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
        "prov:hadPrimarySource",
    ),
    Metric(
        "amounts",
        "completeness",
        {"de": "Anteil der Förderungen mit Betrag", "en": "Share of grants with an amount"},
        ("grants",),
        "wir:amount",
        "wir:Grant",
    ),
    Metric(
        "periods",
        "completeness",
        {"de": "Anteil der Förderungen mit Zeitraum", "en": "Share of grants with a period"},
        ("grants",),
        "dct:temporal",
        "wir:Grant",
    ),
    Metric(
        "approximate-sums",
        "semanticAccuracy",
        {
            "de": "Anteil der Beträge, die nicht genau angegeben sind",
            "en": "Share of amounts that are not stated exactly",
        },
        ("grants",),
        "schema:amount/wir:precision",
        "wir:Grant",
        "concept:exact",
    ),
    Metric(
        "dated-releases",
        "completeness",
        {"de": "Anteil der Meldungen mit Datum", "en": "Share of releases with a date"},
        ("releases",),
        "dct:issued",
        "wir:SourceText",
    ),
)


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


def measure(shares: Mapping[str, Shares], base_uri: str) -> Iterator[Measurement]:
    """Yield the figures of every dataset, given what was counted in it, by its key."""
    for dataset in DATASETS:
        for metric in METRICS:
            if dataset.key in metric.datasets:
                counted = shares.get(dataset.key, {}).get(metric.key, (0, 0))
                yield _measurement(metric, dataset.key, _share(*counted), base_uri)


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


def _share(whole: int, part: int) -> Decimal:
    """
    Give the share of *part* in *whole*, of nothing all.

    >>> _share(3, 1), _share(0, 0)
    (Decimal('0.3333'), Decimal('1'))
    """
    return round(Decimal(part) / Decimal(whole), 4).normalize() if whole else Decimal(1)

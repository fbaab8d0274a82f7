"""The verdict on an edition, as published at ``/quality``: a page's worth of facts, and RDF."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from wirlod.publish.catalogue.nodes import Measurement, Node, Value
from wirlod.publish.rehearsal import fair, mqa
from wirlod.publish.rehearsal.comparison import Comparison
from wirlod.publish.standing import Standing
from wirlod.values.words import Words

NAME = "quality"


class Rehearsed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a rehearsal."""

    edition: str
    things: int
    """How often a shape looked at a thing; no one was broken, or nothing would be published."""
    shapes: int
    portal: Comparison
    """What portals do that know the edition before."""
    again: Comparison
    """What portals do when they harvest a second time."""
    addresses: int
    faults: tuple[str, ...]
    scores: tuple[mqa.Score, ...]
    warnings: tuple[str, ...]
    """What is strange between records and may be right, each with both places."""
    standing: tuple[Standing, ...]
    """On what the values stand, kind by kind."""
    most_points: int = mqa.MOST
    fair: dict[str, tuple[fair.Verdict, ...]]
    """IRI of a dataset → the verdict of each metric."""


METRICS: dict[str, tuple[str, Words]] = {
    "warnings": (
        "consistency",
        {
            "de": "Warnungen über Einträge, die nebeneinander seltsam sind",
            "en": "Warnings about records that are strange beside each other",
        },
    ),
    "mqa": (
        "completeness",
        {
            "de": "Eigene Prüfung nach der Metadatenqualität von data.europa.eu (von 405)",
            "en": "Own check after the metadata quality of data.europa.eu (of 405)",
        },
    ),
    "fair": (
        "interoperability",
        {
            "de": "Erfüllte Kriterien der eigenen Prüfung nach F-UJI (von 15)",
            "en": "Metrics that hold in our own check after F-UJI (of 15)",
        },
    ),
}


def describe_verdict(rehearsed: Rehearsed, base_uri: str) -> Iterator[Node]:
    """Yield the verdict as measurements of the Data Quality Vocabulary."""
    edition = f"{base_uri}id/edition/{rehearsed.edition}"
    metrics = METRICS | {
        f"{s.key}-passages": ("trustworthiness", s.words) for s in rehearsed.standing
    }
    for key, (dimension, label) in metrics.items():
        yield Value(
            id=f"{base_uri}{NAME}#metric-{key}",
            type=["dqv:Metric"],
            label=label,
            definition=label,
            dimension=f"http://www.w3.org/2016/05/ldqd#{dimension}",
        )
    yield _measurement("warnings", edition, len(rehearsed.warnings), base_uri)
    for standing in rehearsed.standing:
        key = f"{standing.key}-passages"
        yield _measurement(key, edition, standing.passages, base_uri, standing.words)
    for found in rehearsed.scores:
        passed = sum(verdict.passed for verdict in rehearsed.fair[found.dataset])
        yield _measurement("mqa", found.dataset, found.points, base_uri)
        yield _measurement("fair", found.dataset, passed, base_uri)


def _measurement(
    metric: str, thing: str, value: int, base_uri: str, label: Words | None = None
) -> Measurement:
    return Measurement(
        id=f"{base_uri}{NAME}#{thing.rpartition('/')[2]}-{metric}",
        type=["dqv:QualityMeasurement"],
        label=label or METRICS[metric][1],
        computed_on=thing,
        metric=f"{base_uri}{NAME}#metric-{metric}",
        measured=str(value),
    )


def write_verdict(rehearsed: Rehearsed, folder: Path) -> None:
    """Write the facts for the page."""
    content = msgspec.json.format(msgspec.json.encode(rehearsed))
    (folder / f"{NAME}.json").write_bytes(content)

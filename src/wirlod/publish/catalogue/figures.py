"""
What the catalogue says in figures, picked out while everything is looked at.

All things of a portion are of one dataset, and what is picked out of them is kept for the next
edition: to ask a large store for it takes a sixth of what loading that takes.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

import msgspec

from wirlod.kinds import prefixes
from wirlod.namespaces import expand
from wirlod.publish.catalogue.coverage import DATES
from wirlod.publish.catalogue.quality import METRICS, Metric
from wirlod.publish.tokens import Said, follow, node

TYPE, KEY = node(expand("rdf:type")), node(expand("dct:identifier"))


class Figures(msgspec.Struct, frozen=True, array_like=True):
    """What the things of a portion come to."""

    dates: list[str] = []
    """When something was that they speak of, each time once, as N-Triples write it."""
    shares: dict[str, tuple[int, int]] = {}
    """Key of a metric → how many it is about, and how many of these have what is wanted."""


class Total(msgspec.Struct):
    """What the things of a dataset come to."""

    dates: set[str] = set()
    shares: dict[str, tuple[int, int]] = {}

    def add(self, figures: Figures) -> None:
        """Add what a portion comes to."""
        self.dates.update(figures.dates)
        for key, (whole, part) in figures.shares.items():
            before = self.shares.get(key, (0, 0))
            self.shares[key] = before[0] + whole, before[1] + part


class Gauge:
    """Picks figures out of what is said of things; one works in each process."""

    def __init__(self, base_uri: str) -> None:
        known = prefixes(base_uri)
        self._dates = frozenset(node(expand(name, known)) for name in DATES)
        self._tallies = [Tally(metric, base_uri) for metric in METRICS if metric.path]

    def read(self, dataset: str, things: Mapping[str, Said]) -> Figures:
        """Pick out of what is said of *things*, all of one dataset, what they come to."""
        dates = set[str]()
        for properties in chain.from_iterable(map(dict.values, things.values())):
            for property in self._dates & properties.keys():
                dates.update(properties[property])
        tallies = [tally for tally in self._tallies if dataset in tally.metric.datasets]
        shares = {tally.metric.key: tally.count(things) for tally in tallies}
        return Figures(sorted(dates), shares)


class Tally:
    """Counts for one metric."""

    def __init__(self, metric: Metric, base_uri: str) -> None:
        known = prefixes(base_uri)
        self.metric = metric
        self._class = node(expand(metric.kind, known)) if metric.kind else ""
        self._path = [node(expand(name, known)) for name in metric.path.split("/")]
        self._other_than = {node(expand(metric.other_than, known))} if metric.other_than else set()

    def count(self, things: Mapping[str, Said]) -> tuple[int, int]:
        """Count which of *things* the metric is about, and which of these have what is wanted."""
        about = (
            (said, subject)
            for said, subject in zip(things.values(), map(node, things), strict=True)
            if self._is_about(said.get(subject, {}))
        )
        found = [set(follow(said, subject, self._path)) for said, subject in about]
        if self._other_than:
            found = [values for values in found if values]
        return len(found), sum(bool(values - self._other_than) for values in found)

    def _is_about(self, properties: Mapping[str, Sequence[str]]) -> bool:
        return self._class in properties.get(TYPE, ()) if self._class else KEY in properties

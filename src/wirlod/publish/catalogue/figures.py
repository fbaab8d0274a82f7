"""
What catalogue and manifest say in figures, picked out while everything is looked at.

All things of a portion are of one dataset, and what is picked out of them is kept for the next
edition: to ask a large store for it takes a sixth of what loading that takes.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

import msgspec

from wirlod.kinds import prefixes
from wirlod.namespaces import expand
from wirlod.publish.catalogue.coverage import DATES
from wirlod.publish.catalogue.quality import METRICS, Metric, Shares
from wirlod.publish.portions import RDF_TYPE
from wirlod.publish.tokens import Said, follow, node

KEY = node(expand("dct:identifier"))


class Figures(msgspec.Struct, frozen=True, array_like=True):
    """What the things of a portion come to; terms are written as in N-Triples."""

    classes: dict[str, int] = {}
    """Class → number of things and parts that are of it."""
    properties: dict[str, int] = {}
    """Property → number of statements with it."""
    dates: list[str] = []
    """When something was that they speak of, each time once."""
    shares: Shares = {}


class Total(msgspec.Struct):
    """What the things of a dataset come to."""

    classes: Counter[str] = msgspec.field(default_factory=Counter)
    properties: Counter[str] = msgspec.field(default_factory=Counter)
    dates: set[str] = set()
    shares: Shares = {}

    def add(self, figures: Figures) -> None:
        """Add what a portion comes to."""
        self.classes.update(figures.classes)
        self.properties.update(figures.properties)
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
        classes, properties, dates = Counter[str](), Counter[str](), set[str]()
        for said in chain.from_iterable(map(dict.values, things.values())):
            for property, values in said.items():
                properties[property] += len(values)
                if property in self._dates:
                    dates.update(values)
            classes.update(said.get(RDF_TYPE, ()))
        tallies = [tally for tally in self._tallies if dataset in tally.metric.datasets]
        shares = {tally.metric.key: tally.count(things) for tally in tallies}
        return Figures(dict(classes), dict(properties), sorted(dates), shares)


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
        about = ((said, node(thing)) for thing, said in things.items())
        found = [
            set(follow(said, subject, self._path))
            for said, subject in about
            if self._is_about(said.get(subject, {}))
        ]
        if self._other_than:
            found = [values for values in found if values]
        return len(found), sum(bool(values - self._other_than) for values in found)

    def _is_about(self, properties: Mapping[str, Sequence[str]]) -> bool:
        return self._class in properties.get(RDF_TYPE, ()) if self._class else KEY in properties

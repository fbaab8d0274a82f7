"""
THE table of datasets: how kinds group into what portals list.

A kind names its dataset; here stands their order. A key is part of an address that portals keep
for ever: it is never renamed, and a dataset is never dropped without ``--allow-loss``. The words
of a dataset are the publisher's: ``data/publication.yaml``.
"""

import msgspec

from wirlod.iris import kind_of, thing_iri
from wirlod.kinds import KINDS
from wirlod.kinds.kind import Kind

KEYS = ("grants", "releases", "organisations", "programme", "ontology")


class Dataset(msgspec.Struct, frozen=True):
    """One dataset of the catalogue."""

    key: str
    kinds: tuple[Kind, ...]
    """The kinds of things it holds, the most important first."""

    @property
    def flat_tables(self) -> tuple[str, ...]:
        """Name the flat tables made of it."""
        return tuple(kind.flat_table for kind in self.kinds if kind.flat_table)

    def iri(self, base_uri: str) -> str:
        """Give its address."""
        return thing_iri(base_uri, "dataset", self.key)


DATASETS = tuple(
    Dataset(key, tuple(kind for kind in KINDS.values() if kind.dataset == key)) for key in KEYS
)
"""The last one also holds everything that is no thing: terms of the ontology, and shapes."""

_BY_KEY = {dataset.key: dataset for dataset in DATASETS}


def dataset_of(iri: str, base_uri: str) -> Dataset:
    """
    Find the dataset that holds *iri*.

    >>> dataset_of("https://example.org/id/grant/x#amount", "https://example.org/").key
    'grants'
    >>> dataset_of("https://example.org/def/wir#Grant", "https://example.org/").key
    'ontology'
    """
    kind = KINDS.get(kind_of(iri, base_uri))
    return _BY_KEY[kind.dataset] if kind and kind.dataset else DATASETS[-1]

"""
THE table of datasets: which kinds of things each holds.

A key is part of an address that portals keep for ever: it is never renamed, and a dataset is
never dropped without ``--allow-loss``.
"""

import msgspec

from wirlod.iris import thing_iri


class Dataset(msgspec.Struct, frozen=True):
    """One dataset of the catalogue; its words stand in ``data/publication.yaml``."""

    key: str
    kinds: tuple[str, ...]
    """The kinds of things it holds, the most important first."""
    tables: tuple[str, ...] = ()
    """The flat tables made of it."""

    def iri(self, base_uri: str) -> str:
        """Give its address."""
        return thing_iri(base_uri, "dataset", self.key)


DATASETS = (
    Dataset("grants", ("grant", "handover"), ("grants",)),
    Dataset("releases", ("release", "quotation", "evidence"), ("releases",)),
    Dataset("organisations", ("organisation", "person", "territory")),
    Dataset("programme", ("programme", "guideline", "milestone", "figure"), ("figures",)),
    Dataset("ontology", ("concept", "priority")),
)
"""The last one also holds everything that is no thing: terms of the ontology, and shapes."""

BY_KIND = {kind: dataset for dataset in DATASETS for kind in dataset.kinds}


def dataset_of(iri: str, base_uri: str) -> Dataset:
    """
    Find the dataset that holds *iri*.

    >>> dataset_of("https://example.org/id/grant/x#amount", "https://example.org/").key
    'grants'
    >>> dataset_of("https://example.org/def/wir#Grant", "https://example.org/").key
    'ontology'
    """
    kind = iri.removeprefix(f"{base_uri}id/").partition("/")[0]
    return BY_KIND.get(kind, DATASETS[-1])

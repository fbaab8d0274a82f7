"""All that the catalogue of one edition is made of."""

from datetime import datetime

import msgspec

from wirlod.edition import Dump
from wirlod.kinds.datasets import DATASETS, Dataset
from wirlod.publish.catalogue.coverage import Span
from wirlod.publish.catalogue.history import Past
from wirlod.publish.catalogue.nodes import Measurement
from wirlod.publish.draft import OfficeDataset
from wirlod.publish.publication import DatasetWords, Publication
from wirlod.values.words import Words


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What is known when the catalogue is written, and the addresses of its parts."""

    base_uri: str
    edition: str
    created: datetime
    since: datetime
    """When the first edition was made, as far as is known."""
    publication: Publication
    dumps: tuple[Dump, ...]
    past: dict[str, Past]
    spans: dict[str, Span]
    place: str | None
    shapes: frozenset[str]
    """Kinds that have shapes of their own."""
    offices: dict[str, OfficeDataset] = {}
    """The datasets of the tables of offices, by key."""
    measurements: tuple[Measurement, ...] = ()

    @property
    def catalogue_iri(self) -> str:
        """The address of the catalogue, which is also that of its document."""
        return f"{self.base_uri}catalogue"

    def part(self, name: str) -> str:
        """Give the address of a part of the catalogue."""
        return f"{self.catalogue_iri}#{name}"

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """Every dataset: those of the kinds of things, and one for each table of an office."""
        return (*DATASETS, *(Dataset(key, ()) for key in self.offices))

    def words_of(self, dataset: Dataset) -> DatasetWords:
        """Give the words of a dataset."""
        office = self.offices.get(dataset.key)
        return office.words if office else self.publication.datasets[dataset.key]

    @property
    def publisher_iri(self) -> str:
        """The publisher's address: their own where they have one."""
        return self.publication.publisher.iri or self.part("publisher")

    @property
    def spatial(self) -> str:
        """The place that all data speak of."""
        return self.place or self.publication.spatial

    @property
    def names(self) -> dict[str, Words]:
        """What the publisher calls the values of foreign lists that only they use."""
        publication = self.publication
        return {
            publication.spatial: publication.spatial_name.words,
            publication.contributor: publication.contributor_name.words,
        }

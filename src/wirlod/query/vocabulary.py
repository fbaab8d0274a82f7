"""The words a query on these data can use: prefixes, and the classes and properties in use."""

from collections.abc import Mapping

import msgspec

from wirlod.edition import Manifest
from wirlod.query.describe import find_labels
from wirlod.query.store import Store


class Word(msgspec.Struct, frozen=True):
    """A class or a property."""

    iri: str
    count: int
    """Things of this class, or statements with this property."""
    label: dict[str, str]
    """Language → text."""


class Vocabulary(msgspec.Struct, frozen=True):
    """What an editor can complete."""

    prefixes: Mapping[str, str]
    classes: list[Word]
    properties: list[Word]


def find_vocabulary(store: Store, manifest: Manifest, prefixes: Mapping[str, str]) -> Vocabulary:
    """List the words in use, the most frequent first."""
    labels = find_labels(store, {*manifest.classes, *manifest.properties})

    def words(counts: Mapping[str, int]) -> list[Word]:
        frequent = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [Word(iri, count, labels.get(iri, {})) for iri, count in frequent]

    return Vocabulary(prefixes, words(manifest.classes), words(manifest.properties))

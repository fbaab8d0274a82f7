"""
What a kind of thing knows about itself.

Everything that treats kinds differently (addresses, datasets, lists, tables, search, pages) reads
it here. How a record of a kind is read and checked stands in ``publish/records/``, its rules in
``shapes/``, its words in ``ontology/``.
"""

from collections.abc import Mapping

import msgspec

YEAR = "year"
"""The facet that is no property: the year in which a thing was, or begins."""


class Bilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in German and English."""

    de: str
    en: str

    @property
    def words(self) -> dict[str, str]:
        """Language → text."""
        return {"de": self.de, "en": self.en}

    def say(self, language: str) -> str:
        """
        Give the text in *language*, in English where it has none.

        >>> Bilingual("Förderung", "Grant").say("de")
        'Förderung'
        """
        return self.words.get(language, self.en)


class Facet(msgspec.Struct, frozen=True):
    """What the things of a list can be told apart by."""

    name: str
    """:data:`YEAR`, or the terms of the context that lead there, with dots between."""
    title: Bilingual


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of thing: ``grant`` of ``/id/grant/…``; properties are named as in the context."""

    name: str
    one: Bilingual
    """What a person would call one thing of it."""
    many: Bilingual
    dataset: str = ""
    """The key of the dataset that holds its things; empty where the catalogue describes them."""
    classes: tuple[str, ...] = ()
    """The classes that its things are found by; a kind without any has no list."""
    narrower: Mapping[str, str] = {}
    """A class that only some of its things have → the filter of the list that shows those."""
    parts: tuple[str, ...] = ()
    """What its parts are called: ``amount`` of ``…#amount``, ``claim`` of ``…#claim-x``."""
    columns: tuple[str, ...] = ()
    """The columns of its list as a table, after those that every kind has; a dot leads through a
    part, ``@`` asks for a language."""
    sorts: Mapping[str, str] = {}
    """What its list can be sorted by → path of properties."""
    year: tuple[str, ...] = ()
    """What leads to the date whose year its list can be narrowed down to."""
    facets: tuple[Facet, ...] = ()
    """What its list can be narrowed down by, in order."""
    is_place: bool = False
    """Whether its things lie somewhere, so that they are had as GeoJSON, too."""
    counted: tuple[str, ...] = ()
    """Properties whose different values are counted: those of grants who receive them."""
    flat_table: str = ""
    """The name of the table of its things among the downloads."""
    weight: int = 0
    """How much sooner than others a person means it when a word fits several kinds."""

    @property
    def is_listed(self) -> bool:
        """Whether there is a list of its things."""
        return bool(self.classes)

    @property
    def is_catalogued(self) -> bool:
        """Whether its things are described in the catalogue instead of in the store."""
        return not self.dataset

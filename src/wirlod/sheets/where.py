"""
Where a recipient is: what name, postal code, district and state of a row tell together.
"""

from functools import lru_cache

from wirlod.folding import fold
from wirlod.values.places import Place, locate, read_places
from wirlod.values.postal_codes import find_area, find_by_code


@lru_cache(maxsize=50_000)
def find_place(
    name: str, code: str, state: str, district: str = "", of_state: str = ""
) -> Place | None:
    """
    Find the one place that a row means, None where it means none or several.

    *state* is the official key of the state that a whole table is about; what the row itself says
    goes before it. A name that several places have is decided by district and postal code.

    >>> find_place("Neustadt", "35279", "").ags, find_place("Neustadt", "", "", "Coburg").ags
    ('06534016', '09473151')
    >>> find_place("", "37213", "").name, find_place("Irgendwo", "", "06", "Fulda").ags
    ('Witzenhausen', '06631')
    """
    told = _whole_state(of_state)
    state = told or state
    around = _district(district, state)
    within = around.ags if around else state
    found = read_places().find(name, within) if name else ()
    if len(found) != 1 and code and name:
        found = find_by_code(name, code)
    if len(found) == 1:
        return found[0]
    if name and (whole := locate(name, state)):
        return whole
    return around or _by_code(name, code) or (read_places().by_ags.get(told) if not name else None)


def _by_code(name: str, code: str) -> Place | None:
    """Give the place of a postal code; at least its district, where a name says something else."""
    area = find_area(code) if code else None
    if area and name:
        return read_places().by_ags.get(area.district_ags)
    return area


@lru_cache(maxsize=1_000)
def _whole_state(text: str) -> str:
    """Give the official key of a state by its name, blank where it names none."""
    wanted = fold(text)
    named = (place for ags, place in read_places().by_ags.items() if len(ags) == 2)
    return next((place.ags for place in named if wanted and fold(place.name) == wanted), "")


def _district(text: str, state: str) -> Place | None:
    """Find a district, or a city that is one, by name or official key."""
    if not text:
        return None
    for spelling in (f"Landkreis {text}", f"Kreis {text}", text):
        found = read_places().find(spelling, state)
        if len(found) == 1 and (found[0].level == "district" or found[0].ags.endswith("000")):
            return found[0]
    return locate(text, state) if text.isdigit() else None

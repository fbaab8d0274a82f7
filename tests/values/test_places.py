"""Names of places, as people write them, and the official keys that they mean."""

import pytest

from wirlod.values.places import read_places


def keys(text: str, state: str = "") -> list[str]:
    return [place.ags for place in read_places().find(text, state)]


@pytest.mark.parametrize(
    ("text", "state", "ags"),
    [
        pytest.param("Kassel", "", "06611000", id="a city before the district of its name"),
        pytest.param("Landkreis Kassel", "", "06633", id="the district, told so"),
        pytest.param("Kreis Borken", "", "05554", id="Kreis"),
        pytest.param("Offenbach", "06", "06413000", id="a city without its river"),
        pytest.param("61348 Bad Homburg v.d.H.", "", "06434001", id="postal code, short"),
        pytest.param("Frankfurt/M.", "", "06412000", id="slash"),
        pytest.param("Frankfurt a. M.", "", "06412000", id="a. M."),
        pytest.param("Frankfurt am Main-Höchst", "", "06412000", id="a quarter"),
        pytest.param("Lichtenfels OT Dalwigksthal", "06", "06635016", id="Ortsteil"),
        pytest.param("Hansestadt Lübeck", "", "01003000", id="a title before the name"),
        pytest.param("Freistaat Thüringen", "", "16", id="a state"),
        pytest.param("Rotenburg/Fulda", "06", "06632018", id="a river after a slash"),
    ],
)
def test_a_name_means_one_place(text: str, state: str, ags: str) -> None:
    assert keys(text, state) == [ags]


def test_a_name_of_many_places_is_not_decided() -> None:
    assert len(keys("Neustadt")) > 5


def test_another_state_has_no_such_place() -> None:
    assert keys("Marburg", "05") == []


def test_every_level_is_there() -> None:
    levels = [place.level for place in read_places().by_ags.values()]

    assert {level: levels.count(level) for level in set(levels)} == {
        "state": 16,
        "district": 401,
        "municipality": 10_997,
    }

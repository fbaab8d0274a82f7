"""What the words of a name say that it is."""

import pytest

from wirlod.extract.names.body_names import kind_of
from wirlod.extract.names.phrases import PhraseFinder


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("Rotenburg an der Fulda", "place", id="burg beside a river"),
        pytest.param("Duisburg", "place", id="a town that ends like a castle"),
        pytest.param("Rottenburg a. d. Laaber", "place", id="river written short"),
        pytest.param("Aue bei Chemnitz", "place", id="near another town"),
        pytest.param("Strukturschwache Gemeinden", "many", id="some of a kind"),
        pytest.param("Museum Hanau", "house", id="a house in a town"),
        pytest.param("Sportvereine", "many", id="nobody in particular"),
        pytest.param("Mehrspartenvereine", "many", id="nobody in particular, made up"),
    ],
)
def test_a_name_says_what_it_is_of(words: str, kind: str) -> None:
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    "name", ["Kirchheim bei München", "Rottenburg a. d. Laaber", "Bad Neustadt a. d. Saale"]
)
def test_a_place_is_named_to_its_end(name: str) -> None:
    found = PhraseFinder(f"Die Gemeinde {name} erhält Geld.", []).find()

    assert [phrase.label for phrase in found if name in phrase.label]
    assert not [p.label for p in found if p.label in name.split()[1:]]


def test_where_a_body_is_belongs_not_to_its_name() -> None:
    found = PhraseFinder("Die dortige Genossenschaft „Unser Laden“ erhält Geld.", []).find()

    assert [phrase.label for phrase in found] == ["Genossenschaft Unser Laden"]


@pytest.mark.parametrize(
    ("text", "generic"),
    [
        pytest.param("- Arnstadt, Marktplatz: 5.000 Euro", False, id="a town that ends so"),
        pytest.param("Die Stadt freut sich.", True, id="the town named before"),
    ],
)
def test_a_town_is_not_the_one_named_before_because_it_ends_so(text: str, generic: bool) -> None:
    assert PhraseFinder(text, []).find()[0].generic is generic

"""Who is told to be a natural person; all names are invented."""

import pytest

from wirlod.sheets.persons import tell_person


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Erika Muster", "person"),
        ("Muster, Erika", "person"),
        ("Dr. Abendrot", "person"),
        ("Gärtnerei Grünfink, Inh. K. Grünfink", "person"),
        ("Hofladen Sonnentau e.K.", "person"),
        ("Familie Grünfink", "person"),
        ("Xilin Baddarwo", "perhaps"),
        ("Verein der Freunde des Erik Muster e.V.", "body"),
        ("Stadt Kassel", "body"),
        ("Erika-Muster-Schule", "body"),
        ("Abendrot & Söhne GmbH", "body"),
        ("ABC", "body"),
    ],
)
def test_a_name_tells_a_person(name: str, told: str) -> None:
    assert tell_person(name) == told


def test_a_column_that_says_so_is_believed() -> None:
    assert (tell_person("ABC", flag="ja"), tell_person("Erika Muster", flag="nein")) == (
        "person",
        "body",
    )

"""The first abstract says sums and periods in the words that labels say them in."""

import pytest

from wirlod.extract.review.decisions import write_abstracts
from wirlod.extract.review.release_file import Item

LABELS = {"verein-x": {"de": "Verein X", "en": "Association X"}}


def proposed(**cells: str) -> list[Item]:
    """A proposed grant of which only *cells* are filled."""
    return [Item("grants", "grant/x", {"recipient": "verein-x", **cells})]


@pytest.mark.parametrize(
    ("cells", "german"),
    [
        pytest.param(
            {"amount": "500000", "precision": "approximate"}, " über rund 500.000 Euro", id="about"
        ),
        pytest.param(
            {"minimum": "12500000", "precision": "at-least"},
            " über mindestens 12.500.000 Euro",
            id="bound",
        ),
        pytest.param({"minimum": "4", "maximum": "5.50"}, " über 4 bis 5,50 Euro", id="range"),
        pytest.param({}, "", id="no sum"),
    ],
)
def test_a_sum_is_said_with_its_precision(cells: dict[str, str], german: str) -> None:
    text = write_abstracts(proposed(**cells), LABELS)

    assert text.startswith(
        f"Die Meldung berichtet von einer Förderung{german}; Empfänger: Verein X."
    )


def test_a_period_is_said_in_both_languages() -> None:
    text = write_abstracts(proposed(start="2021-10", end="2025"), LABELS)

    assert "Verein X, Oktober 2021 bis 2025." in text
    assert "Association X, October 2021 to 2025." in text


def test_a_release_without_a_grant_says_so() -> None:
    assert write_abstracts([], LABELS).endswith("The release reports no grant.")


def test_a_body_nobody_knows_is_said_to_be_unknown() -> None:
    text = write_abstracts(proposed(), {})

    assert "Empfänger: unbekannt." in text
    assert "recipient: unknown." in text

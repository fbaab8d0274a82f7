"""Names are alike by a slip or initials; another number or another word is another body."""

import pytest

from wirlod.intake.matching import LIKELY, Body, alike, take_name


@pytest.mark.parametrize(
    ("one", "other", "is_likely"),
    [
        ("Deutsches Rotes Kreuz Kassel", "DRK Kassel", True),
        ("Initiative Sonnenhaus Kassel", "Initiative Sonenhaus Kassel", True),
        ("Initiative Sonnenhaus Kassel", "Initiative Sonnenhof Kassel", False),
        ("Initiative Kinderhaus Kassel", "Initiative Kinderhort Kassel", False),
        ("Schule 1 Kassel", "Schule 2 Kassel", False),
    ],
)
def test_a_slip_or_initials_may_be_the_same(one: str, other: str, *, is_likely: bool) -> None:
    score = alike(take_name(one, ""), "", Body("b", take_name(other, ""), ""))

    assert (score >= LIKELY) is is_likely

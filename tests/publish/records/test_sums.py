"""Which cells state a sum, which one figure that is, how it is said, and what cannot be."""

import pytest

from wirlod.publish.records.cells import Money
from wirlod.publish.records.sums import SumCells, sum_contradictions

NAMES = ("amount", "minimum", "maximum")


def cells(precision: str = "exact", per: str | None = None, **figures: str) -> SumCells:
    stated = {name: Money(figures[name]) if name in figures else None for name in NAMES}
    return SumCells(**stated, precision=precision, currency="EUR", per=per)


@pytest.mark.parametrize(
    ("stated", "figure"),
    [
        pytest.param(cells(amount="5"), "5", id="a value"),
        pytest.param(cells(minimum="5", maximum="9"), "5", id="of a range what is certain"),
        pytest.param(cells(maximum="9"), "9", id="the bound that alone is known"),
        pytest.param(cells(), None, id="nothing"),
    ],
)
def test_a_sum_has_one_figure(stated: SumCells, figure: str | None) -> None:
    assert stated.figure == figure


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (cells("approximate", minimum="500", maximum="900"), "500 to 900 euros"),
        (cells("at-most", maximum="900"), "at most 900 euros"),
        (cells("approximate", amount="500"), "about 500 euros"),
        (cells(amount="500", per="year"), "500 euros per year"),
        (cells("at-least", minimum="500", per="year"), "at least 500 euros per year"),
    ],
)
def test_a_sum_is_said_with_its_bounds_and_how_often_it_is_paid(
    stated: SumCells, words: str
) -> None:
    assert stated.words["en"] == words


FITTING = [
    cells("exact", amount="5"),
    cells("approximate", amount="5"),
    cells("approximate", minimum="5", maximum="9"),
    cells("at-least", minimum="5"),
    cells("at-most", maximum="5"),
]


@pytest.mark.parametrize("stated", FITTING, ids=lambda stated: stated.precision)
def test_each_precision_fills_its_own_columns(stated: SumCells) -> None:
    assert list(sum_contradictions(stated)) == []


@pytest.mark.parametrize(
    ("stated", "column"),
    [
        (cells("exact"), "precision"),
        (cells("exact", minimum="5"), "precision"),
        (cells("exact", amount="5", maximum="9"), "precision"),
        (cells("at-least", amount="5"), "precision"),
        (cells("at-most", minimum="5"), "precision"),
        (cells("approximate", minimum="5"), "precision"),
        (cells("approximate", minimum="9", maximum="9"), "maximum"),
        (cells("approximate", minimum="10", maximum="9"), "maximum"),
    ],
)
def test_what_does_not_fit_is_named_by_its_column(stated: SumCells, column: str) -> None:
    assert [name for name, message in sum_contradictions(stated) if message] == [column]

"""What counts as granted, from when, and where the recipient is: decided once, at publication."""

from collections.abc import Mapping
from datetime import date

import pytest

from wirlod.publish.money import (
    MOST_STEPS,
    Granted,
    find_containing,
    find_first_day,
    find_form,
    find_forms,
    find_granted,
)
from wirlod.publish.records.cells import Money
from wirlod.publish.records.sums import SumCells
from wirlod.values.partial_dates import PartialDate

ROWS = {
    ("organisations", "ministry", "type"): "ministry",
    ("organisations", "office", "type"): "authority",
    ("organisations", "state", "type"): "state-government",
    ("organisations", "district", "type"): "local-authority",
    ("organisations", "club", "type"): "association",
    ("organisations", "foundation", "type"): "association",
    ("programmes", "ours", "funder"): "ministry",
    ("programmes", "theirs", "funder"): "foundation",
    ("releases", "early", "date"): "2021-05-06",
    ("releases", "late", "date"): "2022",
    ("releases", "broken", "date"): "soon",
    ("territories", "town", "within"): "old-district",
    ("territories", "town", "valid_to"): "2025-12-31",
    ("territories", "city", "predecessor"): "town",
    ("territories", "city", "within"): "land",
    ("territories", "city", "valid_from"): "2026-01-01",
    ("territories", "old-district", "within"): "land",
    ("territories", "circle", "within"): "round",
    ("territories", "round", "within"): "circle",
    ("territories", "a", "predecessor"): "b",
    ("territories", "b", "predecessor"): "a",
}


class Table:
    """Rows for a test."""

    def __init__(self, rows: Mapping[tuple[str, str, str], str] = ROWS) -> None:
        self._rows = rows

    def cell(self, table: str, key: str, column: str) -> str:
        """Give a cell."""
        return self._rows.get((table, key, column), "")

    def followers(self, territory: str) -> list[str]:
        """Name what follows *territory*."""
        return sorted(
            key
            for (table, key, column), value in self._rows.items()
            if (table, column, value) == ("territories", "predecessor", territory)
        )


CELLS = Table()


def stated(kind: str = "grant", per: str | None = None, **cells: str) -> SumCells:
    amounts = {name: Money(cells[name]) if name in cells else None for name in
               ("amount", "minimum", "maximum")}  # fmt: skip
    return SumCells(
        **amounts, precision=cells.get("precision", "exact"), currency="EUR", sum_kind=kind, per=per
    )


@pytest.mark.parametrize(
    ("cells", "least", "most"),
    [
        pytest.param(stated(amount="500000.50"), "500000.5", "500000.5", id="value"),
        pytest.param(stated(minimum="5", precision="at-least"), "5", None, id="lower bound"),
        pytest.param(stated(maximum="9", precision="at-most"), None, "9", id="upper bound"),
        pytest.param(stated(minimum="5", maximum="9"), "5", "9", id="range"),
    ],
)
def test_a_grant_counts_with_its_bounds(
    cells: SumCells, least: str | None, most: str | None
) -> None:
    assert find_granted(cells, "ministry", "ours", CELLS) == Granted("counted", least, most)


@pytest.mark.parametrize(
    ("funder", "programme", "counting"),
    [
        ("", "ours", "counted"),
        ("ministry", "ours", "counted"),
        ("office", "ours", "counted"),
        ("state", "ours", "counted"),
        ("foundation", "theirs", "counted"),
        ("foundation", "ours", "passed-on"),
        ("district", "ours", "passed-on"),
        ("club", "", "passed-on"),
    ],
)
def test_what_a_recipient_passes_on_does_not_count_twice(
    funder: str, programme: str, counting: str
) -> None:
    found = find_granted(stated(amount="5"), funder, programme, CELLS)

    assert found.counting == counting
    assert (found.least is None) == (counting != "counted")


@pytest.mark.parametrize(
    ("cells", "counting"),
    [
        (None, "no-sum"),
        (stated(), "no-sum"),
        (stated("eligible-expenditure", amount="5"), "other-kind"),
        (stated("total-cost", amount="5"), "other-kind"),
        (stated("other-share", amount="5"), "other-kind"),
        (stated(amount="5", per="year"), "per-year"),
        (stated("total-cost", amount="5", per="year"), "other-kind"),
    ],
)
def test_what_is_no_sum_of_the_grant_does_not_count(cells: SumCells | None, counting: str) -> None:
    assert find_granted(cells, "ministry", "ours", CELLS) == Granted(counting)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "notice", "releases", "day"),
    [
        pytest.param("2020", "2019-01-01", ["early"], date(2020, 1, 1), id="the start is stated"),
        pytest.param("", "", ["late", "early"], date(2021, 5, 6), id="the first release"),
        pytest.param("", "2021-05-05", ["early"], date(2021, 5, 5), id="the notice"),
        pytest.param("", "", ["late"], date(2022, 1, 1), id="a year"),
        pytest.param("", "", ["broken", "nowhere"], None, id="nothing dated"),
    ],
)
def test_the_first_day_is_the_start_or_when_something_documents_it(
    start: str, notice: str, releases: list[str], day: date | None
) -> None:
    dates = (PartialDate.read(start), PartialDate.read(notice))

    assert find_first_day(*dates, releases, CELLS) == day


@pytest.mark.parametrize("key", ["town", "city"])
@pytest.mark.parametrize(
    ("day", "form"),
    [
        (date(2025, 12, 31), "town"),
        (date(2026, 1, 1), "city"),
        (date(2030, 12, 31), "city"),
        (None, "city"),
    ],
)
def test_a_grant_stands_at_the_form_that_was_valid(key: str, day: date | None, form: str) -> None:
    assert find_form(key, day, CELLS) == form


def test_forms_come_in_their_order_and_end_even_in_a_circle() -> None:
    assert list(find_forms("city", CELLS)) == ["town", "city"]
    assert list(find_forms("land", CELLS)) == ["land"]
    assert sorted(find_forms("a", CELLS)) == ["a", "b"]


def test_a_territory_lies_in_all_that_it_lies_in() -> None:
    assert find_containing("town", CELLS) == ["town", "old-district", "land"]
    assert find_containing("city", CELLS) == ["city", "land"]
    assert find_containing("circle", CELLS) == ["circle", "round"]
    assert find_containing("", CELLS) == []


def test_a_chain_without_end_is_cut_where_only_a_circle_is_so_long() -> None:
    chain = {("territories", str(n), "within"): str(n + 1) for n in range(2 * MOST_STEPS)}

    assert len(find_containing("0", Table(chain))) == MOST_STEPS

"""Ordering the lists: what there is of each thing stays on disk, and every order is exact."""

import sqlite3
import tracemalloc
from array import array
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from wirlod.databases import open_to_write
from wirlod.members import FILE, NUMBERS, Members
from wirlod.publish import lists
from wirlod.publish.lists import Member, _KindWriter, stage_members

BYTES_EACH = 100
"""What a thing may take in memory; its numbers in arrays take some 30."""


def a_member(number: int) -> Member:
    """Build a grant that is listed by a bit of everything."""
    sum_of = Decimal(number * 7919 % 100_003) / 4
    return Member(
        f"grant/grant-{number:07}",
        {"year": [str(2000 + number % 20)], "recipient": [f"organisation-{number % 90}"]},
        {"sum": (sum_of, ""), "date": (Decimal(0), f"20{number % 90 + 10}-01-01")},
        {"least": sum_of, "most": sum_of},
    )


def order(folder: Path, members: list[Member]) -> int:
    """Order *members* in a file of *folder*; give the most memory that this took."""
    folder.mkdir()
    with stage_members(folder) as stage:
        stage(members)
    members.clear()
    with open_to_write(folder / FILE) as connection:
        tracemalloc.start()
        _KindWriter(connection, "grant").write()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return most


def test_memory_hardly_grows_with_the_number_of_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "TOGETHER", 100)
    few, many = 500, 2_500
    taken = [order(tmp_path / str(n), [a_member(i) for i in range(n)]) for n in (few, many)]

    assert (taken[1] - taken[0]) / (many - few) < BYTES_EACH


@pytest.mark.parametrize(("sort", "wanted"), [("sum", [2, 3, 1, 0, 4]), ("-sum", [0, 1, 3, 2, 4])])
def test_sums_are_ordered_as_numbers_and_what_has_none_comes_last(
    tmp_path: Path, sort: str, wanted: list[int]
) -> None:
    figures = ["1e3", "99.5", "-3", "5"]
    members = [
        Member(f"grant/{number}", {}, {"sum": (Decimal(figure), "")}, {})
        for number, figure in enumerate(figures)
    ]
    order(tmp_path / "lists", [*members, Member("grant/4", {}, {}, {})])

    with closing(sqlite3.connect(tmp_path / "lists" / FILE)) as connection:
        found = connection.execute("SELECT numbers FROM orders WHERE sort = ?", [sort]).fetchone()
    assert list(array(NUMBERS, found[0])) == wanted


def test_sums_are_exact_whatever_their_decimals(tmp_path: Path) -> None:
    figures = ["0.1", "1234567.89", "20", "0.005"]
    members = [
        Member(f"grant/{number}", {}, {}, {"least": Decimal(figure)})
        for number, figure in enumerate(figures)
    ]
    order(tmp_path / "lists", members)
    known = Members(tmp_path / "lists" / FILE)

    assert known.add_up("grant", "least", 0b1111) == sum(map(Decimal, figures))

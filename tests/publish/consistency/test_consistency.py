"""Every contradiction between records is found, with both places; the real records have none."""

import csv
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.publish.consistency.copies import COPIES, WMK, WMK_RELEASE, Change, Copy

from wirlod.errors import Origin, Problem
from wirlod.publish.consistency import ERRORS, MOST_SHOWN, WARNINGS, shorten
from wirlod.publish.consistency.amounts import find_far_apart
from wirlod.publish.consistency.passages import find_amounts_in, find_other_values
from wirlod.publish.consistency.times import find_before_guideline, find_future
from wirlod.publish.index import new_index
from wirlod.publish.register import Register
from wirlod.publish.statements import find_entries

PARENTS = {"claims": "grant", "names": "organisation", "roles": "person"}
Found = tuple[list[Problem], list[Problem]]


def path_of(data: Path, table: str, key: str) -> Path:
    return data / f"releases/{key}.md" if table == "releases" else data / f"{table}.csv"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_row(row: dict[str, str], table: str, key: str) -> bool:
    parent = f"{row[PARENTS[table]]}/" if table in PARENTS else ""
    return key == f"{parent}{row['key']}"


def change(data: Path, table: str, key: str, column: str, value: str) -> None:
    path = path_of(data, table, key)
    if table == "releases":
        text = path.read_text()
        line = f"{column}: {value}"
        found = re.sub(rf"(?m)^{column}:.*$(\n  ?- .*$)*", line, text, count=1)
        path.write_text(found if found != text else text.replace("---\n", f"---\n{line}\n", 1))
        return
    rows = read(path)
    (row,) = (row for row in rows if is_row(row, table, key))
    row.update({column: value}) if column else rows.remove(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def place_of(data: Path, table: str, key: str) -> str:
    """Where a row stands; of a release, its file, for a passage has a line of its own."""
    path = path_of(data, table, key)
    if table == "releases":
        return f"{path}:"
    lines = [n for n, row in enumerate(read(path), start=2) if is_row(row, table, key)]
    return f"{path}:{lines[0]}"


@pytest.fixture
def compare(tmp_path: Path) -> Callable[[Path], Found]:
    """Run every rule on a folder of records; give errors and warnings."""

    def run(data: Path) -> Found:
        with new_index(tmp_path / "index.sqlite") as index:
            index.add(find_entries(data, index))
            register: Register = index.register
            return (
                [found for rule in ERRORS for found in rule(register)],
                [found for rule in WARNINGS for found in rule(register)],
            )

    return run


@pytest.fixture
def copied(checkout: Path, tmp_path: Path) -> Path:
    """A copy of the records that a test may spoil."""
    return Path(shutil.copytree(checkout / "data", tmp_path / "data"))


def test_the_real_records_do_not_contradict_themselves(
    compare: Callable[[Path], Found], checkout: Path
) -> None:
    assert compare(checkout / "data") == ([], [])


@pytest.mark.parametrize("name", COPIES)
def test_a_contradiction_is_found_with_both_places(
    compare: Callable[[Path], Found], copied: Path, name: str
) -> None:
    copy: Copy = COPIES[name]
    for table, key, column, value in map(Change._make, copy.changes):
        change(copied, table, key, column, value)

    errors, warnings = compare(copied)

    lines = [str(problem) for problem in (errors if copy.stops else warnings)]
    lines = [line for line in lines if line.startswith(place_of(copied, *copy.place))]
    other = place_of(copied, *copy.other) if copy.other else ""
    assert [line for line in lines if copy.says in line and other in line], (errors, warnings)


def test_a_warning_alone_stops_nothing(compare: Callable[[Path], Found], copied: Path) -> None:
    lenient = [copy for copy in COPIES.values() if not copy.stops]
    for table, key, column, value in map(Change._make, lenient[1].changes):
        change(copied, table, key, column, value)

    errors, warnings = compare(copied)

    assert not errors
    assert warnings


def test_every_rule_is_broken_by_a_copy(
    compare: Callable[[Path], Found], checkout: Path, tmp_path: Path
) -> None:
    broken = {rule.__name__: False for rule in (*ERRORS, *WARNINGS)}
    for number, copy in enumerate(COPIES.values()):
        data = Path(shutil.copytree(checkout / "data", tmp_path / str(number)))
        for table, key, column, value in map(Change._make, copy.changes):
            change(data, table, key, column, value)
        with new_index(tmp_path / "rules.sqlite") as index:
            index.add(find_entries(data, index))
            for rule in (*ERRORS, *WARNINGS):
                broken[rule.__name__] |= any(True for _ in rule(index.register))

    needs_a_second_file = ["find_stated_twice"]  # tried with the table of an office
    assert [name for name, found in broken.items() if not found] == needs_a_second_file


@pytest.mark.parametrize(
    ("table", "key", "column"),
    [
        ("handovers", "uebergabe-werra-meissner-kreis-2021", "date"),
        ("figures", "zentren-2021", "as_of"),
        ("grants", "stadt-kassel-2022", "notice_date"),
        ("releases", "kassel-2022-11-21", "date"),
    ],
)
def test_nothing_is_told_of_days_to_come(
    copied: Path, tmp_path: Path, table: str, key: str, column: str
) -> None:
    change(copied, table, key, column, "2026-12")
    with new_index(tmp_path / "index.sqlite") as index:
        index.add(find_entries(copied, index))
        register = index.register

        (problem,) = find_future(register, date(2026, 11, 30))

        assert str(problem).startswith(place_of(copied, table, key))
        assert f"{column}: 2026-12 is still to come" in str(problem)
        assert not list(find_future(register, date(2026, 12, 1)))


def test_only_sums_of_the_passage_itself_are_its_sums() -> None:
    around = ("Für 100 Euro ", "und rund 500.000 Euro", " sowie 7.000 Euro.")

    assert [mention.low for mention in find_amounts_in(*around)] == [500_000]
    assert [mention.precision for mention in find_amounts_in("rund ", "500 Euro", "")] == [
        "approximate"
    ]


@pytest.mark.parametrize("count", [0, 1, MOST_SHOWN, MOST_SHOWN + 1, MOST_SHOWN + 41])
def test_what_is_not_written_out_is_counted(count: int) -> None:
    found = (Problem(Origin(Path("grants.csv"), n), "is strange") for n in range(count))

    shown = shorten(found)

    assert len(shown) == min(count, MOST_SHOWN + 1)
    more = count - MOST_SHOWN
    assert more <= 0 or shown[-1].message == f"and {more} more of this kind"


@pytest.mark.parametrize(
    ("amount", "per", "is_told"),
    [
        ("4500000", "", True),
        ("55555", "", True),
        ("4499999", "", False),
        ("55556", "", False),
        ("50000", "year", False),
    ],
)
def test_claims_a_separator_apart_are_told_but_not_those_of_another_time(
    copied: Path, tmp_path: Path, amount: str, per: str, *, is_told: bool
) -> None:
    claim = "werra-meissner-kreis-2021/integrationsnetz"
    change(copied, "claims", claim, "amount", amount)
    change(copied, "claims", claim, "per", per)
    with new_index(tmp_path / "index.sqlite") as index:
        index.add(find_entries(copied, index))

        problems = [str(problem) for problem in find_far_apart(index.register)]

    assert any(text.startswith(place_of(copied, "claims", claim)) for text in problems) is is_told


@pytest.mark.parametrize(
    ("end", "is_told"),
    [("2012", True), ("2013-07-21", True), ("2013", False), ("2013-07-22", False)],
)
def test_a_guideline_begins_when_it_was_made_where_nobody_says_since_when_it_is_in_force(
    copied: Path, tmp_path: Path, end: str, *, is_told: bool
) -> None:
    change(copied, "grants", "kiv-hofheim-2019", "guideline", "wir-2013")
    change(copied, "grants", "kiv-hofheim-2019", "end", end)
    with new_index(tmp_path / "index.sqlite") as index:
        index.add(find_entries(copied, index))

        problems = [str(problem) for problem in find_before_guideline(index.register)]

    place = place_of(copied, "grants", "kiv-hofheim-2019")
    assert any(text.startswith(place) for text in problems) is is_told


@pytest.mark.parametrize(
    ("restated", "is_found"),
    [
        pytest.param({f"grant/{WMK}"}, True, id="what it is evidence of"),
        pytest.param({f"release/{WMK_RELEASE}"}, True, id="its release"),
        pytest.param({"grant/stadt-kassel-2022", "release/other"}, False, id="nothing of it"),
        pytest.param({"organisation/stadt-kassel"}, False, id="what it does not name"),
    ],
)
def test_passages_of_what_is_as_it_was_are_not_read_again(
    copied: Path, tmp_path: Path, restated: set[str], is_found: bool
) -> None:
    change(copied, "grants", WMK, "amount", "510000")
    assert_is_found(copied, tmp_path, restated, is_found=is_found)


@pytest.mark.parametrize(
    ("restated", "is_found"),
    [({"organisation/stadt-kassel"}, True), ({"figure/wir-mittel"}, False)],
    ids=["what it may name", "what has no name"],
)
def test_what_is_called_otherwise_may_be_named_anywhere(
    copied: Path, tmp_path: Path, restated: set[str], is_found: bool
) -> None:
    change(copied, "organisations", "werra-meissner-kreis", "label", "Gelstertal")
    assert_is_found(copied, tmp_path, restated, is_found=is_found)


def assert_is_found(copied: Path, tmp_path: Path, restated: set[str], *, is_found: bool) -> None:
    """Assert that what passages say otherwise is found where only *restated* things may differ."""
    with new_index(tmp_path / "index.sqlite") as index:
        index.add(find_entries(copied, index))
        every = list(find_other_values(index.register))
        index.register.note_restated(restated)
        some = list(find_other_values(index.register))

    assert every
    assert some == (every if is_found else [])

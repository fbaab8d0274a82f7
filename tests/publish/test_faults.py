"""Every fault in the records is reported once, with its place; harmless differences are none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from wirlod.errors import Problem
from wirlod.kinds import KINDS
from wirlod.publish.index import new_index
from wirlod.publish.statements import find_entries
from wirlod.settings import Settings

FindProblems = Callable[[Settings], list[Problem]]
SetCell = Callable[[str, int, str, str], None]

SEED = "releases/hmsi-2021-10-29-werra-meissner.md"
FIRST_SUM = 3  # the line of the first grant that states a sum

CELLS = [
    ("grants.csv", FIRST_SUM, "amount", "1,5 Mio", "found '1,5 Mio', wanted a number such as"),
    ("grants.csv", FIRST_SUM, "amount", "-600000", "found '-600000', wanted a number"),
    ("grants.csv", FIRST_SUM, "amount", "", "'exact' wants amount filled"),
    ("grants.csv", FIRST_SUM, "precision", "roughly", "wanted one of exact, approximate"),
    ("grants.csv", FIRST_SUM, "precision", "at-least", "'at-least' wants minimum filled"),
    ("grants.csv", FIRST_SUM, "precision", "", "is empty, but the row states a sum"),
    ("grants.csv", FIRST_SUM, "currency", "", "is empty, but the row states a sum"),
    ("grants.csv", FIRST_SUM, "currency", "DM", "wanted one of EUR"),
    ("grants.csv", FIRST_SUM, "sum_kind", "gift", "wanted one of grant"),
    ("grants.csv", FIRST_SUM, "maximum", "700000", "'exact' wants amount filled and nothing else"),
    ("grants.csv", FIRST_SUM, "notice_date", "31.02.2021", "wanted a date that exists"),
    ("grants.csv", FIRST_SUM, "notice_date", "2021-02-31", "wanted a date that exists"),
    ("grants.csv", FIRST_SUM, "end", "2019", "2019 lies before the start 2026-01"),
    ("grants.csv", FIRST_SUM, "recipient", "stadt-kasel", "did you mean organisation/stadt-kassel"),
    ("grants.csv", FIRST_SUM, "recipient", "", "is empty, wanted the key of an organisation"),
    ("grants.csv", FIRST_SUM, "priority", "kunst", "there is no priority/kunst"),
    ("grants.csv", FIRST_SUM, "sources", "see_above", "wanted the key"),
    (
        "grants.csv",
        FIRST_SUM,
        "sources",
        "https://example.org/ä",
        "wanted the key of a release, or",
    ),
    ("grants.csv", FIRST_SUM, "basis", "guessed", "wanted one of stated, derived"),
    ("handovers.csv", 2, "given_by", "nobody", "there is no person/nobody"),
    ("handovers.csv", 2, "grants", "", "wanted the key of at least one grant"),
    ("claims.csv", 2, "grant", "no-such-grant", "there is no grant/no-such-grant"),
    ("claims.csv", 2, "preferred", "maybe", "wanted one of yes, no"),
    ("figures.csv", 2, "number", "many", "wanted a whole number such as 21"),
    ("figures.csv", 2, "measure", "weight", "wanted one of measure-centres"),
    ("milestones.csv", 2, "subjects", "planet/earth", "wanted kind/key of a thing"),
    ("milestones.csv", 2, "label_en", "", "is empty, wanted words"),
    ("organisations.csv", 2, "homepage", "www.example.org", "wanted a web address"),
    ("organisations.csv", 2, "unit_of", "nobody", "there is no organisation/nobody"),
    ("people.csv", 2, "name", "", "is empty, wanted words"),
    ("territories.csv", 2, "ags", "123", "the official key of 2, 5 or 8 digits"),
    ("territories.csv", 2, "nuts", "XX", "a NUTS code such as DEF06"),
]


@pytest.mark.parametrize(
    ("name", "line", "column", "value", "message"),
    [pytest.param(*fault, id=f"{fault[0]} {fault[2]}={fault[3]!r}") for fault in CELLS],
)
def test_a_wrong_cell_is_reported_once_with_its_place(
    spoiled: Settings,
    find_source_problems: FindProblems,
    set_cell: SetCell,
    name: str,
    line: int,
    column: str,
    value: str,
    message: str,
) -> None:
    set_cell(name, line, column, value)

    found = [found for found in find_source_problems(spoiled) if found.origin.path.name == name]

    (problem,) = found
    assert (problem.origin.line, message in problem.message) == (line, True), str(problem)


def test_a_duplicate_key_names_the_first_one(
    spoiled: Settings, find_source_problems: FindProblems, set_cell: SetCell
) -> None:
    set_cell("figures.csv", 5, "key", "budget-2014-dpa")

    (problem,) = find_source_problems(spoiled)

    assert "figures.csv:2 already" in problem.message


def test_what_cannot_be_read_is_not_gone(spoiled: Settings, tmp_path: Path) -> None:
    (spoiled.data / SEED).write_text("ohne Kopf", encoding="utf-8")
    with new_index(tmp_path / "one.sqlite") as index:
        index.add(find_entries(spoiled.data, index))
        assert index.incomplete == {"release", "quotation", "evidence"}

    with new_index(tmp_path / "other.sqlite") as index:
        index.add(find_entries(tmp_path / "nirgends", index))
        assert index.incomplete == set(KINDS)


def test_what_is_meant_is_something_that_there_is(
    spoiled: Settings, find_source_problems: FindProblems, set_cell: SetCell
) -> None:
    set_cell("people.csv", 2, "key", "anna-janz")

    said = [problem.message for problem in find_source_problems(spoiled)]

    dangling = [message for message in said if "there is no" in message]
    assert any("anne-janz#role" in message for message in dangling)
    assert all(
        message.endswith("there is no person/anne-janz; did you mean person/anna-janz?")
        for message in dangling
    )


def test_a_wrong_key_is_reported_where_it_is_written(
    spoiled: Settings, find_source_problems: FindProblems, set_cell: SetCell
) -> None:
    set_cell("figures.csv", 2, "key", "Budget 2014")

    (problem,) = find_source_problems(spoiled)

    assert str(problem).endswith(
        "wanted a key of small letters a-z, digits and single hyphens, such as musterstadt-2022"
    )


FILES = [
    pytest.param(
        "grants.csv", b"key,", b"kez,", ["kez: no such column; did you mean key?"], id="column"
    ),
    pytest.param("grants.csv", b"\n", b",more\n", ["more: no such column"], id="new column"),
    pytest.param("grants.csv", b"\n", b"\na,b\n", ["has 2 cells"], id="too few cells"),
    pytest.param("people.csv", "ß".encode(), b"\xdf", ["not UTF-8"], id="latin-1"),
    pytest.param("people.csv", b"\n", b'\n"', ["cannot be read as CSV"], id="open quote"),
    pytest.param(SEED, b"title:", b"title: [", ["is not YAML"], id="broken YAML"),
    pytest.param(
        SEED, b"title:", b"titel:", ["titel: no such property; did you mean title?"], id="misspelt"
    ),
    pytest.param(
        SEED, b"publisher: organisation/", b"publisher: grant/", ["wanted org"], id="kind"
    ),
    pytest.param(SEED, b"    start: ", b"    start: 1", ["characters, but"], id="position"),
]


@pytest.mark.parametrize(("name", "old", "new", "messages"), FILES)
def test_a_spoiled_file_is_reported_with_its_line(
    spoiled: Settings,
    find_source_problems: FindProblems,
    name: str,
    old: bytes,
    new: bytes,
    messages: list[str],
) -> None:
    path = spoiled.data / name
    path.write_bytes(path.read_bytes().replace(old, new, 1))

    found = [str(problem) for problem in find_source_problems(spoiled)]

    assert len(found) == len(messages), found
    assert all(any(message in text for text in found) for message in messages), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"", b"\xef\xbb\xbf", id="byte order mark"),
        pytest.param(b"\n", b"\r\n", id="windows line ends"),
    ],
)
def test_a_spreadsheet_s_habits_are_no_fault(
    spoiled: Settings, find_source_problems: FindProblems, old: bytes, new: bytes
) -> None:
    path = spoiled.data / "figures.csv"
    content = path.read_bytes()
    path.write_bytes(new + content if not old else content.replace(old, new) + b"\r\n\r\n")

    assert find_source_problems(spoiled) == []


def test_an_empty_or_missing_table_and_a_strange_file_are_reported(
    spoiled: Settings, find_source_problems: FindProblems
) -> None:
    (spoiled.data / "handovers.csv").unlink()
    (spoiled.data / "claims.csv").write_text("")
    (spoiled.data / "grant.csv").write_text("key\n")

    found = {problem.origin.path.name for problem in find_source_problems(spoiled)}

    assert {"handovers.csv", "claims.csv", "grant.csv"} <= found


def test_many_faults_are_reported_together_in_the_order_of_the_files(
    spoiled: Settings, find_all_problems: FindProblems, set_cell: SetCell
) -> None:
    for line in range(3, 28):
        set_cell("grants.csv", line, "basis", "guessed")
    (spoiled.data / "people.csv").write_bytes(b"key\xff")

    problems = find_all_problems(spoiled)

    assert problems == sorted(problems)
    assert [p.origin.line for p in problems if p.column == "basis"] == list(range(3, 28))
    assert problems[-1].origin.path.name == "people.csv"


def test_a_shape_s_complaint_names_the_line_of_the_record(
    spoiled: Settings, find_all_problems: FindProblems, set_cell: SetCell
) -> None:
    set_cell("figures.csv", 4, "sources", "")

    (problem,) = find_all_problems(spoiled)

    assert problem.origin == problem.origin.__class__(Path(spoiled.data / "figures.csv"), 4)
    assert "Column sources" in problem.message


def test_a_row_that_cannot_be_read_does_not_hide_what_the_shapes_say(
    spoiled: Settings, find_all_problems: FindProblems, set_cell: SetCell
) -> None:
    set_cell("figures.csv", 4, "sources", "")
    set_cell("organisations.csv", 5, "type", "club")

    assert [
        (problem.origin.path.name, problem.origin.line) for problem in find_all_problems(spoiled)
    ] == [("figures.csv", 4), ("organisations.csv", 5)]


def test_a_property_in_a_header_has_its_own_line(
    spoiled: Settings, find_source_problems: FindProblems
) -> None:
    path = spoiled.data / SEED
    path.write_text(path.read_text().replace("language: de", "language: fr"))

    (problem,) = find_source_problems(spoiled)

    line = path.read_text().splitlines()[problem.origin.line - 1]
    assert line == "language: fr"

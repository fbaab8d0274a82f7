"""A table is read row by row, and everything wrong with it has a place."""

from pathlib import Path

import pytest

from wirlod.errors import Problem
from wirlod.publish.sources.tables import Row, TornRow, read_table

COLUMNS = ("key", "amount")


def write(folder: Path, content: bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"key,amount\na,1\n", id="plain"),
        pytest.param(b"\xef\xbb\xbfkey,amount\na,1\n", id="byte order mark"),
        pytest.param(b"key,amount\r\na,1\r\n", id="windows line ends"),
        pytest.param(b"key,amount\na,1\n\n\n", id="blank lines at the end"),
        pytest.param(b"amount,key\n1,a\n", id="columns in another order"),
        pytest.param(b"key,amount\n a , 1\n", id="white space around cells"),
        pytest.param(b"key,amount\na,1", id="no line end at the end"),
    ],
)
def test_harmless_differences_are_no_fault(tmp_path: Path, content: bytes) -> None:
    (row,) = read_table(write(tmp_path, content), COLUMNS)

    assert isinstance(row, Row)
    assert row.cells == {"key": "a", "amount": "1"}
    assert row.origin.line == 2


def test_a_row_knows_its_first_line(tmp_path: Path) -> None:
    path = write(tmp_path, b'key,amount\n"a\nb",1\nc,2\n')

    rows = list(read_table(path, COLUMNS))

    assert [row.origin.line for row in rows] == [2, 4]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        pytest.param(b"", 1, "file is empty", id="empty file"),
        pytest.param(b"key\na\n", 1, "column is missing", id="missing column"),
        pytest.param(b"key,amount,colour\na,1,red\n", 1, "no such column", id="unknown column"),
        pytest.param(b"key,amount,key\na,1,a\n", 1, "column is there twice", id="column twice"),
        pytest.param(b"key,amount\na,1\nb,2,3\n", 3, "has 3 cells, wanted 2", id="too many cells"),
        pytest.param(b"key,amount\na\n", 2, "has 1 cells, wanted 2", id="too few cells"),
        pytest.param(b"key,amount\na,1\nb\xfc,2\n", 3, "is not UTF-8", id="latin-1"),
        pytest.param(b'key,amount\na,"1\nb,2\n', 2, "cannot be read as CSV", id="open quote"),
        pytest.param(b'key,amount\na,"1"2\n', 2, "cannot be read as CSV", id="text after a quote"),
    ],
)
def test_a_fault_has_its_line(tmp_path: Path, content: bytes, line: int, message: str) -> None:
    found = list(read_table(write(tmp_path, content), COLUMNS))

    told = [item.problem if isinstance(item, TornRow) else item for item in found]
    (problem,) = [item for item in told if isinstance(item, Problem)]
    assert problem.origin.line == line
    assert message in problem.message


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    (problem,) = read_table(tmp_path / "grants.csv", COLUMNS)

    assert "grants.csv:1: file is missing" in str(problem)


def test_a_torn_row_keeps_what_its_first_cells_say(tmp_path: Path) -> None:
    (torn,) = read_table(write(tmp_path, b"key,amount\nb,2,3\n"), COLUMNS)

    assert isinstance(torn, TornRow)
    assert torn.cells["key"] == "b"

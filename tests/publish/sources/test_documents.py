"""A document is a YAML header and text; values know their lines."""

from pathlib import Path

import pytest

from wirlod.errors import Problem
from wirlod.publish.sources.documents import Document, line_of, read_document


def read(folder: Path, content: str | bytes) -> Document | Problem:
    path = folder / "release.md"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(path)


def test_scalars_stay_the_text_they_are(tmp_path: Path) -> None:
    document = read(tmp_path, "---\ndate: 2021-10-29\nyear: 2021\nok: no\n---\nWords.\n")

    assert isinstance(document, Document)
    assert document.header == {"date": "2021-10-29", "year": "2021", "ok": "no"}
    assert document.body == "Words."


def test_a_value_knows_its_line(tmp_path: Path) -> None:
    document = read(tmp_path, "---\na: 1\nlist:\n  - x: 1\n  - x: 2\n    y: 3\n---\n")

    assert isinstance(document, Document)
    assert line_of(document, iter(["list", 1, "y"])).line == 6
    assert line_of(document, iter(["list", 1, "nothing"])).line == 5


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        pytest.param("no header", 1, "has no header", id="no header"),
        pytest.param("---\na: 1\n", 1, "has no header", id="open header"),
        pytest.param("---\na: 1\nb: [1\n---\n", 3, "is not YAML", id="broken YAML"),
        pytest.param("---\na: 1\nb: 'x\n---\n", 3, "is not YAML", id="open quote"),
        pytest.param("---\na: &x [*x]\n---\n", 2, "repeats another", id="endless"),
        pytest.param("---\n[a]: 1\n---\n", 2, "no text", id="a name that is a list"),
        pytest.param("---\n- a\n---\n", 1, "'name: value'", id="a list"),
        pytest.param("---\na: 1\na: 2\n---\n", 3, "twice", id="key twice"),
        pytest.param(b"---\na: 1\nb: \xfc\n---\n", 3, "is not UTF-8", id="latin-1"),
        pytest.param("", 1, "has no header", id="empty"),
    ],
)
def test_a_fault_has_its_line(
    tmp_path: Path, content: str | bytes, line: int, message: str
) -> None:
    problem = read(tmp_path, content)

    assert isinstance(problem, Problem)
    assert message in problem.message
    assert problem.origin.line == line

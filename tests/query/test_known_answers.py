"""What is known of a saved question: all of a small answer, of a large one what a page shows."""

from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from wirlod.databases import open_to_write
from wirlod.query.endpoint import _find_known
from wirlod.query.workers.table import Table
from wirlod.query.workers.wire import Question
from wirlod.questions import ANSWERS, BEGINNING, answer_key

TEXT = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"


@pytest.fixture
def edition(tmp_path: Path) -> Any:
    """An edition that keeps the beginning of one answer."""
    rows = [{"s": {"type": "literal", "value": str(number)}} for number in range(BEGINNING)]
    body = msgspec.json.encode({"head": {"vars": ["s"]}, "results": {"bindings": rows}})
    with open_to_write(tmp_path / "questions.sqlite", ANSWERS) as file:
        row = (answer_key(TEXT, beginning=True), body)
        file.execute("INSERT INTO answer VALUES (?, ?)", row)
    return SimpleNamespace(questions_path=tmp_path / "questions.json")


def ask(format: str, rows: int) -> Question:
    return Question(text=TEXT, format=format, base="https://example.org/", prefixes={}, rows=rows)


def test_a_page_shows_the_beginning_of_a_large_answer(edition: Any) -> None:
    answer = _find_known(ask("html", BEGINNING - 1), edition)

    assert answer
    with closing(answer):
        table = msgspec.json.decode(b"".join(answer), type=Table)
    assert (len(table.rows), table.more) == (BEGINNING - 1, True)


@pytest.mark.parametrize(("format", "rows"), [("csv", 10), ("html", BEGINNING)])
def test_who_wants_more_than_the_beginning_asks(edition: Any, format: str, rows: int) -> None:
    assert _find_known(ask(format, rows), edition) is None

"""The competency questions: asked in both languages, and answered by the examples."""

import csv
import io
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

FOLDER = Path(__file__).parents[2] / "ontology/questions"
QUESTIONS = sorted(path.stem for path in FOLDER.glob("*.rq"))


def read_rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_the_questions_are_numbered_from_one() -> None:
    assert len(QUESTIONS) >= 10
    assert [name[:3] for name in QUESTIONS] == [f"q{n + 1:02}" for n in range(len(QUESTIONS))]


def test_every_file_belongs_to_a_question() -> None:
    files = {path.name for path in FOLDER.iterdir()}

    assert files == {f"{name}.{suffix}" for name in QUESTIONS for suffix in ("md", "rq", "csv")}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_asked_in_german_and_in_english(name: str) -> None:
    lines = (FOLDER / f"{name}.md").read_text().splitlines()

    german, english = (line for line in lines if line.startswith("#"))

    assert german.startswith(f"# {name[:3]} · ")
    assert english.startswith("## English: ")
    assert german.endswith("?")
    assert english.endswith("?")


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_order_of_the_rows_is_asked_for(name: str) -> None:
    assert "\nORDER BY " in (FOLDER / f"{name}.rq").read_text()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_listed_in_the_readme(name: str) -> None:
    assert f"questions/{name}.md" in (FOLDER.parent / "README.md").read_text()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_returns_its_rows(
    name: str, world: Store, world_prefixes: dict[str, str]
) -> None:
    query = (FOLDER / f"{name}.rq").read_text()

    answer = world.query(query, prefixes=world_prefixes)

    assert isinstance(answer, QuerySolutions)
    found = read_rows(answer.serialize(format=QueryResultsFormat.CSV).decode())
    assert found == read_rows((FOLDER / f"{name}.csv").read_text())
    assert len(found) > 1

"""Saved questions: what a reader gives becomes a term, never text of the query."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from wirlod import asking
from wirlod.asking import MOST_ROWS, ask_all, find_patience
from wirlod.errors import AddressMalformed, Problem, SourceError
from wirlod.questions import BEGINNING, Question, bind_question, read_questions

BASE = "https://example.org/"
QUESTION = """\
# title: {de: Frage, en: Question}
# description: {de: Wer, en: Who}
# keywords: {de: [Wort], en: [word]}
# parameters:
#   thing: {kind: grant, default: a-2021, label: {de: Ding, en: Thing}}
#   year: {type: year, default: "2021", label: {de: Jahr, en: Year}}
#   day: {type: day, default: "2021-10-29", label: {de: Tag, en: Day}}
# rows: {at_least: 1, at_most: 2}
SELECT ?p { $thing ?p ?o FILTER(?o >= $year || ?o = $day || LANG(?o) = $language) }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "who.rq").write_text(QUESTION)
    return tmp_path


@pytest.fixture
def question(folder: Path) -> Question:
    return read_questions(folder)[0]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The folder of a store with one statement."""
    store = Store(str(tmp_path / "store"))
    thing = NamedNode(f"{BASE}id/grant/a-2021")
    store.add(Quad(thing, NamedNode("http://e/p"), Literal("x", language="de")))
    store.flush()
    return tmp_path / "store"


def find_problems(*asked: Any) -> list[Problem]:
    return [problem for answered in ask_all(*asked) for problem in answered.problems]


def test_defaults_fill_what_is_not_given(question: Question) -> None:
    text = bind_question(question, {"year": "2020"}, BASE, "en")

    assert f"<{BASE}id/grant/a-2021> ?p" in text
    assert "?o >= 2020" in text
    assert '"2021-10-29"^^<http://www.w3.org/2001/XMLSchema#date>' in text
    assert 'LANG(?o) = "en"' in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("thing", "a> ?x ?y } SERVICE <http://evil/> {"),
        ("thing", "../person/x"),
        ("thing", "a b"),
        ("year", "2021) } #"),
        ("year", "21"),
        ("year", "٢٠٢١"),
        ("day", '2021-10-29" } #'),
        ("day", "2021-02-30"),
        ("day", "20211029"),
    ],
)
def test_what_is_not_of_its_type_is_refused(question: Question, name: str, value: str) -> None:
    with pytest.raises(AddressMalformed, match=f"^{name} is"):
        bind_question(question, {name: value}, BASE)


def test_an_answer_as_expected_is_no_problem(folder: Path, question: Question, store: Path) -> None:
    assert find_problems(store, [question], folder, BASE) == []


def test_an_answer_without_rows_is_a_problem_with_its_file(
    folder: Path, question: Question, tmp_path: Path
) -> None:
    Store(str(tmp_path / "empty")).flush()
    [problem] = find_problems(tmp_path / "empty", [question], folder, BASE)

    assert problem.origin.path == folder / "who.rq"
    assert problem.message == "found 0 rows, wanted 1 to 2"


def test_a_question_that_cannot_be_read_is_a_problem(folder: Path, store: Path) -> None:
    (folder / "who.rq").write_text(QUESTION.replace("SELECT", "SELEKT"))
    question = read_questions(folder)[0]

    [problem] = find_problems(store, [question], folder, BASE)

    assert "cannot be asked" in problem.message


@pytest.mark.parametrize(
    ("old", "new"),
    [("title:", "titel:"), ("{de: Frage", "{de: Frage, x"), ("type: year", "type: week")],
)
def test_a_wrong_header_is_a_problem_with_its_file(folder: Path, old: str, new: str) -> None:
    (folder / "who.rq").write_text(QUESTION.replace(old, new))

    with pytest.raises(SourceError, match=r"who\.rq:1: its header cannot be read"):
        read_questions(folder)


def test_the_programme_has_many_questions_in_two_languages(checkout: Path) -> None:
    questions = read_questions(checkout / "data/questions")

    assert len(questions) >= 15
    assert all({"de", "en"} == question.title.keys() for question in questions)
    assert all({"de", "en"} == question.description.keys() for question in questions)
    assert {question.form for question in questions} == {"SELECT", "CONSTRUCT"}


DANGEROUS = {
    "a question that asks elsewhere": "SELECT ?x { SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }",
    "an update": "INSERT DATA { <a> <b> <c> }",
    "a graph of elsewhere": "LOAD <http://127.0.0.1:1/>",
    "deep brackets": "SELECT ?x " + "{" * 400 + "}" * 400,
    "a place that is no parameter": "SELECT ?x { $nobody ?x ?y }",
}


@pytest.mark.parametrize("text", DANGEROUS.values(), ids=DANGEROUS)
def test_a_dangerous_question_is_not_run(folder: Path, store: Path, text: str) -> None:
    header = "".join(line for line in QUESTION.splitlines(True) if line.startswith("#"))
    (folder / "who.rq").write_text(header + text)

    [problem] = find_problems(store, read_questions(folder), folder, BASE)

    assert "cannot be asked" in problem.message


def test_a_question_that_never_ends_is_named_and_the_others_are_asked(
    folder: Path, question: Question, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = Store(str(tmp_path / "large"))
    near = NamedNode("http://example.org/near")
    things = [NamedNode(f"http://example.org/{number}") for number in range(400)]
    large.bulk_extend(Quad(thing, near, thing) for thing in things)
    large.flush()
    del large
    header = "".join(line for line in QUESTION.splitlines(True) if line.startswith("#"))
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    (folder / "endless.rq").write_text(header + endless)
    (folder / "who.rq").write_text(header + "SELECT ?s { ?s ?p ?o } LIMIT 2")

    monkeypatch.setattr(asking, "SECONDS", 2.0)

    [problem] = find_problems(tmp_path / "large", read_questions(folder), folder, BASE)

    assert problem.origin.path.name == "endless.rq"
    assert "did not end within 2 seconds" in problem.message


def test_of_rows_there_may_be_any_number_where_no_most_is_given(folder: Path, store: Path) -> None:
    header = "".join(line for line in QUESTION.splitlines(True) if line.startswith("#"))
    header = header.replace(", at_most: 2", "")
    many = " ".join(map(str, range(400)))
    (folder / "none.rq").write_text(header + "SELECT ?s { VALUES ?s { } }")
    (folder / "who.rq").write_text(
        f"{header}SELECT ?s {{ ?s ?p ?o VALUES ?a {{ {many} }} VALUES ?b {{ {many} }} }}"
    )

    [problem] = find_problems(store, read_questions(folder), folder, BASE)

    assert problem.message == "found 0 rows, wanted at least 1"


def test_a_question_may_take_longer_of_a_large_store(tmp_path: Path) -> None:
    (tmp_path / "small.sst").write_bytes(b"1")
    small = find_patience(tmp_path)
    with (tmp_path / "large.sst").open("wb") as file:
        file.truncate(3 * 2**30)

    assert find_patience(tmp_path) == 4 * small


def test_a_heading_of_a_column_that_there_is_not_is_named(folder: Path, store: Path) -> None:
    heading = "# columns: {p: {de: Was, en: What}, q: {de: Wo, en: Where}}\n# rows:"
    (folder / "who.rq").write_text(QUESTION.replace("# rows:", heading))

    [problem] = find_problems(store, read_questions(folder), folder, BASE)

    assert problem.message == "columns names q, wanted variables of the query: p"


def test_every_column_of_a_published_question_has_a_heading(checkout: Path) -> None:
    for question in read_questions(checkout / "data" / "questions"):
        if question.form == "SELECT":
            assert all(heading.keys() == {"de", "en"} for heading in question.columns.values())
            assert question.columns, question.name


def test_answers_are_kept_in_each_language(folder: Path, question: Question, store: Path) -> None:
    [answered] = ask_all(store, [question], folder, BASE)

    found = {
        language: msgspec.json.decode(
            answered.counted[bind_question(question, {}, BASE, language)].body
        )
        for language in ("de", "en")
    }
    assert found["de"]["results"]["bindings"] == [{"p": {"type": "uri", "value": "http://e/p"}}]
    assert found["en"] == {"head": {"vars": ["p"]}, "results": {"bindings": []}}


@pytest.mark.parametrize(("order", "kept"), [("", 0), (" ORDER BY ?s", BEGINNING)])
def test_of_what_is_large_the_beginning_is_kept_where_it_has_an_order(
    folder: Path, tmp_path: Path, order: str, kept: int
) -> None:
    large = Store(str(tmp_path / "large"))
    near = NamedNode("http://example.org/near")
    things = [NamedNode(f"http://example.org/{number}") for number in range(MOST_ROWS + 1)]
    large.bulk_extend(Quad(thing, near, thing) for thing in things)
    large.flush()
    del large
    header = "".join(line for line in QUESTION.splitlines(True) if line.startswith("#"))
    query = header.replace("at_most: 2", "") + "SELECT ?s { ?s ?p ?o }" + order
    (folder / "who.rq").write_text(query)

    [answered] = ask_all(tmp_path / "large", read_questions(folder), folder, BASE)

    assert not answered.problems
    for counted in answered.counted.values():
        assert (counted.rows, counted.body) == (MOST_ROWS + 1, b"")
        assert counted.beginning.count(b'"type":"uri"') == kept

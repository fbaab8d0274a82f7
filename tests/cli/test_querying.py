"""``wirlod query``: every format, to files and pipes, and mistakes told in words."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, Quad, Store
from tests.web.conftest import BASE, write_edition

from wirlod.cli import main
from wirlod.cli.querying import Given, Shelf, read_text
from wirlod.errors import AddressMalformed, SettingsError
from wirlod.namespaces import expand

Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions")
    write_edition(folder)
    return folder


@pytest.fixture
def ask(folder: Path) -> Ask:
    def run(*arguments: str, stdin: str = "") -> Result:
        environment = {"WIRLOD_EDITIONS": str(folder)}
        return CliRunner().invoke(main, ["query", *arguments], input=stdin, env=environment)

    return run


def test_rows_are_csv_unless_asked_otherwise(ask: Ask) -> None:
    assert ask("SELECT ?s { ?s a wir:Grant } ORDER BY ?s").stdout.startswith("s\nhttp")


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_rows_in_every_format(ask: Ask, format: str) -> None:
    assert f"{BASE}id/grant/" in ask("SELECT * { ?s a wir:Grant }", "--format", format).stdout


@pytest.mark.parametrize("format", ["turtle", "jsonld", "rdfxml", "ntriples", "trig", "nquads"])
def test_graphs_in_every_format(ask: Ask, format: str) -> None:
    assert f"{BASE}id/" in ask("DESCRIBE ?s { ?s a wir:Grant }", "--format", format).stdout


def test_a_query_comes_from_a_file_or_from_standard_input(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "question.rq"
    file.write_text("ASK { ?s ?p ?o }")

    assert json.loads(ask(str(file), "--format", "json").stdout)["boolean"] is True
    assert ask("-", stdin="ASK { ?s ?p ?o }").stdout == "true"


def test_a_result_goes_into_a_file(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "grants.csv"

    assert ask("SELECT * { ?s a wir:Grant }", "--output", str(file)).exit_code == 0
    assert file.read_text().startswith("s\n")


def test_a_mistake_is_shown_where_it_is(ask: Ask) -> None:
    result = ask("ASK {\n  ?s ?p }")

    assert result.exit_code == 1
    assert "line 2, column 9" in result.stderr
    assert "  ?s ?p }\n        ^" in result.stderr


def test_a_format_that_does_not_fit_is_refused(ask: Ask) -> None:
    result = ask("ASK {}", "--format", "turtle")

    assert result.exit_code == 1
    assert "a table cannot be written as turtle: there is json, xml, csv, tsv" in result.stderr


def test_a_pipe_that_closes_early_is_no_accident(folder: Path, checkout: Path) -> None:
    command = f"{sys.executable} -m wirlod query 'SELECT * {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}'"
    environment = {"WIRLOD_EDITIONS": str(folder), "PYTHONPATH": str(checkout / "src")}

    run = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -1"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.stdout.startswith("a,b,c")
    assert run.stderr == ""


QUESTION = """# title: {de: Frage, en: Question}
# description: {de: Frage, en: Question}
# keywords: {de: [a], en: [a]}
# parameters:
#   thing: {kind: territory, default: hanau, label: {de: Ort, en: Place}}
SELECT ?x { BIND($thing AS ?x) BIND($language AS ?l) }
"""


@pytest.fixture
def question(tmp_path: Path) -> str:
    (tmp_path / "places.rq").write_text(QUESTION, encoding="utf-8")
    return str(tmp_path / "places.rq")


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Two places, which parameters may name."""
    things = [NamedNode(f"http://b/id/territory/{key}") for key in ("hanau", "fulda")]
    store = Store()
    store.extend(Quad(thing, NamedNode(expand("rdf:type")), thing) for thing in things)
    return Shelf(store, "http://b/")


def test_a_saved_question_is_bound(question: str, shelf: Shelf) -> None:
    assert "<http://b/id/territory/hanau>" in read_text(question, Given(), shelf)
    bound = read_text(question, Given(("thing=fulda",), "EN"), shelf)
    assert "<http://b/id/territory/fulda>" in bound
    assert '"en"' in bound


REFUSED = {
    "a parameter that is none": (Given(("place=fulda",)), "places has thing"),
    "no value": (Given(("thing",)), "places has thing"),
    "an empty value": (Given(("thing=",)), "places has thing"),
    "two values": (Given(("thing=fulda", "thing=hanau")), "thing is 'fulda' already"),
    "a thing that there is not": (
        Given(("thing=fuldda",)),
        "there is no territory/fuldda: did you mean fulda?",
    ),
    "a language that there is not": (Given((), "fr"), "labels are in de and en"),
}


@pytest.mark.parametrize(("given", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_bound_is_refused(
    question: str, shelf: Shelf, given: Given, told: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        read_text(question, given, shelf)

    assert told in str(refused.value)


def test_a_value_of_another_type_is_refused(question: str, shelf: Shelf) -> None:
    with pytest.raises(AddressMalformed, match="give the key of a territory, such as hanau"):
        read_text(question, Given(("thing=a b",)), shelf)


@pytest.mark.parametrize("name", ["nothing.rq", "data/questions/nothing.rq", "data"])
def test_a_file_that_is_none_is_not_read_as_a_query(name: str, shelf: Shelf) -> None:
    with pytest.raises(SettingsError, match=name):
        read_text(name, Given(), shelf)


@pytest.mark.parametrize("given", [Given(("a=b",)), Given((), "de")])
def test_what_is_set_belongs_to_a_saved_question(given: Given, shelf: Shelf) -> None:
    with pytest.raises(SettingsError, match="saved question"):
        read_text("ASK { ?s ?p ?o }", given, shelf)

"""Names of others are matched, as the Reconciliation API wants it."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest
from flask.testing import FlaskClient
from referencing import Registry, Resource

from wirlod.edition import Edition
from wirlod.publish.search_index import SCHEMA
from wirlod.query.candidates import MANY, find_with_any
from wirlod.settings import Settings
from wirlod.web import create_app

Ask = Callable[..., list[dict]]
Check = Callable[[str, str, object], None]


@pytest.fixture(scope="module")
def site(edition: Edition, settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(settings)
    yield app.test_client()
    app.extensions["wirlod-endpoint"].close()


@pytest.fixture
def ask(site: FlaskClient) -> Ask:
    """Ask for one name, as OpenRefine does."""

    def run(name: str, **more: object) -> list[dict]:
        queries = json.dumps({"q0": {"query": name, **more}})
        response = site.post("/reconcile?lang=de", data={"queries": queries})
        assert response.status_code == 200, response.text
        return response.get_json()["q0"]["result"]

    return run


@pytest.fixture
def check(shared: Path) -> Check:
    """Hold an answer against the schema of a version of the API."""

    def run(version: str, name: str, found: object) -> None:
        folder = shared / "conformance/suites/reconciliation" / version / "schemas"
        schema = json.loads((folder / f"{name}.json").read_text())
        schema["$schema"] = "http://json-schema.org/draft-07/schema#"
        resources = []
        for path in folder.glob("*.json"):
            document = json.loads(path.read_text())
            document["$schema"] = schema["$schema"]
            resource = Resource.from_contents(document)
            resources += [(document.get("$id", path.name), resource), (path.name, resource)]
        registry = Registry().with_resources(resources)
        jsonschema.Draft7Validator(schema, registry=registry).validate(found)

    return run


NAMES = pytest.mark.parametrize(
    ("name", "target"),
    [
        ("Stadt Kassel", "organisation/stadt-kassel"),
        ("Der Magistrat der Stadt Kassel", "organisation/stadt-kassel"),
        ("Magistrat der Stadt Rüsselsheim am Main", "organisation/stadt-ruesselsheim-am-main"),
        ("Kreisausschuß des Werra-Meißner-Kreises", "organisation/werra-meissner-kreis"),
        ("Kreisausschuss des Werra-Meissner-Kreises", "organisation/werra-meissner-kreis"),
        ("berami e. V.", "organisation/berami"),
    ],
)


@NAMES
def test_an_office_is_found_under_its_other_names(ask: Ask, name: str, target: str) -> None:
    found = ask(name, type="organisation")

    assert found[0]["id"] == target
    assert found[0]["match"]


@NAMES
@pytest.mark.parametrize("many", [0, 1, 20])
def test_an_office_is_found_where_very_many_have_its_words(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, name: str, target: str, many: int
) -> None:
    monkeypatch.setattr("wirlod.query.candidates.MANY", many)
    found = ask(name, type="organisation")

    assert found[0]["id"] == target
    assert found[0]["match"]


Titles = Callable[[list[str]], sqlite3.Connection]


@pytest.fixture
def index() -> Iterator[Titles]:
    """Index organisations of these titles, folded."""
    with closing(sqlite3.connect(":memory:")) as connection:

        def write(titles: list[str]) -> sqlite3.Connection:
            connection.executescript(SCHEMA)
            connection.executemany(
                "INSERT INTO things VALUES (?, ?, 'organisation', '', '', '')",
                [(number, f"organisation/{number}") for number in range(len(titles))],
            )
            connection.executemany(
                "INSERT INTO folded (rowid, title, compact, text) VALUES (?, ?, ?, '')",
                [(n, f" {title} ", title.replace(" ", "")) for n, title in enumerate(titles)],
            )
            return connection

        yield write


def test_words_that_very_many_have_are_looked_for_together(index: Titles) -> None:
    towns = ["bergheim" if number % MANY == 0 else "sonst wo" for number in range(MANY * 4)]
    connection, asked = index([f"verein vielfalt {town}" for town in towns]), list[str]()
    connection.set_trace_callback(asked.append)
    words = ["verein", "vielfalt", "bergheim"]
    found = find_with_any(connection, words, "bergheimvielfalt", ["organisation"], 3)
    connection.set_trace_callback(None)

    assert {path for path, *_ in found[:3]} < {f"organisation/{MANY * n}" for n in range(4)}
    assert 3 < len(found) <= 9
    weighed = [match for query in asked if "bm25" in query for match in MATCHED.findall(query)]
    assert weighed
    assert {count_matches(connection, match) for match in weighed} == {4}


@pytest.mark.parametrize(("bound", "weighs"), [(100, True), (0, False)], ids=["small", "large"])
def test_only_a_small_index_weighs(
    index: Titles, monkeypatch: pytest.MonkeyPatch, bound: int, weighs: bool
) -> None:
    monkeypatch.setattr("wirlod.query.candidates.SMALL", bound)
    connection, asked = index(["verein vielfalt"] * 50), list[str]()
    connection.set_trace_callback(asked.append)

    assert len(find_with_any(connection, ["verein"], "verein", [], 10)) == 10
    assert any("bm25" in query for query in asked) is weighs


MATCHED = re.compile("MATCH '(.*?)' ")


def count_matches(connection: sqlite3.Connection, match: str) -> int:
    query = "SELECT count(*) FROM folded WHERE folded MATCH ?"
    return int(connection.execute(query, (match,)).fetchone()[0])


@pytest.mark.parametrize("words", [["fulda", "werra", "rhein"], ["rhein", "werra", "fulda"]])
def test_a_whole_name_is_found_where_many_have_one_of_its_words(
    index: Titles, words: list[str]
) -> None:
    few = MANY * 3 // 4
    titles = [f"{word} {number}" for word in ("fulda", "werra", "rhein") for number in range(few)]
    connection = index([*titles, "fulda werra rhein"])

    found = find_with_any(connection, words, "".join(words), [], 10)

    assert found[0][0] == f"organisation/{len(titles)}"
    assert len(found) > 10


def test_a_number_plate_is_a_name_of_its_district(ask: Ask) -> None:
    assert ask("WMK", type="territory")[0]["id"] == "territory/werra-meissner-kreis"


@pytest.mark.parametrize("name", ["Gibtesnicht Betriebsgesellschaft", "", "   ", "%%%", "x" * 5000])
def test_what_is_nobody_is_no_match(ask: Ask, name: str) -> None:
    assert not any(candidate["match"] for candidate in ask(name))


def test_a_slip_is_a_candidate_and_no_match(ask: Ask) -> None:
    [first, *_] = ask("Stadt Kasel", type="organisation")

    assert first["id"] == "organisation/stadt-kassel"
    assert not first["match"] or first["score"] >= 90


def test_two_as_good_are_no_match(ask: Ask) -> None:
    found = ask("Hanau")

    assert len(found) > 1
    assert found[0]["score"] - found[1]["score"] >= 3 or not found[0]["match"]


def test_what_else_is_known_counts(ask: Ask) -> None:
    plain = {c["id"]: c["score"] for c in ask("Kasel", type="territory")}
    right = {
        c["id"]: c["score"]
        for c in ask("Kasel", type="territory", properties=[{"pid": "ags", "v": "06611"}])
    }
    wrong = {
        c["id"]: c["score"]
        for c in ask("Kasel", type="territory", properties=[{"pid": "ags", "v": "01001"}])
    }

    assert right["territory/kassel"] > plain["territory/kassel"] > wrong["territory/kassel"]


def test_the_manifest_keeps_to_the_schemas(site: FlaskClient, check: Check) -> None:
    manifest = site.get("/reconcile").get_json()

    check("0.2", "manifest", manifest)
    assert manifest["preview"]["url"].startswith("https://daten.example.org/wir/reconcile/preview")


def test_answers_keep_to_the_schemas(site: FlaskClient, check: Check) -> None:
    queries = json.dumps({"q0": {"query": "Kassel"}, "q1": {"query": "Nichts davon"}})
    check("0.2", "reconciliation-result-batch", site.get("/reconcile", query_string={
        "queries": queries
    }).get_json())  # fmt: skip

    batch = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "Kassel"}]}]}
    check("1.0-draft", "reconciliation-query-batch", batch)
    found = site.post("/reconcile/match", json=batch).get_json()
    check("1.0-draft", "reconciliation-result-batch", found)
    assert found["results"][0]["candidates"]


@pytest.mark.parametrize("what", ["entity", "type", "property"])
def test_suggestions_keep_to_the_schemas(site: FlaskClient, check: Check, what: str) -> None:
    found = site.get(f"/reconcile/suggest/{what}?prefix=i").get_json()
    schema = {
        "entity": "suggest-entities",
        "type": "suggest-types",
        "property": "suggest-properties",
    }

    check("0.2", f"{schema[what]}-response", found)


def test_tables_are_extended(site: FlaskClient, check: Check) -> None:
    asked = {"ids": ["territory/kassel"], "properties": [{"id": "ags"}, {"id": "within"}]}
    check("0.2", "data-extension-query", asked)
    found = site.post("/reconcile", data={"extend": json.dumps(asked)}).get_json()

    check("0.2", "data-extension-response", found)
    assert found["rows"]["territory/kassel"]["ags"] == [{"str": "06611"}]
    assert found["rows"]["territory/kassel"]["within"][0]["id"] == "territory/hessen"
    proposed = site.get("/reconcile/properties?type=territory").get_json()
    check("0.2", "data-extension-property-proposal", proposed)
    assert {"ags", "within"} <= {p["id"] for p in proposed["properties"]}


@pytest.mark.parametrize(
    "sent",
    [
        {"queries": "{"},
        {"queries": '{"q0": {"query": "Kassel", "properties": 3}}'},
        {"queries": '{"q0": {"query": "Kassel", "properties": ["type"]}}'},
        {"queries": "[]"},
        {"queries": '{"q0": 1}'},
        {"queries": '{"q0": {"query": "x", "type": "unicorn"}}'},
        {"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(101)})},
        {"extend": '{"ids": "x"}'},
        {"extend": '{"ids": ["x"], "properties": [{"id": "nope"}]}'},
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(site: FlaskClient, sent: dict) -> None:
    response = site.post("/reconcile", data=sent)

    assert response.status_code == 400
    assert response.get_json()["detail"]


def test_a_preview_may_stand_in_a_frame_of_others(site: FlaskClient) -> None:
    response = site.get("/reconcile/preview?id=organisation/stadt-kassel&lang=de")

    assert "Stadt Kassel" in response.text
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert site.get("/reconcile/preview?id=nothing/here").status_code == 404

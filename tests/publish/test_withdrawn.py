"""A grant is withdrawn, end to end: refused where it cannot be, gone with a word where it can."""

import csv
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse

from wirlod.editions import current_edition, roll_back
from wirlod.errors import Problem
from wirlod.publish.changes import Known, find_stated
from wirlod.publish.index import new_index
from wirlod.publish.publisher import publish
from wirlod.publish.statements import find_entries
from wirlod.settings import Settings
from wirlod.web import create_app

GONE, SUCCESSOR = "grant/mikro-vfl-wolfhagen-wettkampf", "grant/mikro-vfl-wolfhagen-2023"
COLUMNS = ("thing", "title", "title_en", "date", "reason", "reason_en", "successor")
ROW = {
    "thing": GONE,
    "title": "500 Euro für den VfL Wolfhagen",
    "title_en": "500 euros for VfL Wolfhagen",
    "date": "2026-11-02",
    "reason": "Dieselbe Förderung stand zweimal da.",
    "reason_en": "The same grant was recorded twice.",
    "successor": SUCCESSOR,
}


def silent(line: str) -> None:
    """Tell nobody."""


def on(day: int) -> datetime:
    return datetime(2026, 11, day, tzinfo=UTC)


def rewrite(path: Path, keep: object) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if keep(row))  # type: ignore[operator]


def take_away(data: Path) -> None:
    """Take the grant, and all that names it, out of the records."""
    key = GONE.partition("/")[2]
    rewrite(data / "grants.csv", lambda row: row["key"] != key)
    rewrite(data / "claims.csv", lambda row: row["grant"] != key)
    handovers = data / "handovers.csv"
    handovers.write_text(handovers.read_text().replace(f" {key}", ""))
    release = data / "releases/hofgeismar-aktuell-mikroprojekte.md"
    release.write_text(release.read_text().replace(f"  - {key}\n", ""))


def state(data: Path, *rows: dict[str, str]) -> None:
    with (data / "withdrawn.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def mine(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Records of our own: published with the grant, then without it, as withdrawn."""
    folder = tmp_path_factory.mktemp("withdrawn")
    shutil.copytree(settings.data, folder / "data")
    mine = msgspec.structs.replace(settings, data=folder / "data", editions=folder / "editions")
    publish(mine, on(1), silent)
    take_away(mine.data)
    state(mine.data, ROW)
    publish(mine, on(2), silent)
    return mine


@pytest.fixture(scope="module")
def visitor(mine: Settings) -> Iterator[FlaskClient]:
    app = create_app(mine)
    yield app.test_client()
    app.extensions["wirlod-endpoint"].close()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ["zurückgezogen", ROW["reason"], ROW["title"], "2. November 2026"]),
        ("en", ["withdrawn", ROW["reason_en"], ROW["title_en"], "2 November 2026"]),
    ],
)
def test_its_page_says_what_it_was_and_why_it_went(
    visitor: FlaskClient, language: str, words: list[str]
) -> None:
    response = visitor.get(f"/doc/{GONE}.{language}.html")

    assert response.status_code == 410
    assert response.headers["Content-Language"] == language
    assert all(word in response.text for word in words)
    assert f"doc/{SUCCESSOR}" in response.text


@pytest.mark.parametrize(
    ("suffix", "accept", "format"),
    [
        pytest.param("", "text/turtle", RdfFormat.TURTLE, id="by Accept"),
        pytest.param(".ttl", "*/*", RdfFormat.TURTLE, id="by suffix"),
        pytest.param(".rdf", "text/html", RdfFormat.RDF_XML, id="suffix beats Accept"),
        pytest.param(".nt", "", RdfFormat.N_TRIPLES, id="N-Triples"),
    ],
)
def test_rdf_says_the_same(
    visitor: FlaskClient, base_uri: str, suffix: str, accept: str, format: RdfFormat
) -> None:
    response = visitor.get(f"/doc/{GONE}{suffix}", headers={"Accept": accept})

    triples = {q.triple for q in parse(response.data, format=format)}
    replaced = NamedNode("http://purl.org/dc/terms/isReplacedBy")
    assert response.status_code == 410
    assert [t.object.value for t in triples if t.predicate == replaced] == [
        f"{base_uri}id/{SUCCESSOR}"
    ]
    said = {getattr(t.object, "value", "") for t in triples}
    assert {ROW["title"], ROW["reason_en"], ROW["date"]} <= said


def test_json_ld_says_the_same_and_other_programs_are_told_the_problem(
    visitor: FlaskClient, base_uri: str
) -> None:
    graph = visitor.get(f"/doc/{GONE}.jsonld")
    problem = visitor.get(f"/id/{GONE}", headers={"Accept": "application/json"})

    assert (graph.status_code, problem.status_code) == (410, 410)
    assert f"{base_uri}id/{GONE}" in graph.text or GONE in graph.text
    assert problem.json["withdrawn"]["reason"]["en"] == ROW["reason_en"]


def test_no_list_has_it_any_more(visitor: FlaskClient) -> None:
    key = GONE.partition("/")[2]

    assert key not in visitor.get("/doc/grant.nt?size=100").text
    assert key in visitor.get(f"/doc/{GONE}", headers={"Accept": "application/json"}).text


def test_it_stays_withdrawn_when_the_row_goes_and_after_a_rollback(mine: Settings) -> None:
    (mine.data / "withdrawn.csv").unlink()

    later = publish(mine, on(3), silent).read_withdrawn()[GONE]
    roll_back(mine.editions, "2026-11-01T000000Z")
    before = current_edition(mine.editions).read_withdrawn()
    again = publish(mine, on(4), silent).read_withdrawn()[GONE]

    assert GONE not in before
    assert (later.reason["de"], later.successor) == (ROW["reason"], SUCCESSOR)
    assert again == later


@pytest.fixture
def complain(mine: Settings, tmp_path: Path) -> object:
    """Read rows of withdrawn.csv as a publication would, and give the complaints."""

    def run(*rows: dict[str, str]) -> list[str]:
        data = Path(shutil.copytree(mine.data, tmp_path / "data"))
        state(data, *rows)
        with new_index(tmp_path / "index.sqlite") as index:
            index.add(find_entries(data, index))
            known = Known(index, [current_edition(mine.editions)], on(9).date())
            found = [str(f) for f in find_stated(data, known) if isinstance(f, Problem)]
        return [complaint.partition("withdrawn.csv:")[2] for complaint in found]

    return run


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param(
            {"thing": "grant/never-was"},
            "2: thing: grant/never-was was never published",
            id="never",
        ),
        pytest.param(
            {"thing": SUCCESSOR, "successor": ""},
            f"2: thing: {SUCCESSOR} is still there",
            id="there",
        ),
        pytest.param({"successor": "grant/nothing"}, "2: successor: there is no", id="successor"),
        pytest.param({"successor": GONE}, "2: successor: is the thing itself", id="itself"),
        pytest.param({"date": "2027"}, "2: date: 2027 is still to come", id="future"),
        pytest.param({"thing": f"{GONE}#amount"}, "2: thing: names a part", id="part"),
        pytest.param({"reason": ""}, "2: reason: is empty", id="no reason"),
    ],
)
def test_what_cannot_be_is_refused(
    complain: object, change: dict[str, str], complaint: str
) -> None:
    assert [c for c in complain({**ROW, **change}) if c.startswith(complaint)]  # type: ignore[operator]


def test_a_thing_is_withdrawn_once(complain: object) -> None:
    (complaint,) = complain(ROW, {**ROW, "reason": "Noch einmal."})  # type: ignore[operator]

    assert complaint.startswith(f"3: thing: {GONE} is withdrawn in ")

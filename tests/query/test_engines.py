"""An edition in an engine of others: pushed, compared, asked the same, and kept apart."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize
from tests.engines import ENGINES, Engine, load, start

from wirlod.edition import Edition
from wirlod.errors import PushFailed
from wirlod.operation.graph_store import GraphStore
from wirlod.operation.pushing import push
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.embedded import EmbeddedStore
from wirlod.query.pointer import read_current, read_register
from wirlod.query.remote import RemoteStore
from wirlod.settings import Secret, Settings
from wirlod.web import create_app

SECRET = "urn:x-another-graph"
EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"


@pytest.fixture(scope="module", params=tuple(ENGINES))
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, edition: Edition
) -> Iterator[Engine]:
    """An engine that holds the edition of the real records, and something else."""
    with start(request.param, tmp_path_factory.mktemp(request.param)) as engine:
        writing = GraphStore.from_settings(settings_of(engine, edition))
        writing.add(SECRET, b'<urn:x-secret> <urn:x-is> "kept apart" .\n')
        load(engine, edition)
        yield engine


def settings_of(engine: Engine, edition: Edition, **more: object) -> Settings:
    given = {**engine.settings, "editions": edition.folder.parent, "query_workers": 2, **more}
    return Settings(base_uri=str(edition.manifest.base_uri), **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def here(edition: Edition, base_uri: str) -> Iterator[FlaskClient]:
    yield from serve(Settings(base_uri=base_uri, editions=edition.folder.parent, query_workers=2))


@pytest.fixture(scope="module")
def there(engine: Engine, edition: Edition) -> Iterator[FlaskClient]:
    yield from serve(settings_of(engine, edition, query_seconds=4.0))


def serve(settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(settings)
    with closing(app.extensions["wirlod-endpoint"]):
        yield app.test_client()


COMPARED = {
    "grants": "SELECT ?g ?amount { ?g a wir:Grant ; wir:grantedAmount ?amount } ORDER BY ?g",
    "sum": "SELECT (SUM(?a) AS ?sum) (COUNT(*) AS ?n) { ?g wir:grantedAmount ?a }",
    "groups": "SELECT ?c (COUNT(?x) AS ?n) { ?x a ?c } GROUP BY ?c HAVING(COUNT(?x) > 5)",
    "optional": "SELECT ?p ?n { ?p a schema:Person OPTIONAL { ?p schema:familyName ?n } }",
    "languages": "SELECT ?l { ?g a wir:Grant ; rdfs:label ?l FILTER(LANG(?l) = 'en') }",
    "days": "SELECT ?r ?d { ?r dct:issued ?d FILTER(STR(?d) >= '2021-01-01') }",
    "paths": "SELECT DISTINCT ?n { ?g a wir:Grant ; wir:recipient/rdfs:label ?n }",
    "not": "SELECT ?g { ?g a wir:Grant FILTER NOT EXISTS { ?g wir:grantedAmount ?a } }",
    "graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "from": "SELECT (COUNT(*) AS ?n) FROM <catalogue> { ?s a dcat:Dataset }",
    "truth": "SELECT ?s ?o { ?s ?p ?o FILTER(DATATYPE(?o) = xsd:boolean) }",
    "ask": "ASK { ?g a wir:Grant ; wir:grantedAmount ?a FILTER(?a = 1200000) }",
    "ask in vain": "ASK { ?g a wir:Grant ; wir:grantedAmount ?a FILTER(?a = 7) }",
    "construct": "CONSTRUCT { ?g rdfs:label ?l } { ?g a wir:Grant ; rdfs:label ?l }",
    "describe": "DESCRIBE ?g { ?g a wir:Grant } ORDER BY ?g LIMIT 3",
}


@pytest.mark.parametrize("query", COMPARED.values(), ids=COMPARED.keys())
def test_queries_are_answered_alike(here: FlaskClient, there: FlaskClient, query: str) -> None:
    media_type = "application/n-triples" if query[0] in "CD" else "text/csv"
    if query.startswith("ASK"):
        media_type = "application/sparql-results+json"

    ours, theirs = (ask(client, query, media_type) for client in (here, there))

    assert (ours.status_code, theirs.status_code) == (200, 200)
    assert sorted(theirs.text.splitlines()) == sorted(ours.text.splitlines())
    assert len(ours.text) > 5


def ask(client: FlaskClient, query: str, media_type: str = "text/csv"):  # type: ignore[no-untyped-def]
    headers = {"Accept": media_type}
    return client.get("/sparql", query_string={"query": query}, headers=headers, buffered=True)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { <urn:x-secret> ?p ?o }",
        f"SELECT * {{ GRAPH <{SECRET}> {{ ?s ?p ?o }} }}",
        "SELECT * { GRAPH ?g { <urn:x-secret> ?p ?o } }",
        f"SELECT * {{ VALUES ?g {{ <{SECRET}> }} GRAPH ?g {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{SECRET}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{SECRET}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ GRAPH <{SECRET}> {{ ?a ?b ?c }} }} }}",
        f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{SECRET}> {{ ?s ?p ?o }} }}",
        "DESCRIBE <urn:x-secret>",
        "SELECT * { GRAPH <graph/> { ?s ?p ?o } }",
        "SELECT * FROM <graph/2026-11-22T150000Z> { ?s a wir:Grant }",
        "SELECT (<bif:sys_stat>('st_dbms_name') AS ?x) {}",
        "DEFINE input:default-graph-uri <urn:x-another-graph> SELECT * { ?s ?p ?o }",
    ],
)
def test_nothing_but_the_edition_is_reached(there: FlaskClient, query: str) -> None:
    response = ask(there, query, "*/*")

    assert "kept apart" not in response.text
    assert "hasVersion" not in response.text
    assert "id/grant/" not in response.text
    assert response.status_code in (200, 400, 403, 503)


def test_a_dataset_in_the_request_reaches_nothing_else(there: FlaskClient) -> None:
    graphs = {"default-graph-uri": SECRET, "named-graph-uri": SECRET}

    response = there.get("/sparql", query_string={"query": "ASK { ?s ?p ?o }", **graphs})

    assert response.get_json(force=True)["boolean"] is False


def test_a_long_answer_is_whole_or_refused(
    engine: Engine, there: FlaskClient, edition: Edition
) -> None:
    """The default graph has more statements than Virtuoso gives rows."""
    settings = settings_of(engine, edition)
    name, graphs = read_current(Elsewhere.from_settings(settings), settings.base_uri)
    theirs = RemoteStore(Elsewhere.from_settings(settings), graphs, settings.base_uri)
    ours = EmbeddedStore.from_folder(edition.store_folder, settings.base_uri)
    wanted = {tuple(row.values()) for row in ours.select(EVERYTHING)}
    construct = "CONSTRUCT WHERE { ?s ?p ?o }"

    assert name == edition.name
    assert len(wanted) > 10_000
    assert {tuple(row.values()) for row in theirs.select(EVERYTHING)} == wanted
    assert set(theirs.construct(construct)) == set(ours.construct(construct))
    for query, media_type in ((EVERYTHING, "text/csv"), (construct, "application/n-triples")):
        response = ask(there, query, media_type)
        whole = response.status_code == 200 and len(response.text.splitlines()) >= len(wanted)
        assert whole or "ends answers at 10,000 rows" in response.text


Change = Callable[[Store], None]


def copy_edition(edition: Edition, editions: Path, name: str, change: Change) -> Edition:
    """Make an edition like *edition*, but for a change of its triples."""
    folder = editions / name
    folder.mkdir()
    store = Store(str(folder / "store"))
    old = Store.read_only(str(edition.store_folder))
    store.bulk_extend(quad for quad in old if "/def/shapes/" not in str(quad.graph_name))
    change(store)
    store.flush()
    manifest = msgspec.structs.replace(edition.manifest, edition=name)
    return Edition(folder, manifest)


def add_a_label(store: Store) -> None:
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    store.add(Quad(NamedNode("urn:x-new"), label, Literal("neu", language="de")))


def test_a_push_that_was_killed_goes_on(engine: Engine, edition: Edition, tmp_path: Path) -> None:
    settings = settings_of(engine, edition)
    newer = copy_edition(edition, tmp_path, "2026-11-23T150000Z", add_a_label)
    told: list[str] = []

    def die(line: str) -> None:
        told.append(line)
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(settings, newer, die)
    elsewhere = Elsewhere.from_settings(settings)
    still = read_current(elsewhere, settings.base_uri)[0]
    again = push(settings, newer, lambda line: None)
    repeated = push(settings, newer, lambda line: None)

    assert still == edition.name
    assert read_current(elsewhere, settings.base_uri)[0] == newer.name
    assert again.sent > 0
    assert again.digest == repeated.digest
    assert again.sent + 2 >= len(told)
    assert repeated.sent == 0


def test_what_was_replaced_goes_when_nobody_can_be_reading_it(
    engine: Engine, edition: Edition, tmp_path: Path
) -> None:
    settings = settings_of(engine, edition)
    later_on = msgspec.structs.replace(settings, query_delivery_seconds=-60.0)
    second, third = (
        copy_edition(edition, tmp_path, f"2026-11-2{day}T150000Z", add_a_label) for day in (4, 5)
    )

    push(settings, edition, lambda line: None)
    push(settings, second, lambda line: None)
    at_once = push(settings, third, lambda line: None).removed
    later = push(later_on, third, lambda line: None).removed

    assert not {edition.name, second.name} & set(at_once)
    assert {edition.name, second.name} <= set(later)
    register = read_register(Elsewhere.from_settings(settings), settings.base_uri)
    assert register.editions.keys() - register.removed.keys() == {third.name}
    push(settings, edition, lambda line: None)


def test_what_somebody_changed_in_the_engine_is_found(engine: Engine, edition: Edition) -> None:
    settings = settings_of(engine, edition)
    writing = GraphStore.from_settings(settings)
    graph = f"{settings.base_uri}graph/{edition.name}"
    writing.update(f"DELETE DATA {{ GRAPH <{graph}> {{ {some_triple(edition)} }} }}")

    assert push(settings, edition, lambda line: None).sent == 1

    thing = next(iter(Store.read_only(str(edition.store_folder)))).subject
    writing.add(graph, f"<urn:x-a> <urn:x-b> <urn:x-c> . {thing} <urn:x-b> 'x' .\n".encode())
    mended = push(settings, edition, lambda line: None)
    assert (mended.surplus, mended.sent) == (2, 0)


def some_triple(edition: Edition) -> str:
    store = Store.read_only(str(edition.store_folder))
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    quad = next(q for q in store.quads_for_pattern(None, label, None) if "grant/" in str(q.subject))
    return (serialize([quad.triple], format=RdfFormat.N_TRIPLES) or b"").decode()


FAULTS = {
    "nobody there": ("store_update", "http://127.0.0.1:9/x", "fails: .*nothing was switched"),
    "a wrong address": ("store_update", "{}nothing", "answers 40[45]: .*WIRLOD_STORE_UPDATE"),
    "no engine": ("store", "http://127.0.0.1:9/x", "127.0.0.1:9/x: .*cannot be reached"),
}


@pytest.mark.parametrize(("name", "value", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_what_fails_is_one_line(
    engine: Engine, edition: Edition, name: str, value: str, told: str
) -> None:
    root = engine.store_graphs.rpartition("/")[0] + "/"
    changes = {name: value.format(root)}
    settings = msgspec.structs.replace(settings_of(engine, edition), **changes)

    with pytest.raises(PushFailed, match=told) as failed:
        push(settings, edition, lambda line: None)
    assert "\n" not in str(failed.value)


def test_a_wrong_password_is_one_line_and_is_not_shown(engine: Engine, edition: Edition) -> None:
    if not engine.store_user:
        pytest.skip("Oxigraph's server knows no users")
    settings = msgspec.structs.replace(
        settings_of(engine, edition), store_password=Secret("hunter2-wrong")
    )

    with pytest.raises(PushFailed, match="answers 401: give WIRLOD_STORE_USER") as failed:
        push(settings, edition, lambda line: None)
    assert "hunter2" not in str(failed.value) + repr(settings)


def test_the_command_pushes(engine: Engine, edition: Edition) -> None:
    given = {f"WIRLOD_{name.upper()}": str(value) for name, value in engine.settings.items()}
    given["WIRLOD_STORE_PASSWORD"] = engine.store_password
    given["WIRLOD_BASE_URI"] = str(edition.manifest.base_uri)
    given["WIRLOD_EDITIONS"] = str(edition.folder.parent)

    run = subprocess.run(
        [sys.executable, "-m", "wirlod", "push", edition.name],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.stderr == ""
    assert f"Pushed {edition.name}: {edition.manifest.triples:,} triples" in run.stdout


def test_a_query_that_takes_too_long_is_ended(there: FlaskClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c = ?i) }"

    started = time.monotonic()
    response = ask(there, query)

    assert response.status_code == 503
    assert time.monotonic() - started < 60

"""A small edition of known things, and a client to ask it."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pyoxigraph
import pytest
from flask import Flask
from flask.testing import FlaskClient
from tests.engines import load, start

from wirlod.edition import Edition, Manifest, read_edition
from wirlod.questions import read_questions
from wirlod.settings import Settings
from wirlod.web import create_app

BASE = "https://daten.example.org/wir/"
LICENCE = "https://licences.example.org/free"
SOURCE = Path(__file__).parent / "small_edition.ttl"


def write_edition(
    editions: Path,
    name: str = "2026-11-22T150000Z",
    base_uri: str = BASE,
    more: Iterable[pyoxigraph.Quad] = (),
) -> Path:
    """Write the small edition, and *more*, and make it the current one."""
    folder = editions / name
    folder.mkdir(parents=True)
    store = pyoxigraph.Store(str(folder / "store"))
    store.bulk_load(path=str(SOURCE), format=pyoxigraph.RdfFormat.TURTLE, base_iri=base_uri)
    store.bulk_extend(more)
    store.flush()
    del store
    write_context(folder, base_uri)
    write_small_files(folder, name, base_uri)
    switch_to(editions, name)
    return folder


def write_context(folder: Path, base_uri: str) -> None:
    source = Path(__file__).parents[2] / "ontology/context.jsonld"
    context = json.loads(source.read_text())
    context["@context"] |= {"wir": f"{base_uri}def/wir#", "thing": f"{base_uri}id/"}
    (folder / "context.jsonld").write_text(json.dumps(context))


def write_small_files(folder: Path, name: str, base_uri: str) -> None:
    manifest = Manifest(
        edition=name,
        created=datetime(2026, 11, 22, 15, tzinfo=UTC),
        base_uri=base_uri,
        source_fingerprint="0" * 64,
        versions={},
        triples=20,
        records={"grant": 2},
        classes={},
        properties={},
        shapes={},
        licence=LICENCE,
        licence_name={"de": "Freie Lizenz", "en": "Free licence"},
    )
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))
    tombstone = {
        "target": "grant/atlantis-2020",
        "title": {"de": "Förderung für Atlantis", "en": "Grant to Atlantis"},
        "date": "2026-11-01",
        "reason": {"de": "Doppelt erfasst.", "en": "Recorded twice."},
        "successor": "grant/werra-meissner-kreis-2021",
    }
    (folder / "withdrawn.json").write_text(json.dumps([tombstone]))
    questions = read_questions(Path(__file__).parents[2] / "data/questions")
    (folder / "questions.json").write_bytes(msgspec.json.encode(questions))


def switch_to(editions: Path, name: str) -> None:
    link = editions / ".next"
    link.symlink_to(name)
    link.rename(editions / "current")


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one small edition."""
    folder = tmp_path_factory.mktemp("web") / "editions"
    write_edition(folder)
    return folder


StoreOf = Callable[[Edition], dict[str, object]]
"""Where the triples of an edition are to be asked for: settings of ours."""


@pytest.fixture(scope="session")
def store_of(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StoreOf]:
    """The store of an edition itself, or the engine that was chosen, one for each edition."""
    with ExitStack() as stack:

        def load_edition(edition: Edition) -> dict[str, object]:
            name = request.config.getoption("--store")
            if not name:
                return {}
            engine = stack.enter_context(start(name, tmp_path_factory.mktemp(name)))
            load(engine, edition)
            return engine.settings

        yield load_edition


@pytest.fixture(scope="session")
def app(editions: Path, store_of: StoreOf) -> Iterator[Flask]:
    elsewhere = store_of(read_edition(editions / "2026-11-22T150000Z"))
    app = create_app(Settings(base_uri=BASE, editions=editions, query_workers=2, **elsewhere))
    yield app
    app.extensions["wirlod-endpoint"].close()


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


@pytest.fixture(scope="session")
def site(edition: Edition, base_uri: str, store_of: StoreOf) -> Iterator[FlaskClient]:
    """A client to ask the edition of the real records; it keeps answers for all tests."""
    with serve(edition, base_uri, store_of) as client:
        yield client


@pytest.fixture
def fresh_site(edition: Edition, base_uri: str, store_of: StoreOf) -> Iterator[FlaskClient]:
    """A client like ``site`` that nobody asked anything yet."""
    with serve(edition, base_uri, store_of) as client:
        yield client


@contextmanager
def serve(edition: Edition, base_uri: str, store_of: StoreOf) -> Iterator[FlaskClient]:
    editions = edition.folder.parent
    app = create_app(
        Settings(base_uri=base_uri, editions=editions, query_workers=2, **store_of(edition))
    )
    yield app.test_client()
    app.extensions["wirlod-endpoint"].close()

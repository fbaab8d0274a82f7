"""Clients of others read the event stream and travel in time, against a running server."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from memento_client import MementoClient
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse
from tests.running import Running, free_port, running

from wirlod.publish.publisher import publish
from wirlod.settings import Settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:lxml|requests|memento_client"),
]

LDES = Path(__file__).parents[1] / "browser/node_modules/ldes-client/dist/bin/cli.js"
VERSION_OF = NamedNode("http://purl.org/dc/terms/isVersionOf")
CREATED = NamedNode("http://purl.org/dc/terms/created")
DELETE = NamedNode("https://www.w3.org/ns/activitystreams#Delete")
SHORT = {"integer": rb"-?\d+", "boolean": rb"true|false"}
"""Datatype → how the client writes its values into N-Quads, as Turtle would."""


@pytest.fixture(scope="module")
def own(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, int]:
    """Settings for a server at a port of its own, with two editions."""
    folder, port = tmp_path_factory.mktemp("history"), free_port()
    shutil.copytree(settings.data, folder / "data")
    own = msgspec.structs.replace(
        settings,
        base_uri=f"http://127.0.0.1:{port}/",
        data=folder / "data",
        editions=folder / "editions",
    )
    publish_again(own, 1, "Netzwerktreffen", "Netzwerktreffen")
    publish_again(own, 8, "Netzwerktreffen", "Treffen des Netzwerks")
    return own, port


def publish_again(own: Settings, day: int, old: str, new: str) -> None:
    table = own.data / "milestones.csv"
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new), encoding="utf-8")
    publish(own, datetime(2026, 12, day, 12, tzinfo=UTC), lambda line: None)


@pytest.fixture(scope="module")
def server(own: tuple[Settings, int]) -> Iterator[Running]:
    settings, port = own
    with running("serve", "--workers", "1", port=port, editions=settings.editions) as server:
        yield server


def read_stream(server: Running, state: Path) -> bytes:
    node = shutil.which("node")
    if not node or not LDES.exists():
        pytest.skip("needs node, and 'npm ci --ignore-scripts' in tests/browser")
    command = [node, str(LDES), "--save", str(state), f"{server.address}changes/ldes"]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout


def replay(written: bytes) -> set[str]:
    """Keep of each thing what its newest version says."""
    for datatype, pattern in SHORT.items():
        full = rb'> "\1"^^<http://www.w3.org/2001/XMLSchema#%s> ' % datatype.encode()
        written = re.sub(rb"> (%s) (?=<)" % pattern, full, written)
    quads = list(parse(written, format=RdfFormat.N_QUADS))
    members = {q.subject: q.object for q in quads if q.predicate == VERSION_OF}
    times = {q.subject: q.object.value for q in quads if q.predicate == CREATED}
    newest = {}
    for member in sorted(members, key=lambda member: times[member]):
        newest[members[member]] = member
    gone = {quad.subject for quad in quads if quad.object == DELETE}
    kept = set(newest.values()) - gone
    return {str(quad.triple) for quad in quads if quad.graph_name in kept}


def test_the_stream_is_read_once_and_then_only_what_is_new(
    own: tuple[Settings, int], server: Running, tmp_path: Path
) -> None:
    settings, _ = own
    replayed = replay(read_stream(server, tmp_path / "state"))
    store = Store.read_only(str(settings.editions / "current/store"))
    published = {str(q.triple) for q in store.quads_for_pattern(None, None, None, DefaultGraph())}
    assert replayed == published

    publish_again(settings, 15, "Treffen des Netzwerks", "Netzwerktreffen")
    second = read_stream(server, tmp_path / "state")
    assert 0 < second.count(VERSION_OF.value.encode()) < 20


def test_a_memento_client_finds_the_page_of_then(server: Running) -> None:
    thing = "milestone/netzwerktreffen-17-ruesselsheim"
    client = MementoClient(check_native_timegate=True)
    found = client.get_memento_info(f"{server.address}doc/{thing}", datetime(2026, 12, 3))

    [address] = found["mementos"]["closest"]["uri"]
    assert address == f"{server.address}version/2026-12-01T120000Z/{thing}"
    assert found["mementos"]["closest"]["datetime"] == datetime(2026, 12, 1, 12)

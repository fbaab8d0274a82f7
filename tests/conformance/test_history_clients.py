"""Clients of others read the event stream and travel in time, against a running server."""

import csv
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree

import msgspec
import pytest
from memento_client import MementoClient
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse
from tests.running import Running, free_port, running

from wirlod.edition import read_edition
from wirlod.editions import find_editions
from wirlod.history import Action, History, Selection
from wirlod.iris import target_of
from wirlod.publish.differences import Difference, Side, find_differences
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
ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"
SHORT = {"integer": rb"-?\d+", "boolean": rb"true|false"}
"""Datatype → how the client writes its values into N-Quads, as Turtle would."""


EDITED = {
    "milestones": ({"label": "{} (neu)", "label_en": "{} (new)"}, 9),
    "figures": ({"note": "Neu gezählt."}, 8),
    "organisations": ({"homepage": "https://example.org/"}, 2),
    "people": ({"note": "Neu."}, 2),
    "roles": ({"role": "{} a. D.", "role_en": "former {}"}, 2),
    "territories": ({"colloquial_names": "Altes Land"}, 1),
    "priorities": ({"definition": "{} Neu.", "definition_en": "{} New."}, 1),
    "grants": ({"purpose": "{} und mehr", "purpose_en": "{} and more"}, 2),
    "handovers": ({"note": "Neu."}, 1),
    "claims": ({"note": "Neu."}, 1),
}
"""Table → what the second edition changes in how many of its last rows: 29 rows."""
COPIED = {"milestones": 5, "figures": 3, "people": 2}
REMOVED = {"milestones": 3, "figures": 2}
"""Table → how many rows the third edition gets, and loses, besides 6 that go back."""


@pytest.fixture(scope="module")
def own(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, int]:
    """Settings for a server at a port of its own, with three editions and 50 changed rows."""
    folder, port = tmp_path_factory.mktemp("history"), free_port()
    shutil.copytree(settings.data, folder / "data")
    own = msgspec.structs.replace(
        settings,
        base_uri=f"http://127.0.0.1:{port}/",
        data=folder / "data",
        editions=folder / "editions",
    )
    publish_on(own, 1)
    before = {name: read_rows(own, name) for name in EDITED}
    for name, (cells, count) in EDITED.items():
        rows = read_rows(own, name)
        for row in rows[-count:]:
            row.update({column: text.format(row[column]) for column, text in cells.items()})
        write_rows(own, name, rows)
    publish_on(own, 8)
    for name in COPIED:
        write_rows(own, name, list(grown(read_rows(own, name), name)))
    for name, count in {"organisations": 2, "roles": 2, "grants": 2}.items():
        rows = read_rows(own, name)
        write_rows(own, name, [*rows[:-count], *before[name][-count:]])
    publish_on(own, 15)
    return own, port


def grown(rows: list[dict[str, str]], name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table without the first ones, and copies of the last ones."""
    yield from rows[REMOVED.get(name, 0) :]
    for row in rows[-COPIED[name] :]:
        yield row | {"key": f"{row['key']}-b"}


def read_rows(own: Settings, name: str) -> list[dict[str, str]]:
    with (own.data / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(own: Settings, name: str, rows: list[dict[str, str]]) -> None:
    with (own.data / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def publish_on(own: Settings, day: int) -> None:
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


def replay(written: bytes, until: str = "9999") -> set[str]:
    """Keep of each thing what its newest version up to the time *until* says."""
    for datatype, pattern in SHORT.items():
        full = rb'> "\1"^^<http://www.w3.org/2001/XMLSchema#%s> ' % datatype.encode()
        written = re.sub(rb"> (%s) (?=<)" % pattern, full, written)
    quads = list(parse(written, format=RdfFormat.N_QUADS))
    members = {q.subject: q.object for q in quads if q.predicate == VERSION_OF}
    times = {q.subject: q.object.value for q in quads if q.predicate == CREATED}
    newest = {}
    for member in sorted(members, key=lambda member: times[member]):
        if times[member] > until:
            break
        newest[members[member]] = member
    gone = {quad.subject for quad in quads if quad.object == DELETE}
    kept = set(newest.values()) - gone
    return {str(quad.triple) for quad in quads if quad.graph_name in kept}


def statements_of(settings: Settings, name: str) -> set[str]:
    """Read the statements of the data of an edition."""
    store = Store.read_only(str(settings.editions / name / "store"))
    return {str(q.triple) for q in store.quads_for_pattern(None, None, None, DefaultGraph())}


def test_stream_difference_feed_and_history_agree(
    own: tuple[Settings, int], server: Running, tmp_path: Path
) -> None:
    settings, _ = own
    stream = read_stream(server, tmp_path / "state")
    names = [edition.name for edition in find_editions(settings.editions)]
    states = [statements_of(settings, name) for name in names]
    assert [replay(stream, f"{name[:10]}T99") for name in names] == states

    rows = 0
    for number in (1, 2):
        sides = [
            Side.from_edition(read_edition(settings.editions / name))
            for name in names[number - 1 : number + 1]
        ]
        found = list(find_differences(*sides))
        rows += len(found)
        assert count_statements(found, *sides) == len(states[number - 1] ^ states[number])
        told = {(d.target, d.action) for d in found}
        with History.open(settings.editions / "current") as history:
            selection = Selection(edition=names[number])
            events = history.newest(selection, 1000)
        assert told == {(event.target, event.action) for event in events}
        assert told == read_feed(server, names[number])
    assert rows > 40


def count_statements(found: list[Difference], before: Side, after: Side) -> int:
    """Count the statements that differ."""
    count = 0
    for difference in found:
        if difference.action is Action.CHANGED:
            count += sum(len(s.before) + len(s.after) for s in difference.statements)
        else:
            side = before if difference.action is Action.WITHDRAWN else after
            count += len(side.read(difference.target).splitlines())
    return count


def read_feed(server: Running, edition: str) -> set[tuple[str, Action]]:
    """Read what the feed says of *edition*: thing and what happened to it."""
    found, address = set(), f"{server.address}changes.atom?edition={edition}"
    while address:
        with urlopen(address, timeout=30) as answer:
            feed = ElementTree.parse(answer).getroot()
        for gone in feed.iter(f"{TOMBSTONES}deleted-entry"):
            found.add((target_of(gone.attrib["ref"], server.address), Action.WITHDRAWN))
        for entry in feed.iter(f"{ATOM}entry"):
            target = target_of(entry.findtext(f"{ATOM}id", ""), server.address)
            new = entry.findtext(f"{ATOM}title", "").startswith("Neu:")
            found.add((target, Action.ADDED if new else Action.CHANGED))
        following = (link for link in feed.iter(f"{ATOM}link") if link.get("rel") == "next")
        address = next((link.attrib["href"] for link in following), "")
    return found


def test_a_second_reading_fetches_only_what_is_new(
    own: tuple[Settings, int], server: Running, tmp_path: Path
) -> None:
    settings, _ = own
    first = read_stream(server, tmp_path / "state")
    rows = read_rows(settings, "milestones")
    rows[-1]["note"] = "Eine Änderung."
    write_rows(settings, "milestones", rows)
    publish_on(settings, 22)

    second = read_stream(server, tmp_path / "state")

    assert 0 < second.count(VERSION_OF.value.encode()) < 20
    assert len(second) * 20 < len(first)
    assert replay(first + second) == statements_of(settings, "current")


def test_a_memento_client_finds_the_page_of_then(server: Running) -> None:
    thing = "milestone/netzwerktreffen-17-ruesselsheim"
    client = MementoClient(check_native_timegate=True)
    found = client.get_memento_info(f"{server.address}doc/{thing}", datetime(2026, 12, 3))

    [address] = found["mementos"]["closest"]["uri"]
    assert address == f"{server.address}version/2026-12-01T120000Z/{thing}"
    assert found["mementos"]["closest"]["datetime"] == datetime(2026, 12, 1, 12)

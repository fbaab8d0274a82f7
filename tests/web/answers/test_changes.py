"""What changed, for people, feed readers, stream clients and time travellers."""

import csv
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from wirlod.editions import find_editions
from wirlod.publish.publisher import publish
from wirlod.settings import Settings
from wirlod.web import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
DAYS = [datetime(2026, 12, day, hour, tzinfo=UTC) for day, hour in ((8, 6), (8, 12), (15, 12))]
NAMES = [f"{day:%Y-%m-%dT%H%M%SZ}" for day in DAYS]
GONE = "milestone/koordination-landkreis-limburg-weilburg"
RENAMED = "milestone/modellregionen-integration"
TREE = "https://w3id.org/tree#"
VERSION_OF = ox.NamedNode("http://purl.org/dc/terms/isVersionOf")
DELETE = ox.NamedNode("https://www.w3.org/ns/activitystreams#Delete")


def edit(table: Path, key: str, **cells: str) -> None:
    """Change cells of the row *key*; no cells: remove the row."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    [row] = [row for row in rows if row["key"] == key]
    row.update(cells)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows if cells else [other for other in rows if other is not row])


@pytest.fixture(scope="module")
def three(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with three editions, of which the first folder is gone already."""
    folder = tmp_path_factory.mktemp("changes")
    shutil.copytree(settings.data, folder / "data")
    own = msgspec.structs.replace(
        settings, data=folder / "data", editions=folder / "editions", keep_editions=2
    )
    table = own.data / "milestones.csv"
    for day, key, cells in (
        (DAYS[0], "", {}),
        (DAYS[1], RENAMED.partition("/")[2], {"label": "Ein <anderer> Titel & mehr"}),
        (DAYS[2], GONE.partition("/")[2], {}),
    ):
        if key:
            edit(table, key, **cells)
        publish(own, day, lambda line: None)
    assert [edition.name for edition in find_editions(own.editions)] == NAMES[1:]
    return own


@pytest.fixture(scope="module")
def site(three: Settings) -> Iterator[FlaskClient]:
    app = create_app(three)
    yield app.test_client()
    app.extensions["wirlod-endpoint"].close()


def test_the_newest_change_comes_first(site: FlaskClient) -> None:
    page = site.get("/changes.de.html").text

    assert page.index("zurückgezogen") < page.index("Ein &lt;anderer&gt; Titel &amp; mehr")
    assert f"version/{NAMES[0]}/" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (f"about={RENAMED}", 2),
        (f"edition={NAMES[1]}", 1),
        (f"edition={NAMES[2]}&kind=milestone", 1),
        (f"edition={NAMES[2]}&kind=grant", 0),
        ("organisation=land-hessen&kind=milestone", 1),
        ("territory=hessen&kind=milestone", 2),
    ],
)
def test_changes_are_narrowed_down(site: FlaskClient, query: str, count: int) -> None:
    graph = ox.Store()
    graph.load(site.get(f"/changes.ttl?{query}").data, ox.RdfFormat.TURTLE)

    assert len(list(graph.quads_for_pattern(None, VERSION_OF, None))) == count


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=foo", 404),
        ("territory=xyz", 404),
        ("edition=2020-01-01T000000Z", 404),
        ("territory=kassel&organisation=land-hessen", 400),
        ("page=0", 400),
        ("page=99999", 404),
    ],
)
def test_what_cannot_be_asked_is_refused(site: FlaskClient, query: str, status: int) -> None:
    assert site.get(f"/changes?{query}").status_code == status


def test_the_feed_has_what_a_feed_must_have(site: FlaskClient) -> None:
    response = site.get("/changes.atom?lang=en")
    feed = ET.fromstring(response.data)

    assert response.content_type == "application/atom+xml"
    for name in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + name) is not None
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) > 10
    assert all(entry.findtext(f"{ATOM}updated") for entry in entries)
    assert "Ein <anderer> Titel & mehr" in entries[0].findtext(f"{ATOM}summary", "")
    assert feed.find(f"{ATOM}link[@rel='self']") is not None


def test_what_is_withdrawn_is_a_deleted_entry(site: FlaskClient, three: Settings) -> None:
    feed = ET.fromstring(site.get("/changes.atom").data)

    [deleted] = feed.findall(TOMBSTONE)
    assert deleted.attrib == {
        "ref": f"{three.base_uri}id/{GONE}",
        "when": "2026-12-15T12:00:00Z",
    }


def test_the_feed_is_paged_to_its_end(site: FlaskClient, three: Settings) -> None:
    address, seen = f"{three.base_uri}changes.atom", 0
    while address:
        feed = ET.fromstring(site.get("/" + address.removeprefix(three.base_uri)).data)
        seen += len(feed.findall(f"{ATOM}entry")) + len(feed.findall(TOMBSTONE))
        following = feed.find(f"{ATOM}link[@rel='next']")
        address = following.attrib["href"] if following is not None else ""

    assert seen > 500


def read_stream(site: FlaskClient, base_uri: str) -> list[list[ox.Quad]]:
    """Fetch the view and every page it leads to."""
    view = list(ox.parse(site.get("/changes/ldes.nq").data, format=ox.RdfFormat.N_QUADS))
    nodes = {q.object.value for q in view if q.predicate.value == f"{TREE}node"}
    pages = []
    for node in sorted(nodes):
        response = site.get("/" + node.removeprefix(base_uri) + ".nq")
        assert "immutable" in response.headers["Cache-Control"]
        pages.append(list(ox.parse(response.data, format=ox.RdfFormat.N_QUADS)))
    return pages


def replay(pages: list[list[ox.Quad]]) -> set[str]:
    """Keep of each thing what its newest version says."""
    things: dict[str, tuple[str, list[ox.Quad]]] = {}
    for page in pages:
        members = {q.subject: q.object for q in page if q.predicate == VERSION_OF}
        for member, thing in members.items():
            gone = any(q.subject == member and q.object == DELETE for q in page)
            said = [] if gone else [q for q in page if q.graph_name == member]
            things[str(thing)] = (str(member), said)
    return {str(quad.triple) for _, said in things.values() for quad in said}


def test_the_stream_replayed_is_the_edition(site: FlaskClient, three: Settings) -> None:
    replayed = replay(read_stream(site, three.base_uri))

    store = ox.Store.read_only(str(three.editions / "current/store"))
    graph = ox.DefaultGraph()
    published = {str(q.triple) for q in store.quads_for_pattern(None, None, None, graph)}
    assert replayed == published


def test_a_page_of_the_stream_never_changes(site: FlaskClient, three: Settings) -> None:
    older = create_app(
        msgspec.structs.replace(three, editions=three.editions.parent / "older")
    ).test_client()
    folder = three.editions.parent / "older"
    folder.mkdir()
    (folder / NAMES[1]).symlink_to(three.editions / NAMES[1])
    (folder / "current").symlink_to(NAMES[1])

    for page in (f"{NAMES[0]}/1", f"{NAMES[1]}/1"):
        before, after = (s.get(f"/changes/ldes/{page}.nq") for s in (older, site))
        assert set(before.data.splitlines()) == set(after.data.splitlines())
        assert before.headers["ETag"] == after.headers["ETag"]


@pytest.mark.parametrize("path", ["x/1", f"{NAMES[0]}/0", f"{NAMES[0]}/999", f"{NAMES[0]}/x"])
def test_there_are_no_other_pages(site: FlaskClient, path: str) -> None:
    assert site.get(f"/changes/ldes/{path}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "edition"),
    [
        ("Sun, 01 Jan 2017 00:00:00 GMT", NAMES[0]),
        ("Tue, 08 Dec 2026 11:59:59 GMT", NAMES[0]),
        ("Tue, 08 Dec 2026 12:00:00 GMT", NAMES[1]),
        ("", NAMES[1]),
    ],
)
def test_the_time_gate_leads_to_the_version_of_then(
    site: FlaskClient, asked: str, edition: str
) -> None:
    headers = {"Accept-Datetime": asked} if asked else {}
    response = site.get(f"/timegate/doc/{RENAMED}", headers=headers)

    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"version/{edition}/{RENAMED}")
    assert response.headers["Vary"] == "Accept-Datetime"
    assert 'rel="original"' in response.headers["Link"]


def test_no_date_is_told_as_such(site: FlaskClient) -> None:
    response = site.get(f"/timegate/doc/{RENAMED}", headers={"Accept-Datetime": "gestern"})

    assert response.status_code == 400
    assert "Accept-Datetime" in response.get_json()["detail"]


def test_a_thing_of_an_edition_that_is_gone_is_there(site: FlaskClient) -> None:
    response = site.get(f"/version/{NAMES[0]}/{GONE}.ttl")

    assert response.status_code == 200
    assert response.headers["Memento-Datetime"] == "Tue, 08 Dec 2026 06:00:00 GMT"
    assert "Limburg-Weilburg" in response.text
    assert site.get(f"/version/{NAMES[2]}/{GONE}").status_code == 404
    assert "So war es ab 8. Dezember 2026" in site.get(f"/version/{NAMES[0]}/{GONE}.de.html").text


def test_a_list_of_an_edition_that_is_kept_is_there(site: FlaskClient) -> None:
    kept = site.get(f"/version/{NAMES[1]}/milestone.ttl?size=200")
    gone = site.get(f"/version/{NAMES[0]}/milestone.ttl")

    assert kept.status_code == 200
    assert GONE.partition("/")[2] in kept.text
    assert gone.status_code == 404


def test_the_time_map_lists_every_version(site: FlaskClient, three: Settings) -> None:
    listed = site.get(f"/timemap/doc/{RENAMED}.json").get_json()["mementos"]["list"]
    link = site.get(f"/timemap/doc/{RENAMED}").text

    assert [memento["datetime"] for memento in listed] == [
        "2026-12-08T06:00:00Z",
        "2026-12-08T12:00:00Z",
    ]
    assert link.count("memento") == 2
    assert f'<{three.base_uri}doc/{RENAMED}>; rel="original"' in link


def test_a_document_leads_to_its_past(site: FlaskClient) -> None:
    for path in (f"/doc/{RENAMED}", "/doc/milestone"):
        links = site.get(path).headers["Link"]
        assert 'rel="timegate"' in links
        assert 'rel="timemap"' in links


def test_the_page_of_a_thing_tells_its_past(site: FlaskClient) -> None:
    page = site.get(f"/doc/{RENAMED}.en.html").text

    assert "What changed here" in page
    assert "→ Ein &lt;anderer&gt; Titel &amp; mehr" in page


def test_two_editions_of_one_day_are_told_apart(site: FlaskClient) -> None:
    past = site.get(f"/doc/{RENAMED}.de.html").text
    changes = site.get("/changes.en.html").text

    assert "8. Dezember 2026, 06:00 UTC" in past
    assert "8. Dezember 2026, 12:00 UTC" in past
    assert "15 December 2026<" in changes
    assert "8 December 2026, 12:00 UTC<" in changes

"""A page is the same, be it told from the record of its thing or from the store."""

import sqlite3
from contextlib import closing

import msgspec
import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.edition import Edition
from wirlod.facts import Facts
from wirlod.iris import thing_iri
from wirlod.kinds import KINDS, prefixes
from wirlod.namespaces import expand
from wirlod.query.describe import describe_thing
from wirlod.query.things import Things, Told
from wirlod.web.answers.profiles import build_profiles
from wirlod.web.answers.resources import find_offers, make_document
from wirlod.web.answers.serving import OpenEdition, Serving
from wirlod.web.http.addresses import read_address
from wirlod.web.http.choosing import Offered, choose
from wirlod.writing.packed import FILE


@pytest.fixture
def opened(site: FlaskClient) -> OpenEdition:
    serving: Serving = site.application.extensions["wirlod"]
    return serving.opened()


@pytest.fixture
def without(opened: OpenEdition) -> OpenEdition:
    """The same edition without records."""
    things = Things(opened.store, None, opened.base_uri, opened.prefixes)
    return msgspec.structs.replace(opened, packed=None, things=things)


def list_paths(edition: Edition) -> list[str]:
    with closing(sqlite3.connect(edition.folder / FILE)) as connection:
        return [path for (path,) in connection.execute("SELECT path FROM thing ORDER BY path")]


def make_page(site: FlaskClient, opened: OpenEdition, path: str, language: str) -> bytes:
    kind, _, key = path.partition("/")
    offers = find_offers(kind)
    address = f"{key}.{language}.html"
    with site.application.test_request_context(f"/doc/{kind}/{address}"):
        profiles = build_profiles(opened.base_uri)
        choice = choose(
            read_address(address, offers), Offered(f"doc/{kind}/", key, offers, profiles)
        )
        return make_document(opened, kind, choice, 1).body


def test_every_page_is_the_same_wherever_it_is_told_from(
    site: FlaskClient, opened: OpenEdition, without: OpenEdition, edition: Edition
) -> None:
    paths = list_paths(edition)
    for number, path in enumerate(paths):
        language = "de" if number % 2 else "en"
        pages = [make_page(site, one, path, language) for one in (opened, without)]
        assert pages[0] == pages[1], path

    told = {path.partition("/")[0] for path in paths if opened.things.tell(path)}
    assert told == {kind.name for kind in KINDS.values() if not kind.is_catalogued}


def test_what_is_told_is_what_is_described(opened: OpenEdition, edition: Edition) -> None:
    for path in list_paths(edition):
        if told := opened.things.tell(path):
            described = describe_thing(opened.store, told.thing)
            assert (told.own, told.incoming) == (described.own, described.incoming)


BASE = "https://example.org/"
THING = thing_iri(BASE, "grant", "x")


def tell(*, complete: bool) -> Told:
    """Tell of a thing with a part that another thing names."""
    names = prefixes(BASE)
    objects = {
        (THING, f"{names['wir']}claim"): [NamedNode(f"{THING}#claim")],
        (f"{THING}#claim", f"{names['rdfs']}label"): [Literal("A claim")],
    }
    other = NamedNode(f"{BASE}id/evidence/e")
    incoming = (Triple(other, NamedNode(f"{names['oa']}hasBody"), NamedNode(f"{THING}#claim")),)
    return Told(THING, Facts.of(objects, names), incoming, complete)


@pytest.mark.parametrize(
    ("property", "things", "found"),
    [
        pytest.param("oa:hasBody", [THING, f"{THING}#claim"], {"evidence/e"}, id="of another"),
        pytest.param("oa:hasBody", [THING], set(), id="of a part only"),
        pytest.param("wir:claim", [f"{THING}#claim"], {"grant/x"}, id="of its own"),
        pytest.param("oa:hasBody", [f"{BASE}id/grant/y"], None, id="of what is not told"),
    ],
)
def test_what_points_at_a_thing_is_found_in_what_is_told(
    property: str, things: list[str], found: set[str] | None
) -> None:
    pointing = tell(complete=True).find_pointing(expand(property, prefixes(BASE)), things)

    assert pointing == (None if found is None else {f"{BASE}id/{path}" for path in found})


def test_where_more_points_here_the_store_is_asked() -> None:
    assert tell(complete=False).find_pointing(f"{prefixes(BASE)['oa']}hasBody", [THING]) is None

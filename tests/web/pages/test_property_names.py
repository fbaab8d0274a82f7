"""On no page is a property called by the last word of its address."""

import re

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, Store
from selectolax.lexbor import LexborHTMLParser

from wirlod.edition import Edition
from wirlod.kinds import KINDS
from wirlod.namespaces import expand
from wirlod.web.pages.properties import NAME_OF

LABEL = expand("rdfs:label")
STANDING = ("def/wir", "def/shapes", "catalogue", "prefixes", ".well-known/void", "questions")


@pytest.fixture(scope="module")
def predicates(edition: Edition) -> set[str]:
    store = Store.read_only(str(edition.store_folder))
    return {quad.predicate.value for quad in store}


@pytest.fixture(scope="module")
def local_names(predicates: set[str]) -> set[str]:
    """Give the last words of all addresses but ours, whose labels may be the same in English."""
    foreign = (iri for iri in predicates if "def/wir#" not in iri)
    return {re.split(r"[/#]", iri)[-1] for iri in foreign}


def test_every_property_of_every_graph_has_a_name(edition: Edition, predicates: set[str]) -> None:
    store = Store.read_only(str(edition.store_folder))
    named = {
        quad.subject.value
        for quad in store.quads_for_pattern(None, None, None, None)
        if quad.predicate.value == LABEL and isinstance(quad.object, Literal)
    }

    assert len(predicates) > 150
    assert sorted(predicates - named - NAME_OF.keys()) == []


def find_addresses(edition: Edition) -> list[str]:
    store = Store.read_only(str(edition.store_folder))
    found: dict[str, str] = {}
    base = edition.manifest.base_uri
    for quad in store:
        path = quad.subject.value.removeprefix(base).partition("#")[0]
        if path.startswith("id/") and path.count("/") == 2:
            found.setdefault(path.split("/")[1], path.removeprefix("id/"))
    shapes = sorted({iri.removeprefix(base).partition("#")[0] for iri in edition.manifest.shapes})
    own = [f"statements/{path}" for kind, path in found.items() if kind in KINDS]
    return [*STANDING, *(f"doc/{path}" for path in found.values()), *own, *shapes]


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_page_shows_a_bare_word_for_a_property(
    site: FlaskClient, edition: Edition, local_names: set[str], language: str
) -> None:
    addresses = find_addresses(edition)
    bare: dict[str, set[str]] = {}
    shown = 0
    for address in addresses:
        response = site.get(f"/{address}.{language}.html")
        if response.status_code == 404 and address.startswith("statements/"):
            continue
        assert response.status_code == 200, address
        page = LexborHTMLParser(response.text)
        names = {term.text().strip() for term in page.css("dl.facts dt, .incoming h3 a")}
        headings = {h.text().strip() for h in page.css("main h2, main h3")}
        found = {n for n in names if n in local_names and not n[:1].isupper()}
        found |= {h for h in headings if h.endswith("Shape") or h.startswith("node-")}
        shown += len(names)
        if found:
            bare[address] = found

    assert len(addresses) > 40
    assert shown > 300
    assert bare == {}

"""Lists of things: in order, page by page, in little memory."""

from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from wirlod.kinds import prefixes
from wirlod.query.directory import Directory, Keys
from wirlod.query.embedded import EmbeddedStore
from wirlod.query.listing import Listing

BASE = "http://example.org/"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def quads() -> Iterator[Quad]:
    """Five grants: two with the same sum, one without, one of another base."""
    amounts = {"b": 10, "a": 9, "d": 10, "c": None}
    for key, amount in amounts.items():
        grant = NamedNode(f"{BASE}id/grant/{key}")
        yield Quad(grant, RDF_TYPE, NamedNode(f"{BASE}def/wir#Grant"))
        if amount is not None:
            yield Quad(grant, NamedNode(f"{BASE}def/wir#grantedAmount"), Literal(amount))
    foreign = NamedNode("http://elsewhere.example/grant")
    yield Quad(foreign, RDF_TYPE, NamedNode(f"{BASE}def/wir#Grant"))


@pytest.fixture
def directory() -> Directory:
    store = Oxigraph()
    store.extend(quads())
    return Directory(EmbeddedStore(store, BASE), BASE, prefixes(BASE))


@pytest.mark.parametrize(
    ("sort", "keys"), [("", "abcd"), ("sum", "abdc"), ("-sum", "bdac"), ("nonsense", "abcd")]
)
def test_things_come_in_the_order_asked_for(directory: Directory, sort: str, keys: str) -> None:
    page = directory.list_things(Listing(kind="grant", sort=sort))

    assert "".join(thing[-1] for thing in page.things) == keys
    assert page.total == 4


def test_pages_neither_repeat_nor_leave_out(directory: Directory) -> None:
    pages = [directory.list_things(Listing(kind="grant", page=n, size=3)) for n in (1, 2, 3)]

    assert [[thing[-1] for thing in page.things] for page in pages] == [["a", "b", "c"], ["d"], []]
    assert pages[0].last == 2


@pytest.mark.parametrize("keys", [[], ["a"], ["a", "bb", "ccc"]])
def test_keys_come_out_as_they_went_in(keys: list[str]) -> None:
    kept = Keys(keys)

    assert len(kept) == len(keys)
    assert kept.slice(0, 10) == keys
    assert kept.slice(1, 2) == keys[1:2]


@pytest.mark.parametrize(("sort", "keys"), [("-date", "cbda"), ("date", "adbc")])
def test_dates_of_every_precision_are_sorted_as_dates(sort: str, keys: str) -> None:
    store = Oxigraph()
    days = {"a": "2021:gYear", "b": "2026-01:gYearMonth", "c": "2026-01-02:date", "d": "2025:gYear"}
    for key, written in days.items():
        day, _, name = written.partition(":")
        release = NamedNode(f"{BASE}id/release/{key}")
        datatype = NamedNode(f"http://www.w3.org/2001/XMLSchema#{name}")
        issued = NamedNode("http://purl.org/dc/terms/issued")
        store.add(Quad(release, RDF_TYPE, NamedNode(f"{BASE}def/wir#SourceText")))
        store.add(Quad(release, issued, Literal(day, datatype=datatype)))
    directory = Directory(EmbeddedStore(store, BASE), BASE, prefixes(BASE))

    page = directory.list_things(Listing(kind="release", sort=sort))

    assert "".join(thing[-1] for thing in page.things) == keys


@pytest.mark.parametrize(("sort", "keys"), [("sum", "ab"), ("-sum", "ba")])
def test_of_several_values_the_largest_counts(sort: str, keys: str) -> None:
    store = Oxigraph()
    for key, amounts in {"a": (2, 1), "b": (1, 3)}.items():
        grant = NamedNode(f"{BASE}id/grant/{key}")
        store.add(Quad(grant, RDF_TYPE, NamedNode(f"{BASE}def/wir#Grant")))
        for amount in amounts:
            store.add(Quad(grant, NamedNode(f"{BASE}def/wir#grantedAmount"), Literal(amount)))
    directory = Directory(EmbeddedStore(store, BASE), BASE, prefixes(BASE))

    page = directory.list_things(Listing(kind="grant", sort=sort))

    assert "".join(thing[-1] for thing in page.things) == keys

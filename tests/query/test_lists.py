"""What lists say of an edition is what its store says."""

import gc
import weakref
import zlib
from collections.abc import Iterator
from decimal import Decimal

import msgspec
import pytest

from wirlod.edition import Edition
from wirlod.kinds import KINDS
from wirlod.kinds.kind import YEAR
from wirlod.members import Bits, find_numbers
from wirlod.query.directory import Directory
from wirlod.query.listing import Filter, Listing
from wirlod.query.lists import open_lists
from wirlod.query.store import Store
from wirlod.web.answers.list_filters import read_path
from wirlod.web.answers.serving import OpenEdition, open_edition

LISTED = [kind for kind in KINDS.values() if kind.is_listed and not kind.is_catalogued]
SOME = 4
"""Values of each facet that are tried."""


class Silent:
    """A store that must not be asked."""

    def __getattr__(self, name: str) -> None:
        raise AssertionError(f"the store was asked: {name}")


@pytest.fixture(scope="module")
def opened(edition: Edition) -> OpenEdition:
    return open_edition(edition)


@pytest.fixture(scope="module")
def asking(opened: OpenEdition) -> Directory:
    return Directory(opened.store, opened.base_uri, opened.prefixes)


@pytest.fixture(scope="module")
def knowing(opened: OpenEdition) -> Directory:
    store: Store = Silent()  # type: ignore[assignment]
    lists = open_lists(opened.edition.lists_path)
    return Directory(store, opened.base_uri, opened.prefixes, lists)


def find_listings(opened: OpenEdition, kind: str) -> Iterator[Listing]:
    """Yield the list of a kind, each part of it by one facet, and by a facet and another."""
    whole = Listing(kind=kind, size=10_000)
    yield whole
    found = []
    for facet in KINDS[kind].facets:
        path = facet_path(opened, kind, facet.name)
        for count in opened.directory.count_values(whole, (facet.name, path))[:SOME]:
            comparison = "begins" if facet.name == YEAR else "is"
            found.append(Filter(facet.name, path, count.value, comparison, facet.name == YEAR))
    yield from (msgspec.structs.replace(whole, filters=(filter,)) for filter in found)
    pairs = zip(found, found[SOME:], strict=False)
    yield from (msgspec.structs.replace(whole, filters=pair) for pair in pairs)


def facet_path(opened: OpenEdition, kind: str, name: str) -> tuple[str, ...]:
    """Give the properties that lead to a facet."""
    terms = KINDS[kind].year if name == YEAR else (name,)
    return tuple(iri for term in terms for iri in read_path(term, opened.context))


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.name)
def test_things_have_the_order_that_the_store_gives_them(
    opened: OpenEdition, asking: Directory, knowing: Directory, kind: object
) -> None:
    for listing in find_listings(opened, kind.name):  # type: ignore[attr-defined]
        for sort in ("", *kind.sorts, *(f"-{name}" for name in kind.sorts)):  # type: ignore[attr-defined]
            wanted = msgspec.structs.replace(listing, sort=sort)

            assert knowing.list_things(wanted) == asking.list_things(wanted)


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.name)
def test_facets_count_what_the_store_counts(
    opened: OpenEdition, asking: Directory, knowing: Directory, kind: object
) -> None:
    for listing in find_listings(opened, kind.name):  # type: ignore[attr-defined]
        for facet in kind.facets:  # type: ignore[attr-defined]
            way = facet.name, facet_path(opened, kind.name, facet.name)  # type: ignore[attr-defined]

            assert knowing.count_values(listing, way) == asking.count_values(listing, way)


def test_totals_are_what_the_store_adds_up(
    opened: OpenEdition, asking: Directory, knowing: Directory
) -> None:
    listings = list(find_listings(opened, "grant"))

    assert len(listings) > SOME
    for listing in listings:
        assert knowing.find_total(listing) == asking.find_total(listing)


def test_who_receives_grants_is_counted_as_the_store_does(
    asking: Directory, knowing: Directory
) -> None:
    assert knowing.count_grants() == asking.count_grants()
    assert knowing.count_grants().recipients > 1


def test_what_is_no_facet_is_left_to_the_store(opened: OpenEdition, knowing: Directory) -> None:
    path = read_path("amount", opened.context)
    listing = Listing(kind="grant", filters=(Filter("amount", path, "5", "equals"),))

    assert not knowing.is_quick(listing)
    assert opened.directory.find_total(listing).least == Decimal(0)


@pytest.mark.parametrize("numbers", [[], [0], [7, 8], [0, 15, 16, 30]])
def test_bits_say_which_things_have_a_value(numbers: list[int]) -> None:
    bits = int.from_bytes(zlib.decompress(Bits(31, numbers).pack()), "little")

    assert list(find_numbers(bits, range(31))) == numbers
    assert list(find_numbers(bits, reversed(range(31)))) == numbers[::-1]


def test_what_an_edition_kept_open_goes_when_nobody_holds_it(edition: Edition) -> None:
    gc.disable()
    try:
        opened = open_edition(edition)
        list(opened.store.labels([f"{opened.base_uri}id/programme/wir"]))
        assert opened.directory.count_grants().grants
        assert opened.things.tell("programme/wir")
        held = [weakref.ref(one) for one in (opened.store, opened.directory, opened.things)]
        del opened

        assert [reference() for reference in held] == [None, None, None]
    finally:
        gc.enable()

"""Totals are added up in the store, with how exactly each part is known."""

from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from wirlod.kinds import prefixes
from wirlod.query.embedded import EmbeddedStore
from wirlod.query.listing import Filter, Listing, build_members, build_patterns
from wirlod.query.totals import find_total
from wirlod.values.sums import Total

BASE = "http://example.org/"
WIR = f"{BASE}def/wir#"
GRANTS = {
    "a": ("counted", "exact", 10, 10),
    "b": ("counted", "exact", 20, 20),
    "c": ("counted", "approximate", 5, 5),
    "d": ("counted", "approximate", 1, 3),
    "e": ("counted", "at-least", 100, None),
    "f": ("counted", "at-most", None, 7),
    "g": ("passed-on", "exact", None, None),
    "h": ("per-year", "exact", None, None),
    "i": ("no-sum", "", None, None),
}
"""Key → counting, precision, what is certain, what it cannot exceed."""


def statements(keys: str) -> list[Quad]:
    found = []

    def say(subject: str, name: str, value: object) -> None:
        term = value if isinstance(value, NamedNode) else Literal(str(value), datatype=DECIMAL)
        found.append(Quad(NamedNode(subject), NamedNode(name), term))

    for key in keys:
        counting, precision, least, most = GRANTS[key]
        grant = f"{BASE}id/grant/{key}"
        say(grant, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", NamedNode(f"{WIR}Grant"))
        say(grant, f"{WIR}counting", NamedNode(f"{BASE}id/concept/{counting}"))
        if precision:
            say(grant, "https://schema.org/amount", NamedNode(f"{grant}#amount"))
            concept = NamedNode(f"{BASE}id/concept/{precision}")
            say(f"{grant}#amount", f"{WIR}precision", concept)
        for name, value in (("grantedAmount", least), ("grantedMaximum", most)):
            if value is not None:
                say(grant, f"{WIR}{name}", value)
    return found


DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


def total_of(keys: str, filters: tuple[Filter, ...] = ()) -> Total:
    store = Oxigraph()
    store.extend(statements(keys))
    listing = Listing(kind="grant", filters=filters)
    return find_total(EmbeddedStore(store, BASE), listing, BASE, prefixes(BASE))


@pytest.mark.parametrize(
    ("keys", "total"),
    [
        ("ab", Total(least=Decimal(30), most=Decimal(30), exact=2)),
        ("abc", Total(least=Decimal(35), most=Decimal(35), exact=2, about=1)),
        ("d", Total(least=Decimal(1), most=Decimal(3), about=1)),
        ("ae", Total(least=Decimal(110), most=None, exact=1, at_least=1)),
        ("f", Total(most=Decimal(7), at_most=1)),
        ("af", Total(least=Decimal(10), most=Decimal(17), exact=1, at_most=1)),
        ("aghi", Total(least=Decimal(10), most=Decimal(10), exact=1, aside=2, without=1)),
        ("", Total()),
    ],
)
def test_what_counts_is_added_and_the_rest_counted(keys: str, total: Total) -> None:
    assert total_of(keys) == total


def test_a_filter_narrows_the_total_down() -> None:
    value = f"{BASE}id/concept/counted"

    assert total_of("abgi", (Filter("counting", (f"{WIR}counting",), value),)).counted == 2


def test_a_few_grants_are_added_up_without_looking_at_all() -> None:
    listing = Listing(kind="grant", filters=(Filter("x", (f"{WIR}x",), f"{BASE}id/x"),))

    patterns, terms = build_patterns(listing, BASE, prefixes(BASE))
    members = build_members("grant", patterns)

    assert members.index("$v0") < members.index("?thing a $class_0")
    assert terms["class_0"] == NamedNode(f"{WIR}Grant")


def test_what_matches_a_filter_twice_is_added_once() -> None:
    store = Oxigraph()
    store.extend(statements("a"))
    for text in ("Kreis", "Kreis again"):
        store.add(Quad(NamedNode(f"{BASE}id/grant/a"), NamedNode(f"{WIR}text"), Literal(text)))
    filter = Filter("text", (f"{WIR}text",), "kreis", "contains")
    listing = Listing(kind="grant", filters=(filter,))

    total = find_total(EmbeddedStore(store, BASE), listing, BASE, prefixes(BASE))

    assert (total.least, total.counted) == (Decimal(10), 1)

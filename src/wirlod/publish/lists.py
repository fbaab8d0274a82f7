"""
The step of publishing that orders the lists: see :mod:`wirlod.members` for what it writes.

What each thing is listed by is picked out where everything is looked at, and kept until all are
known; kind by kind it is then turned from «what has this thing» into «which things have this».
"""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path

import msgspec

from wirlod.databases import open_to_write
from wirlod.kinds import KINDS, prefixes
from wirlod.kinds.kind import YEAR, Kind
from wirlod.members import FILE, KNOWN, NUMBERS, SCHEMA, SUMS, Bits, SortKey
from wirlod.namespaces import expand, property_iri
from wirlod.publish.draft import Draft
from wirlod.publish.tokens import Said, follow, is_literal, node, tag_of, value_of

STAGE = """
CREATE TABLE staged (path TEXT PRIMARY KEY, member TEXT) WITHOUT ROWID;
CREATE TABLE sorting (name TEXT, number INTEGER, figure TEXT, text TEXT);
CREATE TABLE adding (name TEXT, number INTEGER, figure TEXT);
"""
STAGED = ("staged", "sorting", "adding")
"""Tables that do not go with an edition."""

TOGETHER = 1_000
"""Things that are in memory together."""

SORTED = frozenset(f"^^{node(expand(name))}" for name in ("xsd:decimal", "xsd:integer"))


class Member(msgspec.Struct, frozen=True, array_like=True):
    """What a thing is listed by."""

    path: str
    """``kind/key``."""
    values: dict[str, list[str]]
    """Facet, or what is counted → values."""
    sorts: dict[str, SortKey]
    """What lists are sorted by → the largest value."""
    sums: dict[str, Decimal]
    """What is added up → figure."""


class Lister:
    """Picks what things are listed by out of all that is said of them."""

    def __init__(self, base_uri: str, context: Mapping[str, object]) -> None:
        known = prefixes(base_uri)
        self._base = f"{base_uri}id/"
        kinds = [kind for kind in KINDS.values() if kind.is_listed and not kind.is_catalogued]
        self._classes = {k.name: {node(expand(n, known)) for n in k.classes} for k in kinds}
        self._values = {kind.name: _value_paths(kind, context) for kind in kinds}
        self._sorts = {
            kind.name: {name: _expand(path, known) for name, path in kind.sorts.items()}
            for kind in kinds
        }
        self._sums = {name: _expand(path, known) for name, path in SUMS.items()}

    def find(self, thing: str, said: Said) -> Member | None:
        """Pick out of what is *said* of the IRI *thing* and its parts; None without a list."""
        path = thing.removeprefix(self._base)
        kind = path.partition("/")[0]
        subject = node(thing)
        classes = set(follow(said, subject, TYPE))
        if path == thing or not classes & self._classes.get(kind, set()):
            return None
        values = {
            name: sorted({_cut(name, value_of(term)) for term in found})
            for name, steps in self._values[kind].items()
            if (found := follow(said, subject, steps))
        }
        sorts = {
            name: max(map(_sort_key, found))
            for name, steps in self._sorts[kind].items()
            if (found := follow(said, subject, steps))
        }
        sums = {
            name: Decimal(value_of(figure))
            for name, steps in self._sums.items()
            for figure in follow(said, subject, steps)
        }
        return Member(path, values, sorts, sums)


TYPE = (node(expand("rdf:type")),)


def _value_paths(kind: Kind, context: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    named = {name: name.split(".") for name in (*(f.name for f in kind.facets), *kind.counted)}
    if YEAR in named:
        named[YEAR] = list(kind.year)
    return {
        name: tuple(node(property_iri(term, context)) for term in terms)
        for name, terms in named.items()
    }


def _expand(path: str, known: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(node(expand(name, known)) for name in path.split("/"))


def _cut(name: str, value: str) -> str:
    return value[:4] if name == YEAR else value


def _sort_key(term: str) -> SortKey:
    if is_literal(term) and tag_of(term) in SORTED:
        return Decimal(value_of(term)), ""
    return Decimal(0), value_of(term)


@contextmanager
def stage_members(folder: Path) -> Iterator[Callable[[Iterable[Member]], object]]:
    """Give what keeps members for :func:`write_lists`, in any order."""
    with open_to_write(folder / FILE, f"{SCHEMA} {STAGE}") as connection:
        yield lambda found: connection.executemany(
            "INSERT INTO staged VALUES (?, ?)",
            [(item.path, msgspec.json.encode(item).decode()) for item in found],
        )


def write_lists(draft: Draft) -> None:
    """Order the things of every kind that has a list."""
    with open_to_write(draft.folder / FILE, compact=True) as connection:
        for kind in sorted(KINDS):
            _KindWriter(connection, kind).write()
        for table in STAGED:
            connection.execute(f"DROP TABLE {table}")


class _KindWriter:
    """Turns what is staged of one kind round; what there is of each thing stays on disk."""

    def __init__(self, connection: sqlite3.Connection, kind: str) -> None:
        self._connection, self._kind = connection, kind
        self._things = 0
        self._facets = {facet.name for facet in KINDS[kind].facets}
        self._holders: dict[tuple[str, str], array[int]] = defaultdict(lambda: array(NUMBERS))
        self._counted: dict[str, set[str]] = {name: set() for name in KINDS[kind].counted}
        self._decimals = 0

    def write(self) -> None:
        """Read all things, then write."""
        staged = self._connection.execute(
            "SELECT member FROM staged WHERE path >= ? AND path < ? ORDER BY path",
            (f"{self._kind}/", f"{self._kind}0"),
        )
        decode = msgspec.json.Decoder(Member).decode
        while some := [decode(member) for (member,) in islice(staged, TOGETHER)]:
            self._take(list(enumerate(some, self._things)))
            self._things += len(some)
        if self._things:
            self._count("", self._things)
            self._write_orders()
            self._write_values()
            self._write_sums()

    def _take(self, members: list[tuple[int, Member]]) -> None:
        """Take some things with their numbers."""
        add = self._connection.executemany
        keys = ((self._kind, number, m.path.partition("/")[2]) for number, m in members)
        add("INSERT INTO keys VALUES (?, ?, ?)", keys)
        sorts = (
            (name, number, rank(figure), text)
            for number, member in members
            for name, (figure, text) in member.sorts.items()
        )
        add("INSERT INTO sorting VALUES (?, ?, ?, ?)", sorts)
        sums = (
            (name, number, str(self._note_decimals(figure)))
            for number, member in members
            for name, figure in member.sums.items()
        )
        add("INSERT INTO adding VALUES (?, ?, ?)", sums)
        for number, member in members:
            self._note_values(number, member)

    def _note_decimals(self, figure: Decimal) -> Decimal:
        decimals = -int(figure.normalize().as_tuple().exponent)
        self._decimals = max(self._decimals, decimals)
        return figure

    def _note_values(self, number: int, member: Member) -> None:
        for name, values in member.values.items():
            if name in self._facets:
                for value in values:
                    self._holders[name, value].append(number)
            else:
                self._counted[name].update(values)

    def _write_orders(self) -> None:
        """Write what has a value in the order of values, then of keys; the rest comes last."""
        for name in KINDS[self._kind].sorts:
            known = Bits(self._things)
            for (number,) in self._connection.execute(
                "SELECT number FROM sorting WHERE name = ?", [name]
            ):
                known.add(number)
            rest = [number for number in range(self._things) if number not in known]
            for sort, direction in ((name, "ASC"), (f"-{name}", "DESC")):
                found = self._connection.execute(
                    "SELECT number FROM sorting WHERE name = ? "
                    f"ORDER BY figure {direction}, text {direction}, number",
                    [name],
                )
                order = array(NUMBERS, (number for (number,) in found))
                row = (self._kind, sort, (order + array(NUMBERS, rest)).tobytes())
                self._connection.execute("INSERT INTO orders VALUES (?, ?, ?)", row)
        self._connection.execute("DELETE FROM sorting")

    def _write_values(self) -> None:
        for name in sorted(self._facets | self._counted.keys()):
            holders = sum(1 for found, _ in self._holders if found == name)
            self._count(name, holders + len(self._counted.get(name, ())))
        for (name, value), numbers in sorted(self._holders.items()):
            self._put(name, value, Bits(self._things, numbers))

    def _write_sums(self) -> None:
        row = (self._kind, self._decimals)
        self._connection.execute("INSERT INTO kinds VALUES (?, ?)", row)
        for name in SUMS:
            slices: dict[str, Bits] = defaultdict(lambda: Bits(self._things))
            for number, figure in self._connection.execute(
                "SELECT number, figure FROM adding WHERE name = ?", [name]
            ):
                slices[KNOWN].add(number)
                whole = int(Decimal(figure).scaleb(self._decimals))
                for bit in range(whole.bit_length()):
                    if whole >> bit & 1:
                        slices[str(bit)].add(number)
            for bit_name, bits in sorted(slices.items()):
                self._put(name, bit_name, bits)
        self._connection.execute("DELETE FROM adding")

    def _put(self, name: str, value: str, bits: Bits) -> None:
        row = (self._kind, name, value, bits.pack())
        self._connection.execute("INSERT INTO bits VALUES (?, ?, ?, ?)", row)

    def _count(self, name: str, many: int) -> None:
        self._connection.execute("INSERT INTO counts VALUES (?, ?, ?)", (self._kind, name, many))


def rank(figure: Decimal) -> str:
    """
    Write *figure* so that the order of texts is that of numbers, however many digits they have.

    >>> " ".join(sorted(["10", "-2", "9.5", "0", "-2.5", "9.51"], key=lambda n: rank(Decimal(n))))
    '-2.5 -2 0 9.5 9.51 10'
    """
    sign, digits, _ = figure.as_tuple()
    written = "".join(map(str, digits)).strip("0")
    if not written:
        return "1"
    place = MIDDLE + figure.adjusted()
    if not sign:
        return f"2{place:020}{written}"
    return f"0{2 * MIDDLE - place:020}{written.translate(COMPLEMENT)}~"


MIDDLE = 10**19
"""Beyond the exponent of any decimal number, added so that exponents are positive."""

COMPLEMENT = str.maketrans("0123456789", "9876543210")

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
from pathlib import Path

import msgspec

from wirlod.kinds import KINDS, prefixes
from wirlod.kinds.kind import YEAR, Kind
from wirlod.members import FILE, KNOWN, NUMBERS, SCHEMA, SUMS, SortKey, pack_numbers, sort_keys
from wirlod.namespaces import expand, property_iri
from wirlod.publish.databases import open_to_write
from wirlod.publish.draft import Draft
from wirlod.publish.tokens import Said, follow, is_literal, node, tag_of, value_of

STAGE = "CREATE TABLE staged (path TEXT PRIMARY KEY, member TEXT) WITHOUT ROWID"
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
            name: sorted({_cut(name, value_of(term)) for term in follow(said, subject, steps)})
            for name, steps in self._values[kind].items()
        }
        sorts = {
            name: max(map(_sort_key, found))
            for name, steps in self._sorts[kind].items()
            if (found := list(follow(said, subject, steps)))
        }
        sums = {
            name: Decimal(value_of(figure))
            for name, steps in self._sums.items()
            for figure in follow(said, subject, steps)
        }
        return Member(path, {name: found for name, found in values.items() if found}, sorts, sums)


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
        connection.execute("DROP TABLE staged")


class _KindWriter:
    """Turns what is staged of one kind round."""

    def __init__(self, connection: sqlite3.Connection, kind: str) -> None:
        self._connection, self._kind = connection, kind
        self._keys: list[str] = []
        self._holders: dict[tuple[str, str], array[int]] = defaultdict(lambda: array(NUMBERS))
        self._sums: dict[str, dict[int, Decimal]] = {name: {} for name in SUMS}
        self._sorts: dict[str, dict[str, SortKey | None]] = {}

    def write(self) -> None:
        """Read all things, then write."""
        self._sorts = {name: {} for name in KINDS[self._kind].sorts}
        staged = self._connection.execute(
            "SELECT member FROM staged WHERE path >= ? AND path < ? ORDER BY path",
            (f"{self._kind}/", f"{self._kind}0"),
        )
        for number, (member,) in enumerate(staged):
            self._take(number, msgspec.json.decode(member, type=Member))
        if self._keys:
            self._write_keys()
            self._write_orders()
            self._write_values()
            self._write_sums()

    def _take(self, number: int, member: Member) -> None:
        key = member.path.partition("/")[2]
        self._keys.append(key)
        for name, values in member.values.items():
            for value in values:
                self._holders[name, value].append(number)
        for name, found in self._sorts.items():
            found[key] = member.sorts.get(name)
        for name, figure in member.sums.items():
            self._sums[name][number] = figure

    def _write_keys(self) -> None:
        rows = ((self._kind, number, key) for number, key in enumerate(self._keys))
        self._connection.executemany("INSERT INTO keys VALUES (?, ?, ?)", rows)
        self._count("", len(self._keys))

    def _write_orders(self) -> None:
        numbers = {key: number for number, key in enumerate(self._keys)}
        for name, found in self._sorts.items():
            for sort in (name, f"-{name}"):
                keys = sort_keys(found, largest_first=sort != name)
                order = array(NUMBERS, (numbers[key] for key in keys)).tobytes()
                row = (self._kind, sort, order)
                self._connection.execute("INSERT INTO orders VALUES (?, ?, ?)", row)

    def _write_values(self) -> None:
        facets = {facet.name for facet in KINDS[self._kind].facets}
        names = sorted(facets | set(KINDS[self._kind].counted))
        for name in names:
            self._count(name, sum(1 for found, _ in self._holders if found == name))
        for (name, value), numbers in sorted(self._holders.items()):
            if name in facets:
                self._put(name, value, numbers)

    def _write_sums(self) -> None:
        figures = [figure for found in self._sums.values() for figure in found.values()]
        decimals = max((-int(f.normalize().as_tuple().exponent) for f in figures), default=0)
        decimals = max(decimals, 0)
        row = (self._kind, decimals)
        self._connection.execute("INSERT INTO kinds VALUES (?, ?)", row)
        for name, found in self._sums.items():
            slices: dict[str, array[int]] = defaultdict(lambda: array(NUMBERS))
            for number, figure in found.items():
                slices[KNOWN].append(number)
                whole = int(figure.scaleb(decimals))
                for bit in range(whole.bit_length()):
                    if whole >> bit & 1:
                        slices[str(bit)].append(number)
            for bit_name, numbers in sorted(slices.items()):
                self._put(name, bit_name, numbers)

    def _put(self, name: str, value: str, numbers: Iterable[int]) -> None:
        row = (self._kind, name, value, pack_numbers(numbers, len(self._keys)))
        self._connection.execute("INSERT INTO bits VALUES (?, ?, ?, ?)", row)

    def _count(self, name: str, many: int) -> None:
        self._connection.execute("INSERT INTO counts VALUES (?, ?, ?)", (self._kind, name, many))

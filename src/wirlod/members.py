"""
``lists.sqlite``: which things a list has and what they add up to, found without looking at them.

The things of a kind are numbered in the order of their keys. Each value of a facet has one number
whose bits tell which things have it: what several facets leave is an AND, and how many these are
a count of bits, for a million things some microseconds. Sums are kept bit by bit, too (O'Neil and
Quass, «Improved query performance with variant indexes», 1997): exact for whatever is left.
"""

import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Any, cast

from wirlod.databases import open_to_read

FILE = "lists.sqlite"

SCHEMA = """
CREATE TABLE kinds (kind TEXT PRIMARY KEY, decimals INTEGER) WITHOUT ROWID;
CREATE TABLE keys (kind TEXT, number INTEGER, key TEXT, PRIMARY KEY (kind, number)) WITHOUT ROWID;
CREATE TABLE orders (kind TEXT, sort TEXT, numbers BLOB, PRIMARY KEY (kind, sort));
CREATE TABLE bits (kind TEXT, name TEXT, value TEXT, bits BLOB, PRIMARY KEY (kind, name, value));
CREATE TABLE counts (kind TEXT, name TEXT, many INTEGER, PRIMARY KEY (kind, name)) WITHOUT ROWID;
"""

SUMS = {"least": "wir:grantedAmount", "most": "wir:grantedMaximum"}
"""What is added up: by these names, bit by bit."""

KNOWN = "known"
"""In place of a bit: which things have a figure at all."""

NUMBERS = array("I").typecode

KEPT = 1_000
"""Sets of things that stay in memory; of a million each takes 125 kB."""

SortKey = tuple[Decimal, str]
"""A number, and a text for what is none."""


def sort_keys(found: Mapping[str, SortKey | None], *, largest_first: bool) -> list[str]:
    """Sort by what each has, then by name; what has nothing comes last."""
    without = sorted(key for key, value in found.items() if value is None)
    named = sorted(key for key, value in found.items() if value is not None)
    ordered = sorted(named, key=lambda key: cast(SortKey, found[key]), reverse=largest_first)
    return ordered + without


class Bits:
    """Which of so many things are meant: a bit for the number of each."""

    def __init__(self, things: int, numbers: Iterable[int] = ()) -> None:
        self._bits = bytearray(things // 8 + 1)
        for number in numbers:
            self.add(number)

    def add(self, number: int) -> None:
        """Add the thing with this number."""
        self._bits[number >> 3] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        return bool(self._bits[number >> 3] >> (number & 7) & 1)

    def pack(self) -> bytes:
        """Write them packed."""
        return zlib.compress(self._bits, 1)


def find_numbers(bits: int, order: Iterable[int]) -> "array[int]":
    """Find those of *order* whose bit is set, in this order."""
    packed = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    end = len(packed) * 8
    return array(NUMBERS, (n for n in order if n < end and packed[n >> 3] >> (n & 7) & 1))


class Members:
    """Reads the lists of an edition; threads may share it."""

    def __init__(self, path: Path) -> None:
        self._ask = ask = _File(path).ask
        self.bits = lru_cache(maxsize=KEPT)(partial(_read_bits, ask))
        self.values = lru_cache(maxsize=KEPT)(partial(_read_values, ask))
        self.count = lru_cache(maxsize=KEPT)(partial(_read_count, ask))

    def knows(self, kind: str, name: str) -> bool:
        """Tell whether the values of *name* were counted, even if to none."""
        asked = "SELECT 1 FROM counts WHERE kind = ? AND name = ?"
        return bool(self._ask(asked, kind, name))

    def everything(self, kind: str) -> int:
        """Give the bits of all things of *kind*."""
        return (1 << self.count(kind, "")) - 1

    def add_up(self, kind: str, name: str, chosen: int) -> Decimal:
        """Add up the figures called *name* of the things *chosen*."""
        found = (
            (self.bits(kind, name, bit) & chosen).bit_count() << int(bit)
            for bit in self.values(kind, name)
            if bit != KNOWN
        )
        decimals = self._ask("SELECT decimals FROM kinds WHERE kind = ?", kind)
        return Decimal(sum(found)).scaleb(-decimals[0][0])

    def order(self, kind: str, sort: str) -> "range | array[int]":
        """Give the numbers of all things of *kind* in the order *sort*; empty is that of keys."""
        rows = self._ask("SELECT numbers FROM orders WHERE kind = ? AND sort = ?", kind, sort)
        return array(NUMBERS, rows[0][0]) if rows else range(self.count(kind, ""))

    def keys(self, kind: str, numbers: Iterable[int]) -> list[str]:
        """Give the keys of the things with these *numbers*."""
        asked = "SELECT key FROM keys WHERE kind = ? AND number = ?"
        return [self._ask(asked, kind, number)[0][0] for number in numbers]


Ask = Callable[..., list[tuple[Any, ...]]]
"""Takes a query and its values, gives all rows."""


class _File:
    """An SQLite file that threads share."""

    def __init__(self, path: Path) -> None:
        self._connection = open_to_read(path, is_shared=True)
        self._lock = Lock()

    def ask(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Give all rows."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()


def _read_count(ask: Ask, kind: str, name: str) -> int:
    """Count the values of *name*; with an empty name the things."""
    rows = ask("SELECT many FROM counts WHERE kind = ? AND name = ?", kind, name)
    return int(rows[0][0]) if rows else 0


def _read_values(ask: Ask, kind: str, name: str) -> list[str]:
    rows = ask("SELECT value FROM bits WHERE kind = ? AND name = ?", kind, name)
    return sorted(value for (value,) in rows)


def _read_bits(ask: Ask, kind: str, name: str, value: str) -> int:
    asked = "SELECT bits FROM bits WHERE kind = ? AND name = ? AND value = ?"
    rows = ask(asked, kind, name, value)
    return int.from_bytes(zlib.decompress(rows[0][0]), "little") if rows else 0

"""
What the columns of an answer hold, so far as it can be drawn: names, times, places, amounts.

A number says how exactly it is known by the columns beside it: ``about``, ``atLeast`` and
``atMost`` count how many of what was added are known so; ``most`` is what it cannot exceed,
``minimum`` and ``maximum`` bound it where there is no value; ``precision`` says it in one word.
What is a sum of money by itself (``schema:MonetaryAmount``) brings all that along.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from wirlod.facts import Facts
from wirlod.iris import local_path
from wirlod.query.facts import read_triples
from wirlod.query.workers.table import NUMBERS, Cell, Table
from wirlod.values.sums import Total
from wirlod.values.words import PRECISION_WORDS
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.pages.naming import BOOLEAN, Naming
from wirlod.web.pages.reading import Reader

COUNTS = ("about", "atLeast", "atMost")
QUALIFYING = frozenset((*COUNTS, "grants", "most", "minimum", "maximum", "precision"))
NO_TEXTS = NUMBERS | {BOOLEAN}
YEARS = frozenset(("year", "jahr"))
"""What columns of years are called, which are written as numbers."""

LARGEST = Decimal(10) ** 15
"""Numbers beyond have no room in a picture."""

DATE = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
PLACE = "id/territory/"

Row = Sequence[Cell | None]


class Columns(msgspec.Struct, frozen=True):
    """The columns of an answer by what they hold, each by its number."""

    labels: tuple[int, ...] = ()
    """What names a row: things first, then texts."""
    dates: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    measures: tuple[int, ...] = ()
    """Numbers that can be drawn: sums of money first."""
    money: tuple[int, ...] = ()
    """Those of them that are sums of money."""


class Known(msgspec.Struct, frozen=True):
    """What is known of terms beyond the answer itself."""

    base_uri: str
    euros: Collection[str]
    """Columns that a saved question calls sums of money."""
    amounts: Mapping[str, Total]
    """IRI of a sum of money → the sum."""
    precisions: Mapping[str, str]
    """How a precision is called, or its IRI → its key."""

    @classmethod
    def of(
        cls, opened: OpenEdition, naming: Naming, table: Table, euros: Collection[str]
    ) -> "Known":
        """Look up the sums of money in *table*, and what precisions are called."""
        parts = {
            c.text for row in table.rows for c in row if c and c.kind == "iri" and "#" in c.text
        }
        facts = Facts(read_triples(opened.store, parts) if parts else (), opened.prefixes)
        return cls(
            opened.base_uri,
            euros,
            {iri: _read_amount(facts, iri) for iri in facts.instances("schema:MonetaryAmount")},
            dict(_name_precisions(opened.base_uri, naming)),
        )


def _name_precisions(base_uri: str, naming: Naming) -> Iterator[tuple[str, str]]:
    iris = {f"{base_uri}id/concept/{key}": key for key in PRECISION_WORDS}
    naming.learn(iris)
    for iri, key in iris.items():
        yield iri, key
        yield from ((label, key) for label in naming.labels[iri].values())


def _read_amount(facts: Facts, iri: str) -> Total:
    """Read a sum of money; one that is paid each year compares with none that is for the whole."""
    if facts.iri(iri, "wir:per"):
        return Total()
    figures = [facts.number(iri, f"schema:{n}") for n in ("value", "minValue", "maxValue")]
    precision = facts.iri(iri, "wir:precision").rpartition("/")[2]
    return _bound(precision if precision in PRECISION_WORDS else "exact", *figures)


def _bound(
    precision: str, value: Decimal | None, least: Decimal | None = None, most: Decimal | None = None
) -> Total:
    """Give the total of a value, or of what bounds it; of nothing where there is none of them."""
    if value is None and least is None and most is None:
        return Total()
    if value is None:
        precision = "at-most" if least is None else "at-least" if most is None else precision
    low, high = (value if bound is None else bound for bound in (least, most))
    low, high = (
        (None if precision == "at-most" else low),
        (None if precision == "at-least" else high),
    )
    return Total.of(precision, low, high)


def find_columns(table: Table, known: Known) -> Columns:
    """Find what each column of *table* holds."""
    kinds = [_kind(table, number, known) for number in range(len(table.names))]

    def of(*wanted: str) -> tuple[int, ...]:
        return tuple(n for kind in wanted for n, found in enumerate(kinds) if found == kind)

    return Columns(
        labels=of("place", "thing", "text"),
        dates=of("date"),
        places=of("place"),
        measures=of("money", "number"),
        money=of("money"),
    )


def _kind(table: Table, number: int, known: Known) -> str:
    """Tell what a column holds; blank where it cannot be drawn."""
    name = table.names[number]
    cells = [cell for row in table.rows if (cell := row[number])]
    if not cells or name in QUALIFYING - {"grants"}:
        return ""
    if all(cell.kind == "iri" for cell in cells):
        return _kind_of_things(cells, known)
    if all(_is_amount(cell) for cell in cells):
        is_year = all(is_bare_year(name, cell) for cell in cells)
        return "date" if is_year else "money" if name in known.euros else "number"
    if all(cell.kind == "literal" and DATE.fullmatch(cell.text) for cell in cells):
        return "date"
    is_text = all(cell.kind == "literal" and cell.datatype not in NO_TEXTS for cell in cells)
    return "text" if is_text and any(c.isalpha() for cell in cells for c in cell.text) else ""


def is_bare_year(name: str, cell: Cell) -> bool:
    """Tell whether a number is a year, by the name of its column."""
    return name.lower() in YEARS and DATE.fullmatch(cell.text) is not None


def _kind_of_things(cells: Sequence[Cell], known: Known) -> str:
    if all(cell.text in known.amounts for cell in cells):
        return "money"
    paths = (local_path(cell.text, known.base_uri) or "" for cell in cells)
    return "place" if all(path.startswith(PLACE) for path in paths) else "thing"


def _is_amount(cell: Cell) -> bool:
    if cell.datatype not in NUMBERS or not Reader.is_number(cell.text):
        return False
    return 0 <= Decimal(cell.text) < LARGEST


class Measure:
    """Reads the amounts of one column, with how exactly each is known."""

    def __init__(self, table: Table, number: int, columns: Columns, known: Known) -> None:
        self.number = number
        self.name = table.names[number]
        self.is_money = number in columns.money
        qualified = columns.money or columns.measures[:1]
        self._beside = {
            name: at
            for at, name in enumerate(table.names)
            if name in QUALIFYING and at != number and number in qualified
        }
        self._known = known

    def read(self, row: Row) -> Total | None:
        """Read the amount of a row; None where it has none."""
        cell = row[self.number]
        if cell and cell.kind == "iri":
            amount = self._known.amounts[cell.text]
            return amount if amount.counted else None
        value = Decimal(cell.text) if cell else None
        counts = [int(self._beside_number(row, name) or 0) for name in COUNTS]
        if value is not None and any(counts):
            return self._add_up(row, value, counts)
        bounds = (self._beside_number(row, name) for name in ("minimum", "maximum"))
        total = _bound(self._precision(row), value, *(() if cell else bounds))
        return total if total.counted else None

    def _add_up(self, row: Row, value: Decimal, counts: Sequence[int]) -> Total:
        about, at_least, at_most = counts
        most = self._beside_number(row, "most")
        is_open = at_least or (at_most and most is None)
        every = int(self._beside_number(row, "grants") or sum(counts))
        return Total(
            least=value,
            most=None if is_open else max(value, most or value),
            exact=max(every - sum(counts), 0),
            about=about,
            at_least=at_least,
            at_most=at_most,
        )

    def _precision(self, row: Row) -> str:
        at = self._beside.get("precision")
        cell = row[at] if at is not None else None
        return self._known.precisions.get(cell.text, "exact") if cell else "exact"

    def _beside_number(self, row: Row, name: str) -> Decimal | None:
        at = self._beside.get(name)
        cell = row[at] if at is not None else None
        return Decimal(cell.text) if cell and _is_amount(cell) else None

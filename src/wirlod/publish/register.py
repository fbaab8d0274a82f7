"""
Every row of ``data/`` as it is written, to be asked by key and joined across tables.

Tables on disk, for there may be a million rows: one for each table of records, with its columns as
text and the place of the row, and one for the references in cells that hold several.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from wirlod.errors import Origin
from wirlod.publish.records.row import TableRow, columns, target_of

LINKS = """
CREATE TABLE links (source TEXT, source_rowid INTEGER, field TEXT, cell TEXT, position INTEGER)
"""
"""Table of the row, the row, its column, one of the several values there, and which."""

GRANTED = """
CREATE TABLE granted (recipient TEXT, euros REAL, kind TEXT, programme TEXT, year TEXT,
  path TEXT, line INT)
"""
"""What every grant states, also those of tables of offices, whose rows have no other table here."""

RESTATED = "CREATE TEMP TABLE restated (target TEXT PRIMARY KEY) WITHOUT ROWID"
"""``kind/key`` of all things of which rows may say other than in the edition before."""

ADD_GRANTED = "INSERT INTO granted VALUES (?, CAST(? AS REAL), ?, ?, SUBSTR(?, 1, 4), ?, ?)"
SAID = ("recipient", "amount", "sum_kind", "programme", "start")

INDEXES = (
    "CREATE INDEX granted_alike ON granted (recipient, euros, path)",
    "CREATE INDEX links_cell ON links (source, field, cell)",
    "CREATE INDEX links_row ON links (source_rowid, source, field)",
    'CREATE INDEX claims_grant ON claims ("grant")',
    "CREATE INDEX names_organisation ON names (organisation)",
    "CREATE INDEX roles_person ON roles (person)",
    "CREATE INDEX organisations_label ON organisations (label)",
    "CREATE INDEX territories_ags ON territories (ags)",
    "CREATE INDEX territories_predecessor ON territories (predecessor)",
    "CREATE INDEX releases_url ON releases (url)",
    "CREATE INDEX figures_counted ON figures (counted)",
)


TOGETHER = 500
"""Rows of a table that are written together."""

REMEMBERED = 10_000
"""Rows that were asked for and stay in memory."""

PLACE = ("path", "line")

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What a cell says of which nothing is known: equal to nothing that anybody writes."""

Found = dict[str, Any]
"""A row that a query finds: name → text or number."""


def table_name(row_type: type[TableRow]) -> str:
    """
    Name the table of a kind of row.

    >>> from wirlod.publish.records.grant import ClaimRow
    >>> table_name(ClaimRow)
    'claims'
    """
    return row_type.file.partition(".")[0]


def make_tables(connection: sqlite3.Connection, row_types: Iterable[type[TableRow]]) -> None:
    """Make the empty tables of a register."""
    for row_type in row_types:
        cells = ", ".join(f'"{field}" TEXT' for field in columns(row_type))
        name = table_name(row_type)
        connection.execute(f"CREATE TABLE {name} (target TEXT, {cells}, path TEXT, line INT)")
    connection.execute(LINKS)
    connection.execute(GRANTED)


class Register:
    """The rows of all tables, in an SQLite database that is theirs for the time of a run."""

    def __init__(self, connection: sqlite3.Connection, row_types: Iterable[type[TableRow]]) -> None:
        self.connection = connection
        self.unread = set[str]()
        """Files of which not every row could be read."""
        self._insert: dict[type[TableRow], str] = {}
        self._take: dict[type[TableRow], Callable[[Mapping[str, str]], tuple[str, ...]]] = {}
        """Gives the cells of a row in the order of its columns."""
        self._several: dict[type[TableRow], list[str]] = {}
        self._rows: dict[type[TableRow], list[tuple[Any, ...]]] = defaultdict(list)
        self._links: list[tuple[Any, ...]] = []
        self._granted: list[tuple[Any, ...]] = []
        self._numbers: Counter[type[TableRow]] = Counter()
        for row_type in row_types:
            names = ", ".join(f'"{n}"' for n in ("rowid", "target", *columns(row_type), *PLACE))
            places = ", ".join("?" * (len(columns(row_type)) + 4))
            into = f"{table_name(row_type)} ({names})"
            self._insert[row_type] = f"INSERT INTO {into} VALUES ({places})"
            self._take[row_type] = itemgetter(*columns(row_type))
            self._several[row_type] = [
                field.name
                for field in msgspec.structs.fields(row_type)
                if get_origin(field.type) is list and get_args(field.type)
            ]
        self.restated: set[str] | None = None
        """Kinds of the things of which rows may say other than in the edition before, whose names
        the table ``restated`` has; None where rows may say other of any thing."""
        self.row = lru_cache(maxsize=REMEMBERED)(self._find_row)
        """Gives the row *key* of a table; None where it is not there."""
        self.followers = lru_cache(maxsize=REMEMBERED)(self._find_followers)
        """Names the territories that name one as their predecessor."""

    def add(self, row_type: type[TableRow], cells: Mapping[str, str], origin: Origin) -> None:
        """Add a row."""
        values = self._take[row_type](cells)
        place = (str(origin.path), origin.line)
        number = self._numbers[row_type] = self._numbers[row_type] + 1
        self._rows[row_type].append((number, target_of(row_type, cells), *values, *place))
        links = [
            (table_name(row_type), number, field, cell, position)
            for field in self._several[row_type]
            for position, cell in enumerate(cells[field].split())
        ]
        self._links += links
        if len(self._rows[row_type]) == TOGETHER:
            self._write()

    def add_granted(self, cells: Mapping[str, str], origin: Origin) -> None:
        """Add what a grant states, whatever table it stands in."""
        if cells["amount"]:
            self._granted.append((*(cells[name] for name in SAID), str(origin.path), origin.line))
        if len(self._granted) == TOGETHER:
            self._write()

    def _write(self) -> None:
        """Write the rows that wait: one by one takes twice as long."""
        for row_type, rows in self._rows.items():
            self.connection.executemany(self._insert[row_type], rows)
            rows.clear()
        self.connection.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?)", self._links)
        self.connection.executemany(ADD_GRANTED, self._granted)
        self._links.clear()
        self._granted.clear()

    def forget(self, table: str, origin: Origin, names: Iterable[str]) -> None:
        """Forget what the row at *origin* says in the columns *names*, all of it where none is."""
        self.connection.execute(f"CREATE INDEX IF NOT EXISTS {table}_line ON {table} (line)")
        place = {"path": str(origin.path), "line": origin.line, "unknown": UNKNOWN}
        where = "WHERE path = :path AND line = :line"
        row = f"source = '{table}' AND source_rowid IN (SELECT rowid FROM {table} {where})"
        for name in names:
            self.connection.execute(f"DELETE FROM links WHERE {row} AND field = '{name}'", place)
            self.connection.execute(f'UPDATE {table} SET "{name}" = :unknown {where}', place)
        if not names:
            self.connection.execute(f"DELETE FROM links WHERE {row}", place)
            self.connection.execute(f"DELETE FROM {table} {where}", place)
        if table == "grants":
            self.connection.execute("CREATE INDEX IF NOT EXISTS granted_line ON granted (line)")
            self.connection.execute(f"DELETE FROM granted {where}", place)
        self.row.cache_clear()
        self.followers.cache_clear()

    def finish(self) -> None:
        """Make it quick to ask, when all rows are there."""
        self._write()
        for row_type in self._insert:
            name = table_name(row_type)
            self.connection.execute(f"CREATE INDEX {name}_target ON {name} (target)")
            if "key" in columns(row_type):
                self.connection.execute(f'CREATE INDEX {name}_key ON {name} ("key")')
        for statement in INDEXES:
            self.connection.execute(statement)
        self.connection.execute("ANALYZE")

    def note_restated(self, targets: Collection[str]) -> None:
        """Note, as the table ``restated``, of which things rows may say other than before."""
        self.connection.execute(RESTATED)
        rows = ((target,) for target in targets)
        self.connection.executemany("INSERT INTO restated VALUES (?)", rows)
        self.restated = {target.partition("/")[0] for target in targets}

    def _find_followers(self, territory: str) -> list[str]:
        query = "SELECT key FROM territories WHERE predecessor = :key ORDER BY key"
        return [row["key"] for row in self.ask(query, key=territory)]

    def cell(self, table: str, key: str, column: str) -> str:
        """Give what the row *key* of *table* says in *column*, nothing where one is not there."""
        row = self.row(table, key) or {}
        return str(row.get(column, ""))

    def ask(self, query: str, **values: str) -> Iterator[Found]:
        """Yield the rows that *query* finds."""
        cursor = self.connection.execute(query, values)
        names = [name for name, *_ in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))

    def _find_row(self, table: str, key: str) -> Found | None:
        return next(self.ask(f'SELECT * FROM {table} WHERE "key" = :key LIMIT 1', key=key), None)


def origin_of(row: Found, before: str = "") -> Origin:
    """Give the place of a row that was found, or of the joined one whose columns begin so."""
    return Origin(Path(row[f"{before}path"]), row[f"{before}line"])

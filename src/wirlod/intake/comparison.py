"""
What a newer file of the same source changes: rows added, changed, gone. Addresses stay.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from wirlod.sheets.cells import StatedSum
from wirlod.sheets.entries import Entry, read_entries
from wirlod.sheets.folder import TableFolder
from wirlod.sheets.people import HIDDEN_NAME

FIELDS = ("recipient", "place", "purpose", "amount", "kind of sum", "start", "end", "notice date",
          "further sums")  # fmt: skip
MOST_SHOWN = 1_000


class Change(msgspec.Struct, frozen=True):
    """One row that says something else than before."""

    key: str
    before: dict[str, str]
    after: dict[str, str]


class Comparison(msgspec.Struct):
    """What is new, other and gone, by key; of each kind as many as are shown, and the number."""

    added: list[str] = []
    changed: list[Change] = []
    gone: list[tuple[str, str]] = []
    """Key, and what it was: recipient and purpose."""
    stale: list[tuple[str, str]] = []
    """Rows that the new file has with a fault, and an earlier one without."""
    counts: dict[str, int] = {}


class Statements:
    """What the rows of a file state, on disk, by key."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        columns = "(key TEXT PRIMARY KEY, stated TEXT, is_newest INTEGER)"
        self._connection.execute(f"CREATE TABLE then_ {columns} WITHOUT ROWID")
        self._connection.execute(
            "CREATE TABLE now (key TEXT PRIMARY KEY, stated TEXT, amount REAL, line INTEGER, "
            "sheet TEXT) WITHOUT ROWID"
        )
        self._connection.execute("CREATE TABLE refused (key TEXT PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute("CREATE TABLE contents (digest BLOB PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute("BEGIN")

    def add(self, entry: Entry) -> bool:
        """Note a row of the new file; False where another row states the same in every word."""
        stated, amount = _write(entry), entry.stated.amount
        self._connection.execute(
            "INSERT OR IGNORE INTO now VALUES (?, ?, ?, ?, ?)",
            (entry.key, stated, None if amount is None else float(amount), entry.line.number,
             entry.line.sheet),
        )  # fmt: skip
        digest = hashlib.blake2b(stated.encode(), digest_size=10).digest()
        cursor = self._connection.execute("INSERT OR IGNORE INTO contents VALUES (?)", (digest,))
        return cursor.rowcount > 0

    def add_refused(self, key: str) -> None:
        """Note a row of the new file that has a fault."""
        self._connection.execute("INSERT OR IGNORE INTO refused VALUES (?)", (key,))

    def add_earlier(self, entry: Entry, is_newest: bool) -> None:
        """Note a row of an earlier file, the newest of them first."""
        row = (entry.key, _write(entry), is_newest)
        self._connection.execute("INSERT OR IGNORE INTO then_ VALUES (?, ?, ?)", row)

    def middle(self, enough: int) -> float:
        """Give the middle sum of the new file, 0 where there are not *enough* sums."""
        where = "FROM now WHERE amount IS NOT NULL"
        (count,) = self._connection.execute(f"SELECT count(*) {where}").fetchone()
        if count < enough:
            return 0
        ask = f"SELECT amount {where} ORDER BY amount LIMIT 1 OFFSET {count // 2}"
        return float(self._connection.execute(ask).fetchone()[0])

    def find_far(self, middle: float, factor: float) -> Iterator[tuple[float, int, str]]:
        """Yield sums that are *factor* times the middle one or its fraction, with their rows."""
        yield from self._connection.execute(
            "SELECT amount, line, sheet FROM now WHERE amount > ? OR amount < ? ORDER BY line",
            (middle * factor, middle / factor),
        )

    def compare(self) -> Comparison:
        """Compare the new file with the earlier ones."""
        found = Comparison()
        for key, before, after in self._connection.execute(
            "SELECT now.key, then_.stated, now.stated FROM now LEFT JOIN then_ USING (key) "
            "WHERE then_.stated IS NOT now.stated ORDER BY now.key"
        ):
            if before is None:
                _keep(found, "added", key)
            else:
                _keep(found, "changed", _difference(key, before, after))
        for kind in ("gone", "stale"):
            for row in self.find_gone(kind):
                _keep(found, kind, row)
        return found

    def find_gone(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield what is gone, or stale for it is refused: its key, and what it was."""
        refused = "key IN (SELECT key FROM refused)"
        which = refused if kind == "stale" else f"is_newest AND NOT {refused}"
        for key, before in self._connection.execute(
            f"SELECT key, stated FROM then_ WHERE {which} "
            "AND key NOT IN (SELECT key FROM now) ORDER BY key"
        ):
            yield key, " · ".join(msgspec.json.decode(before)[:3:2])

    def has(self, key: str) -> bool:
        """Tell whether the new file has a row with this key."""
        ask = "SELECT 1 FROM now WHERE key = ?"
        return self._connection.execute(ask, (key,)).fetchone() is not None


def _keep(found: Comparison, kind: str, item: object) -> None:
    found.counts[kind] = found.counts.get(kind, 0) + 1
    shown = getattr(found, kind)
    if len(shown) < MOST_SHOWN:
        shown.append(item)


def _write(entry: Entry) -> str:
    stated = entry.stated
    amount = _say(stated.sum) if stated.sum else ""
    place = stated.official_key or stated.place
    who = stated.recipient if entry.personhood == "body" else HIDDEN_NAME[0]
    values = (who, place, stated.purpose, amount, stated.sum_kind, stated.start,
              stated.end, stated.notice_date,
              "; ".join(map(_say_beside, stated.beside)))  # fmt: skip
    return msgspec.json.encode(values).decode()


def _say(stated: StatedSum) -> str:
    quantity = stated.quantity
    if quantity.value is not None and quantity.precision == "exact":
        return str(quantity.value)
    bounds = [str(n) for n in (quantity.value, quantity.least, quantity.most) if n is not None]
    return f"{quantity.precision} {' - '.join(bounds)}"


def _say_beside(stated: StatedSum) -> str:
    return f"{stated.kind} {stated.year} {_say(stated)}"


def _difference(key: str, before: str, after: str) -> Change:
    pairs = zip(FIELDS, msgspec.json.decode(before), msgspec.json.decode(after), strict=True)
    differing = [(name, old, new) for name, old, new in pairs if old != new]
    return Change(
        key, {name: old for name, old, _ in differing}, {name: new for name, _, new in differing}
    )


def find_earlier(folder: TableFolder) -> Iterator[tuple[Entry, bool]]:
    """
    Yield what is published of the files imported so far, and whether the newest one says so.

    Where the mapping withdraws what is gone, older files than the newest say nothing.
    """
    for position, file in enumerate(reversed(folder.files)):
        mapping = folder.mapping_of(file)
        if position and mapping.gone == "withdraw":
            return
        for outcome in read_entries(Path(folder.path / file.file), mapping):
            if isinstance(outcome, Entry):
                yield outcome, position == 0

"""
What a newer file of the same source changes: rows added, changed, gone. Addresses stay.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from wirlod.sheets.entries import Entry, read_entries
from wirlod.sheets.folder import TableFolder
from wirlod.sheets.people import HIDDEN_NAME

FIELDS = ("recipient", "place", "purpose", "amount", "kind of sum", "start", "end", "notice date")
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
    counts: dict[str, int] = {}


class Statements:
    """What the rows of a file state, on disk, by key."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        for name in ("now", "then_"):
            columns = "(key TEXT PRIMARY KEY, stated TEXT, is_newest INTEGER)"
            self._connection.execute(f"CREATE TABLE {name} {columns} WITHOUT ROWID")
        self._connection.execute("BEGIN")
        self._contents: set[int] = set()

    def add(self, entry: Entry) -> bool:
        """Note a row of the new file; False where another row states the same in every word."""
        stated = _write(entry)
        self._connection.execute("INSERT OR IGNORE INTO now VALUES (?, ?, 1)", (entry.key, stated))
        content = hash(stated)
        is_new = content not in self._contents
        self._contents.add(content)
        return is_new

    def add_earlier(self, entry: Entry, is_newest: bool) -> None:
        """Note a row of an earlier file, the newest of them first."""
        row = (entry.key, _write(entry), is_newest)
        self._connection.execute("INSERT OR IGNORE INTO then_ VALUES (?, ?, ?)", row)

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
        for key, before in self._connection.execute(
            "SELECT key, stated FROM then_ WHERE is_newest AND key NOT IN (SELECT key FROM now) "
            "ORDER BY key"
        ):
            _keep(found, "gone", (key, " · ".join(msgspec.json.decode(before)[:3:2])))
        return found


def _keep(found: Comparison, kind: str, item: object) -> None:
    found.counts[kind] = found.counts.get(kind, 0) + 1
    shown = getattr(found, kind)
    if len(shown) < MOST_SHOWN:
        shown.append(item)


def _write(entry: Entry) -> str:
    stated = entry.stated
    amount = "" if stated.amount is None else str(stated.amount)
    place = stated.official_key or stated.place
    who = stated.recipient if entry.personhood == "body" else HIDDEN_NAME[0]
    values = (who, place, stated.purpose, amount, stated.sum_kind, stated.start,
              stated.end, stated.notice_date)  # fmt: skip
    return msgspec.json.encode(values).decode()


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

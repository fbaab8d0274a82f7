"""
Writes the history of an edition: that of the edition it follows, and what is new with this one.

The first edition is where a history begins: what it holds was not news on that day, so no
territory or organisation is told of it. With another base address another history begins.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from pyoxigraph import NamedNode

from wirlod.databases import UNSAFE
from wirlod.edition import Edition
from wirlod.history import FILE, SCHEMA, Action, name_in_history, pack, target_iri
from wirlod.iris import folder_of
from wirlod.namespaces import expand
from wirlod.publish.differences import Changes, FindLabels, Side, find_changed
from wirlod.publish.digests import Pair
from wirlod.publish.draft import Draft
from wirlod.publish.search_index import open_labels
from wirlod.saying import say

NEWS_FOR = ("organisation/", "programme/", "territory/")
"""Who is told when something that names them changes."""

PLACES = tuple(NamedNode(expand(name)) for name in ("schema:areaServed", "schema:location"))
"""Where an organisation works, and where it sits."""
WITHIN = NamedNode(expand("schema:containedInPlace"))


def write_history(draft: Draft) -> None:
    """Write what this edition changes after all that earlier ones did."""
    with open_labels(draft.folder) as find_labels:
        after = draft_side(draft, find_labels)
        if draft.salvaged:
            _continue_blindly(draft, draft.salvaged, after)
        else:
            _continue(draft, _followed(draft), after)


def _continue(draft: Draft, before: Side | None, after: Side) -> None:
    """Continue the history of the edition *before*, or begin one."""
    with Writer(draft.folder / FILE, draft.previous if before else None) as writer:
        writer.begin_edition(draft.name, draft.created.isoformat(), draft.settings.base_uri)
        writer.add(before, after)
        draft.changes = Changes.of(writer.find_noted()) if before else Changes()
    told = f"{draft.changes.total} things are not as they were"
    draft.report(told if before else "history begins")


def _continue_blindly(draft: Draft, salvaged: Edition, after: Side) -> None:
    """Continue a history of which alone is left: what is new and what is gone can be told."""
    with Writer(draft.folder / FILE, salvaged) as writer:
        writer.begin_edition(draft.name, draft.created.isoformat(), draft.settings.base_uri)
        writer.add_unseen(after)
        draft.changes = Changes.of(writer.find_noted())
    draft.report(
        say(
            "{count} things are new or gone since {name}",
            count=draft.changes.total,
            name=salvaged.name,
        )
    )


def draft_side(draft: Draft, find_labels: FindLabels = lambda target: None) -> Side:
    """Take an edition in the making, once its things have digests."""
    return Side(draft.open_store(), draft.settings.base_uri, draft.digests, find_labels)


def _followed(draft: Draft) -> Side | None:
    """Open the edition whose history goes on, where there is one under these addresses."""
    previous = draft.previous
    if previous is None or previous.manifest.base_uri != draft.settings.base_uri:
        return None
    return Side.from_edition(previous) if (previous.folder / FILE).exists() else None


Change = tuple[str, Action]
"""``kind/key`` of a thing, and what became of it."""


class Writer:
    """Adds one edition to a history in the file *path*."""

    def __init__(self, path: Path, previous: Edition | None) -> None:
        if previous:
            shutil.copyfile(previous.folder / FILE, path)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(UNSAFE)
        if previous is None:
            self._connection.executescript(SCHEMA)
        self._connection.execute("BEGIN")
        self._edition = self._next("editions")
        self._event = self._next("events")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self._connection.execute("COMMIT")
        self._connection.close()

    def begin_edition(self, name: str, created: str, base_uri: str) -> None:
        """Note that there is an edition."""
        row = (self._edition, name, created, base_uri)
        self._connection.execute("INSERT INTO editions VALUES (?, ?, ?, ?)", row)

    def add(self, before: Side | None, after: Side) -> None:
        """
        Note what changed; *before* is None where the history begins.

        What the history does not know yet is new to it, though it was published before: an older
        program may have kept no history of it.
        """
        old = _keep(before.pairs(), self._find_known()) if before else ()
        changed = (
            (target, action)
            for target, action in find_changed(old, after.pairs())
            if not (before and action is Action.CHANGED and _is_same(before, after, target))
        )
        for target, action in self._wait_for(changed):
            side = before if before and action is Action.WITHDRAWN else after
            thing = self._note_thing(target, side.title(target))
            if before:
                if action is not Action.ADDED:
                    self._keep_version(thing, before.read(target))
                self._note_concerns(_find_concerned(side, target))
            self._note_event(thing, target, action)

    def add_unseen(self, after: Side) -> None:
        """Note what is new and what is gone, where nobody can read how anything was."""
        old = ((target, after.digest_of(target)) for target in self._find_known())
        for target, action in self._wait_for(find_changed(old, after.pairs())):
            self._note_event(self._note_thing(target, after.title(target)), target, action)

    def find_noted(self) -> Iterator[Change]:
        """Yield what this edition adds, changes and withdraws, in the order of names."""
        query = (
            "SELECT target, action FROM events JOIN things ON things.number = thing "
            "WHERE edition = ? ORDER BY events.number"
        )
        for target, action in self._connection.execute(query, [self._edition]):
            yield target, Action(action)

    def _wait_for(self, changed: Iterable[Change]) -> Iterator[Change]:
        """Yield *changed* when all of it is found: what is noted then is not looked at before."""
        put, take = "INSERT INTO changed VALUES (?, ?)", "SELECT * FROM changed ORDER BY rowid"
        self._connection.execute("CREATE TEMP TABLE changed (target TEXT, action TEXT)")
        self._connection.executemany(put, ((target, str(action)) for target, action in changed))
        for target, action in self._connection.execute(take):
            yield target, Action(action)

    def _note_event(self, thing: int, target: str, action: Action) -> None:
        row = (self._event, self._edition, thing, str(action), folder_of(target))
        self._connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)", row)
        self._event += 1

    def _find_known(self) -> Iterator[str]:
        """Yield what was there after the last edition, in order."""
        query = (
            "SELECT target FROM things WHERE number IN (SELECT thing FROM events) "
            "AND (SELECT action FROM events WHERE thing = things.number "
            "ORDER BY number DESC LIMIT 1) != ? ORDER BY target"
        )
        for (target,) in self._connection.execute(query, (str(Action.WITHDRAWN),)):
            yield target

    def _next(self, table: str) -> int:
        row = self._connection.execute(f"SELECT MAX(number) FROM {table}").fetchone()
        return (row[0] or 0) + 1

    def _note_thing(self, target: str, title: dict[str, str]) -> int:
        """Give the number of a thing, and remember its label where it has one."""
        kind = folder_of(target)
        query = (
            "INSERT INTO things (target, kind, de, en) VALUES (?, ?, ?, ?) ON CONFLICT (target) "
            "DO UPDATE SET de = coalesce(excluded.de, de), en = coalesce(excluded.en, en) "
            "RETURNING number"
        )
        plain = title.get("")
        row = (target, kind, title.get("de", plain), title.get("en", plain))
        return int(self._connection.execute(query, row).fetchone()[0])

    def _keep_version(self, thing: int, statements: bytes) -> None:
        """Keep how *thing* was since the event before this one."""
        query = "INSERT INTO versions SELECT MAX(number), ? FROM events WHERE thing = ?"
        self._connection.execute(query, (pack(statements), thing))

    def _note_concerns(self, concerned: Iterable[str]) -> None:
        for target in concerned:
            about = self._note_thing(target, {})
            row = (about, self._event)
            self._connection.execute("INSERT OR IGNORE INTO concerns VALUES (?, ?)", row)


def _keep(pairs: Iterable[Pair], known: Iterator[str]) -> Iterator[Pair]:
    """Yield those of *pairs* whose target is *known*: both come in order, neither is held."""
    ahead = next(known, None)
    for pair in pairs:
        while ahead is not None and ahead < pair[0]:
            ahead = next(known, None)
        if ahead == pair[0]:
            yield pair


def _is_same(before: Side, after: Side, target: str) -> bool:
    """Tell whether only the digests differ: an older program may have made them otherwise."""
    return before.read(target) == after.read(target)


def _find_concerned(side: Side, target: str) -> list[str]:
    """
    Find who is told of a change of *target*: what it names, and where that works and lies.

    Of a grant to a club: the club, its town, the district, the state; and the thing itself.
    """
    iri = target_iri(side.base_uri, target)
    named = {target: iri} | _name(side, (quad.object for quad in side.quads(iri)))
    for organisation in [name for name in named if name.startswith(NEWS_FOR[0])]:
        for place in PLACES:
            found = side.quads(named[organisation], place)
            named |= _name(side, (quad.object for quad in found))
    ahead = [name for name in named if name.startswith(NEWS_FOR[2])]
    while ahead:
        around = side.quads(named[ahead.pop()], WITHIN)
        new = {k: v for k, v in _name(side, (q.object for q in around)).items() if k not in named}
        named |= new
        ahead += new
    return sorted(named)


def _name(side: Side, terms: Iterable[object]) -> dict[str, str]:
    iris = (term.value for term in terms if isinstance(term, NamedNode))
    found = {name_in_history(iri, side.base_uri): iri for iri in iris if "#" not in iri}
    return {target: iri for target, iri in found.items() if target.startswith(NEWS_FOR)}

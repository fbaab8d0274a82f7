"""
Pages of changes: events of the history, and what each did to the statements of its thing.
"""

from collections.abc import Iterable, Mapping

import msgspec

from wirlod.errors import ThingNotFound
from wirlod.history import Action, Event, History, Selection, Statement, compare_triples, target_iri
from wirlod.query.describe import find_labels
from wirlod.query.versions import read_statements
from wirlod.saying import say
from wirlod.web.answers.serving import OpenEdition

PAGE_SIZE = 50
NO_NAMES: Mapping[str, str] = {}


class Change(msgspec.Struct, frozen=True):
    """An event, and what it did to the statements of the thing."""

    event: Event
    statements: tuple[Statement, ...]


class ChangePage(msgspec.Struct, frozen=True):
    """One page of changes, the newest first."""

    selection: Selection
    number: int
    total: int
    changes: tuple[Change, ...]

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def neighbours(self) -> dict[str, int]:
        """Relation → number of the page it leads to."""
        around = {"first": 1, "prev": self.number - 1, "next": self.number + 1, "last": self.last}
        return {name: number for name, number in around.items() if 1 <= number <= self.last}

    def parameters(self, number: int = 0) -> tuple[tuple[str, str], ...]:
        """Give the parameters of the address of this selection, and of a page of it."""
        asked = msgspec.structs.asdict(self.selection).items()
        page = (("page", str(number)),) if number > 1 else ()
        return (*((name, str(value)) for name, value in asked if value), *page)

    def query(self, number: int = 0) -> str:
        """Write the parameters as the query of an address, with its question mark."""
        query = "&".join(f"{name}={value}" for name, value in self.parameters(number))
        return f"?{query}" if query else ""


def read_changes(
    opened: OpenEdition, history: History, selection: Selection, number: int
) -> ChangePage:
    """
    Read one page of changes.

    :raises ThingNotFound: when there is no page of this number.
    """
    total = history.count(selection)
    page = ChangePage(selection, number, total, ())
    if number > page.last:
        raise ThingNotFound(
            say("there is no page {number}: the last is {last}", number=number, last=page.last)
        )
    events = history.newest(selection, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    found = tuple(tell_change(opened, history, event) for event in events)
    return msgspec.structs.replace(page, changes=found)


def tell_change(opened: OpenEdition, history: History, event: Event) -> Change:
    """Compare a thing after *event* with what it was before."""
    if event.action is not Action.CHANGED:
        return Change(event, ())
    earlier = [e for e in history.of_thing(event.target) if e.number < event.number]
    before = read_statements(opened.store, history, earlier[-1], opened.base_uri)
    after = read_statements(opened.store, history, event, opened.base_uri)
    iri = target_iri(opened.base_uri, event.target)
    return Change(event, compare_triples(before, after, iri))


def page_address(base_uri: str, page: ChangePage, number: int, suffix: str = "") -> str:
    """Give the absolute address of a page of changes."""
    return f"{base_uri}changes{suffix}{page.query(number)}"


MOST_CHARACTERS = 300
"""How much of a long value, such as an outline, is told."""


def tell_statements(
    opened: OpenEdition,
    statements: tuple[Statement, ...],
    language: str,
    names: Mapping[str, str] = NO_NAMES,
) -> list[str]:
    """
    Tell in words what changed: ``Amount: 500000 → 510000``.

    :param names: IRI → what it is called, where the store has no label.
    """
    iris = {
        value for s in statements for value in (s.property, *s.before, *s.after) if _is_iri(value)
    }
    labels = find_labels(opened.store, iris) if iris else {}

    def name(value: str) -> str:
        said = labels.get(value, {})
        known = (
            names.get(value)
            or said.get(language)
            or said.get("de")
            or next(iter(said.values()), "")
        )
        if known or _is_iri(value):
            return known or value.replace("#", "/").rpartition("/")[2]
        return value if len(value) <= MOST_CHARACTERS else f"{value[:MOST_CHARACTERS]}…"

    def heading(said: Statement) -> str:
        other = f" ({said.language})" if said.language not in ("", language) else ""
        return f"{name(said.property)}{other}"

    return [
        f"{heading(s)}: {_join(map(name, s.before))} → {_join(map(name, s.after))}"
        for s in statements
    ]


def _is_iri(value: str) -> bool:
    return value.startswith(("http://", "https://")) and not any(c in value for c in ' <>"{}|^`\\')


def _join(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"

"""
The JSON-LD context of an edition: which property a term means, which terms a document needs, and
in which order they stand.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from wirlod.namespaces import definition_of, property_iri


def relevant_context(context: Mapping[str, Any], iris: set[str]) -> dict[str, Any]:
    """
    Keep of *context* what can shorten one of *iris*.

    PyLD compares every IRI with every term: with a third of the terms it takes a third of the
    time.
    """
    spaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in iris}
    kept: dict[str, Any] = {}
    needed: set[str] = set()
    for term, definition in context.items():
        name = definition_of(term, context)
        if term[0] == "@" or name[0:1] == "@" or name in iris or _begins(name, spaces):
            kept[term] = definition
        elif property_iri(term, context) in iris:
            kept[term] = definition
            needed.add(name.partition(":")[0])
    return {term: text for term, text in context.items() if term in kept or term in needed}


def _begins(name: str, spaces: set[str]) -> bool:
    return name[-1:] in ("/", "#") and any(space.startswith(name) for space in spaces)


def prune_context(context: Mapping[str, Any], document: object) -> dict[str, Any]:
    """Keep of *context* the terms *document* uses, and what their definitions use."""
    used = find_used(context, document)
    return {name: text for name, text in context.items() if name in used or name[0] == "@"}


def find_used(context: Mapping[str, Any], document: object) -> set[str]:
    """Find the terms of *context* that *document* uses, and what their definitions use."""
    used = {"id", "type"}
    ahead = names_in(document) & context.keys()
    while ahead:
        used |= ahead
        definitions = [context[name] for name in ahead]
        ahead = (names_in(definitions) & context.keys()) - used
    return used


def names_in(document: object) -> set[str]:
    """Gather what may be a term: each key and each text, and what stands before their colons."""
    names: set[str] = set()
    ahead = [document]
    while ahead:
        value = ahead.pop()
        if isinstance(value, str):
            names.add(value)
        elif isinstance(value, dict):
            names.update(value)
            ahead += value.values()
        elif isinstance(value, list):
            ahead += value
    return names | {name.partition(":")[0] for name in names if ":" in name}


class Order:
    """Puts the keys of nodes in the order of a context, which is that of the record."""

    def __init__(self, context: Iterable[str]) -> None:
        self._places = {name: place for place, name in enumerate(context)}
        self._sort = lru_cache(maxsize=10_000)(self._put_in_order)

    def put(self, value: Any) -> Any:
        """Put the keys of *value*, and of every node in it, in order."""
        if isinstance(value, dict):
            return {
                name: inner if isinstance(inner := value[name], str) else self.put(inner)
                for name in self._sort(tuple(value))
            }
        return [self.put(inner) for inner in value] if isinstance(value, list) else value

    def _put_in_order(self, names: tuple[str, ...]) -> list[str]:
        last = len(self._places)

        def rank(name: str) -> tuple[int, str]:
            return (last + 1 if name == "@included" else self._places.get(name, last), name)

        return sorted(names, key=rank)

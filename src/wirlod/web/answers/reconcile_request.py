"""Questions of the Reconciliation API, read strictly."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from wirlod.errors import AddressMalformed
from wirlod.kinds import KINDS
from wirlod.query.reconciliation import Condition, Question, find_kinds
from wirlod.saying import say

MOST_CANDIDATES = 50
LONGEST_NAME = 300


def read_query(query: object) -> Question:
    """Read a query of version 0.2."""
    if not isinstance(query, dict):
        raise AddressMalformed(say('a query must be an object such as {"query": "Kassel"}'))
    kinds = query.get("type") or []
    conditions = query.get("properties") or []
    if not isinstance(conditions, list) or not all(isinstance(c, dict) for c in conditions):
        raise AddressMalformed(
            say('properties must be a list such as [{"pid": "type", "v": "city"}]')
        )
    return Question(
        name=str(query.get("query", ""))[:LONGEST_NAME],
        kinds=_read_kinds(kinds if isinstance(kinds, list) else [kinds]),
        limit=_read_limit(query.get("limit")),
        conditions=tuple(
            Condition(str(c.get("pid", "")), _read_values(c.get("v"))) for c in conditions
        ),
    )


def read_conditions(query: object) -> Question:
    """Read a query of the draft after version 0.2."""
    if not isinstance(query, dict):
        raise AddressMalformed(say("a query must be an object with conditions"))
    names: dict[str, list[str]] = {"name": [], "id": []}
    conditions = []
    for condition in read_field(query, "conditions", list):
        if not isinstance(condition, dict):
            raise AddressMalformed(say("a condition must be an object"))
        values = _read_values(condition.get("propertyValue"))
        how = str(condition.get("matchType", ""))
        if how in names:
            names[how] += values
        elif how == "property":
            conditions.append(Condition(str(condition.get("propertyId", "")), values))
        else:
            raise AddressMalformed(
                say("matchType is {found!r}: there is name, id and property", found=how[:40])
            )
    kind = query.get("type")
    return Question(
        name=" ".join(names["name"])[:LONGEST_NAME] or " ".join(names["id"])[:LONGEST_NAME],
        kinds=_read_kinds([kind] if kind else []),
        limit=_read_limit(query.get("limit")),
        conditions=tuple(conditions),
        key=next(iter(names["id"]), ""),
    )


def _read_kinds(asked: Iterable[object]) -> tuple[str, ...]:
    kinds = [str(kind.get("id") if isinstance(kind, dict) else kind) for kind in asked]
    for kind in kinds:
        if kind not in KINDS:
            raise AddressMalformed(
                say(
                    "no type is called {found!r}: there is {known}",
                    found=kind[:60],
                    known=", ".join(known.name for known in find_kinds()),
                )
            )
    return tuple(kinds)


def _read_limit(asked: object) -> int:
    limit = asked if isinstance(asked, int) and not isinstance(asked, bool) else 10
    return min(max(limit, 1), MOST_CANDIDATES)


def _read_values(said: object) -> tuple[str, ...]:
    values = said if isinstance(said, list) else [said]
    return tuple(
        str(value.get("id") if isinstance(value, dict) else value)[:LONGEST_NAME]
        for value in values[:MOST_CANDIDATES]
    )


def read_json(text: str) -> object:
    """
    Read JSON that a stranger sent.

    :raises AddressMalformed: when it is none.
    """
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise AddressMalformed(say("the query is no JSON: {error}", error=error)) from None


def read_field(found: object, name: str, wanted: type) -> Any:
    """
    Take the field *name* out of what a stranger sent.

    :raises AddressMalformed: when it is missing or of another type.
    """
    value = found.get(name) if isinstance(found, Mapping) else None
    if not isinstance(value, wanted):
        raise AddressMalformed(say("{name} must be a {type}", name=name, type=wanted.__name__))
    return value

"""
Which edition an engine elsewhere holds, and in which graphs.

Beside the graphs of the editions there is one more, the *register*, ``{base}graph/``. It lists the
graphs of every edition that is loaded or being loaded, and in one statement, the *pointer*, names
the edition that is served. Who serves reads it; ``wirlod push`` writes it, and moves the pointer by
one update::

    <…/graph/> dct:hasVersion <…/graph/2026-11-22T150000Z> .
    <…/graph/2026-11-22T150000Z> dct:hasPart <…/graph/2026-11-22T150000Z> ,
        <…/graph/2026-11-22T150000Z/def/shapes/grant> .
    <…/graph/2026-11-22T150000Z/def/shapes/grant> dct:source <…/def/shapes/grant> .
    <…/graph/2026-11-01T120000Z> prov:invalidatedAtTime "2026-11-22T15:01:07Z"^^xsd:dateTime .

Claims of those who push (:mod:`wirlod.operation.claims`) are there, too.
"""

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from typing import cast
from urllib.parse import quote

import msgspec
from pyoxigraph import Literal, NamedNode

from wirlod.errors import EngineFailed, NothingPublished
from wirlod.iris import local_path
from wirlod.namespaces import expand
from wirlod.query.elsewhere import ENGINE, Elsewhere
from wirlod.query.store import bind
from wirlod.saying import say
from wirlod.sparql.confinement import NOWHERE, Confined, Graphs

CURRENT = NamedNode(expand("dct:hasVersion"))
PART = NamedNode(expand("dct:hasPart"))
NAME = NamedNode(expand("dct:source"))
REPLACED = NamedNode(expand("prov:invalidatedAtTime"))
REMOVED = NamedNode(expand("prov:endedAtTime"))

REGISTERED = """
SELECT ?edition ?current ?part ?name ?replaced ?removed { GRAPH $register {
  { ?edition $is_part ?part . ?part $is_called ?name } UNION { ?current $points_at ?edition }
  UNION { ?edition $was_replaced ?replaced } UNION { ?edition $was_removed ?removed }
} }
"""


class Register(msgspec.Struct, frozen=True):
    """What an engine says of the editions in it."""

    pointers: tuple[str, ...]
    """The names of editions that the pointer names: one; or none, where nobody pushed yet."""
    editions: dict[str, Graphs]
    """Every edition that was registered, by its name."""
    replaced: dict[str, datetime]
    """When those that were current once ceased to be."""
    removed: dict[str, datetime]
    """When the graphs of those that nobody may read any more were removed."""

    @property
    def current(self) -> str:
        """
        The name of the edition that is served; empty where nobody said.

        :raises EngineFailed: where the pointer was left between two editions.
        """
        if len(self.pointers) > 1:
            names = ", ".join(self.pointers)
            said = say(
                "{engine} names {names} as current: run 'wirlod push' again",
                engine=say(ENGINE),
                names=names,
            )
            raise EngineFailed(said)
        return "".join(self.pointers)


def register_iri(base_uri: str) -> str:
    """Give the address of the register."""
    return f"{base_uri}graph/"


def place_graphs(base_uri: str, edition: str, names: Iterable[str]) -> Graphs:
    """
    Say where the graphs of *edition* are in an engine.

    >>> place_graphs("http://a/", "2026", ["http://a/catalogue", "http://b/x#y"]).named[1][1]
    'http://a/graph/2026/http%3A//b/x%23y'
    """
    default = f"{register_iri(base_uri)}{edition}"
    named = {name: quote(local_path(name, base_uri) or name) for name in sorted(names)}
    return Graphs(default, tuple((name, f"{default}/{path}") for name, path in named.items()))


def read_register(engine: Elsewhere, base_uri: str) -> Register:
    """
    Ask *engine* which editions it has.

    :raises QueryError: when it does not answer.
    """
    register = register_iri(base_uri)
    text = bind(
        REGISTERED,
        register=NamedNode(register),
        is_part=PART,
        is_called=NAME,
        points_at=CURRENT,
        was_replaced=REPLACED,
        was_removed=REMOVED,
    )
    with closing(engine.find_rows(Confined(text, (NOWHERE,), (register,)))) as rows:
        found = list(rows)
    current: list[str] = []
    parts: dict[str, list[tuple[str, str]]] = {}
    times: dict[str, dict[str, datetime]] = {"replaced": {}, "removed": {}}
    for row in found:
        edition = cast(NamedNode, row["edition"]).value.removeprefix(register)
        named = parts.setdefault(edition, [])
        if row["current"]:
            current.append(edition)
            continue
        if column := next((column for column in times if row[column]), ""):
            time = datetime.fromisoformat(cast(Literal, row[column]).value)
            times[column][edition] = max(time, times[column].get(edition, time))
            continue
        name, there = (cast(NamedNode, row[column]).value for column in ("name", "part"))
        if there != register + edition:
            named.append((name, there))
    graphs = {name: Graphs(register + name, tuple(sorted(named))) for name, named in parts.items()}
    return Register(tuple(sorted(current)), graphs, **times)


def read_current(engine: Elsewhere, base_uri: str) -> tuple[str, Graphs]:
    """
    Ask *engine* which edition it serves, and where that is.

    :raises NothingPublished: when it has none.
    :raises QueryError: when it does not answer.
    """
    register = read_register(engine, base_uri)
    if not register.current:
        said = say(
            "{engine} holds no edition of {base_uri}: run 'wirlod push' first",
            engine=say(ENGINE),
            base_uri=base_uri,
        )
        raise NothingPublished(said)
    return register.current, register.editions[register.current]

"""
Answers that are those of the edition before.

An answer can change only where a statement changes that a pattern of the query may match. Which
properties its patterns name is read off its algebra; where a pattern may match any statement, or
the answer depends on more than the statements, the query is asked again.
"""

import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import msgspec
import pyoxigraph as ox
from pyparsing import ParseException
from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import SPARQLError

from wirlod.asking import Counted
from wirlod.databases import open_to_read, open_to_write
from wirlod.kinds import prefixes
from wirlod.languages import LANGUAGES
from wirlod.publish.draft import Draft
from wirlod.questions import answer_key
from wirlod.sparql.guard import declared_prefixes, resolve
from wirlod.sparql.tokens import find_tokens

FILE = "asked.sqlite"
SCHEMA = "CREATE TABLE IF NOT EXISTS asked (query BLOB PRIMARY KEY, answer BLOB) WITHOUT ROWID;"
FIND = "SELECT answer FROM asked WHERE query = ?"
KEEP = "INSERT OR REPLACE INTO asked VALUES (?, ?)"
LEVEL = 3
"""Of packing."""

UNSURE = frozenset(
    ["Graph", "GraphGraphPattern", "ServiceGraphPattern", "DescribeQuery", "DatasetClause"]
    + [f"Builtin_{name}" for name in ("NOW", "RAND", "UUID", "STRUUID", "BNODE")]
)
"""What makes an answer depend on more than the statements that patterns name."""

IN_A_LANGUAGE = re.compile("|".join(f'"{language}"' for language in LANGUAGES))
"""A string that is the code of one of our languages."""

MAY_BE_EMPTY = ("*", "?")
"""How often a path is walked that may lead from anything to itself."""

Triple = Sequence[Any]
"""Subject, property or path, value."""

Row = dict[str, str]
"""A row of an answer: variable → what it is bound to, IRIs of things without their beginning."""

Rows = list[Row]

Found = tuple[list[str], Rows]
"""The variables of a query, and the rows that it finds."""

Ask = Callable[[str], Found]
"""Asks a query."""


class Unknowable(Exception):
    """Which statements an answer depends on cannot be told."""


class Answers:
    """Answers of the edition before, and of the one in the making for the next."""

    def __init__(self, draft: Draft, connection: sqlite3.Connection) -> None:
        self._draft, self._connection = draft, connection
        self._before = _open_before(draft)

    def find(self, text: str, kind: Any) -> Any:
        """Give the answer to the query *text*, of a *kind*, where it cannot have changed."""
        if self._before is None or not self._is_untouched(text):
            return None
        found = self._before.execute(FIND, (answer_key(text),)).fetchone()
        return msgspec.msgpack.decode(zlib.decompress(found[0]), type=kind) if found else None

    def find_counted(self, text: str) -> Counted | None:
        """Give the answer to a saved question."""
        found: Counted | None = self.find(text, Counted)
        return found

    def keep(self, text: str, answer: object) -> None:
        """Keep the answer to the query *text* for the next edition."""
        packed = zlib.compress(msgspec.msgpack.encode(answer), LEVEL)
        self._connection.execute(KEEP, (answer_key(text), packed))

    def reuse(self, ask: Ask) -> Ask:
        """Give what asks as *ask* does, each query once, and none whose answer is known."""

        @cache
        def find(text: str) -> Found:
            found: Found = self.find(text, Found) or ask(text)
            self.keep(text, found)
            return found

        return find

    def close(self) -> None:
        """Let go of the edition before."""
        if self._before:
            self._before.close()

    def _is_untouched(self, text: str) -> bool:
        named = find_named(text, self._draft.settings.base_uri)
        return named is not None and named.isdisjoint(self._draft.touched)


def asker(store: ox.Store, base_uri: str) -> Ask:
    """Give what asks *store*."""

    def ask(query: str) -> Found:
        names, rows = find_rows(store, base_uri, query)
        return names, list(rows)

    return ask


def find_rows(store: ox.Store, base_uri: str, query: str) -> tuple[list[str], Iterator[Row]]:
    """Ask *store*; give the variables of *query*, and its rows one after the other."""
    things = f"{base_uri}id/"
    solutions = store.query(query, prefixes=prefixes(base_uri))
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    rows = (
        {
            name: term.value.removeprefix(things)
            for name, term in zip(names, solution, strict=True)
            if isinstance(term, ox.Literal | ox.NamedNode)
        }
        for solution in solutions
    )
    return names, rows


@contextmanager
def open_answers(draft: Draft) -> Iterator[Answers]:
    """Open the answers of *draft*, to take what was found before and keep what is found now."""
    with open_to_write(draft.folder / FILE, SCHEMA) as connection:
        answers = Answers(draft, connection)
        try:
            yield answers
        finally:
            answers.close()


def _open_before(draft: Draft) -> sqlite3.Connection | None:
    """Open what the edition before kept; asking a small one anew is quicker than reading."""
    if draft.dirty is None or draft.previous is None or draft.is_small:
        return None
    path = draft.previous.folder / FILE
    if not path.exists():
        return None
    return open_to_read(path)


def find_named(text: str, base_uri: str) -> frozenset[str] | None:
    """
    Find the IRIs of the properties that the answer to the query *text* depends on.

    They are the same whatever language is asked for, and reading a query takes long.

    >>> sorted(find_named("ASK { ?a <p:1>/^<p:2>* ?b FILTER NOT EXISTS { ?a <p:3> 1 } }", "b:"))
    ['p:1', 'p:2', 'p:3']
    >>> find_named("SELECT * { ?a ?any ?b }", "b:") is None
    True
    """
    return _read_named(IN_A_LANGUAGE.sub('""', text), base_uri)


@cache
def _read_named(text: str, base_uri: str) -> frozenset[str] | None:
    try:
        known = {prefix: str(namespace) for prefix, namespace in prefixes(base_uri).items()}
        query = translateQuery(parseQuery(text), base=str(base_uri), initNs=known)
        groups = list(_find_groups(query.algebra))
        found = frozenset(name for group in groups for name in _find_properties(group))
    except (ParseException, SPARQLError, Unknowable):
        return None
    return found | _find_written(text, known, base_uri)


def _find_written(text: str, known: Mapping[str, str], base_uri: str) -> set[str]:
    """Find all IRIs that are written in a query, wherever, lest a pattern be overlooked."""
    tokens = list(find_tokens(text))
    prefixed = {**known, **declared_prefixes(tokens)}
    named = (token for token in tokens if token.kind in ("iri", "name"))
    return {resolve(token, prefixed, base_uri) for token in named}


def _find_groups(node: object) -> Iterator[list[Triple]]:
    """Yield the patterns of each group in the algebra below *node*."""
    if isinstance(node, CompValue) and node.name in UNSURE:
        raise Unknowable
    if isinstance(node, CompValue) and "triples" in node:
        # within EXISTS, all patterns about a subject stand in one list
        yield [flat[n : n + 3] for flat in node["triples"] for n in range(0, len(flat), 3)]
    parts: Iterable[object] = node.values() if isinstance(node, Mapping) else ()
    for part in node if isinstance(node, list | tuple | set | frozenset) else parts:
        yield from _find_groups(part)


def _find_properties(group: list[Triple]) -> Iterator[str]:
    firm = {end for s, path, o in group if not _may_be_empty(path) for end in (s, o)}
    for subject, path, value in group:
        ends = (subject, value)
        if _may_be_empty(path) and all(isinstance(e, Variable) and e not in firm for e in ends):
            raise Unknowable  # it matches whatever there is
        yield from _walk(path)


def _walk(path: object) -> Iterator[str]:
    if isinstance(path, URIRef):
        yield str(path)
    elif isinstance(path, InvPath):
        yield from _walk(path.arg)
    elif isinstance(path, MulPath):
        yield from _walk(path.path)
    elif isinstance(path, SequencePath | AlternativePath):
        for step in path.args:
            yield from _walk(step)
    else:
        raise Unknowable


def _may_be_empty(path: object) -> bool:
    if isinstance(path, MulPath):
        return path.mod in MAY_BE_EMPTY or _may_be_empty(path.path)
    if isinstance(path, InvPath):
        return _may_be_empty(path.arg)
    if isinstance(path, SequencePath):
        return all(map(_may_be_empty, path.args))
    return isinstance(path, AlternativePath) and any(map(_may_be_empty, path.args))

"""
A query for an engine that many share, written so that it sees the graphs of one edition only.

An edition has a default graph and named graphs; in an engine elsewhere each is a graph with an
address of its own (:class:`Graphs`), beside other editions and whatever else is kept there. Which
graphs are asked is said by the parameters of the SPARQL 1.1 Protocol, and engines differ in what
they make of ``FROM`` and ``GRAPH`` beside them (Virtuoso *adds* the graph of a ``FROM``). So
``FROM`` is taken out of the text, and ``GRAPH`` gets the address that the engine knows::

    GRAPH <def/shapes/grant> { … }    GRAPH <…/graph/2026-…/def/shapes/grant> { … }
    GRAPH ?g { … }                    { VALUES (?g ?g_there) { … } GRAPH ?g_there { … } }

It works on tokens, like the guard, and refuses what an engine might read in another way.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from wirlod.errors import QueryRefused
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.saying import say
from wirlod.sparql.guard import declared_prefixes, find_graphs, resolve
from wirlod.sparql.tokens import Token, find_tokens

NOWHERE = "urn:x-wirlod:nothing"
"""A graph that no engine has: what an empty part of a dataset is asked as."""

THERE = "_wirlod_there"
DESCRIBED = "_wirlod_described"

CASTS = FOREIGN_PREFIXES["xsd"]
"""What the functions begin with that every engine has; others are the engine's own."""

ENGINES_OWN = ("bif:", "sql:", "java:", "jena:", "virt:", "native:")
"""Beginnings of IRIs that are no names of things but commands to some engine."""

_BEFORE_CALLS = frozenset({"FILTER", "HAVING", "BY", "ASC", "DESC", "AND", "OR", "IN", "NOT"})
_AFTER_DESCRIBED = frozenset({"FROM", "WHERE", "ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET"})


class Graphs(msgspec.Struct, frozen=True):
    """The graphs of one edition in an engine."""

    default: str
    """The graph that holds what is the default graph of the edition."""
    named: tuple[tuple[str, str], ...] = ()
    """Names of graphs as the edition knows them, and where they are."""

    def find(self, name: str) -> str:
        """Tell where the named graph *name* is; nowhere where the edition has none."""
        return dict(self.named).get(name, NOWHERE)


class Dataset(msgspec.Struct, frozen=True):
    """What a query is asked of, by the names that the edition knows."""

    default: tuple[str, ...]
    named: tuple[str, ...]


class Confined(msgspec.Struct, frozen=True):
    """A query as it is sent to an engine."""

    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    """Variables that are in the result for our sake."""
    describes: bool = False
    """Whether the solutions are things that were to be described."""
    pattern: str = ""
    """Of a CONSTRUCT: the SELECT of what it is made from."""


class _Edit(NamedTuple):
    start: int
    stop: int
    text: str


class _Confinement:
    """One query on its way."""

    def __init__(self, text: str, graphs: Graphs, prefixes: Mapping[str, str], base: str) -> None:
        self.text = text
        self.graphs = graphs
        self.tokens = list(find_tokens(text))
        self.declared = declared_prefixes(self.tokens)
        self.prefixes = {**prefixes, **self.declared}
        self.base = base
        self.edits: list[_Edit] = []
        self.hidden: list[str] = []

    def preamble(self) -> str:
        """Declare what the query uses without declaring it, in its first line."""
        used = {token.text.partition(":")[0] for token in self.tokens if token.kind == "name"}
        missing = sorted(used & self.prefixes.keys() - self.declared.keys())
        declared = "".join(f"PREFIX {name}: <{self.prefixes[name]}> " for name in missing)
        return f"BASE <{self.base}> {declared}" if self.base else declared

    def take_out_from(self) -> Dataset | None:
        """Take FROM clauses out of the text; tell what they ask for."""
        found = list(find_graphs(self.tokens, self.prefixes, self.base))
        for word, *following in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False):
            if word.keyword == "FROM":
                last = following[following[0].keyword == "NAMED"]
                self.edits.append(_Edit(word.start, last.start + len(last.text), " "))
        if not found:
            return None
        return Dataset(
            tuple(graph for graph, is_named in found if not is_named),
            tuple(graph for graph, is_named in found if is_named),
        )

    def place_graphs(self, named: Sequence[str]) -> None:
        """Give every GRAPH the address that its graph has in the engine."""
        base = self.base
        for number, (word, name) in enumerate(zip(self.tokens, self.tokens[1:], strict=False)):
            if word.keyword == "BASE" and name.kind == "iri":
                base = resolve(name, self.prefixes, base)
            elif word.keyword == "GRAPH" and name.kind == "variable":
                self._place_variable(number, named)
            elif word.keyword == "GRAPH":
                iri = resolve(name, self.prefixes, base)
                there = self.graphs.find(iri) if iri in named else NOWHERE
                self.edits.append(_Edit(name.start, name.start + len(name.text), f"<{there}>"))

    def _place_variable(self, number: int, named: Sequence[str]) -> None:
        word, name = self.tokens[number], self.tokens[number + 1]
        there = f"{name.text[1:]}{THERE}{len(self.hidden)}"
        self.hidden.append(there)
        rows = [f"(<{graph}> <{self.graphs.find(graph)}>)" for graph in named]
        known = " ".join(rows or [f"(<{NOWHERE}> <{NOWHERE}>)"])
        values = f"{{ VALUES (?{name.text[1:]} ?{there}) {{ {known} }} "
        self.edits.append(_Edit(word.start, word.start, values))
        self.edits.append(_Edit(name.start, name.start + len(name.text), f"?{there}"))
        end = self._end_of_group(number + 2)
        self.edits.append(_Edit(end, end, " }"))

    def _end_of_group(self, number: int) -> int:
        depth = 0
        for token in self.tokens[number:]:
            if token.kind == "mark":
                depth += (token.text == "{") - (token.text == "}")
            if not depth:
                return token.start + 1
        return len(self.text)

    def select_described(self) -> bool:
        """Write DESCRIBE as a SELECT of the things to be described, for engines differ in it."""
        for number, token in enumerate(self.tokens):
            if token.keyword in ("SELECT", "ASK", "CONSTRUCT"):
                return False
            if token.keyword == "DESCRIBE":
                self.edits.append(_Edit(token.start, token.start + len("DESCRIBE"), "SELECT"))
                self._select_terms(number + 1)
                return True
        return False

    def _select_terms(self, number: int) -> None:
        end = number
        for end, token in enumerate(self.tokens[number:], number):
            if token.text == "{" or token.keyword in _AFTER_DESCRIBED:
                break
            if token.kind in ("iri", "name"):
                column = f"({token.text} AS ?{DESCRIBED}{end})"
                self.edits.append(_Edit(token.start, token.start + len(token.text), column))
        else:
            end += 1
        if not any(token.text == "{" for token in self.tokens[number:]):
            place = self.tokens[end].start if end < len(self.tokens) else len(self.text)
            self.edits.append(_Edit(place, place, " {} "))

    def select_pattern(self) -> str:
        """Write CONSTRUCT as the SELECT of what it is made from; empty for other queries."""
        for number, token in enumerate(self.tokens):
            if token.keyword in ("SELECT", "ASK", "DESCRIBE"):
                return ""
            if token.keyword == "CONSTRUCT":
                has_template = self.tokens[number + 1 : number + 2][0].text == "{"
                word_end = token.start + len("CONSTRUCT")
                end = self._end_of_group(number + 1) if has_template else word_end
                return self.write([_Edit(token.start, end, "SELECT * ")])
        return ""

    def write(self, more: Sequence[_Edit] = ()) -> str:
        """Give the text with all edits, and *more*."""
        pieces, place = [self.preamble()], 0
        for edit in sorted([*self.edits, *more], key=lambda edit: (edit.start, edit.stop)):
            pieces += [self.text[place : edit.start], edit.text]
            place = edit.stop
        return "".join([*pieces, self.text[place:]])


def confine(
    text: str,
    graphs: Graphs,
    prefixes: Mapping[str, str],
    base: str = "",
    dataset: Dataset | None = None,
) -> Confined:
    """
    Write the query *text* for the engine that has *graphs*.

    :param dataset: what the request asks of, which overrides ``FROM``.
    :raises QueryRefused: where an engine might read it in another way, or be commanded by it.
    """
    query = _Confinement(text, graphs, prefixes, base)
    check_plain(query.tokens, query.prefixes)
    said = query.take_out_from()
    dataset = dataset or said
    named = tuple(name for name, _ in graphs.named)
    if dataset:
        named = tuple(name for name in dataset.named if name in named)
    query.place_graphs(named)
    describes = query.select_described()
    pattern = query.select_pattern()
    defaults = map(graphs.find, dataset.default) if dataset else [graphs.default]
    return Confined(
        query.write(),
        tuple(dict.fromkeys(defaults)) or (NOWHERE,),
        tuple(graphs.find(name) for name in named) or (NOWHERE,),
        tuple(query.hidden),
        describes,
        pattern,
    )


def check_plain(tokens: Sequence[Token], prefixes: Mapping[str, str]) -> None:
    """
    Refuse what would be a command to some engine, or be read in another way by some.

    :raises QueryRefused: saying what.
    """
    for token in tokens:
        prefix = token.text.partition(":")[0].upper() if token.kind == "name" else ""
        word = "" if token.keyword in ("FROM", "GRAPH") else token.keyword
        if any(known in prefix or known in word for known in ("FROM", "GRAPH")):
            raise QueryRefused(
                say("{found!r} could be read as FROM or GRAPH: rename it", found=token.text[:40])
            )
        if token.kind in ("iri", "name"):
            if token.kind == "iri" and "\\" in token.text:
                raise QueryRefused(
                    say("{iri}: write this IRI without escapes", iri=token.text[:60])
                )
            iri = resolve(token, prefixes, "")
            if iri.lower().startswith(ENGINES_OWN):
                raise QueryRefused(
                    say("<{iri}> is a command to an engine, not a name of a thing", iri=iri[:60])
                )
    for name in _called(tokens):
        if not resolve(name, prefixes, "").startswith(CASTS):
            raise QueryRefused(
                say(
                    "{name} is called as a function: here are those of SPARQL 1.1 only",
                    name=name.text[:60],
                )
            )


def _called(tokens: Sequence[Token]) -> Iterator[Token]:
    """Find names that are called; in a pattern a name before brackets is a property of a list."""
    nothing = Token("mark", "", 0)
    brackets: list[str] = []
    for before, token, after in zip(
        [nothing, *tokens], tokens, [*tokens[1:], nothing], strict=False
    ):
        in_expression = brackets[-1:] == ["("] or before.keyword in _BEFORE_CALLS
        if token.kind in ("iri", "name") and after.text == "(" and in_expression:
            yield token
        if token.kind == "mark" and token.text in "([{":
            brackets.append(token.text)
        elif token.kind == "mark" and token.text in ")]}" and brackets:
            brackets.pop()

"""
Which queries are refused before anything runs, and why.

Decided on tokens (:mod:`wirlod.sparql.tokens`), so a word in a literal, a comment, an IRI or a
variable is harmless. The engine reads without looking at word boundaries: behind a number or
``true`` it finds ``SERVICE`` even in ``trueSERVICE``, and it reads ``SERVICE:x {`` as a call of
``:x``. So a bare word that *contains* a forbidden one is refused too: no keyword of SPARQL does.

This is the first wall. The second are workers without network (:mod:`wirlod.query.workers`).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urljoin

import msgspec

from wirlod.errors import QueryMalformed, QueryRefused, QueryTextTooLong
from wirlod.saying import message, say
from wirlod.sparql.complaints import UNCLOSED, shorten
from wirlod.sparql.lookups import find_lookup
from wirlod.sparql.tokens import Token, find_tokens, line_and_column

QUERY_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

UPDATE_FORMS = frozenset(
    ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"]
)

_FICKLE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})

MAX_DEPTH = 150
"""Brackets inside brackets: the engine's parser overflows its stack between 300 and 1,000."""

READ_ONLY = message("this endpoint is read-only: it answers SELECT, ASK, CONSTRUCT and DESCRIBE")

NO_FEDERATION = message(
    "SERVICE is refused here: this endpoint sends no requests to others. "
    "Ask each endpoint for itself and join the results on your side"
)

AMBIGUOUS = message(
    "this reads both as an IRI and as «less than»: put a space after '<', "
    "or write the IRI with a prefix"
)

_OPERAND_KINDS = frozenset({"iri", "string", "variable", "language", "blank", "name", "number"})


class Reading(msgspec.Struct, frozen=True):
    """What could be told of a query without parsing it."""

    form: str
    """SELECT, ASK, CONSTRUCT or DESCRIBE."""
    graphs: tuple[str, ...] = ()
    """The IRIs of its FROM and FROM NAMED clauses."""
    is_steady: bool = True
    """Whether asking again of the same edition gives the same bytes."""
    lookup: str = ""
    """The same in our own words where it is one look into an index."""


def read_query(text: str, prefixes: Mapping[str, str], base: str, max_characters: int) -> Reading:
    """
    Tell what *text* asks for, or refuse it.

    :raises QueryRefused: for federation, updates, and nesting that the engine cannot survive.
    :raises QueryMalformed: where no query form is found, or a prefix is unknown.
    :raises QueryTextTooLong: when it has more than *max_characters*.
    """
    if len(text) > max_characters:
        raise QueryTextTooLong(
            say(
                "the query has {count:,} characters, at most {most:,} are read",
                count=len(text),
                most=max_characters,
            )
        )
    tokens = list(find_tokens(text))
    _check_characters(text, tokens)
    form = _find_form(text, tokens)
    _check_federation(text, tokens)
    _check_depth(text, tokens)
    known = {**prefixes, **declared_prefixes(tokens)}
    _check_prefixes(text, tokens, known)
    graphs = tuple(graph for graph, _ in find_graphs(tokens, known, base))
    is_steady = _FICKLE.isdisjoint(token.keyword for token in tokens)
    return Reading(form, graphs, is_steady, "" if graphs else find_lookup(tokens, known))


def _check_characters(text: str, tokens: Sequence[Token]) -> None:
    """Name what cannot be seen, or only looks like a mark of SPARQL."""
    for token in tokens:
        if token.kind == "open":
            raise QueryMalformed(say(UNCLOSED), *line_and_column(text, token.start))
        if token.kind == "mark" and not "!" <= token.text <= "~":
            code = f"U+{ord(token.text):04X}"
            name = unicodedata.name(token.text, "a control character")
            said = say(
                "{name} ({code}) cannot stand here: outside of texts a query is written with "
                "plain spaces, letters and the marks of a keyboard",
                name=name,
                code=code,
            )
            raise QueryMalformed(said, *line_and_column(text, token.start))


def _find_form(text: str, tokens: Sequence[Token]) -> str:
    for token in tokens:
        if token.keyword in QUERY_FORMS:
            return token.keyword
        if token.keyword in UPDATE_FORMS:
            raise QueryRefused(say(READ_ONLY))
        if token.keyword not in ("", "PREFIX", "BASE", "VERSION"):
            said = say(
                "found {found!r} where a query begins: {forms}",
                found=shorten(token.text),
                forms=", ".join(QUERY_FORMS),
            )
            raise QueryMalformed(said, *line_and_column(text, token.start))
    said = say("the query is empty: begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    raise QueryMalformed(said, 1, 1)


def _check_federation(text: str, tokens: Sequence[Token]) -> None:
    for token in _federating_tokens(tokens):
        line, column = line_and_column(text, token.start)
        place = say("line {line}, column {column}", line=line, column=column)
        raise QueryRefused(f"{say(NO_FEDERATION)} ({place})")
    for token in _ambiguous_iris(tokens):
        raise QueryMalformed(say(AMBIGUOUS), *line_and_column(text, token.start))


def _federating_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    nothing = Token("mark", "", 0)
    for before, token, after in zip(
        [nothing, *tokens], tokens, [*tokens[1:], nothing], strict=False
    ):
        calls = after.text == "{" and before.keyword != "GRAPH"
        prefix = token.text.partition(":")[0].upper()
        if "SERVICE" in token.keyword or (token.kind == "name" and calls and "SERVICE" in prefix):
            yield token


def _ambiguous_iris(tokens: Sequence[Token]) -> Iterator[Token]:
    """
    Find what could be ``1 < 2`` with a comment or a string hidden behind it.

    ``FILTER(1<2)SERVICE#>`` looks like an IRI to a tokenizer and like a call to a parser. Only
    inside round brackets, after an operand, and never with ``scheme://``, is there such a doubt.
    """
    brackets: list[str] = []
    for before, token in pairwise([Token("mark", "", 0), *tokens]):
        if token.text in ("(", "[", "{") and token.kind == "mark":
            brackets.append(token.text)
        elif token.text in (")", "]", "}") and brackets:
            brackets.pop()
        elif brackets[-1:] == ["("] and _ends_operand(before) and _may_hide(token):
            yield token


def _may_hide(token: Token) -> bool:
    """Tell whether behind its ``<`` a comment or a string could begin."""
    if token.kind != "iri" or re.match(r"<[A-Za-z][\w+.-]*://", token.text):
        return False
    return "#" in token.text or "'" in token.text


def _ends_operand(token: Token) -> bool:
    return (
        token.kind in _OPERAND_KINDS
        or token.text in (")", "]", "}")
        or token.keyword.endswith(("TRUE", "FALSE"))
    )


def _check_depth(text: str, tokens: Sequence[Token]) -> None:
    depth = 0
    for token in tokens:
        if token.kind == "mark":
            depth += (token.text in "([{") - (token.text in ")]}")
        if depth > MAX_DEPTH:
            line, column = line_and_column(text, token.start)
            raise QueryRefused(
                say(
                    "brackets are nested more than {most} deep at line {line}, column {column}",
                    most=MAX_DEPTH,
                    line=line,
                    column=column,
                )
            )


def declared_prefixes(tokens: Sequence[Token]) -> dict[str, str]:
    """Map each prefix that a query declares to its namespace."""
    return {
        name.text.removesuffix(":"): iri.text[1:-1]
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.keyword == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    }


def _check_prefixes(text: str, tokens: Sequence[Token], known: Mapping[str, str]) -> None:
    """An unknown prefix would make the engine read the name in another way, if it can."""
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in known:
            said = say(
                "the prefix '{prefix}:' is not declared; the prefixes known here without "
                "declaring them are listed at /prefixes",
                prefix=shorten(prefix),
            )
            raise QueryMalformed(said, *line_and_column(text, token.start))


def find_graphs(
    tokens: Sequence[Token], prefixes: Mapping[str, str], base: str
) -> Iterator[tuple[str, bool]]:
    """Yield the graph of each FROM clause, and whether it is asked by its name."""
    for word, *following in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.keyword == "BASE" and following[0].kind == "iri":
            base = _join(base, following[0].text[1:-1])
        if word.keyword.endswith("FROM"):
            is_named = following[0].keyword == "NAMED"
            yield resolve(following[is_named], prefixes, base), is_named


def resolve(token: Token, prefixes: Mapping[str, str], base: str) -> str:
    """Write the IRI in full that *token* stands for."""
    if token.kind == "iri":
        return _join(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return _join(base, prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local))


def _join(base: str, iri: str) -> str:
    try:
        return urljoin(base, iri)
    except ValueError:
        raise QueryMalformed(say("<{iri}> is no IRI", iri=shorten(iri))) from None

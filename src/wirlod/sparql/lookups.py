"""
Queries that are one look into an index, told from all others by their tokens.

``SELECT ?name { <thing> rdfs:label ?name } LIMIT 5``: one triple pattern, no variable twice,
nothing that filters, sorts, joins or counts. Each row of its answer costs the engine one step, so
whoever bounds the rows bounds the cost. What is written in any way that could be read otherwise is
not recognised, and goes the way of all queries.
"""

import re
from collections.abc import Mapping, Sequence

from wirlod.namespaces import expand
from wirlod.sparql.tokens import Token

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:(?!/\.).)*+")
"""An IRI that no base changes: it has a scheme, and no segment that may have to be removed."""

_NAME = re.compile(r"(?P<prefix>[\w\-]*):(?P<local>[\w\-]*)")
"""A name with a prefix as nearly everybody writes it: without escapes, dots and colons."""


def find_lookup(tokens: Sequence[Token], prefixes: Mapping[str, str]) -> str:
    """
    Write the query of *tokens* in words of our own; empty where it is more than one look.

    >>> from wirlod.sparql.tokens import find_tokens
    >>> def look(text): return find_lookup(list(find_tokens(text)), {"ex": "http://example.org/"})
    >>> look("SELECT * WHERE { ex:a a $type . } LIMIT 5")
    'SELECT * WHERE { <http://example.org/a> \
<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?type } LIMIT 5'
    >>> look("SELECT ?a { ?a ex:of ?b . ?b ex:of ?c }"), look("SELECT ?a { ?a ex:of ?a }")
    ('', '')
    """
    words = _skip_prefixes(tokens)
    places = [place for place, token in enumerate(words) if token.text in ("{", "}")]
    if len(places) != 2:
        return ""
    opening, closing = places
    head = _write_head(words[:opening])
    pattern = _write_pattern(words[opening + 1 : closing], prefixes)
    end = _write_end(words[closing + 1 :])
    if not head or not pattern or end is None or (end and head == "ASK"):
        return ""
    return f"{head} WHERE {{ {pattern} }}{end}"


def _skip_prefixes(tokens: Sequence[Token]) -> Sequence[Token]:
    start = 0
    while start < len(tokens) and tokens[start].keyword == "PREFIX":
        start += 3
    return tokens[start:]


def _write_head(words: Sequence[Token]) -> str:
    """Write what stands before the pattern: the form, and what is selected."""
    if words and words[-1].keyword == "WHERE":
        words = words[:-1]
    elif words and words[0].keyword == "CONSTRUCT":
        return ""  # a template follows
    if not words:
        return ""
    form, selected = words[0].keyword, words[1:]
    if form in ("ASK", "CONSTRUCT"):
        return "" if selected else form
    if form != "SELECT":
        return ""
    if [token.text for token in selected] == ["*"]:
        return "SELECT *"
    names = [_variable(token) for token in selected]
    is_plain = names and all(names) and len(set(names)) == len(names)
    return f"SELECT {' '.join(names)}" if is_plain else ""


def _write_pattern(words: Sequence[Token], prefixes: Mapping[str, str]) -> str:
    """Write a pattern of three terms, no variable of which stands twice."""
    if len(words) == 4 and words[3].text == ".":
        words = words[:3]
    if len(words) != 3:
        return ""
    terms = [_write_term(token, prefixes) for token in words]
    if words[1].text == "a" and words[1].kind == "word":
        terms[1] = f"<{expand('rdf:type')}>"
    variables = [term for term in terms if term[:1] == "?"]
    is_plain = all(terms) and len(set(variables)) == len(variables)
    return " ".join(terms) if is_plain else ""


def _write_term(token: Token, prefixes: Mapping[str, str]) -> str:
    if token.kind == "name" and (match := _NAME.fullmatch(token.text)):
        space = prefixes.get(match["prefix"], "")
        return _write_iri(space + match["local"]) if space else ""
    return _write_iri(token.text[1:-1]) if token.kind == "iri" else _variable(token)


def _write_iri(iri: str) -> str:
    return f"<{iri}>" if _ABSOLUTE.fullmatch(iri) and "\\" not in iri else ""


def _variable(token: Token) -> str:
    return f"?{token.text[1:]}" if token.kind == "variable" else ""


def _write_end(words: Sequence[Token]) -> str | None:
    """Write what stands behind the pattern; None where that is more than a limit."""
    if not words:
        return ""
    limit, *number = words
    if limit.keyword != "LIMIT" or len(number) != 1:
        return None
    digits = number[0].text
    return (
        f" LIMIT {digits}" if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
    )

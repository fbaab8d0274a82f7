"""
What is wrong with a query that the engine cannot read, in words a person can act on.

The engine lists everything its grammar would have taken, down to ranges of code points. What
helps is the word at the place, and what people usually meant when they wrote it there.
"""

import re
from difflib import get_close_matches

from wirlod.errors import QueryMalformed
from wirlod.saying import message, say
from wirlod.sparql.tokens import Token, find_tokens, line_and_column, offset_of

KEYWORDS = """
SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED PREFIX BASE DISTINCT REDUCED ORDER BY GROUP HAVING
LIMIT OFFSET ASC DESC FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES UNDEF EXISTS NOT IN AS A
COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI URI
BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS
STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5
SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL
ISNUMERIC REGEX SUBSTR REPLACE TRUE FALSE
""".split()  # noqa: SIM905 (a list of words reads best as words)

_AGGREGATES = frozenset({"COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"})

_TOLD = {
    "Prefix not found": message(
        "a prefix is used that is not declared: /prefixes lists those known here"
    ),
    "Duplicated variable name in SELECT": message("a variable is given twice in SELECT"),
    "variable that is unbound": message(
        "SELECT asks for a variable that is neither grouped by nor aggregated"
    ),
}
"""What the engine finds wrong beyond grammar, and what to say of it."""

UNCLOSED = message(
    "behind this quotation mark stands no whole text: it is not closed, not closed on its line, "
    "or has an escape that SPARQL does not know"
)

LONGEST_WORD = 60
"""Characters of a query's word that a message repeats."""

LONGEST_LINE = 160
"""Characters of a query's line that are shown around the place of a fault."""

_CLOSING = {")": "(", "]": "[", "}": "{"}


def read_complaint(complaint: str, text: str, line: int, column: int) -> QueryMalformed:
    """Make an error of ours out of the engine's *complaint* on *text*, and the place of it."""
    for told, hint in _TOLD.items():
        if told in complaint:
            return QueryMalformed(say(hint), line, column)
    if not complaint.startswith("error at"):
        return QueryMalformed(complaint)
    tokens = list(find_tokens(text))
    if tokens and tokens[-1].kind == "open":
        return QueryMalformed(say(UNCLOSED), *line_and_column(text, tokens[-1].start))
    place = offset_of(text, line, column)
    for number, token in enumerate(tokens):
        if token.start == place:
            return QueryMalformed(_explain(tokens[:number], token), line, column)
    return QueryMalformed(_explain_end(tokens), line, column)


def _explain(before: list[Token], token: Token) -> str:
    found = say("{found!r} cannot stand here", found=shorten(token.text))
    hint = _find_hint(before, token)
    return f"{found}: {hint}" if hint else found


def _find_hint(before: list[Token], token: Token) -> str:
    if token.text in _CLOSING and not _is_open(before, _CLOSING[token.text]):
        return say("there is no open {mark!r} before it", mark=_CLOSING[token.text])
    if token.keyword in _AGGREGATES:
        return say("write (COUNT(*) AS ?number), with the outer brackets")
    if token.kind == "word":
        return _explain_word(token)
    if token.text == "}":
        return say("the statement before it is not complete (subject, predicate, object)")
    return ""


def _explain_word(token: Token) -> str:
    if token.keyword in KEYWORDS:
        return say("perhaps something before it is missing or not complete")
    word = shorten(token.text)
    if close := get_close_matches(word.upper(), KEYWORDS, 1, 0.75):
        return say("did you mean {keyword}?", keyword=close[0])
    return say(
        "a name needs a prefix, such as wir:{word}, a text quotation marks, a variable '?'",
        word=word,
    )


def shorten(text: str) -> str:
    """
    Cut what a stranger wrote to a length that a message can repeat.

    >>> shorten("a" * 100) == "a" * 60 + "…"
    True
    """
    return text if len(text) <= LONGEST_WORD else f"{text[:LONGEST_WORD]}…"


def _explain_end(tokens: list[Token]) -> str:
    for closing, opening in _CLOSING.items():
        count = sum(token.text == opening for token in tokens)
        if (missing := count - sum(token.text == closing for token in tokens)) > 0:
            return say(
                "the query ends too early: {missing} × {opening!r} is not closed",
                missing=missing,
                opening=opening,
            )
    return say("the query ends too early")


def _is_open(tokens: list[Token], opening: str) -> bool:
    closing = next(mark for mark, opener in _CLOSING.items() if opener == opening)
    texts = [token.text for token in tokens if token.kind == "mark"]
    return texts.count(opening) > texts.count(closing)


def mark_place(text: str, line: int, column: int) -> str:
    """
    Show the line of *text* with a mark under *column*; empty where the place is unknown.

    >>> print(mark_place("ASK {", 1, 5))
    ASK {
        ^
    """
    lines = re.split(r"\r\n|\r|\n", text)
    if not 0 < line <= len(lines):
        return ""
    start = max(0, column - LONGEST_LINE // 2)
    return f"{lines[line - 1][start : start + LONGEST_LINE]}\n{' ' * (column - 1 - start)}^"

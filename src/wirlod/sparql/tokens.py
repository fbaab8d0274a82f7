"""
The words of a SPARQL text, found without parsing it, in linear time.

Parsing a stranger's query can kill a process, so what must be decided before it reaches a worker
is decided on tokens. The pattern follows the terminals of the SPARQL 1.1 grammar; where the
engine reads more loosely than the grammar (``1SERVICE``, ``trueSERVICE``), tokens stay small
enough to see it. Codepoint escapes outside strings and IRIs are not resolved: nor does the engine.

No alternative looks at text that another one then looks at again: repetitions are possessive,
and a quotation mark behind which no whole string stands takes the rest of the text with it. The
engine would try again from the second of three marks, and read as a query what looks like text.
"""

import re
from collections.abc import Iterator

import msgspec

_LOCAL_ESCAPE = r"\\[_~.\-!$&'()*+,;=/?#@%]"
_HEX = "[0-9A-Fa-f]"
_BMP = rf"(?![dD][89a-fA-F]){_HEX}{{4}}"
_ESCAPE = rf"""\\(?:[tbnrf"'\\]|u{_BMP}|U(?:0000{_BMP}|00(?:0[1-9a-fA-F]|10){_HEX}{{4}}))"""
"""Exactly the engine's: behind any other, it would not see a string where we saw one."""

_PATTERN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]++|\#[^\r\n]*+)
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|\\u{_HEX}{{4}}|\\U{_HEX}{{8}})*+>)
    | (?P<string>\"\"\"(?:[^"\\]|{_ESCAPE}|"(?!""))*+\"\"\"|'''(?:[^'\\]|{_ESCAPE}|'(?!''))*+'''
                |"(?!"")(?:[^"\\\r\n]|{_ESCAPE})*+"|'(?!'')(?:[^'\\\r\n]|{_ESCAPE})*+')
    | (?P<open>["'].*+)
    | (?P<variable>[?$]\w[\w·‿⁀]*+)
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<blank>_:\w[\w.\-·]*+)
    | (?P<name>(?:(?P<run>[^\W\d_][\w.\-·]*+)(?!:))|
               (?:[^\W\d_][\w.\-·]*+)?:(?:[\w:.\-·]|%{_HEX}{{2}}|{_LOCAL_ESCAPE})*+)
    | (?P<number>\d++(?:\.\d*+)?(?:[eE][+-]?\d++)?|\.\d++(?:[eE][+-]?\d++)?)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)

_PIECE = re.compile(
    r"(?P<number>\d++(?:\.\d*+)?(?:[eE][+-]?\d++)?|\.\d++)|(?P<word>[^\W\d_]\w*+)|(?P<mark>.)",
    re.DOTALL,
)
"""What a run of letters, digits and dots is made of where it is no name with a prefix."""


class Token(msgspec.Struct, frozen=True):
    """One word of a query."""

    kind: str
    """One of the groups of the pattern; ``open`` is a string without an end."""
    text: str
    start: int
    """Characters before it."""

    @property
    def keyword(self) -> str:
        """The word in capitals; empty where the token is no bare word."""
        return self.text.upper() if self.kind == "word" else ""


def find_tokens(query: str) -> Iterator[Token]:
    """
    Yield the tokens of *query*, white space and comments left out.

    >>> [token.text for token in find_tokens('ASK { ?s :p "SERVICE" } # LOAD')]
    ['ASK', '{', '?s', ':p', '"SERVICE"', '}']
    """
    for match in _PATTERN.finditer(query):
        if match["run"]:
            for piece in _PIECE.finditer(query, match.start(), match.end()):
                yield Token(piece.lastgroup or "", piece.group(), piece.start())
        elif not match["space"]:
            yield Token(match.lastgroup or "", match.group(), match.start())


def offset_of(text: str, line: int, column: int) -> int:
    """
    Give the number of characters before *line* and *column*, -1 where there is no such line.

    >>> offset_of("ASK {\\n  SERVICE", 2, 3)
    8
    """
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            return -1
    return start + column - 1


def line_and_column(text: str, start: int) -> tuple[int, int]:
    """
    Tell where the character *start* stands, both counted from 1.

    >>> line_and_column("ASK {\\n  SERVICE", 8)
    (2, 3)
    """
    line_start = text.rfind("\n", 0, start) + 1
    return text.count("\n", 0, start) + 1, start - line_start + 1

"""
The words of a SPARQL text, found without parsing it.

Parsing a stranger's query can kill a process, so what must be decided before it reaches a worker
is decided on tokens. The pattern follows the terminals of the SPARQL 1.1 grammar; where the
engine reads more loosely than the grammar (``1SERVICE``, ``trueSERVICE``), tokens stay small
enough to see it. Codepoint escapes outside strings and IRIs are not resolved: nor does the engine.
"""

import re
from collections.abc import Iterator

import msgspec

_LOCAL_ESCAPE = r"\\[_~.\-!$&'()*+,;=/?#@%]"

_PATTERN = re.compile(
    rf"""
      (?P<space>\s+|\#[^\r\n]*)
    | (?P<iri><[^\x00-\x20<>"{{}}|^`\\]*>)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
                |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w[\w·‿⁀]*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:\w[\w.\-·]*)
    | (?P<name>(?:[^\W\d_][\w.\-·]*)?:(?:[\w:.\-·]|%[0-9A-Fa-f]{{2}}|{_LOCAL_ESCAPE})*)
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d_]\w*)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(msgspec.Struct, frozen=True):
    """One word of a query."""

    kind: str
    """iri, string, variable, language, blank, name, number, word or mark."""
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
        kind = match.lastgroup or ""
        if kind != "space":
            yield Token(kind, match.group(), match.start())


def line_and_column(text: str, start: int) -> tuple[int, int]:
    """
    Tell where the character *start* stands, both counted from 1.

    >>> line_and_column("ASK {\\n  SERVICE", 8)
    (2, 3)
    """
    before = text[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1

"""
Where a query stops making sense.

The engine's parser looks ahead by the length of the keyword it hopes for, so the place it
reports lies up to twenty characters behind the fault. Here the text is parsed once more with wide
gaps between its words: then the place it reports lies in the gap behind the word at fault.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pyoxigraph import Store

from wirlod.sparql.tokens import Token, find_tokens, line_and_column

_GAP = " " * 40
_LOOSE = frozenset("{}();,")
"""Marks that may have white space around them wherever they stand."""


def locate(store: Store, text: str, prefixes: dict[str, str], base: str) -> tuple[int, int]:
    """Give line and column of the first word that cannot stand where it is, or of the end."""
    tokens = list(find_tokens(text))
    try:
        store.query("".join(_spread(text, tokens)), prefixes=prefixes, base_iri=base or None)
    except SyntaxError as error:
        reported = _offset(error.msg)
    else:
        return 0, 0
    place, start = 0, len(text.rstrip())
    for token, piece in zip(tokens, _spread(text, tokens), strict=True):
        if place + len(piece) > reported:
            start = token.start
            break
        place += len(piece)
    return line_and_column(text, start)


def _spread(text: str, tokens: list[Token]) -> Iterator[str]:
    """Give each token in one line, followed by a gap where one may be."""
    end = Token("mark", "", len(text) + 1)
    for token, following in pairwise([*tokens, end]):
        apart = following.start > token.start + len(token.text)
        loose = token.text in _LOOSE or following.text in _LOOSE
        yield re.sub(r"[\r\n]", " ", token.text) + (_GAP if apart or loose else "")


def _offset(message: str) -> int:
    match = re.match(r"error at 1:(\d+)", message)
    return int(match[1]) - 1 if match else 0

"""
The visible text of a saved page, one line per block.

Positions of facts in an HTML file count in this text. It is a pure function of the page: text
nodes in document order, white space folded to one space, an empty line where a block begins or
ends, ``# `` before a first-level heading, nothing of scripts, styles, navigation, forms, footers.
"""

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirlod.extract.names import read_words

BLOCKS = read_words("html_blocks")
UNSEEN = read_words("html_unseen")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
NEVER_CLOSED = read_words("html_never_closed")
MAXIMUM_DEPTH = 2_000
"""Deeper nesting is refused before parsing, which takes quadratic time."""

WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")
MAXIMUM_NODES = 200_000
"""A page of more nodes is cut here; a press release has some hundred."""


def keep_visible_text(page: str) -> str:
    """
    Keep what a reader of *page* sees.

    >>> keep_visible_text("<html><nav>Start</nav><h1>Titel</h1><p>Ein  Satz &amp; mehr.</p>")
    '# Titel\\n\\nEin Satz & mehr.\\n'
    """
    root = LexborHTMLParser(page).root
    pieces = _walk(root) if root is not None else []
    lines = (WHITE_SPACE.sub(" ", line).strip() for line in "".join(pieces).split("\v"))
    kept = "\n\n".join(line for line in lines if line and line != "#")
    return kept + "\n" if kept else ""


def nests_too_deep(page: str) -> bool:
    """
    Tell whether elements of *page* are open inside each other beyond any real page.

    An end closes only what is open: ``<div></a><div></a>`` nests.
    """
    depth = 0
    opened: Counter[str] = Counter()
    for tag in TAG.finditer(page):
        name, is_end = tag.group(2).lower(), bool(tag.group(1))
        if name in NEVER_CLOSED or (is_end and not opened[name]):
            continue
        opened[name] += -1 if is_end else 1
        depth += -1 if is_end else 1
        if depth > MAXIMUM_DEPTH:
            return True
    return False


def _walk(root: LexborNode) -> list[str]:
    """Collect text nodes with ``\\v`` at block borders; a loop, for pages nest without end."""
    pieces: list[str] = []
    waiting: list[LexborNode | str] = [root]
    for _ in range(MAXIMUM_NODES):
        if not waiting:
            break
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        tag = node.tag or ""
        if tag == "-text":
            pieces.append((node.text_content or "").replace("\v", " "))
        elif tag not in UNSEEN and not tag.startswith(("!", "_")):
            _open_node(node, tag, pieces, waiting)
    return pieces


def _open_node(
    node: LexborNode, tag: str, pieces: list[str], waiting: list[LexborNode | str]
) -> None:
    if tag in BLOCKS:
        pieces.append("\v# " if tag == "h1" else "\v")
        waiting.append("\v")
    waiting.extend(reversed(_children(node)))


def _children(node: LexborNode) -> list[LexborNode]:
    children = []
    child = node.child
    while child is not None:
        children.append(child)
        child = child.next
    return children

"""
A file becomes a text whose code points can be counted.

Plain text and Markdown keep every code point as it is (a byte order mark goes, a control
character becomes a space). Of a saved page the visible text is kept, one line per block: text
nodes in document order, white space folded to one space, an empty line where a block begins or
ends, ``# `` before a first-level heading, nothing of scripts, styles, navigation, forms, footers.
``wirlod extract --text`` prints the kept text, which is what all positions count in.
"""

import codecs
import re
import sys
from collections import Counter
from pathlib import Path

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirlod.errors import SourceError
from wirlod.extract.names import read_patterns, read_words
from wirlod.reading import find_fault

MAXIMUM_BYTES = 2_000_000
"""A press release has some thousand characters; a saved page with its scripts far under this."""

MAXIMUM_CHARACTERS = 400_000
"""What the grammar reads of one text: bounded time for any input."""

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{3,20})", re.I)
MARKS = read_patterns("wirlod.extract.text", "marks")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")

NEVER_SHOWN = {
    code: " "
    for code in (*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0),
                 *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}  # fmt: skip
"""Characters that would steer a terminal or turn the direction of a line, each made a space."""


def visible(text: str) -> str:
    """
    Give *text* with a space for each character that steers a terminal; its length stays.

    >>> visible("Stadt\\x1b[31m A")
    'Stadt [31m A'
    """
    return text.translate(NEVER_SHOWN)


class Document(msgspec.Struct, frozen=True):
    """The kept text of one file, and what had to be guessed to read it."""

    name: str
    text: str
    remarks: tuple[str, ...] = ()


def read_document(path: Path) -> Document:
    """
    Read *path*, never more than :data:`MAXIMUM_BYTES` of it.

    :raises SourceError: if it is missing, too large, empty, or no text.
    """
    if fault := find_fault(path, sys.maxsize):
        raise SourceError.at(path, fault)
    try:
        with path.open("rb") as file:
            content = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        raise SourceError.at(path, f"cannot be read ({error.strerror})") from error
    return decode_document(str(path), content)


def decode_document(name: str, content: bytes) -> Document:
    """
    Decode *content* and keep what a reader would see.

    :raises SourceError: if it is too large, empty, or no text.
    """
    path = Path(name)
    if len(content) > MAXIMUM_BYTES:
        raise SourceError.at(path, f"larger than {MAXIMUM_BYTES:,} bytes: give one press release")
    text, remarks = _decode(content)
    if len(CONTROL.findall(text[:20_000])) > 5 + len(text[:20_000]) / 200:
        raise SourceError.at(path, "is binary: give text, Markdown or a saved HTML page")
    if MARKS["html"].match(text):
        if nests_too_deep(text):
            raise SourceError.at(
                path, "nests elements too deep for a page: save it again, or as text"
            )
        text = keep_visible_text(text)
    if not text.strip():
        raise SourceError.at(path, "has no text: give a press release")
    if len(text) > MAXIMUM_CHARACTERS:
        raise SourceError.at(
            path, f"has more than {MAXIMUM_CHARACTERS:,} characters: give one press release"
        )
    return Document(visible(name), visible(text), remarks)


def _decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        encoding = _guess_encoding(content)
        text = content.decode(encoding, errors="replace")
        return text, (f"not UTF-8: read as {encoding}",)


def _guess_encoding(content: bytes) -> str:
    declared = DECLARED_CHARSET.search(content[:4000])
    name = declared.group(1).decode("ascii", "replace").lower() if declared else "cp1252"
    if name in ("utf-8", "utf8", "iso-8859-1", "latin1"):
        return "cp1252"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


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
    waiting.extend(reversed(list(node.iter(include_text=True))))

"""
A file becomes a text whose code points can be counted.

Plain text and Markdown keep every code point as it is (a byte order mark goes, a control
character becomes a space). Of HTML
the visible text is kept, see ``html_text``. ``wirlod extract --text`` prints the kept text,
which is what all positions count in.
"""

import codecs
import re
import sys
from pathlib import Path

import msgspec

from wirlod.errors import Origin, Problem, SourceError
from wirlod.extract.text.html_text import keep_visible_text, nests_too_deep
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
LOOKS_LIKE_HTML = re.compile(
    r"\s{0,200}(<\?xml[^>]{0,200}>\s*)?(<!--|<!doctype html|<html|<head|<body|<article|<main|"
    r"<div|<section|<p[ >]|<h\d)",
    re.I,
)
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
        raise _unreadable(path, fault)
    try:
        with path.open("rb") as file:
            content = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, f"cannot be read ({error.strerror})") from error
    return decode_document(str(path), content)


def decode_document(name: str, content: bytes) -> Document:
    """
    Decode *content* and keep what a reader would see.

    :raises SourceError: if it is too large, empty, or no text.
    """
    path = Path(name)
    if len(content) > MAXIMUM_BYTES:
        raise _unreadable(path, f"larger than {MAXIMUM_BYTES:,} bytes: give one press release")
    text, remarks = _decode(content)
    if len(CONTROL.findall(text[:20_000])) > 5 + len(text[:20_000]) / 200:
        raise _unreadable(path, "is binary: give text, Markdown or a saved HTML page")
    if LOOKS_LIKE_HTML.match(text):
        if nests_too_deep(text):
            raise _unreadable(path, "nests elements too deep for a page: save it again, or as text")
        text = keep_visible_text(text)
    if not text.strip():
        raise _unreadable(path, "has no text: give a press release")
    if len(text) > MAXIMUM_CHARACTERS:
        raise _unreadable(
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


def _unreadable(path: Path, message: str) -> SourceError:
    return SourceError([Problem(Origin(path), message)])

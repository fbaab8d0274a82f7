"""
CSV, TSV and whatever else separates cells by a sign.

Read by the standard library's reader, line by line: it tolerates rows of any length and says where
each begins. (DuckDB reads a clean file twice as fast, but refuses or shifts ragged rows, and the
reading is a hundredth of what a row costs until it is a record.)
"""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from wirlod.errors import SourceError
from wirlod.saying import say
from wirlod.sheets.lines import Line

DELIMITERS = {";": ";", ",": ",", "tab": "\t", "|": "|"}
"""How a mapping names a delimiter → the sign."""

SAMPLE_BYTES = 1 << 20
CHUNK = 1 << 20
UNQUOTED = "none"
LONGEST_CELL = 200_000
"""Characters; a longer cell is a quotation mark that was never closed."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LEGACY = ("cp1252", "cp850", "mac_roman")
"""Encodings of old, told apart by which makes German letters of the bytes."""
GERMAN = frozenset("äöüßÄÖÜéè€–„“”’…§°²")
MIXED = "mixed"
"""How a mapping says that a file is UTF-8, and cp1252 where it is none."""
_FORMULA = re.compile(r'="(?P<text>(?:[^"]|"")*)"')
"""A cell that a spreadsheet is to take for text: ="0123"."""
_TWICE = re.compile("[ÃÂâ][\u0080-\u00bf\u0152-\u2122]+")
"""UTF-8 that was taken for cp1252 and saved as UTF-8 again."""
_SEPARATOR_LINE = re.compile(r"sep=(.)")


class Dialect(msgspec.Struct, frozen=True):
    """How a text file is written."""

    encoding: str
    delimiter: str
    quote: str = '"'


def find_encoding(path: Path) -> str:
    """Find the encoding: a mark at the start, UTF-8 if it is, else what yields German letters."""
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    if head[1:200:2].count(0) > 50 or head[0:200:2].count(0) > 50:
        return "utf-16-le" if head[1:200:2].count(0) > 50 else "utf-16-be"
    valid, broken, sample = _scan_utf8(path)
    if broken == 0 or valid > broken:
        return "utf-8"
    return max(LEGACY, key=lambda encoding: _score(sample, encoding))


def is_mixed(path: Path) -> bool:
    """Tell whether a file is UTF-8 for the most part, and something else in places."""
    if find_encoding(path) not in ("utf-8", "utf-8-sig"):
        return False
    _, broken, sample = _scan_utf8(path)
    text = sample.decode("utf-8", "replace")
    return broken > 0 or any(_as_utf8(found) != found for found in _TWICE.findall(text))


def _scan_utf8(path: Path) -> tuple[int, int, bytes]:
    """Count characters beyond ASCII that are UTF-8, and bytes that are not; keep a sample."""
    valid = broken = 0
    sample = b""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if not chunk.isascii() or decoder.getstate()[0]:
                text = decoder.decode(chunk)
                bad = len(re.findall("[\udc80-\udcff]", text))
                broken += bad
                valid += len(re.findall("[^\x00-\x7f]", text)) - bad
                sample = sample or chunk
    return valid, broken, sample


def _score(sample: bytes, encoding: str) -> int:
    text = sample.decode(encoding, "replace")
    beyond = Counter(letter for letter in text if letter > "\x7f")
    return sum(count if letter in GERMAN else -count for letter, count in beyond.items())


def find_dialect(path: Path, encoding: str = "") -> Dialect:
    """Find encoding, delimiter and quotation mark of a text file."""
    encoding = encoding or find_encoding(path)
    known = "utf-8" if encoding == MIXED else encoding
    with path.open(encoding=known, errors="replace", newline="") as file:
        sample = file.read(200_000)
    if match := _SEPARATOR_LINE.match(sample):
        return Dialect(encoding, match[1])
    best = max(DELIMITERS.values(), key=lambda sign: _evenness(sample, sign))
    return Dialect(encoding, best)


def _evenness(sample: str, delimiter: str) -> float:
    """Give how many cells the rows have that are as wide as most are, marks read or not."""
    lines = sample.splitlines(keepends=True)[:400]
    marked = csv.reader(lines, delimiter=delimiter)
    return max(_measure(marked), _measure(line.rstrip().split(delimiter) for line in lines))


def _measure(rows: Iterable[list[str]]) -> float:
    try:
        widths = Counter(len(row) for row in rows if len(row) > 1)
    except csv.Error:
        return 0
    if not widths:
        return 0
    width, count = max(widths.items(), key=lambda pair: pair[0] * pair[1])
    return width * count / (1 + 0.2 * (len(widths) - 1))


def _holds_rows(cell: str, delimiter: str) -> bool:
    """Tell whether a quotation mark that was never closed has swallowed the rows below."""
    breaks = cell.count("\n") if len(cell) > 80 else 0
    return breaks > 2 and cell.count(delimiter) >= breaks


def read_lines(path: Path, dialect: Dialect) -> Iterator[Line]:
    """
    Yield the rows of a text file.

    :raises SourceError: where the file cannot be read on.
    """
    is_mixed = dialect.encoding == MIXED
    encoding = "utf-8-sig" if is_mixed else dialect.encoding
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        whole = map(mend_letters, file) if is_mixed else file
        lines = (line.replace("\0", "") for line in whole)
        reader = csv.reader(
            lines,
            delimiter=dialect.delimiter,
            quotechar=None if dialect.quote == UNQUOTED else dialect.quote,
            quoting=csv.QUOTE_NONE if dialect.quote == UNQUOTED else csv.QUOTE_MINIMAL,
        )
        try:
            for number, cells in enumerate(reader, start=1):
                if any(_holds_rows(cell, dialect.delimiter) for cell in cells):
                    raise _unclosed(path, number, say("one cell holds whole rows"))
                told = number == 1 and _SEPARATOR_LINE.fullmatch(dialect.delimiter.join(cells))
                yield Line(number, () if told else tuple(map(_plain_cell, cells)))
        except csv.Error as error:
            raise _unclosed(path, number + 1, str(error)) from error
        except UnicodeError as error:
            message = say(
                "is not written in {encoding}: name its encoding in the mapping",
                encoding=dialect.encoding,
            )
            raise SourceError.at(path, message, number + 1) from error


def mend_letters(line: str) -> str:
    r"""
    Read as cp1252 what is no UTF-8, and undo where UTF-8 was taken for cp1252.

    >>> mend_letters("Gr\udcfcn"), mend_letters("GrÃ¼n, FuÃŸ, Grün")
    ('Grün', 'Grün, Fuß, Grün')
    """
    line = _BROKEN_RUN.sub(lambda match: _as_cp1252(match[0]), line)
    return _TWICE.sub(lambda match: _as_utf8(match[0]), line)


_BROKEN_RUN = re.compile("[\udc80-\udcff]+")


def _as_cp1252(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("cp1252", "surrogateescape")


def _as_utf8(text: str) -> str:
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _plain_cell(cell: str) -> str:
    match = _FORMULA.fullmatch(cell) if cell.startswith("=") else None
    return match["text"].replace('""', '"') if match else cell


def _unclosed(path: Path, row: int, reason: str) -> SourceError:
    message = say(
        "row {row} cannot be read ({reason}): look there for a quotation mark that "
        "is not closed, or say 'quote: none' under 'reading'",
        row=row,
        reason=reason,
    )
    return SourceError.at(path, message, row)

"""
From the files of ``data/`` to rows of a kind, each with its place.

The rows of every file come out one by one, in the order of :data:`~.kinds.TABLES`, then the
releases in the order of their names. Nothing is understood here but which file holds what.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from wirlod.errors import Origin, Problem
from wirlod.publish.records.kinds import OTHER_FILES, RELEASES, TABLE_FILES
from wirlod.publish.records.release import EvidenceRow, QuotationRow, ReleaseRow
from wirlod.publish.records.row import TableRow, columns, target_of
from wirlod.publish.sources.documents import Document, line_of, read_document
from wirlod.publish.sources.tables import read_table

ENTRIES: dict[str, type[TableRow]] = {"quotations": QuotationRow, "evidence": EvidenceRow}
"""Lists in the header of a release whose items are records."""

NOT_PUBLISHED = frozenset({"proposed", "trace"})
"""Lists in the header of a release that stay in the file: unreviewed facts, rejected ones."""

ENGLISH = "\n## English"


class SourceRow(msgspec.Struct, frozen=True):
    """Cells as text, of which kind, and where they stand."""

    row_type: type[TableRow]
    cells: Mapping[str, str]
    origin: Origin

    @property
    def target(self) -> str:
        """``kind/key`` of what the row states, well-formed or not."""
        return target_of(self.row_type, self.cells)


def find_rows(data: Path) -> Iterator[SourceRow | Problem]:
    """Yield everything that *data* holds, and what cannot be read of it as problems."""
    if not data.is_dir():
        yield Problem(Origin(data), "no such folder: give the folder of records as WIRLOD_DATA")
        return
    yield from _strange_files(data)
    for name, row_type in TABLE_FILES.items():
        for row in read_table(data / name, columns(row_type)):
            yield row if isinstance(row, Problem) else SourceRow(row_type, row.cells, row.origin)
    for path in sorted((data / RELEASES).glob("*.md")):
        document = read_document(path)
        yield from [document] if isinstance(document, Problem) else _release_rows(document)


def _strange_files(data: Path) -> Iterator[Problem]:
    known = TABLE_FILES.keys() | OTHER_FILES | {RELEASES}
    for path in sorted(data.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            yield Problem(Origin(path), f"nothing reads this file; tables are {', '.join(known)}")


def _release_rows(document: Document) -> Iterator[SourceRow | Problem]:
    key = document.origin.path.stem
    german, _, english = f"\n{document.body}".partition(ENGLISH)
    header = {
        **{name: "" for name in columns(ReleaseRow)},
        **document.header,
        "key": key,
        "abstract": _flowing(german),
        "abstract_en": _flowing(english),
    }
    known = {*columns(ReleaseRow), *ENTRIES, *NOT_PUBLISHED}
    for name in header.keys() - known:
        yield Problem(line_of(document, iter([name])), "no such property", name)
    cells = {name: header[name] for name in columns(ReleaseRow)}
    yield from _row(ReleaseRow, cells, document.origin)
    for name, row_type in ENTRIES.items():
        entries = header.get(name) or []
        if not isinstance(entries, list):
            yield Problem(line_of(document, iter([name])), "wanted a list of '- …' entries", name)
            continue
        for number, entry in enumerate(entries):
            origin = line_of(document, iter([name, number]))
            yield from _entry(row_type, entry, key, origin)


def _entry(
    row_type: type[TableRow], entry: object, release: str, origin: Origin
) -> Iterator[SourceRow | Problem]:
    if not isinstance(entry, dict):
        yield Problem(origin, f"found {entry!r}, wanted 'name: value' lines")
        return
    for name in entry.keys() - set(columns(row_type)):
        yield Problem(origin, "no such property", name)
    cells = {name: entry.get(name, "") for name in columns(row_type)}
    yield from _row(row_type, {**cells, "release": release}, origin)


def _row(
    row_type: type[TableRow], values: Mapping[str, object], origin: Origin
) -> Iterator[SourceRow | Problem]:
    cells = {}
    for name, value in values.items():
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            cells[name] = " ".join(value)
        elif isinstance(value, str):
            cells[name] = value.strip() if name not in {"prefix", "suffix", "exact"} else value
        else:
            yield Problem(origin, f"found {value!r}, wanted text", name)
            return
    yield SourceRow(row_type, cells, origin)


def _flowing(text: str) -> str:
    """Join the lines of paragraphs, keep the paragraphs."""
    return "\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))

"""
What review reads and writes: a file in ``data/releases/``, and rows at the end of tables.

A file has a header, an abstract, and what is proposed but not yet reviewed. One whose release
itself is unreviewed has nothing in its header but ``proposed`` and ``trace``; publishing passes it
by.
"""

from pathlib import Path
from typing import Any

import msgspec
import yaml

from wirlod.errors import Origin, Problem, SourceError
from wirlod.extract.facts import Evidence
from wirlod.extract.text.reading import Reading, Span, find_sentences
from wirlod.reading import check_yaml, find_fault, tell_yaml_fault
from wirlod.saying import say
from wirlod.table_form import add_rows, read_cells, read_names, replace_file
from wirlod.values.quotes import LONGEST_QUOTE

FENCE = "---"
CONTEXT = 32
"""How many characters are kept on each side of a quoted sentence."""

HEADER_ORDER = (
    "title", "title_en", "type", "date", "publisher", "place", "url", "language", "reports", "note",
    "quotations", "evidence", "trace", "proposed",
)  # fmt: skip


class ProposedEvidence(msgspec.Struct, frozen=True):
    """The sentence that would support one property of one thing."""

    supports: str
    property: str
    column: str
    words: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    basis: str = "stated"


class Quoter:
    """Quotes the sentences of one source; positions are code points of its kept text."""

    def __init__(self, text: str) -> None:
        self._text = text
        reading = Reading(text)
        self._sentences = [
            reading.source_span(Span(s.start, s.end)) for s in find_sentences(reading)
        ]

    def quote(self, supports: str, name: str, column: str, said: Evidence) -> ProposedEvidence:
        """Make the evidence that *said* gives for the property *name* of *supports*."""
        whole = self._sentence_of(said)
        start, end = whole if whole.end - whole.start <= LONGEST_QUOTE else (said.start, said.end)
        return ProposedEvidence(
            supports, name, column, said.quote, self._text[start:end],
            self._text[max(0, start - CONTEXT) : start], self._text[end : end + CONTEXT],
            start, end, said.basis,
        )  # fmt: skip

    def around(self, said: Evidence) -> tuple[str, str]:
        """Give what stands before and behind *said* in its sentence."""
        start, end = self._sentence_of(said)
        return self._text[start : said.start], self._text[said.end : end]

    def _sentence_of(self, said: Evidence) -> Span:
        around = (s for s in self._sentences if s.start <= said.start and said.end <= s.end)
        return next(around, Span(said.start, said.end))


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """One proposed record: the table it would go to, its row, its evidence, its doubts."""

    record: str
    target: str
    row: dict[str, str]
    evidence: tuple[ProposedEvidence, ...] = ()
    needs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    exists: bool = False


class ReleaseFile(msgspec.Struct):
    """The parts of one file; lists of the header are plain mappings as YAML has them."""

    path: Path
    header: dict[str, Any] = {}
    body: str = ""
    proposed: list[Item] = []

    @property
    def key(self) -> str:
        """The key of the release: the name of its file."""
        return self.path.stem

    @property
    def data(self) -> Path:
        """The folder of the tables."""
        return self.path.parent.parent

    def table_of(self, item: Item) -> Path:
        """Give the table that *item* would go to, if it is one."""
        return self.data / f"{item.record}.csv"

    def along(self, grant: Item, record: str) -> list[Item]:
        """Give what is proposed of *record* with a *grant*; with anything else, nothing."""
        needing = [other for other in self.proposed if grant.target in other.needs]
        return [other for other in needing if (grant.record, other.record) == ("grants", record)]


def read_release_file(path: Path) -> ReleaseFile:
    """
    Read the file at *path*.

    :raises SourceError: if it is missing or has no readable header.
    """
    if fault := find_fault(path):
        raise SourceError.at(path, fault)
    try:
        text = path.read_text("utf-8-sig")
        opening, header, body = text.split(f"{FENCE}\n", 2)
        check_yaml(header)
        values = yaml.load(header, Loader=yaml.BaseLoader) or {}
        items = msgspec.convert(values.pop("proposed", None) or [], list[Item], strict=False)
    except OSError as error:
        message = say("cannot be read ({strerror})", strerror=error.strerror)
        raise SourceError.at(path, message) from error
    except yaml.YAMLError as error:
        line, found = tell_yaml_fault(error)
        problem = Problem(Origin(path, line + 1), say("header is not YAML: {found}", found=found))
        raise SourceError([problem]) from error
    except (ValueError, msgspec.ValidationError) as error:
        raise SourceError.at(path, say("is no release file: {error}", error=error)) from error
    if opening.strip():
        raise SourceError.at(path, say("is no release file: wanted '---' in the first line"))
    return ReleaseFile(path, values, body.strip(), items)


def write_release_file(file: ReleaseFile) -> None:
    """Write *file* whole, or leave the old one."""
    header = {**file.header, "proposed": msgspec.to_builtins(file.proposed)}
    ordered = {name: header[name] for name in HEADER_ORDER if header.get(name)}
    text = yaml.dump(ordered, Dumper=_Indented, sort_keys=False, allow_unicode=True, width=10_000)
    body = f"\n{file.body}\n" if file.body else ""
    file.path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file.path, f"{FENCE}\n{text}{FENCE}\n{body}".encode())


class _Indented(yaml.SafeDumper):
    """Writes lists as the other release files have them, indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Never leave out the indentation of a list."""
        super().increase_indent(flow, False)


def read_keys(path: Path, columns: tuple[str, ...] = ("key",)) -> set[tuple[str, ...]]:
    """Read the values of *columns* of every row; none where there is no file."""
    return {tuple(row.get(name, "") for name in columns) for row in read_cells(path)}


def read_labels(path: Path) -> dict[str, dict[str, str]]:
    """Read the German and the English name of every row by its key."""
    return {
        row["key"]: {"de": row["label"], "en": row.get("label_en") or row["label"]}
        for row in read_cells(path)
    }


def append_row(path: Path, row: dict[str, str]) -> None:
    """
    Add *row* at the end of the table, in the form of the others; a row that is there stays one.

    :raises SourceError: if the table is missing, has no column for a value, or has another row
        of the key.
    """
    if not path.is_file():
        raise SourceError.at(path, say("file is missing: reviewing adds rows to it"))
    columns = read_names(path)
    strange = sorted(name for name, value in row.items() if value and name not in columns)
    if strange:
        raise SourceError([Problem(Origin(path), say("no such column"), strange[0])])
    if not _is_there(row, path):
        add_rows(path, [row])


def _is_there(row: dict[str, str], path: Path) -> bool:
    """Tell whether *row* stands in the table already, as after a review that was cut off."""
    wanted = {name: value for name, value in row.items() if value}
    owners = [name for name in ("key", "grant", "person", "organisation") if name in row]
    for other in read_cells(path):
        if all(other.get(name) == value for name, value in wanted.items()):
            return True
        if "key" in row and all(other.get(name) == row[name] for name in owners):
            message = say("has another row {key!r}: edit the key", key=row["key"])
            raise SourceError.at(path, message)
    return False

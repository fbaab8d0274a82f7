"""
A file in ``data/releases/``: header, abstract, and what is proposed but not yet reviewed.

A file whose release itself is unreviewed has nothing in its header but ``proposed`` and
``trace``; publishing passes it by.
"""

from pathlib import Path
from typing import Any

import msgspec
import yaml

from wirlod.errors import Origin, Problem, SourceError
from wirlod.extract.facts import Evidence
from wirlod.extract.text.reading import Reading, Span
from wirlod.extract.text.sentences import find_sentences
from wirlod.reading import check_yaml, find_fault, tell_yaml_fault
from wirlod.saying import say
from wirlod.table_form import replace_file
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
        start, end = self._sentence_around(said)
        return ProposedEvidence(
            supports, name, column, said.quote, self._text[start:end],
            self._text[max(0, start - CONTEXT) : start], self._text[end : end + CONTEXT],
            start, end, said.basis,
        )  # fmt: skip

    def _sentence_around(self, said: Evidence) -> Span:
        """The sentence that *said* stands in, unless it is too long to quote."""
        for span in self._sentences:
            if span.start <= said.start and said.end <= span.end:
                return (
                    span if span.end - span.start <= LONGEST_QUOTE else Span(said.start, said.end)
                )
        return Span(said.start, said.end)


class Item(msgspec.Struct, frozen=True):
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


def read_release_file(path: Path) -> ReleaseFile:
    """
    Read the file at *path*.

    :raises SourceError: if it is missing or has no readable header.
    """
    if fault := find_fault(path):
        raise _broken(path, fault)
    try:
        text = path.read_text("utf-8-sig")
        opening, header, body = text.split(f"{FENCE}\n", 2)
        check_yaml(header)
        values = yaml.load(header, Loader=yaml.BaseLoader) or {}
        items = msgspec.convert(values.pop("proposed", None) or [], list[Item], strict=False)
    except OSError as error:
        raise _broken(path, say("cannot be read ({strerror})", strerror=error.strerror)) from error
    except yaml.YAMLError as error:
        line, found = tell_yaml_fault(error)
        problem = Problem(Origin(path, line + 1), say("header is not YAML: {found}", found=found))
        raise SourceError([problem]) from error
    except (ValueError, msgspec.ValidationError) as error:
        raise _broken(path, say("is no release file: {error}", error=error)) from error
    if opening.strip():
        raise _broken(path, say("is no release file: wanted '---' in the first line"))
    return ReleaseFile(path, values, body.strip(), items)


def write_release_file(file: ReleaseFile) -> None:
    """Write *file* whole, or leave the old one."""
    header = {**file.header, "proposed": [_plain(item) for item in file.proposed]}
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


def _plain(item: Item) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.to_builtins(item)
    return {name: value for name, value in values.items() if value not in ([], False)}


def _broken(path: Path, message: str) -> SourceError:
    return SourceError([Problem(Origin(path), message)])

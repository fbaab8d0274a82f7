"""
From rows to things, with every problem on the way.

Two passes over the files: the first notes what there is (:mod:`~wirlod.publish.index`), the
second understands each row and builds what it states. A row with a problem states nothing, and
a run goes on, so that all problems are reported together.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

import msgspec

from wirlod.errors import Origin, Problem
from wirlod.iris import is_key, thing_of
from wirlod.kinds import KINDS
from wirlod.languages import LANGUAGES
from wirlod.publish.index import Entry, Index
from wirlod.publish.records.cells import CodeLists
from wirlod.publish.records.grant import GrantRow
from wirlod.publish.records.kinds import TABLE_FILES
from wirlod.publish.records.reader import SourceRow, UnreadRow, find_rows
from wirlod.publish.records.references import Reference
from wirlod.publish.records.row import (
    TableRow,
    find_contradictions,
    find_references,
    label_of,
    read_cells,
    target_of,
)
from wirlod.publish.records.sums import SumCells
from wirlod.publish.records.thing import Thing
from wirlod.publish.register import table_name
from wirlod.saying import say
from wirlod.sheets.folder import TABLES
from wirlod.values.keys import make_key
from wirlod.values.words import Words

SUM_COLUMNS = frozenset(SumCells.__struct_fields__)
"""What is wrong with one of them may be mended in any of them."""

OFFICE_KINDS = {"grant", "organisation", "territory", "release"}
"""What a table of an office states things of."""

RELEASE_KINDS = {"release", "quotation", "evidence"}
"""What the file of a release states things of."""


def find_entries(data: Path, index: Index) -> Iterator[Entry]:
    """
    First pass: yield what *data* states, well-formed or not.

    A kind whose file cannot be read in full is noted in *index*: what refers to it may be right.
    """
    for row in find_rows(data):
        if isinstance(row, SourceRow):
            if issubclass(row.row_type, GrantRow):
                index.register.add_granted(row.cells, row.origin)
            if row.row_type.is_registered:
                index.register.add(row.row_type, row.cells, row.origin)
            words = label_of(row.row_type, row.cells)
            yield row.target, row.origin, words
            yield from _meant_things(row, words, index)
        elif isinstance(row, UnreadRow) and row.target:
            yield row.target, row.problem.origin, dict.fromkeys(LANGUAGES, row.target)
            index.register.unread.add(row.row_type.file)
        elif isinstance(row, UnreadRow):
            index.incomplete.add(row.row_type.target.partition("/")[0])
            index.register.unread.add(row.row_type.file)
        else:
            index.incomplete |= (
                set(KINDS) if row.origin.path == data else _kinds_in(row.origin.path)
            )
            index.register.unread.add(row.origin.path.name)
    index.register.finish()


def _meant_things(row: SourceRow, words: Words, index: Index) -> Iterator[Entry]:
    """Yield what a row with a key that is none may state: what names it rightly is no fault."""
    key = row.cells.get("key", "-")
    kind = row.target.partition("/")[0]
    if not key:
        index.incomplete.add(kind)
    elif not is_key(key) and (meant := make_key(key)):
        yield target_of(row.row_type, {**row.cells, "key": meant}), row.origin, words


def _kinds_in(path: Path) -> set[str]:
    """Name the kinds that the file *path* states things of."""
    if path.name in TABLE_FILES:
        return {TABLE_FILES[path.name].target.partition("/")[0]}
    return OFFICE_KINDS if TABLES in path.parts else RELEASE_KINDS


class Refused(msgspec.Struct, frozen=True):
    """A row of which it is not known what it says in *columns*: nothing follows from them."""

    table: str
    origin: Origin
    columns: frozenset[str] = frozenset()
    """Empty where the row as a whole says what another says already."""


def find_things(
    rows: Iterable[SourceRow | UnreadRow | Problem], index: Index, codes: CodeLists
) -> Iterator[Thing | Problem | Refused]:
    """Second pass: yield the things that *rows* state, or the problems and what is refused."""
    for row in rows:
        if isinstance(row, Problem):
            yield row
        elif isinstance(row, UnreadRow):
            yield row.problem
        else:
            yield from _understand(row, index, codes)


def _understand(
    row: SourceRow, index: Index, codes: CodeLists
) -> Iterator[Thing | Problem | Refused]:
    table = table_name(row.row_type)
    if not index.is_first(row.target, row.origin):
        yield from _refuse_double(row, table, index.origin(row.target))
        return
    read = read_cells(row.row_type, row.cells, row.origin, codes)
    problems = _examine(read, row.origin, index) if isinstance(read, TableRow) else read
    if problems:
        yield from map(row.localise, problems)
        yield Refused(table, row.origin, _unknown_cells(problems))
    elif isinstance(read, TableRow):
        yield from read.build(row.target, index)


def _refuse_double(row: SourceRow, table: str, first: Origin | None) -> Iterator[Problem | Refused]:
    """Complain of a row; which of the two is meant by others that name the thing is not known."""
    message = say(
        "found {target}, which is stated in {first} already", target=row.target, first=first
    )
    yield Problem(row.origin, message, "key")
    yield Refused(table, row.origin)
    if first:
        yield Refused(table, first, frozenset({"key"}))


def _examine(row: TableRow, origin: Origin, index: Index) -> list[Problem]:
    """List what is wrong with sound cells beside each other, and with what they refer to."""
    found = find_contradictions(row, origin)
    told = {problem.column for problem in found}
    dangling = _find_dangling(row, origin, index)
    return [*found, *(problem for problem in dangling if problem.column not in told)]


def _unknown_cells(problems: Iterable[Problem]) -> frozenset[str]:
    """Name the columns whose cells may say anything once the problems are repaired."""
    named = {problem.column for problem in problems}
    return frozenset(named | (SUM_COLUMNS if named & SUM_COLUMNS else set()))


def _find_dangling(row: TableRow, origin: Origin, index: Index) -> Iterator[Problem]:
    for column, reference in find_references(row):
        if not index.may_have(reference.target):
            yield Problem(origin, _nothing_called(reference, index), column)


def _nothing_called(reference: Reference, index: Index) -> str:
    target = thing_of(reference.target)
    guesses = get_close_matches(target, index.similar(target), n=1)
    hint = say("; did you mean {guess}?", guess=guesses[0]) if guesses else ""
    return say(
        "found {reference!r}, but there is no {target}{hint}",
        reference=str(reference),
        target=target,
        hint=hint,
    )

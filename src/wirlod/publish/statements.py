"""
From rows to things, with every problem on the way.

Two passes over the files: the first notes what there is (:mod:`~wirlod.publish.index`), the
second understands each row and builds what it states. A row with a problem states nothing, and
a run goes on, so that all problems are reported together.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from wirlod.errors import Origin, Problem
from wirlod.publish.index import Entry, Index
from wirlod.publish.records.cells import CodeLists
from wirlod.publish.records.kinds import TABLE_FILES
from wirlod.publish.records.reader import SourceRow, find_rows
from wirlod.publish.records.references import Reference
from wirlod.publish.records.row import TableRow, find_references, label_of, read_row
from wirlod.publish.records.thing import Thing


def find_entries(data: Path, index: Index) -> Iterator[Entry]:
    """
    First pass: yield what *data* states, well-formed or not.

    A kind whose file cannot be read in full is noted in *index*: what refers to it may be right.
    """
    for row in find_rows(data):
        if isinstance(row, SourceRow):
            if row.row_type.is_registered:
                index.register.add(row.row_type, row.cells, row.origin)
            yield row.target, row.origin, label_of(row.row_type, row.cells)
        else:
            index.incomplete.add(_kind_in(row.origin.path))
    index.register.finish()


def _kind_in(path: Path) -> str:
    table = TABLE_FILES.get(path.name)
    return table.target.partition("/")[0] if table else "release"


def find_things(
    rows: Iterable[SourceRow | Problem], index: Index, codes: CodeLists
) -> Iterator[Thing | Problem]:
    """Second pass: yield the things that *rows* state, and the problems in their place."""
    for row in rows:
        if isinstance(row, Problem):
            yield row
        else:
            yield from _understand(row, index, codes)


def _understand(row: SourceRow, index: Index, codes: CodeLists) -> Iterator[Thing | Problem]:
    first = index.origin(row.target)
    if first is not None and first != row.origin:
        yield Problem(row.origin, f"found {row.target}, which is stated in {first} already", "key")
        return
    read = read_row(row.row_type, row.cells, row.origin, codes)
    if isinstance(read, TableRow):
        problems = list(_find_dangling(read, row.origin, index))
        yield from map(row.localise, problems) if problems else read.build(row.target, index)
    else:
        yield from map(row.localise, read)


def _find_dangling(row: TableRow, origin: Origin, index: Index) -> Iterator[Problem]:
    for column, reference in find_references(row):
        if not index.may_have(reference.target):
            yield Problem(origin, _nothing_called(reference, index), column)


def _nothing_called(reference: Reference, index: Index) -> str:
    target = reference.target
    guesses = get_close_matches(target, index.similar(target), n=1)
    hint = f"; did you mean {guesses[0]}?" if guesses else ""
    return f"found {str(reference)!r}, but there is no {target}{hint}"

"""
The steps of importing a table, in order: read, match, compare, report, keep.
"""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from wirlod.errors import SourceError
from wirlod.intake.addresses import find_other_addresses, may_be_published
from wirlod.intake.bodies import find_known, match_names
from wirlod.intake.comparison import Comparison, Statements, find_earlier
from wirlod.intake.faults import FaultLog
from wirlod.intake.matching import Matcher
from wirlod.intake.survey import Survey, survey_table
from wirlod.saying import say
from wirlod.sheets.folder import (
    FILES,
    MATCHES,
    TABLES,
    Match,
    TableFile,
    TableFolder,
    check_constants,
    checksum,
    read_folder,
    write_rows,
)
from wirlod.sheets.mapping import Mapping
from wirlod.sheets.mapping_files import read_mapping
from wirlod.table_form import TableForm, add_rows, read_cells, read_names, replace_file
from wirlod.together import changing_together
from wirlod.values.keys import make_key


class Import(msgspec.Struct, frozen=True):
    """What an import found, and would keep."""

    table: Path
    mapping: Mapping
    folder: TableFolder
    """As it was before; without files where the table is new."""
    survey: Survey
    matches: list[Match]
    known_names: int
    """How many names of this file were matched by an earlier import."""
    comparison: Comparison
    statements: Statements
    log: FaultLog
    is_known: bool
    """Whether the very file was imported before, through the same mapping."""


def read_import(table: Path, mapping_path: Path, data: Path, faults: Path) -> Import:
    """
    Read a table as it would be imported, and keep nothing.

    :param faults: the CSV file that every fault is written into.
    :raises SourceError: where table, mapping or the records so far cannot be read.
    """
    mapping, folder = _read_source(mapping_path, data)
    log, statements = FaultLog(faults, table.name), Statements()
    survey = survey_table(table, mapping, log, statements)
    log.close()
    for entry, is_newest in find_earlier(folder):
        statements.add_earlier(entry, is_newest)
    kept = list(folder.read_matches()) if folder.files else []
    matcher = Matcher(find_known(data, mapping))
    matches = match_names(survey, kept, matcher, mapping)
    named = survey.names.keys() | survey.persons.keys()
    known_names = sum(match.names in named for match in kept)
    return Import(
        table,
        mapping,
        folder,
        survey,
        matches,
        known_names,
        statements.compare(),
        statements,
        log,
        _is_known(table, mapping_path, folder),
    )


def _read_source(path: Path, data: Path) -> tuple[Mapping, TableFolder]:
    """Read a mapping, and the folder of its source as it was before."""
    mapping = read_mapping(path)
    problems = list(check_constants(data, mapping, path))
    folder = _folder_of(mapping, data)
    if folder.files:
        problems += find_other_addresses(mapping, folder, path)
    if problems:
        raise SourceError(problems)
    return mapping, folder


def _is_known(table: Path, mapping_path: Path, folder: TableFolder) -> bool:
    """Tell whether the very file was the last one imported, through the same mapping."""
    last = folder.files[-1] if folder.files else None
    return (
        last is not None
        and last.sha256 == checksum(table)
        and (folder.path / last.mapping).read_bytes() == mapping_path.read_bytes()
    )


def count_matches(found: Import) -> Counter[str]:
    """Count the names of this file that no earlier import matched, by what they were matched to."""
    before = {match.names for match in found.folder.read_matches()} if found.folder.files else set()
    named = found.survey.names.keys() | found.survey.persons.keys()
    return Counter(match.decision for match in found.matches if match.names in named - before)


def count_likely(matches: Iterable[Match]) -> int:
    """Count the matches that wait for a decision."""
    return sum(match.decision == "likely" for match in matches)


def _folder_of(mapping: Mapping, data: Path) -> TableFolder:
    path = data / TABLES / mapping.name
    return read_folder(path) if path.exists() else TableFolder(path, ())


def keep_import(found: Import, mapping_path: Path, day: str, editions: Path) -> None:
    """Keep a table in ``data/``: the file, its mapping, whom it names, what it withdraws."""
    if found.is_known:
        return
    folder = found.folder.path
    data = folder.parents[1]
    folder.parent.mkdir(parents=True, exist_ok=True)
    changed = (folder / FILES, folder / MATCHES, data / WITHDRAWN_FILE)
    with changing_together(data, changed, [folder]):
        _keep_import(found, mapping_path, day, editions)


def _keep_import(found: Import, mapping_path: Path, day: str, editions: Path) -> None:
    folder = found.folder
    folder.path.mkdir(exist_ok=True)
    digest = checksum(found.table)
    again = bool(folder.files) and folder.files[-1].sha256 == digest
    number = len(folder.files) + (0 if again else 1)
    suffix = found.table.suffix.lower()
    name = f"{number}-{make_key(found.table.stem)}{suffix}"
    if again:
        name = folder.files[-1].file
    else:
        _copy(found.table, folder.path / name)
    mapping = _keep_mapping(folder, mapping_path)
    earlier = folder.files[:-1] if again else folder.files
    files = [*earlier, TableFile(name, mapping, digest, day)]
    write_rows(folder.path / MATCHES, found.matches, Match)
    write_rows(folder.path / FILES, files, TableFile)
    withdrawn = folder.path.parents[1] / WITHDRAWN_FILE
    _take_back(withdrawn, found.statements)
    if found.mapping.gone == "withdraw":
        _withdraw(withdrawn, found, day, editions)


def _copy(source: Path, target: Path) -> None:
    beside = target.with_name(f".{target.name}")
    shutil.copyfile(source, beside)
    beside.replace(target)


def _keep_mapping(folder: TableFolder, path: Path) -> str:
    """Keep a mapping under a name of its own, unless it is there already."""
    content = path.read_bytes()
    number = 1
    while True:
        name = "mapping.yaml" if number == 1 else f"mapping-{number}.yaml"
        kept = folder.path / name
        if not kept.exists():
            replace_file(kept, content)
        if kept.read_bytes() == content:
            return name
        number += 1


WITHDRAWN_FILE = "withdrawn.csv"
WITHDRAWN = ("thing", "title", "title_en", "date", "reason", "reason_en", "successor")


FAULTY = ("Zeile in der neuen Datei fehlerhaft", "row has a fault in the newer file")
"""Why a row is withdrawn that the new file has, but refused."""


def _withdraw(path: Path, found: Import, day: str, editions: Path) -> None:
    """Say in ``withdrawn.csv`` why the addresses of gone rows say no more."""
    reason = (found.mapping.gone_reason, found.mapping.gone_reason)
    gone = [(key, title, reason) for key, title in found.statements.find_gone("gone")]
    gone += [(key, title, FAULTY) for key, title in found.statements.find_gone("stale")]
    rows = [(f"grant/{key}", title, title, day, *why, "") for key, title, why in gone]
    add_withdrawn(path, rows, editions)


def _take_back(path: Path, statements: Statements) -> None:
    """Take rows out of ``withdrawn.csv`` that the new file has again."""
    rows = list(_read_withdrawn(path))
    kept = [cells for cells in rows if not statements.has(cells["thing"].removeprefix("grant/"))]
    if len(kept) < len(rows):
        rows_left = ([cells.get(name, "") for name in WITHDRAWN] for cells in kept)
        replace_file(path, TableForm().write([WITHDRAWN, *rows_left]).encode())


def add_withdrawn(path: Path, rows: Sequence[tuple[str, ...]], editions: Path) -> None:
    """Add rows to ``withdrawn.csv``, each thing once, unless it was never published."""
    stated = {cells["thing"] for cells in _read_withdrawn(path)}
    rows = [row for row in rows if row[0] not in stated and may_be_published(row[0], editions)]
    if not rows:
        return
    if path.exists():
        add_rows(path, [dict(zip(WITHDRAWN, row, strict=True)) for row in rows])
    else:
        replace_file(path, TableForm().write([WITHDRAWN, *rows]).encode())


def _read_withdrawn(path: Path) -> Iterator[dict[str, str]]:
    if path.exists() and tuple(read_names(path)) != WITHDRAWN:
        message = say("has other columns than wanted: {withdrawn}", withdrawn=", ".join(WITHDRAWN))
        raise SourceError.at(path, message)
    yield from read_cells(path)

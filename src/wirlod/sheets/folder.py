"""
``data/tables/NAME/``: the files of one source as they came, their mappings, people's decisions.

- ``files.csv``    every file that was imported, oldest first, with its mapping and checksum
- ``mapping.yaml`` and, where the office changed the form, ``mapping-2.yaml`` …
- ``matches.csv``  whom each name in the files means
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, get_args

import msgspec

from wirlod.errors import Origin, Problem, SourceError
from wirlod.iris import is_key
from wirlod.saying import say
from wirlod.sheets.mapping import Mapping
from wirlod.sheets.mapping_files import read_mapping
from wirlod.table_form import TableForm, read_cells, replace_file

TABLES = "tables"
"""The folder below ``data/`` that holds the folders of tables."""

FILES, MATCHES = "files.csv", "matches.csv"

Role = Literal["recipient", "authority"]
Decision = Literal["new", "certain", "likely", "same", "different", "person", "body"]
"""
By the program: a body of its own; surely a known one; perhaps one, to be decided; a natural person.
By people: the candidate (``same``), not the candidate (``different``), no person but a ``body``.
"""
BY_PEOPLE: tuple[Decision, ...] = ("same", "different", "body")


class TableFile(msgspec.Struct, frozen=True):
    """One file of a source."""

    file: str
    mapping: str
    sha256: str
    imported: str
    """The day it was imported."""


class Match(msgspec.Struct, frozen=True):
    """Whom a name in the table means."""

    role: Role
    name: str
    legal_form: str
    place: str
    organisation: str
    """The key of the body; blank for a natural person whose name stays hidden."""
    decision: Decision
    candidate: str = ""
    """The key of the body that it may be."""
    score: str = ""

    @property
    def names(self) -> tuple[str, str, str, str]:
        """What a row says that this match is for."""
        return (self.role, self.name, self.legal_form, self.place)


class TableFolder(msgspec.Struct, frozen=True):
    """The folder of one source."""

    path: Path
    files: tuple[TableFile, ...]

    @property
    def name(self) -> str:
        """What addresses begin with."""
        return self.path.name

    def mapping_of(self, file: TableFile) -> Mapping:
        """
        Read the mapping of a file.

        :raises SourceError: with its problems.
        """
        return read_mapping(self.path / file.mapping)

    def read_matches(self) -> Iterator[Match]:
        """
        Yield whom names mean.

        :raises SourceError: where a row is not what it should be.
        """
        path = self.path / MATCHES
        for number, cells in _read_rows(path, Match):
            if cells["decision"] not in get_args(Decision):
                wanted = ", ".join(get_args(Decision))
                message = say(
                    "found {decision!r}, wanted one of {wanted}",
                    decision=cells["decision"],
                    wanted=wanted,
                )
                raise SourceError([Problem(Origin(path, number), message, "decision")])
            match = Match(**cells)  # type: ignore[arg-type]
            yield _decided(match, Origin(path, number))


def _decided(match: Match, origin: Origin) -> Match:
    """Give a match the body that was decided for it."""
    if match.decision == "same":
        match = msgspec.structs.replace(match, organisation=match.candidate)
    if match.decision != "person" and not is_key(match.organisation):
        column = "candidate" if match.decision == "same" else "organisation"
        message = say(
            "found {organisation!r}, wanted the key of an organisation",
            organisation=match.organisation,
        )
        raise SourceError([Problem(origin, message, column)])
    return match


def find_folders(data: Path) -> list[TableFolder]:
    """
    Read which tables there are, by name.

    :raises SourceError: where a folder is not one of a table.
    """
    folders = []
    for path in sorted((data / TABLES).glob("*")):
        if not path.name.startswith("."):
            folders.append(read_folder(path))
    return folders


def read_folder(path: Path) -> TableFolder:
    """
    Read what a folder of a table holds.

    :raises SourceError: where it is none.
    """
    if not is_key(path.name) or not (path / FILES).is_file():
        message = say(
            "is no table: 'wirlod import' makes folders with {files} and {matches}",
            files=FILES,
            matches=MATCHES,
        )
        raise SourceError.at(path, message)
    files = tuple(TableFile(**cells) for _, cells in _read_rows(path / FILES, TableFile))
    return TableFolder(path, files)


def check_file(folder: TableFolder, file: TableFile) -> Iterator[Problem]:
    """Yield what is wrong with a file: it is missing, or not the one that was imported."""
    path = folder.path / file.file
    if not path.is_file():
        yield Problem(
            Origin(path), say("is missing, but stands in {files}: put it back", files=FILES)
        )
    elif checksum(path) != file.sha256:
        message = say("is not the file that was imported: import a changed one by 'wirlod import'")
        yield Problem(Origin(path), message)


CONSTANTS = {
    "programme": "programmes.csv",
    "guideline": "guidelines.csv",
    "priority": "priorities.csv",
    "funder": "organisations.csv",
    "granting_authority": "organisations.csv",
}
"""Constant of a mapping → the table of ``data/`` whose key it is."""


def check_constants(data: Path, mapping: Mapping, path: Path) -> Iterator[Problem]:
    """Yield the constants of the mapping in *path* that no table of *data* has, each once."""
    for name, table in CONSTANTS.items():
        key = getattr(mapping.constants, name)
        if key and key not in {cells.get("key") for cells in read_cells(data / table)}:
            message = say(
                "found {key!r}, which {table} does not have: add it there first",
                key=key,
                table=table,
            )
            yield Problem(Origin(path), message, f"constants.{name.replace('_', '-')}")


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_rows(path: Path, rows: Iterable[TableFile | Match], kind: type[msgspec.Struct]) -> None:
    """Write a table of the folder, whole or not at all."""
    columns = [field.name for field in msgspec.structs.fields(kind)]
    table = TableForm().write([columns, *map(msgspec.structs.astuple, rows)])
    replace_file(path, table.encode())


def _read_rows(path: Path, kind: type[msgspec.Struct]) -> Iterator[tuple[int, dict[str, str]]]:
    columns = [field.name for field in msgspec.structs.fields(kind)]
    if not path.is_file():
        raise SourceError.at(path, say("is missing: run 'wirlod import' again"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if reader.fieldnames != columns:
            message = say("has other columns than wanted: {columns}", columns=", ".join(columns))
            raise SourceError.at(path, message)
        for cells in reader:
            if None in cells or None in cells.values():
                message = say("wanted {columns} cells as in the first line", columns=len(columns))
                raise SourceError.at(path, message, reader.line_num)
            yield reader.line_num, cells

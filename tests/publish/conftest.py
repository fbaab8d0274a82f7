"""A copy of the real records that a test may spoil."""

import csv
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from wirlod.errors import Problem, SourceError, ValidationError
from wirlod.publish.code_lists import find_concepts, read_code_lists
from wirlod.publish.index import new_index
from wirlod.publish.publisher import check
from wirlod.publish.records.reader import find_rows
from wirlod.publish.statements import find_entries, find_things
from wirlod.settings import Settings

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def silent(line: str) -> None:
    """Take a line of progress and show it to nobody."""


@pytest.fixture
def spoiled(settings: Settings, tmp_path: Path) -> Settings:
    """Settings with a copy of the records and an empty folder of editions of their own."""
    data = tmp_path / "data"
    shutil.copytree(settings.data, data)
    return msgspec.structs.replace(settings, data=data, editions=tmp_path / "editions")


@pytest.fixture
def find_all_problems() -> Callable[[Settings], list[Problem]]:
    """Run every check of a publication and give what it complains of."""

    def run(settings: Settings) -> list[Problem]:
        try:
            check(settings, NOON, silent)
        except (SourceError, ValidationError) as error:
            return list(error.problems)
        return []

    return run


@pytest.fixture
def find_source_problems(tmp_path: Path) -> Callable[[Settings], list[Problem]]:
    """Understand all rows, without the shapes, and give what is wrong with them."""

    def run(settings: Settings) -> list[Problem]:
        with new_index(tmp_path / "index.sqlite") as index:
            index.add(find_entries(settings.data, index))
            index.add(find_concepts(settings.ontology))
            found = find_things(find_rows(settings.data), index, read_code_lists(settings.ontology))
            return [item for item in found if isinstance(item, Problem)]

    return run


@pytest.fixture
def set_cell(spoiled: Settings) -> Callable[[str, int, str, str], None]:
    """Write a value into a column of line *line* of a table of :func:`spoiled`."""

    def write(name: str, line: int, column: str, value: str) -> None:
        path = spoiled.data / name
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        rows[line - 1][rows[0].index(column)] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    return write

"""The stewards' README names every table, column and code."""

import re
from pathlib import Path

import pytest

from wirlod.publish.code_lists import read_code_lists
from wirlod.publish.records import codes
from wirlod.publish.records.cells import Code
from wirlod.publish.records.kinds import TABLES
from wirlod.publish.records.row import TableRow, columns

CODE_LISTS = [kind for kind in vars(codes).values() if isinstance(kind, type) and kind is not Code]


@pytest.fixture(scope="session")
def readme(data: Path) -> str:
    return (data / "README.md").read_text(encoding="utf-8")


def words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_a_section_names_every_column(readme: str, table: type[TableRow]) -> None:
    (section,) = (part for part in readme.split("\n### ") if table.file in part.split("\n")[0])

    assert set(columns(table)) <= words(section)


@pytest.mark.parametrize("kind", CODE_LISTS, ids=lambda kind: kind.__name__)
def test_it_names_every_code(readme: str, checkout: Path, kind: type[Code]) -> None:
    lists = read_code_lists(checkout / "ontology")

    assert set(lists[kind.scheme]) <= words(readme)

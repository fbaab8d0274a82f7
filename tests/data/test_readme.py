"""The stewards' README names every table, column and code."""

import re
from pathlib import Path
from typing import get_args

import pytest

from wirlod.publish.records import codes
from wirlod.publish.records.kinds import TABLES
from wirlod.publish.records.row import TableRow, columns

CODE_LISTS = [name for name in vars(codes) if get_args(getattr(codes, name))]


@pytest.fixture(scope="session")
def readme(data: Path) -> str:
    return (data / "README.md").read_text(encoding="utf-8")


def words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_a_section_names_every_column(readme: str, table: type[TableRow]) -> None:
    (section,) = (part for part in readme.split("\n### ") if table.file in part.split("\n")[0])

    assert set(columns(table)) <= words(section)


@pytest.mark.parametrize("code_list", CODE_LISTS)
def test_it_names_every_code(readme: str, code_list: str) -> None:
    assert set(get_args(getattr(codes, code_list))) <= words(readme)

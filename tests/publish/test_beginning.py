"""A new folder of records: complete, sound, and honest about what is still to be said."""

from pathlib import Path

import msgspec
import pytest
from tests.publish.conftest import NOON, silent

from wirlod.errors import WirlodError
from wirlod.publish.beginning import make_folder
from wirlod.publish.beginning.examples import EXAMPLES
from wirlod.publish.publication import FILE, read_publication
from wirlod.publish.publication.checking import EXAMPLE
from wirlod.publish.publisher import Checked, check
from wirlod.publish.records.kinds import TABLES
from wirlod.settings import Settings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "records"
    make_folder(folder)
    return folder


@pytest.fixture(scope="module")
def checked(folder: Path, settings: Settings) -> Checked:
    own = msgspec.structs.replace(settings, data=folder, editions=folder.parent / "editions")
    return check(own, NOON, silent)


def test_every_table_has_a_worked_example(checked: Checked) -> None:
    assert {row_type.file for row_type in TABLES if not row_type.is_optional} == EXAMPLES.keys()
    assert all(EXAMPLES.values())
    kinds = {row_type.target.partition("/")[0] for row_type in TABLES} - {"tile"}
    assert kinds <= checked.records.keys()


def test_a_check_names_every_example(checked: Checked) -> None:
    named = {problem.origin.path.name for problem in checked.unsaid if "example" in problem.message}

    parts = {"names.csv", "roles.csv", "claims.csv"}  # told with the thing they belong to
    assert EXAMPLES.keys() - parts <= named
    assert "beispiel-meldung-2025.md" in named


def test_a_check_names_every_placeholder(folder: Path, checked: Checked) -> None:
    lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    text = [line.partition("#")[0] for line in lines]
    open_lines = {n for n, line in enumerate(text, 1) if '"[' in line or EXAMPLE in line}

    assert open_lines
    assert open_lines <= {p.origin.line for p in checked.unsaid if p.origin.path.name == FILE}


def test_the_readme_names_every_table_in_both_languages(folder: Path) -> None:
    german, english = (folder / "README.md").read_text(encoding="utf-8").split("\n---\n")

    for row_type in TABLES:
        assert f"`{row_type.file}`" in german
        assert f"`{row_type.file}`" in english


def test_what_is_there_is_not_written_over(folder: Path) -> None:
    with pytest.raises(WirlodError, match="is there and not empty"):
        make_folder(folder)


def test_a_new_folder_says_nothing_of_another_programme(folder: Path) -> None:
    assert read_publication(folder).programme.startswith(EXAMPLE)
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]
    assert not any(word in text for text in texts for word in ("WIR ", "WIR-", "Hess", "hess"))

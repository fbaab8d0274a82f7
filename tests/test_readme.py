"""The README is complete: every command and every setting stands in its tables."""

import re
from pathlib import Path

import msgspec
import pytest

from wirlod.cli import COMMANDS
from wirlod.settings import PREFIX, Settings

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"| `wirlod {command}" in README


@pytest.mark.parametrize("field", msgspec.structs.fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_in_the_readme(field: msgspec.structs.FieldInfo) -> None:
    assert f"| `{PREFIX}{field.name.upper()}` |" in README


def test_every_path_in_the_readme_exists() -> None:
    root = Path(__file__).parents[1]
    paths = re.findall(r"`((?:data|ontology|shapes|publish|query|web|extract)/[\w/.]*)`", README)

    assert len(paths) > 8
    for path in paths:
        assert (root / path).exists() or (root / "src/wirlod" / path).exists(), path


def test_the_readme_is_short_before_its_tables() -> None:
    before = README.partition("## Commands")[0]

    assert len(before.split()) < 500

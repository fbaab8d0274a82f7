"""Where no edition is whole, the history that is whole goes on, and it is said what is lost."""

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from wirlod.edition import Edition
from wirlod.editions import current_edition, find_history
from wirlod.history import FILE, Action, History, Selection
from wirlod.publish.publisher import publish
from wirlod.settings import Settings

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.fixture
def damaged(settings: Settings, edition: Edition, tmp_path: Path) -> Settings:
    """A copy of the published edition with a byte flipped, and of the records."""
    shutil.copytree(settings.editions, tmp_path / "editions", symlinks=True)
    shutil.copytree(settings.data, tmp_path / "data")
    flip_a_byte(tmp_path / "editions" / edition.name / "withdrawn.json")
    return msgspec.structs.replace(settings, editions=tmp_path / "editions", data=tmp_path / "data")


def rename_a_milestone(data: Path) -> tuple[str, str]:
    """Give the first milestone another key; give both keys."""
    path = data / "milestones.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    old, rows[1][0] = rows[1][0], f"{rows[1][0]}-neu"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return old, rows[1][0]


def test_a_history_that_is_whole_goes_on(damaged: Settings, edition: Edition) -> None:
    old, new = rename_a_milestone(damaged.data)
    told: list[str] = []

    published = publish(damaged, LATER, told.append)

    assert current_edition(damaged.editions).name == published.name
    assert any(f"history goes on from {edition.name}" in line for line in told)
    assert any("cannot be compared" in line for line in told)
    with History.open(published.folder) as history:
        assert [found.name for found in history.editions()] == [edition.name, published.name]
        events = {
            event.target: event.action
            for event in history.newest(Selection(), 10)
            if event.edition == published.name
        }
    assert events == {f"milestone/{old}": Action.WITHDRAWN, f"milestone/{new}": Action.ADDED}


def test_a_history_that_is_damaged_is_not_taken(damaged: Settings, edition: Edition) -> None:
    assert find_history(damaged.editions) == edition.__class__(
        damaged.editions / edition.name, edition.manifest
    )

    flip_a_byte(damaged.editions / edition.name / FILE)

    assert find_history(damaged.editions) is None

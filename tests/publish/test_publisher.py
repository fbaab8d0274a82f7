"""Publishing is all or nothing, whatever happens meanwhile."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from wirlod.edition import Edition
from wirlod.editions import CURRENT, SWITCH_SECONDS, current_edition, find_editions, roll_back
from wirlod.errors import EditionNotFound, NothingPublished, PublisherBusy, PublishingError
from wirlod.publish.publisher import CHECKS, SWITCHING, WRITING, publish
from wirlod.settings import Settings

STEPS = [title for title, _ in (*CHECKS, *WRITING)] + [SWITCHING]

KILLED_AT = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from wirlod.publish.publisher import publish
from wirlod.settings import Settings

def report(line):
    if line.startswith(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)

settings = Settings(base_uri=sys.argv[1], data=Path(sys.argv[2]), editions=Path(sys.argv[3]))
publish(settings, datetime(2026, 11, 23, tzinfo=UTC), report)
"""


def silent(line: str) -> None:
    """Take a line of progress and show it to nobody."""


def publish_at(settings: Settings, day: int) -> Edition:
    return publish(settings, datetime(2026, 11, day, tzinfo=UTC), silent)


def run_python(program: str, *arguments: str, **environment: str) -> int:
    command = [sys.executable, "-c", program, *arguments]
    path = str(Path(__file__).parents[2] / "src")
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path, **environment}, check=False
    ).returncode


@pytest.fixture(scope="module")
def published(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A folder of editions with one edition, shared by the tests of this module."""
    editions = tmp_path_factory.mktemp("editions")
    mine = msgspec.structs.replace(settings, editions=editions)
    publish_at(mine, 1)
    return mine


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_a_killed_publisher_leaves_the_old_edition(published: Settings, step: str) -> None:
    before = current_edition(published.editions).name
    arguments = (published.base_uri, str(published.data), str(published.editions), step)

    assert run_python(KILLED_AT, *arguments) == -9
    assert current_edition(published.editions).name == before


@pytest.mark.slow
def test_the_next_publisher_clears_what_a_killed_one_left(published: Settings) -> None:
    arguments = (published.base_uri, str(published.data), str(published.editions), SWITCHING)
    run_python(KILLED_AT, *arguments)

    edition = publish_at(published, 24)

    assert current_edition(published.editions) == edition
    assert not list(published.editions.glob(".staging-*"))


def test_a_second_publisher_is_refused(published: Settings) -> None:
    with (published.editions / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)

        with pytest.raises(PublisherBusy, match="wait until it has finished"):
            publish_at(published, 25)


def test_the_name_of_the_current_edition_is_not_used_again(published: Settings) -> None:
    with pytest.raises(PublishingError, match="give another --clock"):
        publish(published, current_edition(published.editions).manifest.created, silent)


def test_nothing_published_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match="run 'wirlod publish' first"):
        current_edition(tmp_path)


def test_rolling_back_is_one_switch(settings: Settings, tmp_path: Path) -> None:
    mine = msgspec.structs.replace(settings, editions=tmp_path, keep_editions=2)
    first, second = publish_at(mine, 1), publish_at(mine, 2)

    assert roll_back(tmp_path) == first
    assert roll_back(tmp_path, second.name).name == second.name
    with pytest.raises(EditionNotFound):
        roll_back(tmp_path, "2020-01-01T000000Z")


def test_old_editions_go_and_the_current_one_stays(settings: Settings, tmp_path: Path) -> None:
    mine = msgspec.structs.replace(settings, editions=tmp_path, keep_editions=2)
    for day in (1, 2, 3):
        publish_at(mine, day)

    names = [edition.name for edition in find_editions(tmp_path)]

    assert names == ["2026-11-02T000000Z", "2026-11-03T000000Z"]
    assert os.readlink(tmp_path / CURRENT) == names[-1]


@pytest.mark.slow
def test_the_same_records_and_clock_give_the_same_bytes(settings: Settings, tmp_path: Path) -> None:
    program = KILLED_AT.replace("os.kill", "print")
    for seed in ("1", "2"):
        folder = str(tmp_path / seed)
        arguments = (settings.base_uri, str(settings.data), folder, "Nothing")
        run_python(program, *arguments, PYTHONHASHSEED=seed)

    first, second = (checksums(current_edition(tmp_path / seed)) for seed in ("1", "2"))

    assert len(first) > 8
    assert first == second


def checksums(edition: Edition) -> dict[str, str]:
    """Give a checksum per file; the store's own files are no promise."""
    return {
        str(path.relative_to(edition.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(edition.folder.rglob("*"))
        if path.is_file() and edition.store_folder not in path.parents
    }


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def read_issued(edition: Edition) -> set[str]:
    return {past["issued"] for past in json.loads((edition.folder / "datasets.json").read_bytes())}


def test_a_clock_that_goes_back_removes_nothing_new(settings: Settings, tmp_path: Path) -> None:
    mine = msgspec.structs.replace(settings, editions=tmp_path, keep_editions=2)
    for day in (3, 2, 1):
        publish_at(mine, day)

    names = [edition.name for edition in find_editions(tmp_path)]

    assert names == ["2026-11-02T000000Z", "2026-11-01T000000Z"]
    assert roll_back(tmp_path).name == names[0]
    with pytest.raises(PublishingError, match="edition already"):
        publish_at(mine, 3)  # it is gone, but its name was given away


def test_a_damaged_or_lost_edition_does_not_reset_the_history(
    settings: Settings, tmp_path: Path
) -> None:
    mine = msgspec.structs.replace(settings, editions=tmp_path)
    first, told = publish_at(mine, 1), []
    flip_a_byte(max(publish_at(mine, 2).store_folder.glob("*"), key=lambda p: p.stat().st_size))
    third = publish(mine, datetime(2026, 11, 3, tzinfo=UTC), told.append)
    (tmp_path / CURRENT).unlink()
    fourth = publish(mine, datetime(2026, 11, 4, tzinfo=UTC), told.append)

    assert read_issued(first) == read_issued(third) == read_issued(fourth)
    assert [line for line in told if "2026-11-02T000000Z: store/" in line]
    assert [line for line in told if "no link 'current'" in line]


def test_records_that_change_meanwhile_are_of_no_one_moment(
    settings: Settings, tmp_path: Path
) -> None:
    mine = msgspec.structs.replace(settings, data=tmp_path / "data", editions=tmp_path / "editions")
    shutil.copytree(settings.data, mine.data)

    def change(line: str) -> None:
        if line.startswith("Writing the catalogue"):
            with (mine.data / "grants.csv").open("a") as file:
                file.write("\n")

    with pytest.raises(PublishingError, match="changed while it was read"):
        publish(mine, datetime(2026, 11, 1, tzinfo=UTC), change)
    assert not list(find_editions(mine.editions))


def test_who_serves_the_edition_before_has_time_to_notice(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = msgspec.structs.replace(settings, editions=tmp_path, keep_editions=1)
    first = publish_at(mine, 1)
    slept: list[tuple[float, bool]] = []
    clock = SimpleNamespace(sleep=lambda s: slept.append((s, first.folder.exists())))
    monkeypatch.setattr("wirlod.publish.publisher.time", clock)
    publish_at(mine, 2)

    assert slept == [(2 * SWITCH_SECONDS, True)]
    assert not first.folder.exists()

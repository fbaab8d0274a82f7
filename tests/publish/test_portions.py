"""Portions: what an edition is made of, whoever makes it and however the work is shared."""

import errno
import gc
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path

import msgspec
import pytest
from tests.benchmarks.generator import Size, write_records

from wirlod.edition import Edition
from wirlod.errors import PublishingError
from wirlod.publish import draft, inspection, kept, portions, storing
from wirlod.publish.processes import SELDOM, few_collections, run_in_order
from wirlod.publish.publisher import publish
from wirlod.settings import Settings

Publication = tuple[Edition, list[str]]
"""An edition, and what was told while it was made."""

CLOCK = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def few_are_judged() -> Iterator[None]:
    """Let pySHACL see few things, for it is slow and not what is tested here."""
    judged, inspection.JUDGED = inspection.JUDGED, 20
    yield
    inspection.JUDGED = judged


def silent(line: str) -> None:
    """Take a line of progress and show it to nobody."""


def checksums(edition: Edition) -> dict[str, str]:
    """Give a checksum per file; the store's own files are no promise."""
    return {
        str(path.relative_to(edition.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(edition.folder.rglob("*"))
        if path.is_file() and edition.store_folder not in path.parents
    }


def test_one_process_and_two_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft, "ALONE", 0)
    write_records(tmp_path / "data", Size(grants=150))
    found = []
    for processes in (1, 2):
        settings = Settings(
            data=tmp_path / "data",
            editions=tmp_path / str(processes),
            publish_processes=processes,
        )
        found.append(checksums(publish(settings, CLOCK, silent)))

    assert len(found[0]) > 40
    assert found[0] == found[1]


@pytest.mark.parametrize("write", ["batches.BatchWriter.add", "dumps.Files.add"])
def test_a_disk_that_fills_ends_the_processes_that_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    def fill(*given: object) -> None:
        helping.append(active_children())
        raise OSError(errno.ENOSPC, "No space left on device")

    helping: list[list[BaseProcess]] = []
    monkeypatch.setattr(draft, "ALONE", 0)
    monkeypatch.setattr(inspection, "SEVERAL", 1)
    monkeypatch.setattr(f"wirlod.publish.{write}", fill)
    write_records(tmp_path / "data", Size(grants=20))
    settings = Settings(data=tmp_path / "data", editions=tmp_path / "editions", publish_processes=2)
    with pytest.raises(OSError, match="No space left") as caught:
        publish(settings, CLOCK, silent)

    assert helping[0]
    assert not active_children(), caught  # what it holds on to is not let go of yet
    assert [path.name for path in settings.editions.iterdir()] == [".lock"]


def double(factor: int) -> Callable[[int], int]:
    """Prepare what multiplies by *factor*."""
    return factor.__mul__


def test_results_come_in_the_order_of_the_tasks() -> None:
    tasks = list(range(40))

    assert list(run_in_order(tasks, double, 2, 2)) == [2 * task for task in tasks]


def test_cycles_are_looked_for_rarely_only_while_an_edition_is_made() -> None:
    usual = gc.get_threshold()

    with few_collections():
        assert gc.get_threshold() == SELDOM
    assert gc.get_threshold() == usual


def die(code: int) -> Callable[[int], None]:
    """Prepare what ends its process at the first task."""
    return lambda task: os._exit(code)


def test_a_process_that_is_ended_is_an_error_and_no_endless_wait() -> None:
    with pytest.raises(PublishingError, match="ended from outside"):
        list(run_in_order([1, 2, 3], die, 9, 2))


def test_one_more_thing_changes_one_portion() -> None:
    things = [f"https://example.org/id/grant/grant-{number:05}" for number in range(5_000)]
    more = sorted([*things, "https://example.org/id/grant/grant-02500-more"])

    before, after = ({p.things for p in portions._cut(found, "grants")} for found in (things, more))
    assert len(before) > 10
    assert len(before - after) == 1
    assert len(after - before) in (1, 2)


LATER = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An edition of some grants, after which one cell is changed."""
    folder = tmp_path_factory.mktemp("first")
    write_records(folder / "data", Size(grants=300))
    settings = Settings(data=folder / "data", editions=folder / "editions", publish_processes=1)
    publish(settings, CLOCK, silent)
    path = settings.data / "grants.csv"
    path.write_text(path.read_text("utf-8").replace('Vorhaben 77"', 'Anderes 77"'), "utf-8")
    return settings


def publish_again(first: Settings, folder: Path) -> Publication:
    """Publish after a copy of the first edition."""
    shutil.copytree(first.editions, folder, symlinks=True)
    told: list[str] = []
    settings = msgspec.structs.replace(first, editions=folder)
    return publish(settings, LATER, told.append), told


def spoil_a_file(edition: Path, place: int) -> None:
    """Change a byte of the file of grants."""
    path = edition / "dumps" / "grants.ttl.gz"
    content = bytearray(path.read_bytes())
    content[place + 40] ^= 1
    path.write_bytes(content)


def count_taken(told: list[str]) -> tuple[int, int]:
    """Read how many of how many portions were taken again."""
    (line,) = [line for line in told if "portions are as they were" in line]
    taken, of, *_ = (word for word in line.split() if word.isdigit())
    return int(taken), int(of)


def count_judged(told: list[str]) -> int:
    """Read how many things pySHACL saw."""
    (line,) = [line for line in told if "things judged" in line]
    return int(line.split()[0])


@pytest.fixture(scope="module")
def full(first: Settings, tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """The edition after the first, with everything made anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storing, "_find_plan", lambda *ignored: None)
        patch.setattr(kept.Keeper, "find", lambda *ignored: None)
        return publish_again(first, tmp_path_factory.mktemp("full") / "editions")


def test_one_changed_cell_makes_one_portion_anew_and_the_same_bytes(
    first: Settings, full: Publication, tmp_path: Path
) -> None:
    quick, told = publish_again(first, tmp_path / "quick")

    taken, of = count_taken(told)
    assert 0 < of - taken <= 3
    assert count_taken(full[1]) == (0, of)
    assert count_judged(told) < count_judged(full[1])
    assert checksums(quick) == checksums(full[0])


def test_a_spoilt_body_is_not_taken(first: Settings, tmp_path: Path) -> None:
    edition = tmp_path / "edition"
    shutil.copytree(first.editions / "current", edition)
    found = msgspec.json.decode((edition / kept.FILE).read_bytes(), type=kept.Kept)
    portion = next(portion for portion in found.portions if portion.dataset == "grants")
    keeper = kept.Keeper(edition, found.rules)

    assert keeper.find("grants", portion.key)
    spoil_a_file(edition, portion.places["ttl"].start)
    assert keeper.find("grants", portion.key) is None


def test_nothing_made_by_other_rules_is_taken(first: Settings) -> None:
    edition = first.editions / "current"
    found = msgspec.json.decode((edition / kept.FILE).read_bytes(), type=kept.Kept)
    keeper = kept.Keeper(edition, "other rules")

    assert all(keeper.find(item.dataset, item.key) is None for item in found.portions)


LOADED = """
import os, sys
import pyoxigraph as ox
from tests.benchmarks.memory import read_own
from wirlod.publish.processes import give_back_memory

store = ox.Store(sys.argv[1])
lines = b"".join(b"<a:%d> <a:says> \\"thing %d of many\\"@en .\\n" % (n, n) for n in range(300_000))
store.bulk_load(lines, format=ox.RdfFormat.N_TRIPLES)
del lines
before = read_own(os.getpid())
give_back_memory()
print(before, read_own(os.getpid()))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries keep no memory")
def test_what_a_store_was_loaded_with_is_given_back(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOADED, str(tmp_path / "store")]
    run = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[2])
    before, after = map(int, run.stdout.split())

    assert before - after > 20 * 1024  # KiB

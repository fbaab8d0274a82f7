"""Portions: what an edition is made of, whoever makes it and however the work is shared."""

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.benchmarks.generator import Size, write_records

from wirlod.edition import Edition
from wirlod.errors import PublishingError
from wirlod.publish import draft, portions
from wirlod.publish.processes import run_in_order
from wirlod.publish.publisher import publish
from wirlod.settings import Settings

CLOCK = datetime(2026, 11, 22, 15, tzinfo=UTC)


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
    write_records(tmp_path / "data", Size(grants=300))
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


def double(factor: int) -> Callable[[int], int]:
    """Prepare what multiplies by *factor*."""
    return factor.__mul__


def test_results_come_in_the_order_of_the_tasks() -> None:
    tasks = list(range(40))

    assert list(run_in_order(tasks, double, 2, 2)) == [2 * task for task in tasks]


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

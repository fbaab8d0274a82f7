"""Which edition is current, in which order they came, and what becomes of one that is damaged."""

import os
import threading
from pathlib import Path

import pytest
from tests.web.conftest import switch_to as link_to
from tests.web.conftest import write_edition

from wirlod.edition import MANIFEST, read_edition, seal_edition
from wirlod.editions import (
    CURRENT,
    current_name,
    find_editions,
    list_editions,
    lock_editions,
    roll_back,
    switch_to,
    usable_edition,
)
from wirlod.errors import EditionDamaged, EditionNotFound, NothingPublished, PublisherBusy

NAMES = ["2026-11-23T150000Z", "2026-11-22T150000Z", "2026-11-24T150000Z"]
"""Three editions in the order of publication; the clock of the second went back."""


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    folder = tmp_path / "editions"
    for number, name in enumerate(NAMES, 1):
        seal_edition(write_edition(folder, name), number)
    return folder


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def find_table(edition: Path) -> Path:
    """Find the file of the store that holds most statements."""
    return max((edition / "store").glob("*.sst"), key=lambda path: path.stat().st_size)


DAMAGES = {
    "a byte of the store": lambda edition: flip_a_byte(find_table(edition)),
    "a file of the store": lambda edition: find_table(edition).unlink(),
    "the checksums of the store": lambda edition: flip_a_byte(edition / "store/checksums.json"),
    "a byte beside the store": lambda edition: flip_a_byte(edition / "withdrawn.json"),
    "a file beside the store": lambda edition: (edition / "context.jsonld").unlink(),
    "a byte of the manifest": lambda edition: flip_a_byte(edition / MANIFEST),
    "a number in the manifest": lambda edition: (edition / MANIFEST).write_text(
        (edition / MANIFEST).read_text().replace('"triples": 20', '"triples": 21')
    ),
    "an empty manifest": lambda edition: (edition / MANIFEST).write_bytes(b""),
    "a manifest that is none": lambda edition: (edition / MANIFEST).write_bytes(b"[]"),
}


def test_editions_are_in_the_order_of_publication(editions: Path) -> None:
    assert [edition.name for edition in find_editions(editions)] == NAMES


def test_a_whole_edition_has_no_fault(editions: Path) -> None:
    assert [found.fault for found in list_editions(editions, whole=True)] == ["", "", ""]
    assert usable_edition(editions)[1] == ""


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_found_and_named(editions: Path, damage) -> None:
    damage(editions / NAMES[2])

    faults = {found.name: found.fault for found in list_editions(editions, whole=True)}

    assert NAMES[2] in faults[NAMES[2]]
    assert faults[NAMES[0]] == faults[NAMES[1]] == ""


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_the_next_older_edition_takes_the_place_of_a_damaged_one(editions: Path, damage) -> None:
    damage(editions / NAMES[2])

    edition, warning = usable_edition(editions)

    assert edition.name == NAMES[1]
    assert NAMES[2] in warning


def test_a_lost_link_leads_to_what_was_published_last(editions: Path) -> None:
    (editions / CURRENT).unlink()

    edition, warning = usable_edition(editions)

    assert edition.name == NAMES[2]
    assert "no link" in warning


def test_nothing_that_is_whole_is_nothing_published(editions: Path) -> None:
    for name in NAMES:
        flip_a_byte(editions / name / "withdrawn.json")

    with pytest.raises(NothingPublished, match="is whole"):
        usable_edition(editions)


def test_rolling_back_goes_to_what_was_published_before(editions: Path) -> None:
    assert roll_back(editions).name == NAMES[1]
    assert roll_back(editions).name == NAMES[0]
    with pytest.raises(EditionNotFound, match="older than"):
        roll_back(editions)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_rolling_back_works_over_a_damaged_current_edition(editions: Path, damage) -> None:
    damage(editions / NAMES[2])

    assert roll_back(editions).name == NAMES[1]
    assert current_name(editions) == NAMES[1]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_rolling_back_never_leads_to_a_damaged_edition(editions: Path, damage) -> None:
    damage(editions / NAMES[1])

    with pytest.raises(EditionDamaged, match=NAMES[1]):
        roll_back(editions, NAMES[1])
    assert current_name(editions) == NAMES[2]
    assert roll_back(editions).name == NAMES[0]


@pytest.mark.parametrize(
    "name", [CURRENT, "..", ".", f"../editions/{NAMES[0]}", "2020-01-01T000000Z"]
)
def test_only_names_that_are_listed_are_switched_to(editions: Path, name: str) -> None:
    with pytest.raises(EditionNotFound):
        roll_back(editions, name)
    assert current_name(editions) == NAMES[2]


def test_rolling_back_waits_for_nobody(editions: Path) -> None:
    with lock_editions(editions), pytest.raises(PublisherBusy):
        roll_back(editions)


def test_many_may_switch_at_once(editions: Path) -> None:
    failures: list[OSError] = []

    def switch(name: str) -> None:
        try:
            for _ in range(20):
                switch_to(read_edition(editions / name), editions)
        except OSError as error:
            failures.append(error)

    threads = [threading.Thread(target=switch, args=[name]) for name in NAMES * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert current_name(editions) in NAMES
    assert not [path for path in editions.iterdir() if path.name.startswith(".current")]


def test_what_is_switched_to_is_on_the_disk_first(
    editions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda number: (done.append("fsync"), fsync(number)))
    monkeypatch.setattr(os, "replace", lambda *paths: (done.append("replace"), replace(*paths)))

    switch_to(read_edition(editions / NAMES[0]), editions)

    files = sum(1 for path in (editions / NAMES[0]).rglob("*"))
    assert done == [*["fsync"] * (files + 1), "replace", "fsync"]


def test_an_edition_of_an_earlier_version_is_taken_as_it_is(tmp_path: Path) -> None:
    write_edition(tmp_path / "editions", NAMES[0])

    assert usable_edition(tmp_path / "editions")[0].name == NAMES[0]


def test_a_link_beside_the_editions_is_none(editions: Path) -> None:
    (editions / "2026-12-01T000000Z").symlink_to(NAMES[0])

    assert [found.name for found in list_editions(editions)] == NAMES


def test_a_link_to_itself_is_no_edition(editions: Path) -> None:
    (editions / CURRENT).unlink()
    link_to(editions, CURRENT)

    assert usable_edition(editions)[0].name == NAMES[2]

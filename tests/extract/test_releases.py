"""The retold releases that extraction learns from and is tested by: form, and what parts share."""

import itertools
from pathlib import Path

import pytest
from tests.benchmarks.releases import DEVELOPMENT, MarkedRelease, read_releases

from wirlod.extract.told.figures import KINDS
from wirlod.values.amounts import find_amounts

ROLES = {"grant", "none", "earlier", "applied", "gift", "part", "limit", *KINDS}


@pytest.fixture(scope="module")
def development() -> list[MarkedRelease]:
    return read_releases(DEVELOPMENT)


def test_a_part_without_a_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no releases"):
        read_releases(tmp_path)


def test_a_release_has_a_name_of_its_own(development: list[MarkedRelease]) -> None:
    names = [release.name for release in development]

    assert len(set(names)) == len(names)


def test_what_is_marked_as_a_sum_is_one(development: list[MarkedRelease]) -> None:
    marks = [(r.name, r.text[m.start : m.end]) for r in development for m in r.sums]
    unread = [(name, words) for name, words in marks if not _is_sum(words)]

    assert unread == []
    assert {mark.role for release in development for mark in release.sums} == ROLES


def _is_sum(words: str) -> bool:
    return bool(find_amounts(words) or find_amounts(f"{words} Euro"))


def test_marks_do_not_overlap(development: list[MarkedRelease]) -> None:
    for release in development:
        pairs = itertools.pairwise(release.sums)
        assert all(a.end <= b.start for a, b in pairs), release.name

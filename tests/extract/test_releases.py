"""The retold releases that extraction learns from and is tested by: form, and what parts share."""

import itertools
from pathlib import Path

import pytest
from tests.benchmarks.releases import DEVELOPMENT, HANDOVERS, TEST, MarkedRelease, read_releases

from wirlod.extract.told.figures import KINDS
from wirlod.values.amounts import find_amounts

ROLES = {"grant", "none", "earlier", "applied", "gift", "part", "limit", *KINDS}
PARTS = {
    part.name: read_releases(part) for part in (DEVELOPMENT, HANDOVERS, TEST)
    if part is not TEST or list(part.glob("*.txt"))
}  # fmt: skip
each_part = pytest.mark.parametrize("releases", PARTS.values(), ids=PARTS)


def test_a_part_without_a_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no releases"):
        read_releases(tmp_path)


def test_the_parts_share_no_source_and_no_text() -> None:
    if TEST.name not in PARTS:
        pytest.skip("no test part: all releases are learnt from, other sources are to be retold")
    for one, other in itertools.combinations(PARTS.values(), 2):
        for read in (lambda r: r.name.rpartition("-")[0], lambda r: r.text):
            assert {*map(read, one)} & {*map(read, other)} == set()


@each_part
def test_a_release_has_a_name_and_a_text_of_its_own(releases: list[MarkedRelease]) -> None:
    assert len({release.name for release in releases}) == len(releases)
    assert len({release.text for release in releases}) == len(releases)


@each_part
def test_what_is_marked_as_a_sum_is_one(releases: list[MarkedRelease]) -> None:
    marks = [(r.name, r.text[m.start : m.end]) for r in releases for m in r.sums]
    unread = [(name, words) for name, words in marks if not _is_sum(words)]

    assert marks
    assert unread == []
    assert {mark.role for release in releases for mark in release.sums} <= ROLES


@each_part
def test_no_mark_is_left_in_a_text(releases: list[MarkedRelease]) -> None:
    assert [release.name for release in releases if set("{}") & set(release.text)] == []


def test_every_role_is_learnt() -> None:
    assert {mark.role for release in PARTS["development"] for mark in release.sums} == ROLES


def _is_sum(words: str) -> bool:
    return bool(find_amounts(words) or find_amounts(f"{words} Euro"))


@each_part
def test_marks_do_not_overlap(releases: list[MarkedRelease]) -> None:
    for release in releases:
        pairs = itertools.pairwise(release.sums)
        assert all(a.end <= b.start for a, b in pairs), release.name

"""Checksums of finished files: compared at every use, and read no oftener than they are written."""

import os
from pathlib import Path

import pytest

from wirlod import checksums
from wirlod.checksums import checksums_below, find_difference


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the name of every file that is read."""
    names: list[str] = []
    real = checksums.checksum

    def note(path: Path) -> str:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(checksums, "checksum", note)
    return names


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(name * 100)
    return tmp_path


def test_what_was_not_written_since_is_not_read_again(folder: Path, read: list[str]) -> None:
    expected = checksums_below(folder, ())
    read.clear()

    assert find_difference(folder, expected) == find_difference(folder, expected) == ""
    assert sorted(read) == ["a", "b", "c"]


def test_a_file_that_was_spoilt_is_named_though_it_looks_as_before(folder: Path) -> None:
    expected = checksums_below(folder, ())
    assert find_difference(folder, expected) == ""
    before = (folder / "b").stat()
    (folder / "b").write_text("B" * 100)
    os.utime(folder / "b", ns=(before.st_atime_ns, before.st_mtime_ns))

    assert find_difference(folder, expected) == "b"


def test_the_first_that_differs_is_named(folder: Path) -> None:
    expected = checksums_below(folder, ())
    (folder / "b").unlink()
    (folder / "c").write_text("C")

    assert find_difference(folder, expected) == "b"

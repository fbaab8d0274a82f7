"""Files of ``data/`` change together or not at all, whoever is killed when."""

import errno
import os
import signal
from pathlib import Path

import pytest

from wirlod.errors import SourceError
from wirlod.together import BEFORE, GONE, MADE, changing_together, undo_interrupted

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # it forks


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("before")
    return tmp_path


def look(data: Path) -> dict[str, str]:
    return {str(p.relative_to(data)): p.read_text() for p in data.rglob("*") if p.is_file()}


BEFORE_ALL = {"a.csv": "before", "b.csv": "before"}


def change(data: Path, *, die_after: int = 9, fail: bool = False) -> None:
    """Change a file, make one, remove one, and bring two into a folder."""
    files = [data / name for name in ("a.csv", "b.csv", "c.csv")]
    folder = data / "tables"
    steps = (
        lambda: files[0].write_text("after"),
        files[1].unlink,
        lambda: files[2].write_text("after"),
        folder.mkdir,
        lambda: (folder / ".1.csv").write_text("half"),
        lambda: (folder / ".1.csv").rename(folder / "1.csv"),
    )
    with changing_together(data, files, [folder]):
        for number, step in enumerate(steps):
            if number == die_after:
                os.kill(os.getpid(), signal.SIGKILL)
            step()
        if fail:
            raise OSError("no space")


AFTER_ALL = {"a.csv": "after", "c.csv": "after", "tables/1.csv": "half"}


def killed(data: Path, after: int) -> None:
    """Change in a process that is killed after so many steps."""
    if (pid := os.fork()) == 0:
        change(data, die_after=after)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL


def test_what_went_well_stays(data: Path) -> None:
    change(data)

    assert look(data) == AFTER_ALL
    undo_interrupted(data)
    assert look(data) == AFTER_ALL


def test_what_fails_is_undone(data: Path) -> None:
    with pytest.raises(OSError, match="no space"):
        change(data, fail=True)

    assert look(data) == BEFORE_ALL
    assert not (data / "tables").exists()


@pytest.mark.parametrize("after", range(6))
def test_what_was_killed_is_undone_by_the_next(data: Path, after: int) -> None:
    killed(data, after)
    assert look(data) != BEFORE_ALL

    undo_interrupted(data)

    assert look(data) == BEFORE_ALL
    change(data)
    assert look(data) == AFTER_ALL


def test_an_undoing_that_was_killed_is_gone_on_with(data: Path) -> None:
    killed(data, 5)
    (data / BEFORE / "0").replace(data / "a.csv")  # as an undoing that got no further

    undo_interrupted(data)

    assert look(data) == BEFORE_ALL


def test_what_was_left_while_it_was_made_or_removed_goes(data: Path) -> None:
    for name in (MADE, GONE):
        (data / name).mkdir()
        (data / name / "0").write_text("half")

    undo_interrupted(data)

    assert look(data) == BEFORE_ALL
    assert sorted(path.name for path in data.iterdir()) == ["a.csv", "b.csv"]


def test_two_at_once_are_refused(data: Path) -> None:
    with changing_together(data, [data / "a.csv"]):
        (data / "a.csv").write_text("after")
        with pytest.raises(SourceError, match="another import or review is at work"):
            change(data)
        with pytest.raises(SourceError, match="wait until it has finished"):
            undo_interrupted(data)

    assert look(data) == BEFORE_ALL | {"a.csv": "after"}


def test_where_nothing_can_be_undone_it_is_said(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(data, 2)

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(SourceError, match=r"cannot be undone here \(Read-only file system\)"):
        undo_interrupted(data)

    monkeypatch.undo()
    undo_interrupted(data)
    assert look(data) == BEFORE_ALL

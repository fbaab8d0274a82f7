"""
Files of ``data/`` that change together: all of them, or none.

Before the first one changes, what they say is put into ``data/.before/``, with a plan of what to
put back; when the last one has changed, that folder goes. Whoever changes them holds a lock on the
plan, which the kernel releases at a death. A plan that nobody holds is of a process that was ended
in the middle: whoever reads or changes ``data/`` next puts everything back as it was
(:func:`undo_interrupted`).
"""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from wirlod.errors import SourceError
from wirlod.saying import say

BEFORE = ".before"
"""The folder below ``data/`` that holds what files said before they changed."""

MADE, GONE = f"{BEFORE}.new", f"{BEFORE}.old"
"""What that folder is called while it is made, and while it is removed."""

PLAN = "plan.json"


class Plan(msgspec.Struct, frozen=True):
    """What to put back; every path is one below ``data/``."""

    files: dict[str, bool]
    """Files, and whether they were there."""
    folders: dict[str, list[str]]
    """Folders, and what was in them."""


@contextmanager
def changing_together(
    data: Path, files: Iterable[Path], folders: Iterable[Path] = ()
) -> Iterator[None]:
    """
    Have *files*, and what comes into *folders*, change as one; after a failure all is as before.

    :raises SourceError: where somebody else changes files of *data*.
    """
    undo_interrupted(data)
    plan = Plan(
        {str(path.relative_to(data)): path.is_file() for path in files},
        {str(path.relative_to(data)): _names_in(path) for path in folders},
    )
    with _keep(data, plan):
        done = False
        try:
            yield
            done = True
        finally:
            if not done:
                _put_back(data, plan)
            _forget(data)


def undo_interrupted(data: Path) -> None:
    """
    Put back what files said before a change that was ended in the middle.

    :raises SourceError: where that change is still under way, or *data* cannot be written.
    """
    place = data / BEFORE
    try:
        with (place / PLAN).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if place.exists():  # it was not removed while we looked
                _put_back(data, msgspec.json.decode(file.read(), type=Plan))
                _forget(data)
    except FileNotFoundError:
        pass
    except BlockingIOError:
        text = say("another import or review is at work: wait until it has finished")
        raise SourceError.at(data, text) from None
    except OSError as error:
        text = say(
            "an import or a review was ended in the middle, and cannot be undone here ({error}): "
            "run 'wirlod check' as somebody who may write there",
            error=error.strerror,
        )
        raise SourceError.at(data, text) from error
    for left in (MADE, GONE):
        shutil.rmtree(data / left, ignore_errors=True)


@contextmanager
def _keep(data: Path, plan: Plan) -> Iterator[None]:
    made = data / MADE
    try:
        made.mkdir()
        for number, (name, is_there) in enumerate(plan.files.items()):
            if is_there:
                shutil.copy2(data / name, made / str(number))
        file = (made / PLAN).open("w+b")
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        raise
    with file:
        try:
            file.write(msgspec.json.encode(plan))
            file.flush()
            os.fsync(file.fileno())
            fcntl.flock(file, fcntl.LOCK_EX)
            made.rename(data / BEFORE)
        finally:
            shutil.rmtree(made, ignore_errors=True)
        yield


def _put_back(data: Path, plan: Plan) -> None:
    """Put everything back; what was put back already is not in the folder any more."""
    for name, names in plan.folders.items():
        for path in (data / name).glob("*"):
            if path.name not in names:
                path.unlink()
        if not names and (data / name).is_dir():
            (data / name).rmdir()
    for number, (name, was_there) in enumerate(plan.files.items()):
        kept = data / BEFORE / str(number)
        if not was_there:
            (data / name).unlink(missing_ok=True)
        elif kept.exists():
            kept.replace(data / name)
        (data / f"{name}.new").unlink(missing_ok=True)


def _forget(data: Path) -> None:
    """Remove the plan in one step, and then what is left of it."""
    (data / BEFORE).rename(data / GONE)
    shutil.rmtree(data / GONE, ignore_errors=True)


def _names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*")) if folder.is_dir() else []

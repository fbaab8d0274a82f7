"""
Which editions there are, in which order they came, and which one is current.

They are in the order of publication, whatever their clocks said. What is damaged is named and
never switched to; whoever changes anything holds one lock.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident

import msgspec

from wirlod.checksums import find_difference
from wirlod.edition import CHECKSUMS, DUMPS, STORE, Edition, read_edition, unknown_edition
from wirlod.errors import (
    EditionDamaged,
    EditionNotFound,
    NothingPublished,
    PublisherBusy,
    PublishingError,
)
from wirlod.history import FILE
from wirlod.saying import say

CURRENT = "current"
STAGING = ".staging-"

NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}Z")
"""How the name of an edition looks."""

SWITCH_SECONDS = 1.0
"""How long whoever serves may take to notice that another edition is current."""


def find_damage(edition: Edition) -> str:
    """Name the first file that is not what was written; empty where all are."""
    manifest = edition.manifest
    expected = {f"{DUMPS}/{dump.name}": dump.sha256 for dump in manifest.dumps} | manifest.files
    if manifest.files:
        path = edition.store_folder / CHECKSUMS
        try:
            store = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
        except (OSError, ValueError):
            return f"{STORE}/{CHECKSUMS}"
        expected |= {f"{STORE}/{name}": sha256 for name, sha256 in store.items()}
    return find_difference(edition.folder, expected)


def check_whole(edition: Edition) -> None:
    """
    Compare every file of *edition* with what was written.

    :raises EditionDamaged: with the name of the first that differs.
    """
    if damage := find_damage(edition):
        raise EditionDamaged(
            say(
                "{name}: {damage} is not what was written, or missing",
                name=edition.name,
                damage=damage,
            )
        )


class Listed(msgspec.Struct, frozen=True):
    """A folder that has the name of an edition, and what was found in it."""

    name: str
    edition: Edition | None
    fault: str = ""
    """Why it cannot be used; empty where it can."""


def list_editions(editions: Path, *, whole: bool = False) -> list[Listed]:
    """
    List the editions in the order in which they were published, whatever their clocks said.

    :param whole: whether every file is looked at, not only manifests.
    """
    folders = [path for path in editions.glob("*") if NAME.fullmatch(path.name)]
    listed = [_look_at(folder, whole=whole) for folder in folders if not folder.is_symlink()]
    numbers = {found.name: found.edition.manifest.number for found in listed if found.edition}
    return sorted(listed, key=lambda found: (numbers.get(found.name, 0), found.name))


def _look_at(folder: Path, *, whole: bool) -> Listed:
    edition = None
    try:
        edition = read_edition(folder)
        if whole:
            check_whole(edition)
    except (EditionDamaged, EditionNotFound) as error:
        return Listed(folder.name, edition, str(error))
    return Listed(folder.name, edition)


def find_editions(editions: Path) -> Iterator[Edition]:
    """Yield the editions that can be used, in the order in which they were published."""
    for found in list_editions(editions):
        if found.edition and not found.fault:
            yield found.edition


def current_name(editions: Path) -> str:
    """Give the name of the current edition, whatever its state; empty where there is none."""
    try:
        return Path(os.readlink(editions / CURRENT)).name
    except OSError:
        return ""


def current_edition(editions: Path) -> Edition:
    """
    Open the current edition.

    The link is resolved first: what is read later belongs to one edition.

    :raises NothingPublished, EditionDamaged: when there is none, or one that cannot be read.
    """
    name = current_name(editions)
    if not name or not (editions / name).is_dir():
        raise nothing_published(editions)
    return read_edition((editions / name).resolve())


def usable_edition(editions: Path) -> tuple[Edition, str]:
    """
    Give the current edition; where it is damaged or lost, the newest before it that is whole.

    :returns: the edition, and a warning that is empty where it is the current one.
    :raises NothingPublished: when none is whole.
    """
    name, warning = current_name(editions), ""
    try:
        current = current_edition(editions)
        check_whole(current)
    except (EditionDamaged, EditionNotFound) as error:
        warning = str(error)
    except NothingPublished:
        warning = say("there is no link '{current}' to an edition", current=CURRENT)
    else:
        return current, ""
    if found := _newest_whole(editions, name):
        return found, say(
            "{warning}; {name} is used in its place", warning=warning, name=found.name
        )
    if list_editions(editions):
        raise NothingPublished(
            say("no edition in {editions} is whole: run 'wirlod publish'", editions=editions)
        )
    raise nothing_published(editions)


def nothing_published(editions: Path) -> NothingPublished:
    """Say that there is no edition, and what to do."""
    return NothingPublished(
        say("nothing published in {editions}: run 'wirlod publish' first", editions=editions)
    )


def _newest_whole(editions: Path, before: str) -> Edition | None:
    """Find the edition that was published last before the one called *before*, and is whole."""
    names = [found.name for found in list_editions(editions) if found.edition]
    for name in reversed(names[: names.index(before)] if before in names else names):
        found = _look_at((editions / name).resolve(), whole=True)
        if found.edition and not found.fault:
            return found.edition
    return None


def find_history(editions: Path) -> Edition | None:
    """Find the edition published last whose history is what was written, whatever else is not."""
    for edition in reversed(list(find_editions(editions))):
        expected = {FILE: edition.manifest.files.get(FILE, "")}
        if not find_difference(edition.folder, expected):
            return edition
    return None


def switch_to(edition: Edition, editions: Path) -> None:
    """
    Make *edition* the current one by one rename; requests in flight finish on the old one.

    What it holds is on the disk before the link is: a crash of the machine keeps the order.
    """
    for folder, _, names in os.walk(edition.folder):
        for name in names:
            _synchronise(Path(folder) / name)
        _synchronise(Path(folder))
    link = editions / f".{CURRENT}-{os.getpid()}-{get_ident()}"
    link.unlink(missing_ok=True)
    link.symlink_to(edition.folder.name)
    os.replace(link, editions / CURRENT)
    _synchronise(editions)


def _synchronise(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def lock_editions(editions: Path) -> Iterator[None]:
    """
    Hold the lock that whoever changes *editions* holds; the kernel releases it at a death.

    :raises PublishingError: when somebody else holds it, or the folder cannot be written.
    """
    try:
        editions.mkdir(parents=True, exist_ok=True)
        file = (editions / ".lock").open("w")
    except OSError as error:
        raise PublishingError(
            say(
                "{editions}: cannot be written ({strerror}): give a folder by WIRLOD_EDITIONS",
                editions=editions,
                strerror=error.strerror,
            )
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PublisherBusy(
                say(
                    "another publisher is at work in {editions}: wait until it has finished",
                    editions=editions,
                )
            ) from error
        yield


def roll_back(editions: Path, name: str = "") -> Edition:
    """
    Switch to the edition *name*, or to the last one that was published before the current one.

    It works over a current edition in any state, and never switches to one that is damaged.

    :raises EditionNotFound, EditionDamaged, PublisherBusy: when that cannot be.
    """
    with lock_editions(editions):
        target = _find_target(editions, name)
        switch_to(target, editions)
    return target


def _find_target(editions: Path, name: str) -> Edition:
    if name:
        if name not in {found.name for found in list_editions(editions)}:
            raise unknown_edition(name)
        target = read_edition(editions / name)
        check_whole(target)
        return target
    current = current_name(editions)
    if older := _newest_whole(editions, current):
        return older
    if not list_editions(editions):
        raise nothing_published(editions)
    raise EditionNotFound(
        say(
            "no whole edition in {editions} is older than {current}",
            editions=editions,
            current=current or say("none"),
        )
    )

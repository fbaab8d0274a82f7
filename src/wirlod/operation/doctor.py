"""
What can be wrong with an installation, looked at one after the other, and what to do about it.

A finding is *good*, a *doubt* (it works, but not as it should), or *bad* (it does not work).
Nothing is changed, and nobody outside this machine is asked but the engine that holds the triples.
"""

import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from wirlod.editions import STAGING, current_name, find_damage, list_editions
from wirlod.errors import NothingPublished, QueryError
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.pointer import read_current
from wirlod.settings import Settings
from wirlod.sparql.isolation import leave_network

PYTHON = (3, 11)
BYTES_OF_TRIPLE = 350
"""Memory of a triple in a store that is held in memory."""

FREE_EDITIONS = 2
"""There must be room for so many more editions like the current one."""


class Verdict(StrEnum):
    """How it stands with one thing."""

    GOOD = "good"
    DOUBT = "doubt"
    BAD = "bad"


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at."""

    verdict: Verdict
    what: str
    """What was found, in a sentence."""
    advice: str = ""
    """What to do; empty where all is well."""


def examine(settings: Settings, port: int) -> Iterator[Finding]:
    """Look at everything; *port* is where ``wirlod serve`` would listen."""
    yield from look_at_python()
    yield from look_at_base_uri(settings)
    yield from look_at_folder("records", settings.data, "WIRLOD_DATA", written=False)
    yield from look_at_folder("ontology", settings.ontology, "WIRLOD_ONTOLOGY", written=False)
    yield from look_at_folder("shapes", settings.shapes, "WIRLOD_SHAPES", written=False)
    yield from look_at_folder("editions", settings.editions, "WIRLOD_EDITIONS", written=True)
    yield from look_at_editions(settings)
    yield from look_at_engine(settings)
    yield from look_at_leftovers(settings)
    yield from look_at_room(settings)
    yield from look_at_port(port)
    yield from look_at_walls()


def look_at_python() -> Iterator[Finding]:
    """Compare the interpreter with what the program needs."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < PYTHON:
        yield Finding(Verdict.BAD, f"Python is {found}", "use Python 3.11 or later")
    else:
        yield Finding(Verdict.GOOD, f"Python is {found}")


def look_at_base_uri(settings: Settings) -> Iterator[Finding]:
    """Doubt addresses that only this machine can reach."""
    base_uri = settings.base_uri
    host = urlsplit(base_uri).hostname or ""
    if host in ("localhost", "127.0.0.1", "::1"):
        advice = "for others, set WIRLOD_BASE_URI to the address they see, and publish"
        yield Finding(Verdict.DOUBT, f"addresses begin with {base_uri}", advice)
    else:
        yield Finding(Verdict.GOOD, f"addresses begin with {base_uri}")


def look_at_folder(name: str, folder: Path, setting: str, *, written: bool) -> Iterator[Finding]:
    """See whether a folder is there and may be used."""
    if not folder.exists():
        advice = f"make it, or set {setting}"
        yield Finding(Verdict.BAD, f"there is no folder of {name}: {folder.resolve()}", advice)
    elif not folder.is_dir():
        yield Finding(Verdict.BAD, f"{folder} is no folder", f"set {setting} to a folder")
    elif not os.access(folder, os.R_OK | os.X_OK):
        advice = f"let this user read it: chmod u+rx {folder}"
        yield Finding(Verdict.BAD, f"the folder of {name} cannot be read: {folder}", advice)
    elif written and not os.access(folder, os.W_OK):
        advice = "who only serves needs no more; who publishes must be able to write there"
        yield Finding(Verdict.DOUBT, f"the folder of {name} cannot be written: {folder}", advice)
    else:
        yield Finding(Verdict.GOOD, f"the folder of {name} is {folder.resolve()}")


def look_at_editions(settings: Settings) -> Iterator[Finding]:
    """Compare every edition with its checksums, and see that one is current."""
    if not settings.editions.is_dir():
        return
    listed = list_editions(settings.editions)
    if not listed:
        yield Finding(Verdict.BAD, "nothing is published", "run 'wirlod publish'")
        return
    current = current_name(settings.editions)
    for one in listed:
        fault = one.fault or (find_damage(one.edition) if one.edition else "")
        if fault:
            mark = Verdict.BAD if one.name == current else Verdict.DOUBT
            advice = "'wirlod rollback' switches to the one before; restore it from a backup"
            yield Finding(mark, f"the edition {one.name} is damaged: {fault}", advice)
    if current not in {one.name for one in listed}:
        advice = "'wirlod rollback NAME' switches to one"
        yield Finding(Verdict.BAD, "no edition is current", advice)
        return
    yield from _look_at_current(settings, current)


def _look_at_current(settings: Settings, current: str) -> Iterator[Finding]:
    [edition] = [one.edition for one in list_editions(settings.editions) if one.name == current]
    if edition is None:
        return
    manifest = edition.manifest
    age = (datetime.now(UTC) - manifest.created).days
    yield Finding(
        Verdict.GOOD, f"{current} is current: {manifest.triples:,} triples, {age} days old"
    )
    if manifest.base_uri != settings.base_uri:
        what = f"{current} was published for {manifest.base_uri}, not for {settings.base_uri}"
        yield Finding(Verdict.DOUBT, what, "publish again, or set WIRLOD_BASE_URI as it was")
    needed = manifest.triples * BYTES_OF_TRIPLE
    if manifest.triples <= settings.memory_triples and needed > _memory_bytes() / 2:
        what = f"{current} takes {needed / 2**30:.1f} GiB of memory, half of what there is or more"
        yield Finding(Verdict.DOUBT, what, "set WIRLOD_MEMORY_TRIPLES lower: it is read from disk")


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def look_at_engine(settings: Settings) -> Iterator[Finding]:
    """Ask the engine elsewhere, if there is one, for its edition, and look for that here."""
    if not settings.store:
        return
    try:
        name, _ = read_current(Elsewhere.from_settings(settings), settings.base_uri)
    except QueryError as error:
        advice = "start it, or look at WIRLOD_STORE, WIRLOD_STORE_USER and WIRLOD_STORE_TOKEN"
        yield Finding(Verdict.BAD, f"{settings.store}: {error}", advice)
    except NothingPublished as error:
        yield Finding(Verdict.BAD, f"{settings.store}: {error}", "run 'wirlod push'")
    else:
        if (settings.editions / name).is_dir():
            yield Finding(Verdict.GOOD, f"{settings.store} serves {name}")
        else:
            advice = f"bring the folder {name} here, or push one that is here"
            what = f"{settings.store} serves {name}, which is not in {settings.editions}"
            yield Finding(Verdict.BAD, what, advice)


def look_at_leftovers(settings: Settings) -> Iterator[Finding]:
    """Find what publications that were killed left behind."""
    left = [path.name for path in settings.editions.glob(f"{STAGING}*")]
    if left:
        what = f"left by a publication that was ended, or is running: {', '.join(sorted(left))}"
        yield Finding(Verdict.DOUBT, what, "the next 'wirlod publish' clears it")


def look_at_room(settings: Settings) -> Iterator[Finding]:
    """See whether there is room for the next editions."""
    if not settings.editions.is_dir():
        return
    free = shutil.disk_usage(settings.editions).free
    current = settings.editions / "current"
    files = current.rglob("*") if current.is_dir() else iter(())
    size = sum(path.stat().st_size for path in files if path.is_file())
    if free < FREE_EDITIONS * size or free < 2**27:
        what = f"{free / 2**20:,.0f} MiB are free where editions lie, one takes {size / 2**20:,.0f}"
        yield Finding(Verdict.DOUBT, what, "make room, or keep fewer: WIRLOD_KEEP_EDITIONS")
    else:
        yield Finding(Verdict.GOOD, f"{free / 2**30:,.1f} GiB are free where editions lie")


def look_at_port(port: int) -> Iterator[Finding]:
    """See whether the port is free, or who answers there."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except PermissionError:
            advice = "choose a port from 1024 on, and put a proxy in front"
            yield Finding(Verdict.BAD, f"this user may not listen on port {port}", advice)
        except OSError:
            advice = "that is well if it is wirlod; else choose another: --port"
            yield Finding(Verdict.DOUBT, f"something listens on port {port} already", advice)
        else:
            yield Finding(Verdict.GOOD, f"port {port} is free")


def look_at_walls() -> Iterator[Finding]:
    """See whether strangers' queries can be kept from the network by the kernel."""
    if _in_a_process(leave_network):
        yield Finding(Verdict.GOOD, "the kernel keeps strangers' queries from every network")
    else:
        what = "the kernel allows no network namespaces: only the guard keeps queries from networks"
        advice = "allow user namespaces: sysctl kernel.unprivileged_userns_clone=1"
        yield Finding(Verdict.DOUBT, what, advice)


def _in_a_process(look: Callable[[], bool]) -> bool:
    """Run *look* where it changes nobody else."""
    process = get_context("spawn").Process(target=_exit_with, args=(look,))
    process.start()
    process.join(30)
    return process.exitcode == 0


def _exit_with(look: Callable[[], bool]) -> None:
    sys.exit(0 if look() else 1)

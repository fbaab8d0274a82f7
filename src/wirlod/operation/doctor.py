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
from wirlod.saying import message, say
from wirlod.settings import PREFIX, Settings
from wirlod.sparql.isolation import leave_network
from wirlod.together import BEFORE

PYTHON = (3, 11)
BYTES_OF_TRIPLE = 350
"""Memory of a triple in a store that is held in memory."""

FREE_EDITIONS = 2
"""There must be room for so many more editions like the current one."""


FOLDERS = {
    message("records"): "data",
    message("ontology"): "ontology",
    message("shapes"): "shapes",
    message("editions"): "editions",
}
"""What lies in a folder → the setting that names it."""

WRITTEN = "editions"
"""The setting of the one folder that is written to."""


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
    for name, setting in FOLDERS.items():
        folder, variable = getattr(settings, setting), f"{PREFIX}{setting.upper()}"
        yield from look_at_folder(say(name), folder, variable, written=setting == WRITTEN)
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
        yield Finding(Verdict.BAD, f"Python {found}", say("use Python 3.11 or later"))
    else:
        yield Finding(Verdict.GOOD, f"Python {found}")


def look_at_base_uri(settings: Settings) -> Iterator[Finding]:
    """Doubt addresses that only this machine can reach."""
    base_uri = settings.base_uri
    host = urlsplit(base_uri).hostname or ""
    what = say("addresses begin with {base_uri}", base_uri=base_uri)
    if host in ("localhost", "127.0.0.1", "::1"):
        advice = say("for others, set WIRLOD_BASE_URI to the address they see, and publish")
        yield Finding(Verdict.DOUBT, what, advice)
    else:
        yield Finding(Verdict.GOOD, what)


def look_at_folder(name: str, folder: Path, setting: str, *, written: bool) -> Iterator[Finding]:
    """See whether a folder is there and may be used."""
    if not folder.exists():
        what = say("there is no folder of {name}: {folder}", name=name, folder=folder.resolve())
        advice = say("make it, or set {setting}", setting=setting)
        yield Finding(Verdict.BAD, what, advice)
    elif not folder.is_dir():
        advice = say("set {setting} to a folder", setting=setting)
        yield Finding(Verdict.BAD, say("{folder} is no folder", folder=folder), advice)
    elif not os.access(folder, os.R_OK | os.X_OK):
        what = say("the folder of {name} cannot be read: {folder}", name=name, folder=folder)
        advice = say("let this user read it: chmod u+rx {folder}", folder=folder)
        yield Finding(Verdict.BAD, what, advice)
    elif written and not os.access(folder, os.W_OK):
        what = say("the folder of {name} cannot be written: {folder}", name=name, folder=folder)
        advice = say("who only serves needs no more; who publishes must be able to write there")
        yield Finding(Verdict.DOUBT, what, advice)
    else:
        what = say("the folder of {name} is {folder}", name=name, folder=folder.resolve())
        yield Finding(Verdict.GOOD, what)


def look_at_editions(settings: Settings) -> Iterator[Finding]:
    """Compare every edition with its checksums, and see that one is current."""
    if not settings.editions.is_dir():
        return
    listed = list_editions(settings.editions)
    if not listed:
        advice = say("run 'wirlod publish'")
        yield Finding(Verdict.BAD, say("nothing is published"), advice)
        return
    current = current_name(settings.editions)
    for one in listed:
        fault = one.fault or (find_damage(one.edition) if one.edition else "")
        if fault:
            mark = Verdict.BAD if one.name == current else Verdict.DOUBT
            what = say("the edition {name} is damaged: {fault}", name=one.name, fault=fault)
            advice = say("'wirlod rollback' switches to the one before; restore it from a backup")
            yield Finding(mark, what, advice)
    if current not in {one.name for one in listed}:
        advice = say("'wirlod rollback NAME' switches to one")
        yield Finding(Verdict.BAD, say("no edition is current"), advice)
        return
    yield from _look_at_current(settings, current)


def _look_at_current(settings: Settings, current: str) -> Iterator[Finding]:
    [edition] = [one.edition for one in list_editions(settings.editions) if one.name == current]
    if edition is None:
        return
    manifest = edition.manifest
    age = (datetime.now(UTC) - manifest.created).days
    what = say(
        "{name} is current: {triples:,} triples, {age} days old",
        name=current,
        triples=manifest.triples,
        age=age,
    )
    yield Finding(Verdict.GOOD, what)
    if manifest.base_uri != settings.base_uri:
        what = say(
            "{name} was published for {then}, not for {now}",
            name=current,
            then=manifest.base_uri,
            now=settings.base_uri,
        )
        advice = say("publish again, or set WIRLOD_BASE_URI as it was")
        yield Finding(Verdict.DOUBT, what, advice)
    needed = manifest.triples * BYTES_OF_TRIPLE
    if manifest.triples <= settings.memory_triples and needed > _memory_bytes() / 2:
        what = say(
            "{name} takes {size:,.1f} GiB of memory, half of what there is or more",
            name=current,
            size=needed / 2**30,
        )
        advice = say("set WIRLOD_MEMORY_TRIPLES lower: it is read from disk")
        yield Finding(Verdict.DOUBT, what, advice)


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def look_at_engine(settings: Settings) -> Iterator[Finding]:
    """Ask the engine elsewhere, if there is one, for its edition, and look for that here."""
    if not settings.store:
        return
    try:
        name, _ = read_current(Elsewhere.from_settings(settings), settings.base_uri)
    except QueryError as error:
        advice = say("start it, or look at WIRLOD_STORE, WIRLOD_STORE_USER and WIRLOD_STORE_TOKEN")
        yield Finding(Verdict.BAD, f"{settings.store}: {error}", advice)
    except NothingPublished as error:
        yield Finding(Verdict.BAD, f"{settings.store}: {error}", say("run 'wirlod push'"))
    else:
        if (settings.editions / name).is_dir():
            what = say("{store} serves {name}", store=settings.store, name=name)
            yield Finding(Verdict.GOOD, what)
        else:
            what = say(
                "{store} serves {name}, which is not in {editions}",
                store=settings.store,
                name=name,
                editions=settings.editions,
            )
            advice = say("bring the folder {name} here, or push one that is here", name=name)
            yield Finding(Verdict.BAD, what, advice)


def look_at_leftovers(settings: Settings) -> Iterator[Finding]:
    """Find what publications, imports and reviews that were killed left behind."""
    left = [path.name for path in settings.editions.glob(f"{STAGING}*")]
    if left:
        what = say(
            "left by a publication that was ended, or is running: {names}",
            names=", ".join(sorted(left)),
        )
        yield Finding(Verdict.DOUBT, what, say("the next 'wirlod publish' clears it"))
    if (settings.data / BEFORE).exists():
        what = say("an import or a review was ended in the middle, or is running")
        advice = say("the next 'wirlod check', as the one who imports, undoes it")
        yield Finding(Verdict.DOUBT, what, advice)


def look_at_room(settings: Settings) -> Iterator[Finding]:
    """See whether there is room for the next editions."""
    if not settings.editions.is_dir():
        return
    free = shutil.disk_usage(settings.editions).free
    current = settings.editions / "current"
    files = current.rglob("*") if current.is_dir() else iter(())
    size = sum(path.stat().st_size for path in files if path.is_file())
    if free < FREE_EDITIONS * size or free < 2**27:
        what = say(
            "{free:,.0f} MiB are free where editions lie, one takes {size:,.0f}",
            free=free / 2**20,
            size=size / 2**20,
        )
        advice = say("make room, or keep fewer: WIRLOD_KEEP_EDITIONS")
        yield Finding(Verdict.DOUBT, what, advice)
    else:
        what = say("{free:,.1f} GiB are free where editions lie", free=free / 2**30)
        yield Finding(Verdict.GOOD, what)


def look_at_port(port: int) -> Iterator[Finding]:
    """See whether the port is free, or who answers there."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except PermissionError:
            what = say("this user may not listen on port {port}", port=port)
            advice = say("choose a port from 1024 on, and put a proxy in front")
            yield Finding(Verdict.BAD, what, advice)
        except OSError:
            what = say("something listens on port {port} already", port=port)
            advice = say("that is well if it is wirlod; else choose another: --port")
            yield Finding(Verdict.DOUBT, what, advice)
        else:
            yield Finding(Verdict.GOOD, say("port {port} is free", port=port))


def look_at_walls() -> Iterator[Finding]:
    """See whether strangers' queries can be kept from the network by the kernel."""
    if _in_a_process(leave_network):
        what = say("the kernel keeps strangers' queries from every network")
        yield Finding(Verdict.GOOD, what)
    else:
        what = say(
            "the kernel allows no network namespaces: only the guard keeps queries from networks"
        )
        advice = say("allow user namespaces: sysctl kernel.unprivileged_userns_clone=1")
        yield Finding(Verdict.DOUBT, what, advice)


def _in_a_process(look: Callable[[], bool]) -> bool:
    """Run *look* where it changes nobody else."""
    process = get_context("spawn").Process(target=_exit_with, args=(look,))
    process.start()
    process.join(30)
    return process.exitcode == 0


def _exit_with(look: Callable[[], bool]) -> None:
    sys.exit(0 if look() else 1)

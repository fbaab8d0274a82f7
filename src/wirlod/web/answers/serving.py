"""
The open edition, swapped in one assignment when another becomes current.

A request asks once, keeps what it got, and so finishes on the edition it began with; an
edition that nobody holds any more is closed by being forgotten. The link is looked at no more
than once a second, for looking costs a system call.
"""

import gc
import json
import logging
import os
import time
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import msgspec
from flask import current_app

from wirlod.edition import Edition, Tombstone, read_edition
from wirlod.editions import CURRENT, NAME, SWITCH_SECONDS, check_whole, usable_edition
from wirlod.errors import (
    EditionNotFound,
    NothingPublished,
    ThingNotFound,
    ThingWithdrawn,
    WirlodError,
)
from wirlod.iris import thing_iri
from wirlod.kinds import KINDS, prefixes
from wirlod.query.catalogue import Catalogue
from wirlod.query.describe import describe_thing, exists
from wirlod.query.directory import Directory
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.embedded import EmbeddedStore
from wirlod.query.lists import open_lists
from wirlod.query.packed import PackedThings, open_packed
from wirlod.query.past import KeptHistory
from wirlod.query.pointer import read_current
from wirlod.query.remembered import Remembered
from wirlod.query.remote import RemoteStore
from wirlod.query.store import Store
from wirlod.query.things import Things
from wirlod.saying import say
from wirlod.settings import Settings
from wirlod.site import Site
from wirlod.sparql.confinement import Graphs
from wirlod.web.answers.state import version_of
from wirlod.web.http.response import Version
from wirlod.writing.description import Description

REMEMBERED = 1_000
"""How many counts and sums are remembered."""

PATIENCE_SECONDS = 2.0
"""How long a request waits at most for another edition before it is answered from the one before.

Small editions are open by then, and whoever asks after a switch sees what is new."""

log = logging.getLogger(__name__)


class OpenEdition(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a request needs of one edition."""

    edition: Edition
    store: Store
    context: dict[str, Any]
    """The JSON-LD context, without the ``@context`` around it."""
    prefixes: dict[str, str]
    catalogue: Catalogue
    directory: Directory
    """Which things there are."""
    packed: PackedThings | None
    """From which most documents are put together."""
    things: Things
    """What things say, for pages to ask."""
    history: KeptHistory
    """What happened to each thing."""
    remembered: Remembered
    """Counts and sums that were asked for."""
    tombstones: dict[str, Tombstone]
    """What was withdrawn, by ``kind/key``."""
    site: Site
    """What the pages call themselves."""
    version: Version

    @property
    def base_uri(self) -> str:
        """What every IRI of ours begins with."""
        return self.edition.manifest.base_uri

    def describe(self, kind: str, key: str, portion: int = 1) -> Description:
        """
        Describe the thing *kind*/*key*, with one portion of what points at it.

        :raises ThingWithdrawn: when it was published once.
        :raises ThingNotFound: when it never was.
        """
        iri = thing_iri(self.base_uri, kind, key)
        try:
            if KINDS[kind].is_catalogued:
                return self.catalogue.describe(iri)
            return describe_thing(self.store, iri, portion)
        except ThingNotFound:
            raise self._absence(kind, key) from None

    def check_exists(self, kind: str, key: str) -> None:
        """Raise what :meth:`describe` would, at less cost."""
        if KINDS[kind].is_catalogued:
            self.describe(kind, key)
        elif not exists(self.store, thing_iri(self.base_uri, kind, key)):
            raise self._absence(kind, key)

    def _absence(self, kind: str, key: str) -> ThingNotFound:
        if tombstone := self.tombstones.get(f"{kind}/{key}"):
            return ThingWithdrawn(
                say(
                    "{kind}/{key} was withdrawn on {date}", kind=kind, key=key, date=tombstone.date
                ),
                tombstone,
            )
        return ThingNotFound(say("nothing is published as {thing}", thing=f"{kind}/{key}"))


class Serving:
    """Holds the open edition of a folder of editions."""

    def __init__(self, settings: Settings) -> None:
        self.editions = settings.editions
        self._engine = Elsewhere.from_settings(settings) if settings.store else None
        self._base_uri = settings.base_uri
        self._lock = Lock()
        self._opened: OpenEdition | None = None
        self._link = ""
        self.warning = ""
        """Why the edition that is open is not the current one; empty where it is."""
        self._looked = float("-inf")
        self._open_kept = lru_cache(maxsize=2)(partial(open_kept_edition, settings.editions))

    def opened(self) -> OpenEdition:
        """
        Give the current edition, opening it when it is new.

        While one thread does that, the others go on with the edition before; so does who had it
        opened, when that takes long: all files of a large one are compared with what was written.

        :raises NothingPublished: when there is none.
        """
        if self._opened is None:
            with self._lock:
                self._look()
        elif self._is_time() and self._lock.acquire(blocking=False):
            opening = Thread(target=self._look_and_release, daemon=True)
            opening.start()
            opening.join(PATIENCE_SECONDS)
        if self._opened is None:
            raise NothingPublished(say("nothing is published here, or nothing that is whole"))
        return self._opened

    def open_kept(self, name: str) -> OpenEdition:
        """
        Give the edition *name*, which need not be current; two of them stay open.

        :raises EditionNotFound: when it is not kept.
        """
        return self._open_kept(name)

    @property
    def fingerprint(self) -> str:
        """What bytes of now depend on; empty where nothing is published."""
        try:
            return self.opened().version.fingerprint
        except NothingPublished:
            return ""

    def _is_time(self) -> bool:
        """Tell whether the link was last looked at long ago."""
        return time.monotonic() - self._looked > SWITCH_SECONDS

    def _look_and_release(self) -> None:
        try:
            self._look()
        finally:
            self._lock.release()

    def _look(self) -> None:
        self._looked = time.monotonic()
        link, warning = self._link, ""
        try:
            link, graphs = self._find_current()
            if link == self._link and self._opened:
                return
            edition, warning = self._find_edition(link, graphs)
            if self._opened is None or edition.name != self._opened.edition.name:
                self._opened = open_edition(edition, self._engine)
                gc.collect()  # a failed request leaves circles that hold the store of the old one
        except (OSError, WirlodError, ValueError) as error:
            warning = f"the edition that is open stays open: {error}"
        if warning and warning != self.warning:
            log.warning("%s", warning)
        self._link, self.warning = link, warning

    def _find_current(self) -> tuple[str, Graphs | None]:
        """Tell what is current: where an engine elsewhere answers, what that says."""
        if self._engine:
            return read_current(self._engine, self._base_uri)
        return _read_link(self.editions), None

    def _find_edition(self, name: str, graphs: Graphs | None) -> tuple[Edition, str]:
        if graphs is None:
            return usable_edition(self.editions)
        edition = read_edition(self.editions / name)
        check_whole(edition)
        return msgspec.structs.replace(edition, graphs=graphs), ""


def _read_link(editions: Path) -> str:
    try:
        return os.readlink(editions / CURRENT)
    except OSError:
        return ""


def current() -> OpenEdition:
    """Give the edition this request is answered from; ask once and keep it."""
    serving: Serving = current_app.extensions["wirlod"]
    return serving.opened()


def current_site() -> Site:
    """Tell what the pages call themselves; where nothing is published they have no words."""
    try:
        return current().site
    except NothingPublished:
        return Site()


def open_kept_edition(editions: Path, name: str) -> OpenEdition:
    """
    Open an edition of the past.

    :raises EditionNotFound: when it is not kept.
    :raises EditionDamaged: when it is not what was written.
    """
    if not NAME.fullmatch(name):
        raise EditionNotFound(say("no edition is called {name!r}", name=name))
    edition = read_edition(editions / name)
    check_whole(edition)
    return open_edition(edition)


def open_edition(edition: Edition, engine: Elsewhere | None = None) -> OpenEdition:
    """Open the store of *edition*, here or in *engine*, and read the small files beside it."""
    base_uri = edition.manifest.base_uri
    store = _open_store(edition, engine)
    context = json.loads(edition.context_path.read_bytes())["@context"]
    packed = open_packed(edition.folder, base_uri, context)
    return OpenEdition(
        edition=edition,
        store=store,
        context=context,
        prefixes=prefixes(base_uri),
        catalogue=Catalogue(edition.folder),
        directory=Directory(store, base_uri, prefixes(base_uri), open_lists(edition.lists_path)),
        packed=packed,
        things=Things(store, packed, base_uri, prefixes(base_uri)),
        history=KeptHistory(edition.folder),
        remembered=Remembered(REMEMBERED),
        tombstones=edition.read_withdrawn(),
        site=edition.read_site(),
        version=version_of(edition),
    )


def _open_store(edition: Edition, engine: Elsewhere | None) -> Store:
    base_uri = edition.manifest.base_uri
    if engine and edition.graphs:
        return RemoteStore(engine, edition.graphs, base_uri)
    return EmbeddedStore.from_folder(
        edition.store_folder, base_uri, union=edition.manifest.is_preview
    )

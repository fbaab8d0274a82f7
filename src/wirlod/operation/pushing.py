"""
``wirlod push``: an edition loaded into an engine elsewhere, and switched to.

First its graphs are loaded and compared (:mod:`wirlod.operation.loading`), so a push that was
killed goes on where it was. When all is there, one update moves the pointer
(:mod:`wirlod.query.pointer`), as long as nobody else claims the engine
(:mod:`wirlod.operation.claims`). Graphs of an edition that was replaced are removed by a later
push, when no request can be in flight on them any more.
"""

import hashlib
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import timedelta
from enum import StrEnum

import msgspec
from pyoxigraph import Literal, NamedNode, Store

from wirlod.edition import Edition
from wirlod.editions import SWITCH_SECONDS
from wirlod.errors import PushBusy, PushFailed, QueryError
from wirlod.namespaces import expand
from wirlod.operation.claims import Claims, write_time
from wirlod.operation.graph_store import SECONDS, GraphStore
from wirlod.operation.loading import Loading
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.pointer import (
    CURRENT,
    NAME,
    PART,
    REMOVED,
    REPLACED,
    Register,
    place_graphs,
    read_register,
    register_iri,
)
from wirlod.saying import message, say
from wirlod.settings import Settings
from wirlod.sparql.confinement import Confined

MARK = NamedNode(expand("dct:identifier"))

LATEST = timedelta(seconds=3 * SECONDS)
"""How late something may arrive at an engine that everybody has given up."""

Tell = Callable[[str], None]
"""Tells a steward how far it is."""


class Pushed(msgspec.Struct, frozen=True):
    """What was found in the engine in the end."""

    edition: str
    triples: int
    graphs: int
    sent: int
    """How many portions had to be sent; the others were there."""
    surplus: int
    """How many statements were taken out that did not belong there."""
    removed: tuple[str, ...]
    """Editions that were removed."""
    digest: str
    """SHA-256 of all statements as sorted N-Triples, graph by graph."""


class Stage(StrEnum):
    """How far a push is: what is true, and to be done, when it fails there."""

    LOADING = message("nothing was switched: push again, it goes on from there")
    SWITCHING = message("whether it was switched is not known: push again, and it is")
    SWITCHED = message(
        "the edition is switched to and whole: push again to clear away what it replaced"
    )


class _Push:
    """One push on its way."""

    def __init__(self, settings: Settings, edition: Edition, tell: Tell) -> None:
        self.engine = Elsewhere.from_settings(settings)
        self.target = GraphStore.from_settings(settings)
        self.base_uri = str(edition.manifest.base_uri)
        self.register = register_iri(self.base_uri)
        self.claims = Claims(self.engine, self.target, self.base_uri, settings.editions)
        self.edition = edition
        self.tell = tell
        self.stage = Stage.LOADING
        store = Store.read_only(str(edition.store_folder))
        self.loading = Loading(store, self.engine, self.target, self.base_uri)
        names = {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)}
        self.graphs = place_graphs(self.base_uri, edition.name, names)
        self.mark = _mark(edition)
        self.longest_request = (
            SWITCH_SECONDS
            + settings.query_waiting_seconds
            + settings.query_seconds
            + settings.query_delivery_seconds
        )

    def run(self, *, take_over: bool) -> Pushed:
        self.claims.take(over=take_over)
        try:
            return self._run()
        finally:
            with suppress(PushFailed):  # else it ends by itself, and we are its owner
                self.claims.give_back()

    def _run(self) -> Pushed:
        before = read_register(self.engine, self.base_uri)
        self._check_same()
        self._register()
        for name, there in (("", self.graphs.default), *self.graphs.named):
            self.loading.load(name, there, self._go_on)
        self._go_on()
        self.stage = Stage.SWITCHING
        self._switch(before)
        self.stage = Stage.SWITCHED
        removed = self._remove_old(before)
        return Pushed(
            self.edition.name,
            self.loading.done,
            1 + len(self.graphs.named),
            self.loading.sent,
            self.loading.surplus,
            removed,
            self.loading.digest.hexdigest(),
        )

    def _go_on(self) -> None:
        """Say that we are at work, to the steward and in the engine."""
        self.claims.keep()
        done, every = self.loading.done, self.edition.manifest.triples
        self.tell(say("{done:,} of {every:,} statements", done=done, every=every))

    def _check_same(self) -> None:
        """
        See that what has our name in the engine is what we have.

        :raises PushFailed: where another machine published in the same second.
        """
        mark = f"<{self.graphs.default}> {MARK} ?mark"
        asked = Confined(f"SELECT ?mark {{ {mark} }}", (self.register,), ())
        with closing(self.engine.find_rows(asked)) as rows:
            marks = {row["mark"].value for row in rows if isinstance(row["mark"], Literal)}
        if marks - {self.mark}:
            raise PushFailed(
                say(
                    "{engine} has another edition of the name {name}, which was published "
                    "elsewhere in the same second: run 'wirlod publish --again'",
                    engine=self.engine.address,
                    name=self.edition.name,
                )
            )

    def _register(self) -> None:
        """Say which graphs the edition has, before there are any."""
        default = self.graphs.default
        statements = [
            f"<{default}> {PART} <{there}> . <{there}> {NAME} <{name}> ."
            for name, there in ((default, default), *self.graphs.named)
        ]
        statements.append(f"<{default}> {MARK} {Literal(self.mark)} .")
        old = f"GRAPH <{self.register}> {{ <{default}> {REMOVED} ?time }}"
        new = f"GRAPH <{self.register}> {{ {' '.join(statements)} }}"
        self.target.update(f"DELETE WHERE {{ {old} }}; INSERT DATA {{ {new} }}")

    def _switch(self, before: Register) -> None:
        """
        Move the pointer, as long as our claim stands and it says what it said at the start.

        One operation, so that nobody ever finds none or two; where an engine was ended in the
        middle of one, all that the pointer names is replaced.
        """
        if before.pointers != (self.edition.name,):
            try:
                self.target.update(self._switching(before))
            except PushFailed:  # the answer may be lost, and the pointer moved
                if not self._is_current():
                    raise
        if not self._is_current():
            self.stage = Stage.LOADING
            raise PushFailed(
                say(
                    "{engine} does not name {name} as current after the switch: another push took "
                    "over, or its user may not write into <{register}>",
                    engine=self.engine.address,
                    name=self.edition.name,
                    register=self.register,
                )
            )

    def _switching(self, before: Register) -> str:
        point = f"<{self.register}> {CURRENT}"
        olds = [f"{point} <{self.register}{name}> ." for name in before.pointers]
        noted = [
            f"<{self.register}{name}> {REPLACED} {write_time(time)} ."
            for name, time in before.replaced.items()
            if name in (self.edition.name, *before.pointers)
        ]
        now = write_time(self.claims.now())
        notes = [
            f"<{self.register}{name}> {REPLACED} {now} ."
            for name in before.pointers
            if name != self.edition.name
        ]
        delete, insert, where = (
            f"GRAPH <{self.register}> {{ {' '.join(lines)} }}"
            for lines in (
                [*olds, *noted],
                [f"{point} <{self.graphs.default}> .", *notes],
                [*olds, self.claims.pattern],
            )
        )
        deleted = f"DELETE {{ {delete} }} " if olds or noted else ""
        return f"{deleted}INSERT {{ {insert} }} WHERE {{ {where} }}"

    def _is_current(self) -> bool:
        return read_register(self.engine, self.base_uri).pointers == (self.edition.name,)

    def _remove_old(self, before: Register) -> tuple[str, ...]:
        """
        Remove editions on which no request can be in flight.

        They stay registered for a while, and are removed once more: what was sent to an engine
        may arrive when everybody has given it up.
        """
        now = self.claims.now()
        ended = now - timedelta(seconds=self.longest_request)
        kept = {self.edition.name, *before.pointers}
        kept |= {name for name, replaced in before.replaced.items() if replaced > ended}
        gone = sorted(before.editions.keys() - kept)
        for name in gone:
            self.claims.check()
            graphs = before.editions[name]
            places = list(dict.fromkeys([*(place for _, place in graphs.named), graphs.default]))
            for there in places:
                self.target.drop(there)
            if name not in before.removed:
                mark = f"<{graphs.default}> {REMOVED} {write_time(now)}"
                self.target.update(f"INSERT DATA {{ GRAPH <{self.register}> {{ {mark} }} }}")
            elif before.removed[name] < now - LATEST:
                for there in places:  # the edition itself last: it says which there are
                    self.target.update(_forgetting(self.register, there))
        return tuple(name for name in gone if name not in before.removed)


def push(settings: Settings, edition: Edition, tell: Tell, *, take_over: bool = False) -> Pushed:
    """
    Load *edition* into the engine that *settings* name, and make it the one that is served.

    :param take_over: whether claims of others end now.
    :raises PushBusy: when somebody else pushes to it.
    :raises PushFailed: when that cannot be; it says whether what was served is served still.
    """
    if str(edition.manifest.base_uri) != settings.base_uri:
        raise PushFailed(
            say(
                "{name} was published for {published}, and WIRLOD_BASE_URI is {wanted}: whoever "
                "serves looks for editions of the latter",
                name=edition.name,
                published=edition.manifest.base_uri,
                wanted=settings.base_uri,
            )
        )
    pushing = _Push(settings, edition, tell)
    try:
        return pushing.run(take_over=take_over)
    except PushBusy:
        raise
    except (PushFailed, QueryError) as error:
        where = "" if isinstance(error, PushFailed) else f"{settings.store}: "
        raise PushFailed(f"{where}{error}; {say(pushing.stage)}") from error


def _mark(edition: Edition) -> str:
    """Tell *edition* apart from others of its name, by the checksums of its files."""
    manifest = edition.manifest
    sums = {**manifest.files, **{dump.name: dump.sha256 for dump in manifest.dumps}}
    return hashlib.sha256(msgspec.json.encode(sums, order="sorted")).hexdigest()


def _forgetting(register: str, there: str) -> str:
    patterns = (f"<{there}> ?p ?o", f"?s ?p <{there}>")
    return "; ".join(f"DELETE WHERE {{ GRAPH <{register}> {{ {it} }} }}" for it in patterns)

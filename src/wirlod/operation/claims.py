"""
Who pushes to an engine: a claim in its register, so that two machines do not push at once.

*Only where the pointer says what I read* is not enough: engines do not run such an update alone.
Of four clients that moved one pointer so at the same time, more than one was let through in 3 of
60 rounds by Oxigraph's server, in 17 by Virtuoso. What every engine does keep is that whoever has
written something and reads after that finds it, and what others wrote before. So who pushes
*announces, then looks*: of two claims, the later one always sees the other. Both go, and come again
after a while by chance.

A claim holds for :data:`TERM` by the clock of the engine, and is renewed on the way; the new end is
written before the old one is removed, so that no reader finds none. One that ended, or that is of
this very folder of editions (which one process at a time may push from), is removed by the next;
whoever finds his claim removed stops, and no pointer moves without one.
"""

import random
import socket
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast
from uuid import uuid4

import msgspec
from pyoxigraph import Literal, NamedNode

from wirlod.errors import PushBusy
from wirlod.namespaces import expand
from wirlod.operation.graph_store import GraphStore
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.pointer import register_iri
from wirlod.query.store import bind
from wirlod.saying import say
from wirlod.sparql.confinement import NOWHERE, Confined

TERM = timedelta(minutes=10)
"""How long a claim holds that is not renewed: longer than an engine may take for one portion."""

RENEWED = TERM / 20
"""How old an end may be until it is renewed."""

TIMES = 6
"""How often two who announce at once come again."""

PAUSE_SECONDS = 1.5

VALID = NamedNode(expand("dct:valid"))
OWNER = NamedNode(expand("dct:publisher"))

NOW = "SELECT (NOW() AS ?now) {}"
CLAIMED = """
SELECT ?claim ?until ?owner { GRAPH $register {
  ?claim $is_valid ?until OPTIONAL { ?claim $is_of ?owner }
} }
"""


class Claim(msgspec.Struct, frozen=True):
    """What somebody said who pushes."""

    iri: str
    owner: str
    until: datetime


class Claims:
    """The claims in one engine, and ours among them."""

    def __init__(
        self, engine: Elsewhere, target: GraphStore, base_uri: str, editions: Path
    ) -> None:
        self._engine = engine
        self._target = target
        self._register = register_iri(base_uri)
        self._owner = f"{socket.gethostname()}:{editions.resolve()}"
        self._iri = f"{self._register}claim/{uuid4().hex}"
        self._until: datetime | None = None
        self._renewed = 0.0

    @property
    def pattern(self) -> str:
        """What holds in the register as long as nobody removed our claim."""
        return f"<{self._iri}> {VALID} ?until"

    def take(self, *, over: bool) -> None:
        """
        Claim the engine, if nobody else does; *over* removes whatever others claim.

        :raises PushBusy: when somebody else pushes.
        """
        others = [] if over else self._find_living()
        for _ in range(0 if others else TIMES):
            self._announce()
            if over or not (others := self._find_living()):
                self._remove_others()
                return
            self.give_back()
            time.sleep(random.uniform(0.1, PAUSE_SECONDS))
        raise PushBusy(_tell_busy(others))

    def keep(self) -> None:
        """
        Renew our claim when it is time.

        :raises PushBusy: when somebody took the engine over.
        """
        if (age := time.monotonic() - self._renewed) < RENEWED.total_seconds():
            return
        old, self._renewed = self._until, time.monotonic()
        self._until = self.now() + TERM
        where = f"GRAPH <{self._register}> {{ {self.pattern} }}"
        self._target.update(f"INSERT {{ {self._ends(self._until)} }} WHERE {{ {where} }}")
        if old and old != self._until:
            self._target.update(f"DELETE DATA {{ {self._ends(old)} }}")
        self.check(alone=age > TERM.total_seconds())

    def check(self, *, alone: bool = False) -> None:
        """
        See that our claim stands; *alone*: and no other, for it had ended before it was renewed.

        :raises PushBusy: when somebody took the engine over.
        """
        found = self._read()
        if self._iri not in {claim.iri for claim in found} or (alone and len(found) > 1):
            raise PushBusy(
                say(
                    "another push took the engine over while this one stood still: this one "
                    "stops, and what is served is what the other one says"
                )
            )

    def give_back(self) -> None:
        """Remove our claim."""
        self._remove(self._iri)
        self._until = None

    def now(self) -> datetime:
        """Tell the second by the clock of the engine, so that ours need not be right."""
        with closing(self._engine.find_rows(Confined(NOW, (NOWHERE,), (self._register,)))) as rows:
            [row] = rows
        return _read_time(cast(Literal, row["now"])).replace(microsecond=0)

    def _announce(self) -> None:
        self._renewed = time.monotonic()
        self._until = self.now() + TERM
        owner = f"GRAPH <{self._register}> {{ <{self._iri}> {OWNER} {Literal(self._owner)} }}"
        self._target.update(f"INSERT DATA {{ {owner} {self._ends(self._until)} }}")

    def _ends(self, until: datetime) -> str:
        return f"GRAPH <{self._register}> {{ <{self._iri}> {VALID} {write_time(until)} }}"

    def _find_living(self) -> list[Claim]:
        """Find the claims of others that hold."""
        now = self.now()
        others = [claim for claim in self._read() if claim.iri != self._iri]
        return [claim for claim in others if claim.until > now and claim.owner != self._owner]

    def _remove_others(self) -> None:
        for claim in self._read():
            if claim.iri != self._iri:
                self._remove(claim.iri)

    def _remove(self, iri: str) -> None:
        pattern = f"GRAPH <{self._register}> {{ <{iri}> ?p ?o }}"
        self._target.update(f"DELETE WHERE {{ {pattern} }}")

    def _read(self) -> list[Claim]:
        text = bind(CLAIMED, register=NamedNode(self._register), is_valid=VALID, is_of=OWNER)
        asked = Confined(text, (NOWHERE,), (self._register,))
        found: dict[str, Claim] = {}
        with closing(self._engine.find_rows(asked)) as rows:
            for row in rows:
                iri = cast(NamedNode, row["claim"]).value
                owner = cast(Literal | None, row["owner"])
                until = _read_time(cast(Literal, row["until"]))
                if iri not in found or found[iri].until < until:
                    found[iri] = Claim(iri, owner.value if owner else "somebody", until)
        return list(found.values())


def write_time(time: datetime) -> Literal:
    """Write a time as every engine keeps it."""
    return Literal(time.isoformat(timespec="seconds"), datatype=NamedNode(expand("xsd:dateTime")))


def _read_time(term: Literal) -> datetime:
    """Read a time; Virtuoso's clock names no zone, and is compared with itself only."""
    time = datetime.fromisoformat(term.value)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _tell_busy(others: list[Claim]) -> str:
    claim = max(others, key=lambda claim: claim.until)
    return say(
        "{owner} is pushing to this engine: wait until it has finished; if it was killed, its "
        "claim ends at {time}, or 'wirlod push --take-over' ends it now",
        owner=claim.owner,
        time=f"{claim.until:%H:%M:%S}",
    )

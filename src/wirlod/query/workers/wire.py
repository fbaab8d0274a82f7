"""What crosses the border between the web process, the nursery and the workers."""

from multiprocessing.connection import Connection
from typing import TypeVar

import msgspec


class Nursery(msgspec.Struct, frozen=True):
    """What a nursery is told when it starts."""

    store: str
    """Folder of the edition's store."""
    in_memory: bool
    """Whether the edition is loaded into memory, once, for all workers."""
    memory_mb: int
    """What each worker may take beyond what it was born with."""


class NurseryReady(msgspec.Struct, frozen=True):
    """What a nursery answers when it has started."""

    network_wall: bool
    """Whether its workers have no network."""


class Birth(msgspec.Struct, frozen=True, tag=True):
    """Order to fork a worker; its process id comes back, then its socket and its pipe."""


class Burial(msgspec.Struct, frozen=True, tag=True):
    """Order to kill and reap a worker; the signal that ended it comes back, 0 for none."""

    pid: int


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A query of a stranger, with everything a worker needs to answer it."""

    text: str
    format: str
    """Name of the format in :mod:`wirlod.formats`, or ``html`` for a table of first rows."""
    base: str = ""
    """What relative IRIs in the query begin with."""
    prefixes: dict[str, str] = {}
    """Prefixes that are known without being declared."""
    default_graphs: tuple[str, ...] | None = None
    """IRIs of the graphs to ask; None for the store's default graph."""
    named_graphs: tuple[str, ...] | None = None
    """IRIs of the graphs that ``GRAPH`` finds; None for all."""
    required_graphs: tuple[str, ...] = ()
    """Graphs that a FROM clause speaks of: refused where one is not here."""
    rows: int = 1_000
    """How many rows a table shows at most."""


class Outcome(msgspec.Struct, frozen=True):
    """How a worker's answer ended; everything it wrote into its pipe was written before."""

    error: str = ""
    """Name of the class in :mod:`wirlod.errors`; empty where all went well."""
    message: str = ""
    line: int = 0
    column: int = 0
    worn: bool = False
    """Whether the worker has grown and should be replaced."""


T = TypeVar("T")


def send(connection: Connection, message: msgspec.Struct) -> None:
    """Send one message."""
    connection.send_bytes(msgspec.msgpack.encode(message))


def receive(connection: Connection, wanted: type[T]) -> T:
    """
    Receive one message of the type *wanted*.

    :raises EOFError: when the other side is gone.
    """
    return msgspec.msgpack.decode(connection.recv_bytes(), type=wanted)


def receive_order(connection: Connection) -> Birth | Burial:
    """
    Receive what a nursery is to do.

    :raises EOFError: when the other side is gone.
    """
    return msgspec.msgpack.decode(connection.recv_bytes(), type=Birth | Burial)

"""What crosses the borders between web processes, the broker, nurseries and workers."""

import os
import select
import socket
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

import msgspec

from wirlod.query.elsewhere import Elsewhere
from wirlod.saying import WRITTEN_IN
from wirlod.sparql.confinement import Graphs


class Place(msgspec.Struct, frozen=True):
    """Where the triples of an edition are: in a folder here, or in an engine elsewhere."""

    store: str = ""
    """Folder of the edition's store; empty where they are elsewhere."""
    in_memory: bool = False
    """Whether the edition is loaded into memory, once, for all workers."""
    engine: Elsewhere | None = None
    graphs: Graphs | None = None
    """Its graphs in that engine."""

    def __str__(self) -> str:
        return self.store or str(self.engine)


class Nursery(msgspec.Struct, frozen=True):
    """What a nursery is told when it starts."""

    place: Place
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
    constructs: bool = False
    """Whether triples are asked for."""
    language: str = WRITTEN_IN
    """The language to say in why it is not answered."""


class Outcome(msgspec.Struct, frozen=True):
    """How a worker's answer ended; everything it wrote into its pipe was written before."""

    error: str = ""
    """Name of the class in :mod:`wirlod.errors`; empty where all went well."""
    message: str = ""
    line: int = 0
    column: int = 0
    worn: bool = False
    """Whether it should be replaced: it has grown, or half an answer is left in its pipe."""


class Admission(msgspec.Struct, frozen=True, tag=True):
    """Count a request of a client; whether it is within the limit comes back."""

    client: str


class Admitted(msgspec.Struct, frozen=True):
    """What a broker answers to one that asks to be admitted."""

    yes: bool
    seconds: int
    """How long until one that is refused may ask again, at most."""


class Wanted(msgspec.Struct, frozen=True, tag=True):
    """Lend a worker on an edition, when it is this client's turn."""

    place: Place
    client: str
    language: str = WRITTEN_IN
    """The language to say in why none is lent."""


class Lent(msgspec.Struct, frozen=True):
    """A worker is lent, its socket and pipe follow; or it is not, and why."""

    pid: int = 0
    error: str = ""
    """Name of the class in :mod:`wirlod.errors`."""
    message: str = ""


class Kill(msgspec.Struct, frozen=True, tag=True):
    """End the worker that was lent; how it ended comes back."""


class Ended(msgspec.Struct, frozen=True):
    """How a worker that was lent came to its end."""

    signal: int
    made_room: bool
    """Whether its query was ended for the sake of others."""


class GiveBack(msgspec.Struct, frozen=True, tag=True):
    """The worker that was lent has answered."""

    reusable: bool
    finished: bool
    """Whether its query came to an end by itself."""


class Look(msgspec.Struct, frozen=True, tag=True):
    """Tell about the workers on an edition, starting them when it is new."""

    place: Place


class Seen(msgspec.Struct, frozen=True):
    """What there is of workers on an edition; an error where they cannot be started."""

    network_wall: bool = False
    worker_pids: tuple[int, ...] = ()
    """Those that wait for a question."""
    nursery_pid: int = 0
    error: str = ""


class Tally(msgspec.Struct, frozen=True, tag=True):
    """Tell how many queries there are and were."""


class Tallied(msgspec.Struct, frozen=True):
    """How many queries there are, and were since the broker started."""

    running: int = 0
    waiting: int = 0
    idle: int = 0
    """Workers that wait for a question."""
    run: int = 0
    killed: int = 0
    """Queries whose worker was ended: too long, too large, or to make room."""
    refused: int = 0
    """Queries turned away because too many waited, or came from one client."""
    pid: int = 0
    """The broker's process."""


Request = Admission | Wanted | Look | Tally
"""What a broker is asked; each on a connection of its own."""

T = TypeVar("T")

File = Connection | int
"""A connection, or a pipe by its number."""


def wait(files: Sequence[File], seconds: float) -> list[File]:
    """
    Give those of *files* that have something to read or have ended, after *seconds* at most.

    As that of :mod:`multiprocessing`, at a fifth of its cost: a query waits a dozen times.
    """
    numbers = {file if isinstance(file, int) else file.fileno(): file for file in files}
    poll = select.poll()
    for number in numbers:
        poll.register(number, select.POLLIN)
    return [numbers[number] for number, _ in poll.poll(seconds * 1000)]


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


def receive_request(connection: Connection) -> Request:
    """
    Receive what a broker is asked.

    :raises EOFError: when the other side is gone.
    """
    request: Request = msgspec.msgpack.decode(connection.recv_bytes(), type=Request)
    return request


def receive_end(connection: Connection) -> Kill | GiveBack:
    """
    Receive what is to become of a worker that was lent.

    :raises EOFError: when the other side is gone.
    """
    return msgspec.msgpack.decode(connection.recv_bytes(), type=Kill | GiveBack)


def send_worker(connection: Connection, files: Sequence[int]) -> None:
    """Send the socket and the pipe of a worker."""
    with _carrier(connection) as carrier:
        socket.send_fds(carrier, [b"."], list(files))


def receive_worker(connection: Connection) -> tuple[Connection, int]:
    """
    Receive the socket and the pipe of a worker.

    :raises EOFError: when the other side is gone.
    """
    with _carrier(connection) as carrier:
        _, files, *_ = socket.recv_fds(carrier, 1, 2)
    if len(files) != 2:
        raise EOFError
    return Connection(files[0]), files[1]


def _carrier(connection: Connection) -> socket.socket:
    """Give the socket of *connection*; it need not be asked of which kind it is."""
    number = os.dup(connection.fileno())
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=number)

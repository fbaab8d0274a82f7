"""
``python -m wirlod.query.workers.nursery FD``: the process that workers are forked from.

It has one thread and must keep one: a fork copies only the calling thread, and a store on disk
brings threads with it. So a store on disk is opened by each worker, never here, and what is held
in memory is read through a pipe from a child that opened the store.
"""

import os
import signal
import socket
import sys
from multiprocessing.connection import Connection

from pyoxigraph import RdfFormat, Store

from wirlod.query.workers import wire
from wirlod.query.workers.respondents import OtherEngine, OwnStore, Respondent
from wirlod.query.workers.worker import serve_questions
from wirlod.sparql import isolation


def main() -> None:
    """Start, say so, then fork and bury on demand until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(int(sys.argv[1]))
    plan = wire.receive(connection, wire.Nursery)
    # Who asks an engine elsewhere needs the network; what it parses, a child without one does.
    network_wall = plan.place.engine is None and isolation.leave_network()
    store = _load(plan.place.store) if plan.place.in_memory else None
    children: set[int] = set()
    wire.send(connection, wire.NurseryReady(network_wall))
    try:
        while True:
            order = wire.receive_order(connection)
            if isinstance(order, wire.Burial):
                known = order.pid in children
                end = _bury(order.pid) if known else int(signal.SIGKILL)
                connection.send_bytes(str(end).encode())
                children.discard(order.pid)
            else:
                children.add(_give_birth(connection, plan, store))
    except (EOFError, ConnectionError):
        os._exit(0)  # without it, tearing down a large store takes seconds


def _load(folder: str) -> Store:
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        os.close(reading)
        with open(writing, "wb") as file:
            Store.read_only(folder).dump(file, RdfFormat.N_QUADS)
        os._exit(0)
    os.close(writing)
    store = Store()
    with open(reading, "rb") as file:
        store.load(file, RdfFormat.N_QUADS)
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"the store in {folder} could not be read")
    return store


def _give_birth(connection: Connection, plan: wire.Nursery, store: Store | None) -> int:
    ours, theirs = socket.socketpair()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        connection.close()
        ours.close()
        os.close(reading)
        _live(theirs, writing, plan, store)
    theirs.close()
    os.close(writing)
    connection.send_bytes(str(pid).encode())
    wire.send_worker(connection, [ours.fileno(), reading])
    ours.close()
    os.close(reading)
    return pid


def _live(theirs: socket.socket, writing: int, plan: wire.Nursery, store: Store | None) -> None:
    """The whole life of a worker; never returns."""
    isolation.die_with_parent()
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    respondent = _find_respondent(plan.place, store)
    isolation.limit_resources(plan.memory_mb)
    try:
        serve_questions(Connection(theirs.detach()), writing, respondent, plan.memory_mb)
    finally:
        os._exit(0)


def _find_respondent(place: wire.Place, store: Store | None) -> Respondent:
    if place.engine and place.graphs:
        return OtherEngine(place.engine, place.graphs)
    return OwnStore(store or Store.read_only(place.store))


def _bury(pid: int) -> int:
    """Kill the child *pid*, wait for its end, tell the signal that ended it."""
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


if __name__ == "__main__":
    main()

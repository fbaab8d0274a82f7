"""
The server in front of the application: gunicorn, with threads.

It hands us the client's socket, and that decides: a client that goes away ends its query, and an
answer that fails half way is reset (:mod:`wirlod.web.http.connection`). Granian answers a bare
Flask half again as often, but ends a failed answer like a whole one, which no client can tell from
success.
Threads, because a request that waits for a query waits outside Python.

Stops gracefully on SIGTERM, replaces its processes on SIGHUP; a new edition needs neither.
"""

import gc
import resource
from collections.abc import Callable
from typing import Any

import msgspec
from flask import Flask
from gunicorn.app.base import BaseApplication

from wirlod.settings import Settings
from wirlod.web.http.counts import Counts
from wirlod.web.http.journal import Journal, note_answer
from wirlod.web.http.logs import OneLog, start_logging
from wirlod.web.http.patience import CONNECTIONS, PatientWorker

REQUEST_LINE_BYTES = 8_190
"""A longer query is sent by POST."""

SELDOM = (10_000, 20, 50)
"""After how many new objects cycles are looked for, and how rarely among older ones."""

IDLE_SECONDS = 15
"""How long a connection may stay open without a request."""

THREADS_FOR_PAGES = 24
"""Threads beside those that wait for queries."""


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be served, and how."""

    settings: Settings
    processes: int
    build: Callable[[], Flask]
    """Makes the application, in each process."""
    counts: Counts
    when_ready: Callable[[], None]


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, told what to do by us and by nobody else."""

    def __init__(self, listener: int, service: Service) -> None:
        self._listener = listener
        self._service = service
        self._journal = Journal(service.counts, service.settings)
        allow_connections()
        start_logging(service.settings.log_format)
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        for name, value in self._options().items():
            self.cfg.set(name, value)

    def _options(self) -> dict[str, Any]:
        service, journal = self._service, self._journal
        settings = service.settings
        return {
            "bind": f"fd://{self._listener}",
            "worker_class": PatientWorker,
            "worker_connections": CONNECTIONS,
            "workers": service.processes,
            "threads": settings.query_workers + settings.query_waiting + THREADS_FOR_PAGES,
            "keepalive": IDLE_SECONDS,
            "limit_request_line": REQUEST_LINE_BYTES,
            "control_socket_disable": True,
            "forwarder_headers": "",  # none of a stranger's fields is part of the environment
            "secure_scheme_headers": {},
            "forwarded_allow_ips": "*",  # nobody is trusted with anything: so nobody is looked up
            "loglevel": "warning",
            "logger_class": OneLog,
            "when_ready": lambda _: service.when_ready(),
            "post_fork": lambda _, worker: service.counts.take_row(worker.age),
            "post_request": lambda _, __, environ, answer: note_answer(journal, environ, answer),
        }

    def load(self) -> Flask:
        """
        Build the application, in each process after it was forked.

        A page makes thousands of objects, hardly one of them in a cycle: to look for some after
        every few hundred takes a tenth of the time of a page.
        """
        gc.set_threshold(*SELDOM)
        return self._service.build()


def allow_connections() -> None:
    """Let this process and those it forks have as many files open as connections need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * CONNECTIONS
    if soft < wanted:
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))

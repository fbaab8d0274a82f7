"""
The answer to a stranger's query, as it comes out of a worker.

The first part is read before anyone is told that all is well: an answer that fits into it is
complete, or has failed, before a status is sent. What is longer flows on in pieces, and an error in
the middle is raised from the iterator, so whoever sends it must break off.
"""

import os
import signal
import time
from collections.abc import Iterator
from threading import Timer

import msgspec

from wirlod import errors
from wirlod.errors import QueryBusy, QueryError, QueryMalformed, QueryTimeout, QueryTooLarge
from wirlod.query.workers import wire
from wirlod.query.workers.client import Client
from wirlod.query.workers.lanes import LONG_SECONDS
from wirlod.query.workers.loans import LOOK_UP_SECONDS, LentWorker
from wirlod.saying import say, spoken_language
from wirlod.settings import Settings
from wirlod.sparql.complaints import read_complaint

READ_BYTES = 2**16

FIRST_PART_BYTES = 2**20
"""An answer up to this size is complete before its status is sent."""


class KnownAnswer(Iterator[bytes]):
    """An answer that was there before it was asked for: as :class:`Answer`, without a worker."""

    complete = True

    def __init__(self, body: bytes) -> None:
        self._body = iter((body,))

    def __next__(self) -> bytes:
        """Give all of it."""
        return next(self._body)

    def __enter__(self) -> "KnownAnswer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing: nothing is held."""


class Answer(Iterator[bytes]):
    """Bytes of a result; :meth:`close` must be called, by a WSGI server or by ``with``."""

    def __init__(self, worker: LentWorker, settings: Settings, client: Client) -> None:
        self._worker = worker
        self._settings = settings
        self._client = client
        self._text = ""
        self._seconds_left = settings.query_seconds
        self._bytes_left = settings.query_result_mb * 2**20
        self._first: list[bytes] = []
        self._delivery: Timer | None = None
        self._reusable = self._finished = False
        self._closed = False
        self.complete = False
        """Whether everything is here already."""

    def ask(self, question: wire.Question) -> None:
        """
        Put the question and read the first part.

        :raises QueryError: the worker is given back then.
        """
        self._text = question.text
        try:
            spoken = msgspec.structs.replace(question, language=spoken_language())
            wire.send(self._worker.connection, spoken)
            self._read_first_part()
        except (QueryError, OSError, EOFError) as error:
            self.close()
            if not isinstance(error, QueryError):
                raise self._death() from error
            raise
        if self.complete:
            self._give_back()

    def _read_first_part(self) -> None:
        size = 0
        while size < FIRST_PART_BYTES:
            piece = self._read()
            if not piece:
                return
            self._first.append(piece)
            size += len(piece)
        # The time limit below counts waiting for the engine, not for the client.
        self._delivery = Timer(self._settings.query_delivery_seconds, self._expire)
        self._delivery.daemon = True
        self._delivery.start()

    def _expire(self) -> None:
        self._worker.kill()
        self._client.hang_up()

    @property
    def size(self) -> int | None:
        """Number of bytes where the answer is complete."""
        return sum(map(len, self._first)) if self.complete else None

    def __next__(self) -> bytes:
        """Give the next piece."""
        if self._first:
            return self._first.pop(0)
        if self.complete or self._closed:
            raise StopIteration
        if piece := self._read():
            return piece
        raise StopIteration

    def __enter__(self) -> "Answer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Drop what is not yet read; a query that still runs is ended."""
        self._first.clear()
        self._give_back()

    def _give_back(self) -> None:
        if not self._closed:
            self._closed = True
            if self._delivery:
                self._delivery.cancel()
            self._worker.give_back(reusable=self._reusable, finished=self._finished)

    def _read(self) -> bytes:
        """Give the next piece, empty at the end of the answer."""
        worker = self._worker
        while True:
            ready = self._wait()
            if worker.pipe in ready:
                if not (piece := os.read(worker.pipe, READ_BYTES)):
                    raise self._death()
                return self._count(piece)
            if worker.connection in ready and not wire.wait([worker.pipe], 0):
                self._finish()
                return b""

    def _wait(self) -> list[wire.File]:
        started = time.monotonic()
        patience = max(0.0, min(LOOK_UP_SECONDS, self._seconds_left))
        ready = wire.wait([self._worker.pipe, self._worker.connection], patience)
        self._seconds_left -= time.monotonic() - started
        if not ready:
            self._check_patience()
        return ready

    def _check_patience(self) -> None:
        limit = self._settings.query_seconds
        if self._seconds_left <= 0:
            raise QueryTimeout(
                say(
                    "the query took longer than {limit:g} seconds and was ended: ask for less, "
                    "or take a download and ask it on your own machine",
                    limit=limit,
                )
            )
        if self._client.is_gone():
            raise QueryTimeout(say("the client went away, so the query was ended"))

    def _count(self, piece: bytes) -> bytes:
        self._bytes_left -= len(piece)
        if self._bytes_left < 0:
            raise QueryTooLarge(
                say(
                    "the result is larger than {most} MB: "
                    "ask for less, or in pages with LIMIT and OFFSET",
                    most=self._settings.query_result_mb,
                )
            )
        return piece

    def _finish(self) -> None:
        try:
            outcome = wire.receive(self._worker.connection, wire.Outcome)
        except (EOFError, ConnectionError) as error:
            raise self._death() from error
        self._finished = True
        was_long = self._seconds_left <= self._settings.query_seconds - LONG_SECONDS
        self._reusable = not (outcome.worn or was_long)
        if outcome.error:
            raise _read_error(outcome, self._text)
        self.complete = True

    def _death(self) -> QueryError:
        memory = self._settings.query_memory_mb
        ended = self._worker.kill()
        if ended.made_room:
            return QueryBusy(
                say(
                    "the query ran long while others waited, and was ended: ask for less, "
                    "or try again in a few seconds"
                )
            )
        match ended.signal:
            case signal.SIGSEGV | signal.SIGBUS:
                return QueryTooLarge(say("the query is nested too deeply for the engine"))
            case signal.SIGKILL if self._delivery:
                seconds = self._settings.query_delivery_seconds
                return QueryTimeout(
                    say("the result was not fetched within {limit:g} seconds", limit=seconds)
                )
            case _:
                return QueryTooLarge(
                    say("the query needs more memory than the {most} MB allowed", most=memory)
                )


def _read_error(outcome: wire.Outcome, text: str) -> QueryError:
    if outcome.error == QueryMalformed.__name__:
        return read_complaint(outcome.message, text, outcome.line, outcome.column)
    kind: type[QueryError] = getattr(errors, outcome.error)
    return kind(outcome.message)

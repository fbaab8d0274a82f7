"""The workers on one edition, as a web process sees them: one call, which answers a question."""

import msgspec

from wirlod.errors import WorkersUnavailable
from wirlod.query.workers import wire
from wirlod.query.workers.answer import Answer
from wirlod.query.workers.client import Client
from wirlod.query.workers.loans import Lines, ask_broker, borrow_worker
from wirlod.saying import spoken_language
from wirlod.settings import Settings

NOBODY = Client()


class Pool:
    """The workers on one place; used by many threads."""

    def __init__(self, place: wire.Place, settings: Settings, lines: Lines) -> None:
        self._settings = settings
        self._lines = lines
        self._place = place

    @property
    def query_seconds(self) -> float:
        """How long a query may take."""
        return self._settings.query_seconds

    def look(self) -> wire.Seen:
        """
        Tell about the workers, starting them where there are none.

        :raises WorkersUnavailable: when they cannot be started.
        """
        seen = ask_broker(self._lines, wire.Look(self._place), wire.Seen)
        if seen.error:
            raise WorkersUnavailable(seen.error)
        return seen

    def answer(
        self, question: wire.Question, client: Client = NOBODY, seconds: float = 0
    ) -> Answer:
        """
        Answer a question; its first part is there when this returns.

        :param seconds: how long it may take, where that is less than for every query.

        :raises QueryError: when it cannot be answered.
        """
        wanted = wire.Wanted(self._place, client.name, spoken_language())
        worker = borrow_worker(self._lines, wanted, client)
        settings = self._settings
        if seconds:
            settings = msgspec.structs.replace(settings, query_seconds=seconds)
        answer = Answer(worker, settings, client)
        answer.ask(question)
        return answer

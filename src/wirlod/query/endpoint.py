"""
The endpoint for strangers: their queries checked, then asked of the current edition's workers.

When another edition becomes current, the next query starts new workers on it and waits for
them; queries that are running finish on the old one, whose workers then end.
"""

import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from urllib.parse import urljoin

import msgspec
from pyoxigraph import NamedNode, QueryResultsFormat, parse_query_results

from wirlod.edition import Edition
from wirlod.errors import QueryMalformed
from wirlod.formats import HTML
from wirlod.kinds import prefixes
from wirlod.query.bounded import BoundedStore
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.questions import find_answer
from wirlod.query.store import Store
from wirlod.query.workers import wire
from wirlod.query.workers.answer import Answer, KnownAnswer
from wirlod.query.workers.client import Client
from wirlod.query.workers.loans import BrokerProcess, Lines, ask_broker
from wirlod.query.workers.pool import Pool
from wirlod.query.workers.wire import Question
from wirlod.query.workers.worker import write_result
from wirlod.questions import BEGINNING
from wirlod.saying import say
from wirlod.settings import Settings
from wirlod.sparql.complaints import mark_place
from wirlod.sparql.guard import Reading, read_query


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a request by the SPARQL 1.1 Protocol asks."""

    query: str
    default_graphs: tuple[str, ...] = ()
    """What ``default-graph-uri`` names; with the named ones they replace the dataset."""
    named_graphs: tuple[str, ...] = ()

    @property
    def has_dataset(self) -> bool:
        """Whether the request describes a dataset of its own."""
        return bool(self.default_graphs or self.named_graphs)


class Endpoint:
    """Answers strangers' queries from the edition it is told; used by many threads."""

    def __init__(self, settings: Settings, broker: bytes = b"") -> None:
        """Ask the *broker* of the service; one of our own where there is no service around us."""
        self._settings = settings
        self._lock = Lock()
        self._lines = Lines(broker) if broker else None
        self._own_broker: BrokerProcess | None = None

    def read(self, asked: Asked, edition: Edition) -> Reading:
        """
        Tell what a query asks for before it runs.

        :raises QueryError: when it is refused.
        """
        base = edition.manifest.base_uri
        try:
            return read_query(
                asked.query, _known_prefixes(base), base, self._settings.query_characters
            )
        except QueryMalformed as error:
            error.place = mark_place(asked.query, error.line, error.column)
            raise

    def answer(self, question: Question, edition: Edition, client: Client) -> Answer | KnownAnswer:
        """
        Ask a worker; the first part of the answer is there when this returns.

        What was answered when the edition was published is not asked again.

        :raises QueryError: when it cannot be answered.
        """
        if (known := _find_known(question, edition)) is not None:
            return known
        try:
            return self.pool(edition).answer(question, client)
        except QueryMalformed as error:
            error.place = mark_place(question.text, error.line, error.column)
            raise

    def build_question(
        self, asked: Asked, reading: Reading, format: str, edition: Edition
    ) -> Question:
        """Put together what a worker needs; a dataset in the request overrides FROM."""
        base = edition.manifest.base_uri
        return Question(
            text=asked.query,
            format=format,
            base=str(base),
            prefixes=_known_prefixes(base),
            default_graphs=_read_graphs(asked.default_graphs, base) if asked.has_dataset else None,
            named_graphs=_read_graphs(asked.named_graphs, base) if asked.has_dataset else None,
            required_graphs=() if asked.has_dataset else self._foreign(reading.graphs, edition),
            rows=self._settings.query_table_rows,
            constructs=reading.form == "CONSTRUCT",
        )

    def _foreign(self, graphs: tuple[str, ...], edition: Edition) -> tuple[str, ...]:
        """Leave out graphs below our own address: of those we know that they are empty."""
        ours = edition.manifest.base_uri
        return tuple(graph for graph in graphs if not graph.startswith(ours))

    def admit(self, client: str) -> wire.Admitted:
        """
        Count a request of *client*, and tell whether it is within the rate.

        :raises WorkersUnavailable: when nobody counts.
        """
        return ask_broker(self._to_broker(), wire.Admission(client), wire.Admitted)

    def tally(self) -> wire.Tallied:
        """
        Tell how many queries there are and were.

        :raises WorkersUnavailable: when nobody counts.
        """
        return ask_broker(self._to_broker(), wire.Tally(), wire.Tallied)

    def pool(self, edition: Edition) -> Pool:
        """Give the workers on *edition*; they are started when they are first needed."""
        return Pool(self._place(edition), self._settings, self._to_broker())

    def _place(self, edition: Edition) -> wire.Place:
        if edition.graphs:
            engine = Elsewhere.from_settings(self._settings)
            return wire.Place(engine=engine, graphs=edition.graphs)
        in_memory = edition.manifest.triples <= self._settings.memory_triples
        return wire.Place(_resolve(edition.store_folder), in_memory)

    def bound(self, store: Store, client: Client, edition: Edition) -> BoundedStore:
        """Give the *store* of *edition* as one request of *client* may ask it."""
        base = edition.manifest.base_uri
        like = Question(text="", format="", base=base, prefixes=prefixes(base))
        return BoundedStore(store, self.pool(edition), client, like)

    def _to_broker(self) -> Lines:
        with self._lock:
            if not self._lines:
                self._own_broker = BrokerProcess(self._settings)
                self._lines = Lines(self._own_broker.address)
            return self._lines

    def close(self) -> None:
        """End the workers that were started by us."""
        with self._lock:
            if self._lines:
                self._lines.close()
            if self._own_broker:
                self._own_broker.close()
                self._own_broker, self._lines = None, None


def _find_known(question: Question, edition: Edition) -> KnownAnswer | None:
    if question.default_graphs is not None or question.required_graphs:
        return None
    body = find_answer(edition, question.text)
    if body is None and question.format == HTML.name and question.rows < BEGINNING:
        body = find_answer(edition, question.text, beginning=True)
    if body is None:
        return None
    result = parse_query_results(body, format=QueryResultsFormat.JSON)
    file = io.BytesIO()
    write_result(result, question, file)
    return KnownAnswer(file.getvalue())


@lru_cache(maxsize=8)
def _known_prefixes(base: str) -> dict[str, str]:
    """Give what a query need not declare; read, and never changed."""
    return prefixes(base)


@lru_cache(maxsize=8)
def _resolve(folder: Path) -> str:
    """Give the one path of a folder; an edition keeps its name, and never changes."""
    return str(folder.resolve())


def _read_graphs(names: Iterable[str], base: str) -> tuple[str, ...]:
    """
    Read the names of graphs as clients write them: in full, in angle brackets, or below *base*.

    >>> _read_graphs(["<http://a/b>", "def/shapes/grant"], "https://example.org/")
    ('http://a/b', 'https://example.org/def/shapes/grant')
    """
    return tuple(_read_graph(name, base) for name in names)


def _read_graph(name: str, base: str) -> str:
    try:
        iri = urljoin(base, name.strip().removeprefix("<").removesuffix(">"))
        return NamedNode(iri).value
    except ValueError:
        raise QueryMalformed(say("{name!r} is no IRI of a graph", name=name)) from None

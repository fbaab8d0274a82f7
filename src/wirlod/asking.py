"""
``python -m wirlod.asking STORE``: saved questions are run where they can be stopped.

A question is a file that anybody may have sent. It passes the same guard as a query of a stranger,
and runs in a process without network, with a limit of memory and of time: whoever publishes
learns which question it is, and goes on. Answers of bounded size are kept with the edition.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, cast

import msgspec
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Store

import wirlod
from wirlod.errors import AddressMalformed, Origin, Problem, QueryError
from wirlod.kinds import prefixes
from wirlod.languages import LANGUAGES
from wirlod.questions import BEGINNING, ExpectedRows, Question, bind_question
from wirlod.saying import say
from wirlod.sparql import isolation
from wirlod.sparql.guard import read_query

SECONDS = 60.0
"""How long one question may take for each gigabyte of the store that has been begun."""

MEMORY_MB = 2_000
MOST_CHARACTERS = 200_000

MOST_ROWS, MOST_BYTES = 10_000, 2**20
"""Of a larger answer the beginning is kept; all of it is found anew whenever it is asked for."""

ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)


class Asked(msgspec.Struct, frozen=True):
    """A question with its parameters bound."""

    text: str
    base_uri: str


class Counted(msgspec.Struct, frozen=True):
    """How many rows it has, or why it has none."""

    rows: int = 0
    names: tuple[str, ...] = ()
    """The variables of a SELECT."""
    fault: str = ""
    body: bytes = b""
    """The rows as SPARQL writes results in JSON; empty where they are not kept."""
    beginning: bytes = b""
    """The first rows in their order, where there are more than are kept."""


Find = Callable[[str], Counted | None]


class Answered(msgspec.Struct, frozen=True):
    """What became of a question."""

    problems: tuple[Problem, ...] = ()
    counted: dict[str, Counted] = {}
    """Query, in each language → its answer."""


def ask_all(
    store: Path,
    questions: Iterable[Question],
    folder: Path,
    base_uri: str,
    find: Find = lambda text: None,
) -> Iterator[Answered]:
    """
    Run each question with its defaults on the *store*; tell what is not as expected.

    :param find: gives answers that are known already.
    """
    bound: list[tuple[Question, list[str]]] = []
    for question in questions:
        try:
            bound.append((question, _bind(question, base_uri)))
        except (QueryError, AddressMalformed) as error:
            origin = Origin(folder / f"{question.name}.rq")
            yield Answered((Problem(origin, say("cannot be asked: {error}", error=error)),))
    known = {text: find(text) for _, texts in bound for text in texts}
    new = [Asked(text, base_uri) for _, texts in bound for text in texts if not known[text]]
    counts = count_all(store, new)
    for question, texts in bound:
        origin = Origin(folder / f"{question.name}.rq")
        counted = {text: known[text] or next(counts) for text in texts}
        complaints = _complain(question, counted[texts[0]])
        yield Answered(tuple(Problem(origin, message) for message in complaints), counted)


def _bind(question: Question, base_uri: str) -> list[str]:
    """Write the query in each language, the first one first; what has no language once."""
    texts = [bind_question(question, {}, base_uri, language) for language in LANGUAGES]
    read_query(texts[0], prefixes(base_uri), base_uri, MOST_CHARACTERS)
    return list(dict.fromkeys(texts))


def _complain(question: Question, counted: Counted) -> Iterator[str]:
    """Say what is not as the question expects."""
    rows = question.rows
    if counted.fault:
        yield say("cannot be asked: {fault}", fault=counted.fault)
    elif not _are_expected(counted.rows, rows):
        wanted = say("at least {at_least}", at_least=rows.at_least)
        if rows.at_most is not None:
            wanted = say("{at_least} to {at_most}", at_least=rows.at_least, at_most=rows.at_most)
        yield say("found {rows} rows, wanted {wanted}", rows=counted.rows, wanted=wanted)
    elif unknown := sorted(set(question.columns) - set(counted.names)):
        yield say(
            "columns names {unknown}, wanted variables of the query: {names}",
            unknown=", ".join(unknown),
            names=", ".join(counted.names),
        )


def _are_expected(count: int, rows: ExpectedRows) -> bool:
    return rows.at_least <= count and (rows.at_most is None or count <= rows.at_most)


def count_all(folder: Path, asked: Sequence[Asked]) -> Iterator[Counted]:
    """Yield what became of each of *asked*, in order."""
    left = list(asked)
    while left:
        for counted in _count_until_one_fails(folder, left):
            yield counted
            left.pop(0)


def _count_until_one_fails(folder: Path, asked: Sequence[Asked]) -> Iterator[Counted]:
    """Yield counts, the last of them a fault where the process had to be ended."""
    command = [sys.executable, "-m", "wirlod.asking", str(folder)]
    answers: Queue[bytes] = Queue()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(Path(wirlod.__file__).parents[1])},
    ) as process:
        threads = [
            Thread(target=_pass_on, args=[process.stdout, answers]),
            Thread(target=_send, args=[process.stdin, list(asked)]),
        ]
        for thread in threads:
            thread.start()
        try:
            yield from _receive(answers, len(asked), find_patience(folder))
        finally:
            process.kill()
            for thread in threads:
                thread.join()


def find_patience(store: Path) -> float:
    """Give how many seconds a question may take: of a large *store*, the wait for all is long."""
    size = sum(path.stat().st_size for path in store.iterdir())
    return SECONDS * (1 + size // 2**30)


def _receive(answers: "Queue[bytes]", count: int, seconds: float) -> Iterator[Counted]:
    try:
        for _ in range(count):
            if not (line := answers.get(timeout=seconds)):
                yield Counted(fault=say("it needs more memory than there is, or breaks the engine"))
                return
            yield msgspec.json.decode(line, type=Counted)
    except Empty:
        yield Counted(fault=say("it did not end within {seconds:g} seconds", seconds=seconds))


def _pass_on(pipe: IO[bytes], answers: "Queue[bytes]") -> None:
    for line in pipe:
        answers.put(line)
    answers.put(b"")


def _send(pipe: IO[bytes], asked: list[Asked]) -> None:
    try:
        for one in asked:
            pipe.write(msgspec.json.encode(one) + b"\n")
        pipe.close()
    except OSError:
        return  # it was ended meanwhile


def count_rows(store: Store, asked: Asked) -> Counted:
    """Count the rows or triples that a query gives; an ASK counts 1 for yes, 0 for no."""
    known = prefixes(asked.base_uri)
    try:
        result = store.query(asked.text, prefixes=known, base_iri=asked.base_uri)
        if isinstance(result, QueryBoolean):
            return Counted(int(bool(result)), body=_write({}, boolean=bool(result)))
        first = list(islice(result, MOST_ROWS))
        rows = len(first) + sum(1 for _ in result)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return Counted(fault=str(error))
    if not isinstance(result, QuerySolutions):
        return Counted(rows)
    names = tuple(variable.value for variable in result.variables)
    body = _write_rows(names, first, asked.text) if rows == len(first) else b""
    if body and len(body) <= MOST_BYTES:
        return Counted(rows, names, body=body)
    if not ORDERED.search(asked.text):
        return Counted(rows, names)
    return Counted(rows, names, beginning=_write_rows(names, first[:BEGINNING], asked.text))


def _write_rows(names: Sequence[str], rows: Iterable[object], text: str) -> bytes:
    """Write rows in their order; where the query wants none, in one that is always the same."""
    bindings = [
        {
            name: _write_term(term)
            for name, term in zip(names, cast("Iterable[object]", row), strict=True)
            if term is not None
        }
        for row in rows
    ]
    if not ORDERED.search(text):
        bindings.sort(key=msgspec.json.encode)
    return _write({"vars": names}, results={"bindings": bindings})


def _write(head: dict[str, object], **found: object) -> bytes:
    return msgspec.json.encode({"head": head, **found})


def _write_term(term: object) -> dict[str, str]:
    if isinstance(term, NamedNode | BlankNode):
        return {"type": "uri" if isinstance(term, NamedNode) else "bnode", "value": term.value}
    literal = cast(Literal, term)
    written = {"type": "literal", "value": literal.value}
    if literal.language:
        return written | {"xml:lang": literal.language}
    return written | {"datatype": literal.datatype.value}


def main() -> None:
    """Answer what comes in, line by line."""
    isolation.die_with_parent()
    isolation.leave_network()
    store = Store.read_only(sys.argv[1])
    isolation.limit_resources(MEMORY_MB)
    for line in sys.stdin.buffer:
        counted = count_rows(store, msgspec.json.decode(line, type=Asked))
        sys.stdout.buffer.write(msgspec.json.encode(counted) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

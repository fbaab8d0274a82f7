"""
``python -m wirlod.asking STORE``: saved questions are run where they can be stopped.

A question is a file that anybody may have sent. It passes the same guard as a query of a stranger,
and runs in a process without network, with a limit of memory and of time: whoever publishes
learns which question it is, and goes on.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO

import msgspec
from pyoxigraph import QueryBoolean, QuerySolutions, Store

import wirlod
from wirlod.errors import AddressMalformed, Origin, Problem, QueryError
from wirlod.kinds import prefixes
from wirlod.questions import Question, bind_question
from wirlod.saying import say
from wirlod.sparql import isolation
from wirlod.sparql.guard import read_query

SECONDS = 60.0
"""How long one question may take."""

MEMORY_MB = 2_000
MOST_CHARACTERS = 200_000


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


def find_problems(
    store: Path,
    questions: Iterable[Question],
    folder: Path,
    base_uri: str,
    seconds: float = SECONDS,
) -> Iterator[Problem]:
    """Run each question with its defaults on the *store*; yield what is not as expected."""
    asked: dict[str, Asked] = {}
    wanted = {}
    for question in questions:
        origin = Origin(folder / f"{question.name}.rq")
        try:
            text = bind_question(question, {}, base_uri)
            read_query(text, prefixes(base_uri), base_uri, MOST_CHARACTERS)
        except (QueryError, AddressMalformed) as error:
            yield Problem(origin, say("cannot be asked: {error}", error=error))
            continue
        asked[question.name], wanted[question.name] = Asked(text, base_uri), question
    counts = count_all(store, list(asked.values()), seconds)
    for question, counted in zip(wanted.values(), counts, strict=True):
        origin = Origin(folder / f"{question.name}.rq")
        yield from (Problem(origin, message) for message in _complain(question, counted))


def _complain(question: Question, counted: Counted) -> Iterator[str]:
    """Say what is not as the question expects."""
    rows = question.rows
    if counted.fault:
        yield say("cannot be asked: {fault}", fault=counted.fault)
    elif not rows.at_least <= counted.rows <= rows.at_most:
        wanted = say("{at_least} to {at_most}", at_least=rows.at_least, at_most=rows.at_most)
        yield say("found {rows} rows, wanted {wanted}", rows=counted.rows, wanted=wanted)
    elif unknown := sorted(set(question.columns) - set(counted.names)):
        yield say(
            "columns names {unknown}, wanted variables of the query: {names}",
            unknown=", ".join(unknown),
            names=", ".join(counted.names),
        )


def count_all(folder: Path, asked: Sequence[Asked], seconds: float = SECONDS) -> Iterator[Counted]:
    """Yield what became of each of *asked*, in order."""
    left = list(asked)
    while left:
        for counted in _count_until_one_fails(folder, left, seconds):
            yield counted
            left.pop(0)


def _count_until_one_fails(
    folder: Path, asked: Sequence[Asked], seconds: float
) -> Iterator[Counted]:
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
            yield from _receive(answers, len(asked), seconds)
        finally:
            process.kill()
            for thread in threads:
                thread.join()


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
        rows = int(bool(result)) if isinstance(result, QueryBoolean) else sum(1 for _ in result)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return Counted(fault=str(error))
    names = result.variables if isinstance(result, QuerySolutions) else ()
    return Counted(rows, tuple(variable.value for variable in names))


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

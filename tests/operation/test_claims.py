"""Pushes from several machines to one engine: one at a time, whatever the engine lets through."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from tests.benchmarks.push_bench import BASE, make_edition
from tests.engines import ENGINES, Engine, start

from wirlod.edition import Edition
from wirlod.errors import EngineFailed, PushBusy, PushFailed
from wirlod.operation import claims
from wirlod.operation.claims import Claims
from wirlod.operation.graph_store import GraphStore
from wirlod.operation.pushing import push
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.pointer import CURRENT, read_current, read_register, register_iri
from wirlod.settings import Settings

MACHINES = 5
ROUNDS = 3
REGISTER = register_iri(BASE)


@pytest.fixture(scope="module", params=tuple(ENGINES))
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with start(request.param, tmp_path_factory.mktemp(request.param)) as engine:
        yield engine


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return make_edition(tmp_path_factory.mktemp("edition"), 5)


def called(made: Edition, number: int) -> Edition:
    """The same edition by another name."""
    manifest = msgspec.structs.replace(made.manifest, edition=f"2026-11-22T1500{number:02}Z")
    return Edition(made.folder, manifest)


def machine(engine: Engine, number: int) -> Settings:
    """Settings of one machine of several, with a folder of editions of its own."""
    editions = Path(f"/machine-{number}/editions")
    return Settings(base_uri=BASE, editions=editions, **engine.settings)  # type: ignore[arg-type]


def claims_of(settings: Settings) -> Claims:
    engine, target = Elsewhere.from_settings(settings), GraphStore.from_settings(settings)
    return Claims(engine, target, BASE, settings.editions)


def served(settings: Settings) -> str:
    return read_current(Elsewhere.from_settings(settings), BASE)[0]


def tell_nobody(line: str) -> None:
    """Say nothing."""


def test_of_many_machines_one_pushes_at_a_time(
    engine: Engine, made: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "PAUSE_SECONDS", 0.3)
    at_work: list[int] = []
    most, done, busy = [0], [0], list[str]()

    def work(number: int, together: threading.Barrier) -> None:
        def look(line: str) -> None:
            at_work.append(number)
            most[0] = max(most[0], len(set(at_work)))
            at_work.remove(number)

        together.wait(60)
        try:
            push(machine(engine, number), called(made, number), look)
            done[0] += 1
        except PushBusy as error:
            busy.append(str(error))

    for _ in range(ROUNDS):
        together = threading.Barrier(MACHINES)
        threads = [
            threading.Thread(target=work, args=[number, together]) for number in range(MACHINES)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)

    assert done[0] + len(busy) == ROUNDS * MACHINES
    assert (most[0], done[0] > 0) == (1, True)
    assert all("is pushing to this engine: wait" in told for told in busy)
    assert len(read_register(Elsewhere.from_settings(machine(engine, 0)), BASE).pointers) == 1
    assert claims_of(machine(engine, 0))._read() == []


def test_who_comes_second_is_told_who_is_at_work(engine: Engine, made: Edition) -> None:
    told: list[str] = []

    def interrupt(line: str) -> None:
        if not told:
            with pytest.raises(PushBusy) as refused:
                push(machine(engine, 2), called(made, 2), tell_nobody)
            told.append(str(refused.value))

    push(machine(engine, 1), called(made, 1), interrupt)

    assert ":/machine-1/editions is pushing to this engine: wait" in told[0]
    assert "wirlod push --take-over" in told[0]
    assert served(machine(engine, 1)) == called(made, 1).name


def test_a_claim_ends_by_itself_by_its_owner_or_by_order(
    engine: Engine, made: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs, edition = machine(engine, 1), machine(engine, 2), called(made, 1)

    claims_of(theirs).take(over=False)  # and dies
    with pytest.raises(PushBusy):
        push(ours, edition, tell_nobody)
    push(theirs, edition, tell_nobody)
    push(ours, edition, tell_nobody)

    claims_of(theirs).take(over=False)
    push(ours, edition, tell_nobody, take_over=True)

    monkeypatch.setattr(claims, "TERM", timedelta(seconds=-1))
    claims_of(theirs).take(over=False)
    monkeypatch.undo()
    push(ours, edition, tell_nobody)


@pytest.mark.parametrize("looks", [True, False], ids=["at the next portion", "at the switch"])
def test_who_was_taken_over_moves_no_pointer(
    engine: Engine, made: Edition, monkeypatch: pytest.MonkeyPatch, looks: bool
) -> None:
    if looks:
        monkeypatch.setattr(claims, "RENEWED", timedelta(0))
    passed = 0

    def stand_still(line: str) -> None:
        nonlocal passed
        passed += 1
        if passed == 1:
            push(machine(engine, 2), called(made, 2), tell_nobody, take_over=True)

    with pytest.raises(PushFailed, match="another push took") as stopped:
        push(machine(engine, 1), called(made, 1), stand_still)

    assert "\n" not in str(stopped.value)
    assert served(machine(engine, 1)) == called(made, 2).name
    push(machine(engine, 3), called(made, 3), tell_nobody)
    assert served(machine(engine, 1)) == called(made, 3).name


def test_a_claim_is_renewed_and_never_missing(
    engine: Engine, made: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "RENEWED", timedelta(0))
    holder, reader = claims_of(machine(engine, 1)), claims_of(machine(engine, 2))
    ended = threading.Event()
    seen: list[int] = []

    def look() -> None:
        while not ended.is_set():
            seen.append(len(reader._read()))

    holder.take(over=False)
    looking = threading.Thread(target=look)
    looking.start()
    for seconds in range(20):
        monkeypatch.setattr(claims, "TERM", timedelta(seconds=100 + seconds))
        holder.keep()
    ended.set()
    looking.join(60)
    holder.give_back()

    assert (set(seen), len(seen) > 5) == ({1}, True)
    assert reader._read() == []


def test_a_pointer_between_two_editions_is_told_and_mended(engine: Engine, made: Edition) -> None:
    settings = machine(engine, 1)
    for number in (1, 2):
        push(settings, called(made, number), tell_nobody)
    other = f"<{REGISTER}> {CURRENT} <{REGISTER}{called(made, 1).name}>"
    writing = GraphStore.from_settings(settings)
    writing.update(f"INSERT DATA {{ GRAPH <{REGISTER}> {{ {other} }} }}")

    with pytest.raises(EngineFailed, match="as current: run 'wirlod push' again"):
        served(settings)
    push(settings, called(made, 3), tell_nobody)

    assert served(settings) == called(made, 3).name
    writing.update(f"DELETE WHERE {{ GRAPH <{REGISTER}> {{ <{REGISTER}> {CURRENT} ?any }} }}")
    push(settings, called(made, 2), tell_nobody)
    assert served(settings) == called(made, 2).name


def test_another_edition_of_the_same_second_is_refused(engine: Engine, made: Edition) -> None:
    push(machine(engine, 1), called(made, 1), tell_nobody)
    manifest = msgspec.structs.replace(called(made, 1).manifest, files={"search.sqlite": "0" * 64})

    with pytest.raises(PushFailed, match="published elsewhere in the same second"):
        push(machine(engine, 2), Edition(made.folder, manifest), tell_nobody)

    assert served(machine(engine, 1)) == called(made, 1).name


def test_what_arrives_late_is_removed_by_the_next_push(
    engine: Engine, made: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wirlod.operation.pushing.LATEST", timedelta(seconds=-9))
    settings = machine(engine, 1)
    late, edition = called(made, 7), called(made, 8)
    with suppress(KeyboardInterrupt):
        push(settings, late, die)
    asked = Elsewhere.from_settings(settings)

    removed = push(settings, edition, tell_nobody).removed
    GraphStore.from_settings(settings).add(f"{REGISTER}{late.name}", b"<urn:a> <urn:b> <urn:c> .")
    assert late.name in read_register(asked, BASE).editions
    again = push(settings, edition, tell_nobody).removed

    assert late.name in removed
    assert late.name not in again
    assert late.name not in read_register(asked, BASE).editions


def die(line: str) -> None:
    raise KeyboardInterrupt

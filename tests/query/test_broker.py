"""One broker for the whole service: whichever process asks, limits are those of all."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import msgspec
import pytest
from tests.query.small_store import strict
from tests.query.test_workers import ENDLESS, ask, until

from wirlod.errors import QueryBusy, QueryError, WorkersUnavailable
from wirlod.query.workers import wire
from wirlod.query.workers.client import Client
from wirlod.query.workers.loans import BrokerProcess, Lines, ask_broker
from wirlod.query.workers.pool import Pool
from wirlod.query.workers.wire import Place, Question
from wirlod.settings import Settings

SETTINGS: Settings = strict(query_workers=4, query_workers_per_client=3, query_rate="5/minute")
HOSTILE, HONEST = "1.2.3.4", "5.6.7.8"


@pytest.fixture
def broker() -> Iterator[BrokerProcess]:
    with closing(BrokerProcess(SETTINGS)) as broker:
        yield broker


def open_pool(broker: BrokerProcess, store: Path, settings: Settings = SETTINGS) -> Pool:
    """Ask as a web process of its own does."""
    return Pool(Place(str(store), in_memory=True), settings, Lines(broker.address))


def ask_endlessly(pool: Pool, client: str, count: int) -> list[threading.Thread]:
    def ask_once() -> None:
        with (
            pytest.raises(QueryError),
            pool.answer(Question(text=ENDLESS, format="json"), Client(client)),
        ):
            pass

    threads = [threading.Thread(target=ask_once) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads


def test_a_share_is_counted_over_all_processes(broker: BrokerProcess, store_folder: Path) -> None:
    one, other = open_pool(broker, store_folder), open_pool(broker, store_folder)
    ask(one, "ASK {}")
    threads = ask_endlessly(one, HOSTILE, 3) + ask_endlessly(other, HOSTILE, 3)
    time.sleep(0.5)

    started = time.monotonic()
    with other.answer(Question(text="ASK {}", format="json"), Client(HONEST)) as answer:
        assert b"true" in b"".join(answer)
    waited = time.monotonic() - started
    is_back = until(lambda: len(one.look().worker_pids) == 1)
    still_asking = any(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join()

    assert waited < 2
    assert is_back
    assert still_asking


def test_the_rate_is_counted_over_all_processes(broker: BrokerProcess) -> None:
    lines = Lines(broker.address)
    admitted = [ask_broker(lines, wire.Admission(HOSTILE), wire.Admitted) for _ in range(7)]
    others = ask_broker(lines, wire.Admission(HONEST), wire.Admitted)

    assert [one.yes for one in admitted] == [True] * 5 + [False] * 2
    assert others.yes


def test_a_short_query_does_not_wait_behind_long_ones_of_many_clients(
    broker: BrokerProcess, store_folder: Path
) -> None:
    pool = open_pool(broker, store_folder)
    ask(pool, "ASK {}")
    threads = [thread for n in range(4) for thread in ask_endlessly(pool, f"1.2.3.{n}", 1)]
    time.sleep(1.3)

    started = time.monotonic()
    with pool.answer(Question(text="ASK {}", format="json"), Client(HONEST)) as answer:
        assert b"true" in b"".join(answer)
    waited = time.monotonic() - started
    for thread in threads:
        thread.join()

    assert waited < 2


def test_who_has_to_make_room_is_told_so(store_folder: Path) -> None:
    patient = msgspec.structs.replace(SETTINGS, query_seconds=8.0)  # longer than making room takes
    with closing(BrokerProcess(patient)) as broker:
        pool = open_pool(broker, store_folder, patient)
        ask(pool, "ASK {}")
        threads = [thread for n in range(3) for thread in ask_endlessly(pool, f"1.2.3.{n}", 1)]
        time.sleep(0.3)
        waiting = threading.Timer(1.2, ask, [pool, "ASK {}"])
        waiting.start()

        with pytest.raises(QueryBusy, match="while others waited"):
            pool.answer(Question(text=ENDLESS, format="json"), Client(HOSTILE))
        for thread in (*threads, waiting):
            thread.join()


def test_a_borrower_that_dies_gives_its_worker_back(
    broker: BrokerProcess, store_folder: Path
) -> None:
    pool = open_pool(broker, store_folder)
    ask(pool, "ASK {}")
    answer = pool.answer(Question(text="SELECT * { ?a ?b ?c . ?d ?e ?f }", format="json"))
    answer._worker._loan.close()  # as the kernel does when its process ends

    assert until(lambda: len(pool.look().worker_pids) == 4)


def test_workers_of_an_edition_that_nobody_asks_are_dismissed(
    broker: BrokerProcess, store_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(store_folder, tmp_path / "new")
    old = open_pool(broker, store_folder).look()
    new = open_pool(broker, tmp_path / "new")

    assert new.look().nursery_pid != old.nursery_pid
    assert until(lambda: not ask_and_look(new, old.nursery_pid), 15)
    assert b"true" in ask(new, "ASK {}")


def ask_and_look(pool: Pool, pid: int) -> bool:
    ask(pool, "ASK {}")
    return Path(f"/proc/{pid}").exists()


def test_a_broker_that_was_killed_is_started_again(
    broker: BrokerProcess, store_folder: Path
) -> None:
    pool = open_pool(broker, store_folder)
    ask(pool, "ASK {}")
    watcher = broker._popen.pid
    child = int(Path(f"/proc/{watcher}/task/{watcher}/children").read_text().split()[0])
    os.kill(child, 9)

    assert until(lambda: answers(pool), 10)


def answers(pool: Pool) -> bool:
    try:
        return b"true" in ask(pool, "ASK {}")
    except WorkersUnavailable:
        return False


def test_a_broker_that_is_closed_at_once_leaves_nobody_behind() -> None:
    before = find_brokers()
    for _ in range(10):
        BrokerProcess(SETTINGS).close()

    assert until(lambda: not find_brokers() - before)


def find_brokers() -> set[int]:
    """Find the brokers of this machine that nobody watches any more."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            is_broker = b"workers.broker" in (status.parent / "cmdline").read_bytes()
            if is_broker and status.read_text().rpartition(")")[2].split()[1] == "1":
                found.add(int(status.parent.name))
    return found


def test_queries_one_after_the_other_need_one_connection(
    broker: BrokerProcess, store_folder: Path
) -> None:
    lines = Lines(broker.address)
    pool = Pool(Place(str(store_folder), in_memory=True), SETTINGS, lines)

    answers = [ask(pool, "ASK {}") for _ in range(5)]

    assert len(answers) == 5
    assert len(lines._idle) == 1
    lines.close()


def test_a_worker_that_was_given_back_is_nobodys_to_kill(
    broker: BrokerProcess, store_folder: Path
) -> None:
    pool = open_pool(broker, store_folder)
    with pool.answer(Question(text="ASK {}", format="json")) as answer:
        b"".join(answer)
    assert until(lambda: len(pool.look().worker_pids) == SETTINGS.query_workers)
    before = pool.look().worker_pids

    answer._worker.kill()

    assert set(pool.look().worker_pids) == set(before)

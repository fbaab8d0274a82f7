"""Who may run, who waits, who makes room: rules for the whole service, without a process."""

import pytest

from wirlod.errors import QueryBusy
from wirlod.query.workers.lanes import LONG_SECONDS, Lanes, Limits, Ticket

LONG = LONG_SECONDS + 0.1


def limits(**changes: object) -> Limits:
    given = {"workers": 8, "per_client": 4, "waiting": 16, **changes}
    return Limits(waiting_seconds=1, memory_mb=1, rate="1/second", **given)  # type: ignore[arg-type]


def enter(lanes: Lanes, client: str, count: int = 1) -> list[Ticket]:
    tickets = [Ticket(client, "store", 0) for _ in range(count)]
    for ticket in tickets:
        lanes.enter(ticket)
    return tickets


def start(lanes: Lanes, tickets: list[Ticket], now: float = 0) -> list[Ticket]:
    """Start what may start; give what has to wait."""
    left = list(tickets)
    while ready := [ticket for ticket in left if lanes.is_turn_of(ticket)]:
        lanes.start(ready[0], now)
        left.remove(ready[0])
    return left


def test_one_client_runs_no_more_than_its_share() -> None:
    lanes = Lanes(limits(waiting=64))

    assert len(start(lanes, enter(lanes, "1.2.3.4", 12))) == 8
    assert start(lanes, enter(lanes, "5.6.7.8")) == []


def test_the_machine_itself_leaves_room_too() -> None:
    lanes = Lanes(limits())

    assert len(start(lanes, enter(lanes, "", 12))) == 6
    assert start(lanes, enter(lanes, "5.6.7.8")) == []


def test_who_runs_least_goes_first() -> None:
    lanes = Lanes(limits(per_client=8, workers=4))
    start(lanes, enter(lanes, "1.2.3.4", 3))
    greedy, modest = enter(lanes, "1.2.3.4"), enter(lanes, "5.6.7.8")

    assert lanes.is_turn_of(modest[0])
    assert not lanes.is_turn_of(greedy[0])


def test_one_client_fills_no_more_than_its_share_of_the_places_to_wait() -> None:
    lanes = Lanes(limits())
    start(lanes, enter(lanes, "1.2.3.4", 4))
    waiting = start(lanes, enter(lanes, "1.2.3.4", 4))

    with pytest.raises(QueryBusy, match="4 of your queries"):
        enter(lanes, "1.2.3.4")
    assert len(waiting) == 4
    assert start(lanes, enter(lanes, "5.6.7.8")) == []


def test_long_queries_make_room_when_a_short_one_waits() -> None:
    lanes = Lanes(limits())
    for number in range(8):
        start(lanes, enter(lanes, f"1.2.3.{number // 3}"), now=number / 100)
    enter(lanes, "5.6.7.8")

    ended = lanes.choose_to_end(LONG)

    assert ended is not None
    assert ended.client == "1.2.3.1"  # of the two that run three, the one that came last
    assert ended.since == 0.05


@pytest.mark.parametrize(
    ("waiting", "now"),
    [pytest.param(0, LONG, id="nobody waits"), pytest.param(1, LONG / 2, id="nothing is long")],
)
def test_nothing_is_ended_without_need(waiting: int, now: float) -> None:
    lanes = Lanes(limits())
    for number in range(8):
        start(lanes, enter(lanes, f"1.2.3.{number}"))
    enter(lanes, "5.6.7.8", waiting)

    assert lanes.choose_to_end(now) is None


def test_some_long_queries_may_always_run() -> None:
    lanes = Lanes(limits())
    tickets = [ticket for n in range(8) for ticket in enter(lanes, f"1.2.3.{n}")]
    start(lanes, tickets[:6], now=0)
    start(lanes, tickets[6:], now=LONG)
    enter(lanes, "5.6.7.8", 3)

    assert lanes.choose_to_end(LONG + 0.1) is None


@pytest.mark.parametrize(("workers", "kept"), [(1, 0), (2, 1), (4, 1), (8, 2), (16, 4)])
def test_workers_are_kept_for_short_queries(workers: int, kept: int) -> None:
    assert limits(workers=workers).kept_for_short == kept

"""
``/metrics``: what an operator watches, in the format of Prometheus.

Requests are counted by all processes of the service together, queries by its broker. Who may read
it says so by a token, ``WIRLOD_METRICS_TOKEN``; without that setting nobody may. Where a request
comes from proves nothing: a proxy on this machine that does not say whom it speaks for looks like
this machine.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hmac import compare_digest
from pathlib import Path

import msgspec
from flask import Blueprint, Response, current_app, request
from prometheus_client import CollectorRegistry
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from wirlod.errors import WirlodError
from wirlod.query.endpoint import Endpoint
from wirlod.query.workers.wire import Tallied
from wirlod.settings import Settings
from wirlod.web.answers.serving import Serving
from wirlod.web.http.caching import NEVER
from wirlod.web.http.counts import SECONDS, Counts

COUNTS = "wirlod-counts"
"""By what name the application keeps where requests are counted."""

WEB, QUERIES = "web", "queries"

metrics = Blueprint("metrics", __name__)


@metrics.get("/metrics")
def numbers() -> Response:
    """Give every number."""
    settings: Settings = current_app.config["WIRLOD"]
    check_reader(request.headers.get("Authorization", ""), settings.metrics_token.reveal())
    registry = CollectorRegistry()
    registry.register(Numbers())
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    response = Response(encode(registry), content_type=content_type)
    response.headers["Cache-Control"] = NEVER
    return response


def check_reader(said: str, token: str) -> None:
    """
    See whether whoever sent *said* as its authorization may read the numbers.

    :raises Unauthorized: when it did not send *token*.
    :raises Forbidden: when there is none.
    """
    if not token:
        raise Forbidden("nobody may read this until WIRLOD_METRICS_TOKEN is set")
    scheme, _, sent = said.partition(" ")
    if scheme.lower() != "bearer" or not compare_digest(sent.strip().encode(), token.encode()):
        raise Unauthorized(
            "send what WIRLOD_METRICS_TOKEN says as 'Authorization: Bearer …'",
            www_authenticate=WWWAuthenticate("bearer", {"realm": "metrics"}),
        )


class Numbers(Collector):
    """All numbers, looked up when they are asked for."""

    def collect(self) -> Iterator[Metric]:
        """Yield every number."""
        counts: Counts = current_app.extensions[COUNTS]
        yield from tell_requests(counts)
        yield from tell_edition(current_app.extensions["wirlod"])
        tallied = _tally(current_app.extensions["wirlod-endpoint"])
        yield from tell_queries(tallied)
        yield from tell_processes(os.getppid(), tallied.pid)


def _tally(endpoint: Endpoint) -> Tallied:
    """Give zeros where nobody counts: the other numbers are wanted then more than ever."""
    try:
        return endpoint.tally()
    except WirlodError:
        return Tallied()


def tell_requests(counts: Counts) -> Iterator[Metric]:
    """Yield requests by family and status, and how long they took."""
    answered = CounterMetricFamily(
        "wirlod_requests", "Requests that were answered; status 0: broken off", labels=LABELS
    )
    took = HistogramMetricFamily(
        "wirlod_request_seconds", "From head of the request to last byte", labels=LABELS[:1]
    )
    bounds = [*map(str, SECONDS), "+Inf"]
    for family in counts.read():
        for status, number in family.statuses.items():
            answered.add_metric([family.name, str(status)], number)
        buckets = list(zip(bounds, family.durations, strict=True))
        took.add_metric([family.name], buckets, family.seconds)
    yield from (answered, took)


LABELS = ("family", "status")


def tell_edition(serving: Serving) -> Iterator[Metric]:
    """Yield which edition is open, its age and its size; nothing where none is."""
    with suppress(WirlodError):
        manifest = serving.opened().edition.manifest
        age = datetime.now(UTC) - manifest.created
        named = {"edition": manifest.edition, "warning": serving.warning}
        yield InfoMetricFamily("wirlod_edition", "The edition that is open", value=named)
        yield GaugeMetricFamily("wirlod_edition_age_seconds", "Its age", age.total_seconds())
        yield GaugeMetricFamily("wirlod_edition_triples", "Its size", manifest.triples)


def tell_queries(tallied: Tallied) -> Iterator[Metric]:
    """Yield how many queries there are and were."""
    ended = CounterMetricFamily(
        "wirlod_queries", "Queries that got a worker, were killed, or refused", labels=["outcome"]
    )
    for outcome in ("run", "killed", "refused"):
        ended.add_metric([outcome], getattr(tallied, outcome))
    yield ended
    now = GaugeMetricFamily("wirlod_queries_now", "Queries by state", labels=["state"])
    now.add_metric(["running"], tallied.running)
    now.add_metric(["waiting"], tallied.waiting)
    yield now
    yield GaugeMetricFamily("wirlod_query_workers_idle", "Workers without a query", tallied.idle)


class Used(msgspec.Struct):
    """What some processes use."""

    processes: int = 0
    bytes: int = 0
    files: int = 0


def tell_processes(server: int, broker: int) -> Iterator[Metric]:
    """Yield processes, memory and open files of the web and of strangers' queries."""
    used = {WEB: Used(), QUERIES: Used()}
    parents = dict(_read_parents())
    for pid in parents:
        above = list(_walk_up(pid, parents))
        if server in above:
            _add(used[QUERIES if broker in above else WEB], pid)
    told = {
        "wirlod_processes": ("Processes by part", "processes"),
        "wirlod_memory_bytes": ("Memory by part, shared pages counted once", "bytes"),
        "wirlod_open_files": ("Open files and sockets by part", "files"),
    }
    for name, (about, attribute) in told.items():
        metric = GaugeMetricFamily(name, about, labels=["part"])
        for part, numbers in used.items():
            metric.add_metric([part], getattr(numbers, attribute))
        yield metric


def _read_parents() -> Iterator[tuple[int, int]]:
    """Yield every process that can be seen, with its parent."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            after_name = (folder / "stat").read_text().rpartition(")")[2]
            yield int(folder.name), int(after_name.split()[1])


def _walk_up(pid: int, parents: dict[int, int]) -> Iterable[int]:
    """Yield *pid*, its parent, and so on."""
    while pid in parents:
        yield pid
        pid = parents[pid]


def _add(used: Used, pid: int) -> None:
    with suppress(OSError):
        folder = Path(f"/proc/{pid}")
        lines = (folder / "smaps_rollup").read_text().splitlines()
        [kilobytes] = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
        used.bytes += 1024 * kilobytes
        used.files += sum(1 for _ in (folder / "fd").iterdir())
        used.processes += 1

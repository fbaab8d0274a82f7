"""A load generator: keep-alive connections that each send the next request after the answer."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from statistics import median

HEADERS_END = b"\r\n\r\n"


@dataclass
class Measurement:
    """What came of sending one request again and again."""

    seconds: float
    latencies: list[float] = field(repr=False)
    """Seconds, sorted."""
    statuses: set[int]

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which this *share* of the answers came."""
        return self.latencies[min(int(len(self.latencies) * share), len(self.latencies) - 1)] * 1000


@dataclass
class Round:
    """Two servers asked one right after the other, while the machine was the same."""

    peer: Measurement
    subject: Measurement


def ratio_of(rounds: Sequence[Round]) -> float:
    """Tell how many times as many answers as the peer the subject gave, by the medians."""
    return median(one.subject.rate for one in rounds) / median(one.peer.rate for one in rounds)


def join(found: Sequence[Measurement]) -> Measurement:
    """Take several measurements as one."""
    return Measurement(
        sum(one.seconds for one in found),
        sorted(latency for one in found for latency in one.latencies),
        set().union(*(one.statuses for one in found)),
    )


class Connection(asyncio.Protocol):
    """
    Sends one of *requests* after the other, and notes how long each answer took.

    Until *end*, or until there are no more *requests*.
    """

    def __init__(self, requests: Iterator[bytes], end: float) -> None:
        self._requests = requests
        self._end = end
        self._received = b""
        self._sent = 0.0
        self.latencies: list[float] = []
        self.statuses: set[int] = set()
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._send()

    def _send(self) -> None:
        request = next(self._requests, None)
        self._sent = time.perf_counter()
        if request is None:
            self._transport.close()
        else:
            self._transport.write(request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, body = self._received.partition(HEADERS_END)
        if not found or not is_whole(head, body):
            return
        now = time.perf_counter()
        self.latencies.append(now - self._sent)
        self.statuses.add(int(head[9:12]))
        self._received = b""
        if now < self._end:
            self._send()
        else:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


def is_whole(head: bytes, body: bytes) -> bool:
    """Tell whether *body* is all that *head* promises."""
    if b"transfer-encoding: chunked" in head.lower():
        return body.endswith(b"0\r\n\r\n")
    return len(body) >= content_length(head)


def content_length(head: bytes) -> int:
    """Read how many bytes follow *head*; none after 304."""
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            return int(line[15:])
    return 0


def build_request(path: str, headers: dict[str, str]) -> bytes:
    """Write a GET request."""
    lines = [f"GET {path} HTTP/1.1", "Host: localhost"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def measure(
    port: int, requests: bytes | Iterator[bytes], clients: int, seconds: float
) -> Measurement:
    """Send *requests*, or one again and again, from *clients* connections for *seconds*."""
    requests = repeat(requests) if isinstance(requests, bytes) else requests
    return asyncio.run(_measure(port, requests, clients, seconds))


async def _measure(
    port: int, requests: Iterator[bytes], clients: int, seconds: float
) -> Measurement:
    loop = asyncio.get_running_loop()
    begin = time.perf_counter()
    connections = []
    for _ in range(clients):
        _, connection = await loop.create_connection(
            lambda: Connection(requests, begin + seconds), "127.0.0.1", port
        )
        connections.append(connection)
    await asyncio.gather(*(connection.done for connection in connections))
    latencies = sorted(one for connection in connections for one in connection.latencies)
    statuses = set().union(*(connection.statuses for connection in connections))
    return Measurement(time.perf_counter() - begin, latencies, statuses)

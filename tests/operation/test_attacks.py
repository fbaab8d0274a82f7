"""What comes of attacks on a running server, as a stranger sends them."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from tests.operation.attacks import ATTACKS, Attack
from tests.running import Running, running
from tests.web.asking import connect, get
from tests.web.conftest import write_edition

TELLTALES = (
    b"Traceback",
    b"/src/wirlod/",
    b"://evil.example",
    b"Location: //",
    b"Server: gunicorn/",
)
"""What no answer has: how the program is built, or another's address."""

PROTECTED = (b"x-content-type-options: nosniff", b"content-security-policy: default-src 'self'")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    editions = tmp_path_factory.mktemp("attacked") / "editions"
    write_edition(editions)
    with running("serve", "--workers", "1", editions=editions, query_workers=2) as server:
        yield server


def send(server: Running, request: bytes) -> bytes:
    """Send bytes as they are; give all that comes back until the end."""
    answer = b""
    with server.connect() as connection:
        with suppress(OSError):  # it may have refused before it has read everything
            connection.sendall(request)
        with suppress(OSError):
            while piece := connection.recv(65_536):
                answer += piece
                if b"\r\n\r\n" in answer and b"Connection: keep-alive" in answer:
                    connection.settimeout(0.5)
    return answer


def test_there_are_enough_and_no_two_alike() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 60
    assert len({attack.request for attack in ATTACKS}) == len(ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_comes_to_nothing(server: Running, attack: Attack) -> None:
    answer = send(server, attack.request)
    head, _, body = answer.partition(b"\r\n\r\n")
    statuses = [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]

    assert len(statuses) == 1, answer
    assert statuses[0] in attack.statuses, head + body[:300]
    assert attack.absent not in answer
    assert not [found for found in TELLTALES if found in answer]
    assert all(field in head.lower() for field in PROTECTED)
    assert get_status(server) == 200


def get_status(server: Running) -> int:
    connection = connect(server)
    try:
        return get(connection, "/healthz")[0].status
    finally:
        connection.close()

"""What goes over the wire is what gunicorn would send, in fewer pieces."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.http.errors import InvalidResponseHeader
from gunicorn.http.wsgi import Response

from wirlod.web.http import patience
from wirlod.web.http.sending import TOGETHER_BYTES, Sending

PLAIN = [("Content-Type", "text/plain"), ("Vary", " Accept ")]
CASES: list[tuple[str, tuple[int, int], str, list[tuple[str, str]], list[bytes]]] = [
    ("GET", (1, 1), "200 OK", [*PLAIN, ("Content-Length", "5")], [b"hello"]),
    ("GET", (1, 0), "200 OK", [*PLAIN, ("Content-Length", "5")], [b"hello"]),
    ("GET", (1, 0), "200 OK", PLAIN, [b"hello"]),
    ("GET", (1, 1), "200 OK", [*PLAIN, ("Connection", "close")], [b"hel", b"", b"lo"]),
    ("GET", (1, 1), "200 OK", [*PLAIN, ("Content-Length", "5")], [b"hel", b"lo"]),
    ("GET", (1, 1), "200 OK", [*PLAIN, ("Content-Length", "4")], [b"hello"]),
    ("GET", (1, 1), "200 OK", [("content-length", "0")], [b""]),
    ("GET", (1, 1), "200 OK", [("Content-Length", "70000")], [b"x" * 70_000]),
    ("HEAD", (1, 1), "200 OK", [*PLAIN, ("Content-Length", "5")], []),
    ("GET", (1, 1), "304 NOT MODIFIED", PLAIN, []),
    ("GET", (1, 1), "204 NO CONTENT", [("Content-Length", "0")], [b""]),
]


class Wire:
    """A socket that remembers what it was given."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def sendall(self, piece: bytes) -> None:
        self.pieces.append(piece)


def answer(
    kind: type[Response],
    method: str,
    version: tuple[int, int],
    status: str,
    headers: list[tuple[str, str]],
    body: list[bytes],
) -> tuple[Wire, Any]:
    wire = Wire()
    request = SimpleNamespace(method=method, version=version, should_close=lambda: False)
    sending = kind(request, wire, SimpleNamespace(protocol="http"))
    sending.start_response(status, headers)
    for piece in body:
        sending.write(piece)
    sending.close()
    return wire, sending


def without_date(pieces: list[bytes]) -> bytes:
    return re.sub(rb"Date: [^\r]+ GMT", b"Date: now", b"".join(pieces))


@pytest.mark.parametrize("case", CASES)
def test_sends_what_gunicorn_would(case: tuple[Any, ...]) -> None:
    ours, ours_after = answer(Sending, *case)
    theirs, theirs_after = answer(Response, *case)

    assert without_date(ours.pieces) == without_date(theirs.pieces)
    assert ours_after.sent == theirs_after.sent
    assert ours_after.should_close() == theirs_after.should_close()


def test_a_short_answer_is_one_piece() -> None:
    wire, _ = answer(Sending, *CASES[0])

    assert len(wire.pieces) == 1


def test_a_long_body_is_not_copied() -> None:
    body = b"x" * (TOGETHER_BYTES + 1)

    wire, _ = answer(Sending, "GET", (1, 1), "200 OK", [("Content-Length", str(len(body)))], [body])

    assert wire.pieces[1] is body


def test_a_field_that_splits_the_answer_is_refused_again_and_again() -> None:
    for _ in range(2):
        with pytest.raises(InvalidResponseHeader):
            answer(Sending, "GET", (1, 1), "200 OK", [("X", "a\r\nSet-Cookie: b")], [])


def test_an_answer_that_cannot_be_noted_was_sent_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> None:
        raise ValueError

    sent, said = list[list[bytes]](), list[str]()
    answer = SimpleNamespace(send=sent.append, headers_sent=True, should_close=lambda: False)
    monkeypatch.setattr(patience, "create", lambda *_, **__: (answer, {}))
    answer.start_response = None
    worker = object.__new__(patience.PatientWorker)
    worker.cfg = SimpleNamespace(post_request=fail)
    worker.log = SimpleNamespace(error=lambda text, **_: said.append(text))
    worker.alive, worker.keepalived_conns, worker.max_keepalived = True, [], 1
    worker.wsgi = lambda *_: [b"hello"]

    is_kept = worker.handle_request(None, SimpleNamespace(sock=None, client=None, server=None))

    assert (is_kept, sent, said) == (True, [[b"hello"]], ["a request was not noted"])

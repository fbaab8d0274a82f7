"""A second reader is believed only what it can prove, and nothing is sent unasked."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from wirlod.extract.facts import ReleaseFacts
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.second_reader import Endpoint
from wirlod.extract.text.document import decode_document

TEXT = """Bescheid für die Stadt Auental

Staatssekretärin Anne Winter hat der Stadt Auental einen Förderbescheid über 80.000 Euro übergeben.
Der Verein Lichtblick e.V. ist dabei. Das Vorhaben kostet 120.000 Euro.
"""
KEY = "a-key-nobody-may-see"
RIGHT = {
    "recipient": "Stadt Auental", "recipient_passage": "der Stadt Auental",
    "amount": 80000, "amount_passage": "80.000 Euro",
}  # fmt: skip
Answerer = Callable[[BaseHTTPRequestHandler], None]


def completion(said: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()


def telling(*grants: dict[str, Any]) -> Answerer:
    return sending(completion(json.dumps({"grants": grants})))


def sending(content: bytes, status: int = 200) -> Answerer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, for longer than anybody waits."""
    handler.send_response(200)
    handler.end_headers()
    drip(handler)


def drip(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(600):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def dripping_in_the_header(handler: BaseHTTPRequestHandler) -> None:
    """Begin an answer and let its header come a byte now and then."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(handler)


def echoing(handler: BaseHTTPRequestHandler) -> None:
    """Say the key back, as a name."""
    said = handler.headers["Authorization"]
    telling({**RIGHT, "recipient": said})(handler)


def refusing_with_the_key(handler: BaseHTTPRequestHandler) -> None:
    """Refuse, and say the key back in the reason and in the body."""
    handler.send_response(401, handler.headers["Authorization"])
    handler.end_headers()
    handler.wfile.write(handler.headers["Authorization"].encode())


@contextmanager
def endpoint(answer: Answerer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Serve *answer* at a local address; also give the questions that were asked."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append({"body": json.loads(body), "headers": dict(self.headers)})
            try:
                answer(self)
            except OSError:
                return

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        server.server_close()


def read(answer: Answerer, seconds: float = 60.0) -> ReleaseFacts:
    with endpoint(answer) as (address, _):
        asked = Endpoint(address, "test", KEY, seconds)
        return extract_release(decode_document("x.txt", TEXT.encode()), Gazetteer(), asked)


def said(facts: ReleaseFacts) -> list[tuple[str | None, Any]]:
    return [(g.recipient.label, g.amount.figure) for g in facts.grants if g.amount]


def doubts(facts: ReleaseFacts) -> str:
    return " | ".join(f"{d.reason} {' '.join(d.readings)}" for d in facts.doubts)


def test_what_both_say_is_surest() -> None:
    facts = read(telling(RIGHT))

    assert said(facts) == [("Stadt Auental", 80000)]
    assert facts.grants[0].said_by == ("grammar", "asked")


def test_a_fence_around_the_json_does_no_harm() -> None:
    content = completion("```json\n" + json.dumps({"grants": [RIGHT]}) + "\n```")

    assert read(sending(content)).grants[0].said_by == ("grammar", "asked")


def test_another_body_is_a_doubt_with_both_readings() -> None:
    wrong = {**RIGHT, "recipient": "Verein Lichtblick e.V.",
             "recipient_passage": "Der Verein Lichtblick e.V."}  # fmt: skip

    facts = read(telling(wrong))

    assert said(facts) == []
    assert "80000: grant to Stadt Auental 80000: grant to Verein Lichtblick e.V." in doubts(facts)


def test_a_cost_that_is_told_as_a_grant_stays_a_doubt() -> None:
    cost = {**RIGHT, "amount": 120000, "amount_passage": "120.000 Euro"}

    facts = read(telling(RIGHT, cost))

    assert said(facts) == [("Stadt Auental", 80000)]
    assert [g.said_by for g in facts.possible] == [("asked",)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"amount_passage": "900.000 Euro", "amount": 900000},
                     "does not stand in the text", id="an invented passage"),
        pytest.param({"amount": 800000}, "does not give this sum", id="another number"),
        pytest.param({"recipient": "Stadt Bergtal"}, "does not name this body", id="another name"),
        pytest.param({"recipient_passage": ""}, "does not stand in the text", id="no passage"),
        pytest.param({"recipient": "Staatssekretärin", "recipient_passage": "Staatssekretärin"},
                     "does not name this body", id="an office"),
    ],
)  # fmt: skip
def test_what_cannot_be_proved_is_a_doubt(change: dict[str, Any], reason: str) -> None:
    facts = read(telling({**RIGHT, **change}))

    assert reason in doubts(facts)
    assert said(facts) == [("Stadt Auental", 80000)]
    assert facts.grants[0].said_by == ("grammar",)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(sending(b"{"), "no answer that can be read", id="broken JSON"),
        pytest.param(sending(completion("Gern! Hier ist")), "no answer that can", id="chatter"),
        pytest.param(sending(completion('{"grants": [{"recipient": 1}]}')), "no answer", id="type"),
        pytest.param(sending(b'{"choices": []}'), "no answer that can be read", id="no choice"),
        pytest.param(sending(b"x" * 2_000_000), "no answer that can be read", id="too large"),
        pytest.param(sending(b"", 500), "status 500", id="a failure"),
        pytest.param(sending(b"", 307), "status 307", id="a redirect"),
        pytest.param(sending(b"", 404), "status 404", id="no such address"),
        pytest.param(sending(b"", 429), "status 429", id="too many questions"),
        pytest.param(refusing_with_the_key, "status 401", id="a refused key"),
    ],
)
def test_an_answer_that_is_none_leaves_what_the_grammar_read(answer: Answerer, reason: str) -> None:
    facts = read(answer)

    assert reason in doubts(facts)
    assert said(facts) == [("Stadt Auental", 80000)]


def test_who_answers_slowly_is_not_waited_for() -> None:
    began = time.monotonic()

    facts = read(dripping, seconds=0.5)

    assert time.monotonic() - began < 30
    assert "no whole answer within 0.5 seconds" in doubts(facts)


def test_nobody_there_is_said() -> None:
    asked = Endpoint("http://127.0.0.1:9/v1", "test", KEY, 60.0)

    facts = extract_release(decode_document("x.txt", TEXT.encode()), Gazetteer(), asked)

    assert "no answer that can be read" in doubts(facts)
    assert said(facts) == [("Stadt Auental", 80000)]


def test_only_the_text_is_sent_and_the_key_is_shown_nowhere() -> None:
    with endpoint(telling(RIGHT)) as (address, asked):
        whom = Endpoint(address, "test", KEY)
        facts = extract_release(decode_document("x.txt", TEXT.encode()), Gazetteer(), whom)

    (question,) = asked
    assert question["body"]["messages"][1]["content"] == TEXT
    assert question["headers"]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in repr(whom)
    assert KEY not in repr(facts)


@pytest.mark.parametrize("answer", [echoing, refusing_with_the_key])
def test_a_key_that_is_said_back_is_shown_nowhere(answer: Answerer) -> None:
    assert KEY not in repr(read(answer))


def test_a_key_that_no_header_may_hold_is_shown_nowhere() -> None:
    with endpoint(telling(RIGHT)) as (address, asked):
        whom = Endpoint(address, "test", f"{KEY}\n")
        facts = extract_release(decode_document("x.txt", TEXT.encode()), Gazetteer(), whom)

    assert asked == []
    assert "no answer that can be read" in doubts(facts)
    assert KEY not in repr(facts)

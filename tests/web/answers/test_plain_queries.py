"""Plain queries are answered without Flask exactly as Flask would; the rest is Flask's."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from msgspec.structs import replace
from tests.web.conftest import BASE
from werkzeug.http import http_date
from werkzeug.test import create_environ, run_wsgi_app

from wirlod.query.embedded import EmbeddedStore
from wirlod.query.workers.wire import Admitted, Question
from wirlod.web.answers.plain_queries import (
    LARGEST_BYTES,
    LONGEST,
    Answered,
    KeptAnswers,
    PlainQueries,
    Sent,
)

THING = f"<{BASE}id/grant/werra-meissner-kreis-2021>"
QUERIES = {
    "rows": f"SELECT ?p ?o {{ {THING} ?p ?o }}",
    "no rows": "SELECT * { <http://nowhere.example.org/> rdfs:label ?o }",
    "yes": f"ASK {{ {THING} a ?class }}",
    "two patterns": f"SELECT * {{ {THING} wir:recipient ?o . ?o rdfs:label ?l }}",
    "a count": "SELECT (COUNT(*) AS ?n) { ?s a wir:Grant }",
    "a graph": f"CONSTRUCT WHERE {{ {THING} ?p ?o }}",
}
ACCEPTS = {
    "SELECT": ("", "application/sparql-results+json", "text/csv", "application/json;q=0.1"),
    "ASK": ("application/sparql-results+xml", "*/*"),
    "CONSTRUCT": ("text/turtle", "application/n-triples", "application/rdf+xml"),
}
CASES = [
    pytest.param(query, accept, id=f"{name} as {accept}")
    for name, query in QUERIES.items()
    for accept in ACCEPTS[query.partition(" ")[0]]
]

Told = tuple[str, dict[str, str], bytes]


@pytest.fixture
def own_index(app: Flask) -> None:
    """Where another engine is asked there is no index here."""
    if not isinstance(app.extensions["wirlod"].opened().store, EmbeddedStore):
        pytest.skip("needs the store of the edition")


def fail(*_: Any) -> Iterable[bytes]:
    raise AssertionError("the application was woken")


def ask(app: Flask, query: str, method: str, **fields: str) -> Told:
    """Ask by *method*, where nobody is behind."""
    return run(make_plain(app), make_environ(query, method, **fields))


def make_plain(app: Flask) -> PlainQueries:
    extensions, settings = app.extensions, app.config["WIRLOD"]
    return PlainQueries(fail, extensions["wirlod"], extensions["wirlod-endpoint"], settings)


def make_environ(query: str, method: str, **fields: str) -> dict[str, Any]:
    sent = {"query": query}
    given = {"query_string": sent} if method == "GET" else {"data": sent}
    return create_environ("/sparql", headers=fields, method=method, **given)


def run(stands: Any, environ: dict[str, Any]) -> Told:
    body, status, headers = run_wsgi_app(stands, environ, buffered=True)
    return status, dict(headers), b"".join(body)


@pytest.mark.usefixtures("own_index")
@pytest.mark.parametrize("coding", ["", "br", "gzip, br;q=0.1"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("query", "accept"), CASES)
def test_a_plain_query_is_answered_as_the_application_would(
    app: Flask, query: str, accept: str, method: str, coding: str
) -> None:
    fields = {"Accept": accept, "Accept-Encoding": coding}

    found = ask(app, query, method, **fields)
    expected = run(
        lambda *given: Flask.wsgi_app(app, *given), make_environ(query, method, **fields)
    )

    assert found[0] == "200 OK"
    assert found[1:] == expected[1:]


@pytest.mark.parametrize(
    ("query", "method", "fields"),
    [
        pytest.param(QUERIES["rows"], "GET", {"Accept": "text/html"}, id="a page"),
        pytest.param(QUERIES["rows"], "GET", {"Accept": "image/png"}, id="nothing that fits"),
        pytest.param(QUERIES["rows"], "GET", {"If-None-Match": '"x"'}, id="a condition"),
        pytest.param(QUERIES["rows"], "HEAD", {}, id="no body"),
        pytest.param(QUERIES["rows"], "QUERY", {}, id="another method"),
        pytest.param("SELECT * { ?a nobody:knows ?c }", "POST", {}, id="a fault"),
        pytest.param("DELETE WHERE { ?a ?b ?c }", "POST", {}, id="an update"),
        pytest.param(QUERIES["rows"] + " " * LONGEST, "POST", {}, id="a long text"),
    ],
)
def test_whatever_is_not_plain_is_left_to_the_application(
    app: Flask, query: str, method: str, fields: dict[str, str]
) -> None:
    with pytest.raises(AssertionError, match="woken"):
        ask(app, query, method, **fields)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("&format=csv", id="a format"),
        pytest.param("&default-graph-uri=http://example.org/", id="a dataset"),
        pytest.param("&query=ASK%20%7B%7D", id="a second query"),
    ],
)
def test_another_parameter_is_left_to_the_application(app: Flask, more: str) -> None:
    environ = create_environ("/sparql", query_string=urlencode({"query": QUERIES["yes"]}) + more)

    with pytest.raises(AssertionError, match="woken"):
        run(make_plain(app), environ)


@pytest.mark.usefixtures("own_index")
def test_who_asks_too_often_is_left_to_the_application(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    endpoint = app.extensions["wirlod-endpoint"]

    def admit(client: str) -> Admitted:
        counted.append(client)
        return Admitted(yes=len(counted) < 2, seconds=1)

    monkeypatch.setattr(endpoint, "admit", admit)
    environ = make_environ(QUERIES["yes"], "GET") | {"REMOTE_ADDR": "192.0.2.7"}

    assert run(make_plain(app), dict(environ))[0] == "200 OK"
    with pytest.raises(AssertionError, match="woken"):
        run(make_plain(app), dict(environ))
    assert counted == ["192.0.2.7"] * 2


def count_questions(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the text of each question that workers are asked."""
    endpoint, asked = app.extensions["wirlod-endpoint"], list[str]()
    answer = endpoint.answer

    def noting(question: Question, *rest: Any) -> Any:
        asked.append(question.text)
        return answer(question, *rest)

    monkeypatch.setattr(endpoint, "answer", noting)
    return asked


STEADY = "SELECT (COUNT(*) AS ?n) { ?s a wir:Grant } # asked again"
FICKLE = "SELECT (RAND() AS ?n) { }"
MUCH = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"


@pytest.mark.parametrize(
    ("query", "method", "times"),
    [
        pytest.param(STEADY, "POST", 1, id="kept"),
        pytest.param(FICKLE, "POST", 2, id="never the same"),
        pytest.param(STEADY, "GET", 2, id="kept by whoever is in front"),
    ],
)
def test_only_what_stays_as_it_is_is_kept(
    app: Flask, monkeypatch: pytest.MonkeyPatch, query: str, method: str, times: int
) -> None:
    asked, plain = count_questions(app, monkeypatch), make_plain(app)
    first, second = (run(plain, make_environ(query, method)) for _ in range(2))

    assert len(asked) == times
    assert (first == second) == (query == STEADY)


@pytest.mark.parametrize("field", ["Accept", "Accept-Encoding"])
def test_another_representation_is_another_answer(
    app: Flask, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    asked, plain = count_questions(app, monkeypatch), make_plain(app)
    run(plain, make_environ(STEADY, "POST"))
    run(plain, make_environ(STEADY, "POST", **{field: "text/csv"}))

    assert len(asked) == 2


def test_another_edition_forgets_what_was_kept() -> None:
    kept, sent = KeptAnswers(), Sent(b"query=", by_post=True, accept="", coding="")
    assert kept.find("one", sent) is None
    kept.keep("one", sent, Answered([], b"body"))

    assert kept.find("one", sent)
    assert kept.find("another", sent) is None
    kept.keep("one", sent, Answered([], b"body"))
    assert kept.find("another", sent) is None


def test_what_is_kept_is_bounded() -> None:
    kept, body = KeptAnswers(), bytes(LARGEST_BYTES)
    every = [Sent(b"%d" % i, by_post=True, accept="", coding="") for i in range(300)]
    kept.find("one", every[0])
    for sent in every:
        kept.keep("one", sent, Answered([], body))
    found = [sent for sent in every if kept.find("one", sent)]

    assert 200 < len(found) < 256
    assert found == every[-len(found) :]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        pytest.param("SELECT * { ?s ?p }", 400, id="a fault"),
        pytest.param(MUCH, 200, id="an answer that flows"),
        pytest.param("SELECT * { ?s ?p ?o } ORDER BY (1/0 ", 400, id="not closed"),
    ],
)
def test_what_the_application_tells_was_asked_and_counted_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch, query: str, status: int
) -> None:
    asked = count_questions(app, monkeypatch)
    counted: list[str] = []

    def admit(client: str) -> Admitted:
        counted.append(client)
        return Admitted(yes=True, seconds=1)

    monkeypatch.setattr(app.extensions["wirlod-endpoint"], "admit", admit)
    environ = make_environ(query, "POST") | {"REMOTE_ADDR": "192.0.2.7"}
    found = run(app, environ)

    assert int(found[0][:3]) == status
    assert len(counted) == len(asked) == 1


def test_a_long_answer_bears_the_date_of_the_edition_that_was_asked(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving, extensions = app.extensions["wirlod"], app.extensions
    asked = serving.opened()
    later = replace(asked.version, created=asked.version.created + timedelta(days=1))

    def switch(*given: Any) -> Iterable[bytes]:
        monkeypatch.setattr(serving, "opened", lambda: replace(asked, version=later))
        return Flask.wsgi_app(app, *given)

    plain = PlainQueries(switch, serving, extensions["wirlod-endpoint"], app.config["WIRLOD"])
    _, headers, _ = run(plain, make_environ(MUCH, "GET"))

    assert serving.opened().version == later
    assert headers["Last-Modified"] == http_date(asked.version.created)


@pytest.mark.parametrize(
    ("language", "word"), [("de", "hier nicht stehen"), ("en", "cannot stand here")]
)
def test_a_fault_is_told_in_the_language_of_who_asks(app: Flask, language: str, word: str) -> None:
    environ = make_environ("SELECT * { ?s ?p }", "POST", **{"Accept-Language": language})

    assert word in run(app, environ)[2].decode()

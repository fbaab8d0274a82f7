"""One look is answered without Flask exactly as Flask would; whatever is not plain is Flask's."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from tests.web.conftest import BASE
from werkzeug.test import create_environ, run_wsgi_app

from wirlod.query.embedded import EmbeddedStore
from wirlod.query.workers.wire import Admitted
from wirlod.web.answers.looks import LONGEST, Looks

THING = f"<{BASE}id/grant/werra-meissner-kreis-2021>"
QUERIES = {
    "rows": f"SELECT ?p ?o {{ {THING} ?p ?o }}",
    "no rows": "SELECT * { <http://nowhere.example.org/> rdfs:label ?o }",
    "yes": f"ASK {{ {THING} a ?class }}",
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

Answered = tuple[str, dict[str, str], bytes]


@pytest.fixture
def own_index(app: Flask) -> None:
    """Where another engine is asked there is no index here."""
    if not isinstance(app.extensions["wirlod"].opened().store, EmbeddedStore):
        pytest.skip("needs the store of the edition")


def fail(*_: Any) -> Iterable[bytes]:
    raise AssertionError("the application was woken")


def ask(app: Flask, query: str, method: str, **fields: str) -> Answered:
    """Ask by *method*, where nobody is behind."""
    return run(make_looks(app), make_environ(query, method, **fields))


def make_looks(app: Flask) -> Looks:
    extensions, settings = app.extensions, app.config["WIRLOD"]
    return Looks(fail, extensions["wirlod"], extensions["wirlod-endpoint"], settings)


def make_environ(query: str, method: str, **fields: str) -> dict[str, Any]:
    sent = {"query": query}
    given = {"query_string": sent} if method == "GET" else {"data": sent}
    return create_environ("/sparql", headers=fields, method=method, **given)


def run(stands: Any, environ: dict[str, Any]) -> Answered:
    body, status, headers = run_wsgi_app(stands, environ, buffered=True)
    return status, dict(headers), b"".join(body)


@pytest.mark.usefixtures("own_index")
@pytest.mark.parametrize("coding", ["", "br", "gzip, br;q=0.1"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("query", "accept"), CASES)
def test_a_look_is_answered_as_the_application_would(
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
        pytest.param("SELECT * { ?a ?b ?c . ?c ?d ?e }", "POST", {}, id="two patterns"),
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
        run(make_looks(app), environ)


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

    assert run(make_looks(app), dict(environ))[0] == "200 OK"
    with pytest.raises(AssertionError, match="woken"):
        run(make_looks(app), dict(environ))
    assert counted == ["192.0.2.7"] * 2

"""Graphs are answered without Flask exactly as Flask would; whatever is not plain is Flask's."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from tests.web.conftest import BASE
from tests.web.pages.test_told import list_paths
from werkzeug.test import create_environ, run_wsgi_app

from wirlod.edition import Edition
from wirlod.formats import HTML
from wirlod.kinds import KINDS
from wirlod.web.answers.documents import Documents, name_document
from wirlod.web.answers.profiles import build_profiles
from wirlod.web.answers.resources import OFFERS
from wirlod.web.http.bodies import Bodies
from wirlod.web.http.ready import ReadyAnswers

THING = "/doc/organisation/werra-meissner-kreis"
GRAPHS = [offer.suffix for offer in OFFERS if offer.format is not HTML]
PROFILES = [profile.iri for profile in build_profiles(BASE)]


def test_there_are_graphs_to_compare() -> None:
    assert len(GRAPHS) > 4


def fail(*_: Any) -> Iterable[bytes]:
    raise AssertionError("the application was woken")


def ask(
    app: Flask, behind: Any, path: str, method: str = "GET", **fields: str
) -> tuple[str, dict[str, str], bytes]:
    """Ask the documents of *app* that stand before *behind*, or *behind* alone."""
    serving = app.extensions["wirlod"]
    environ = create_environ(path, headers=fields, method=method)
    assert name_document(serving, environ).name
    documents = Documents(behind, app, Bodies())
    ready = ReadyAnswers(documents, lambda: serving.fingerprint, partial(name_document, serving))
    stands = behind if isinstance(behind, partial) else ready
    body, status, headers = run_wsgi_app(stands, environ, buffered=True)
    return status, dict(headers), b"".join(body)


@pytest.fixture
def flask(app: Flask) -> partial[Any]:
    """The application without anything in front of it."""
    return partial(Flask.wsgi_app, app)


@pytest.mark.parametrize("coding", ["", "br", "gzip"])
@pytest.mark.parametrize("suffix", GRAPHS)
def test_a_graph_is_answered_as_the_application_would(
    app: Flask, flask: partial[Any], suffix: str, coding: str
) -> None:
    path, fields = f"{THING}.{suffix}", {"Accept-Encoding": coding}

    assert ask(app, fail, path, **fields) == ask(app, flask, path, **fields)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/ld+json", "application/rdf+xml;q=0.5"]
)
def test_a_negotiated_graph_is_answered_as_the_application_would(
    app: Flask, flask: partial[Any], accept: str, profile: str
) -> None:
    fields = {"Accept": accept, "Accept-Profile": f"<{profile}>"}

    assert ask(app, fail, THING, **fields) == ask(app, flask, THING, **fields)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS.values() if not kind.is_catalogued])
@pytest.mark.parametrize("suffix", ["", ".de.html", ".html"])
def test_a_page_that_a_record_tells_is_answered_as_the_application_would(
    site: FlaskClient, edition: Edition, kind: str, suffix: str
) -> None:
    app, opened = site.application, site.application.extensions["wirlod"].opened()
    paths = (path for path in list_paths(edition) if path.startswith(f"{kind}/"))
    path = f"/doc/{next(path for path in paths if opened.things.tell(path))}{suffix}"
    fields = {"Accept": "text/html", "Accept-Language": "en", "Accept-Encoding": "gzip"}

    assert ask(app, fail, path, **fields) == ask(app, partial(Flask.wsgi_app, app), path, **fields)


@pytest.mark.parametrize(
    ("path", "method", "fields"),
    [
        pytest.param(THING, "GET", {"Accept": "text/html"}, id="a page without a record"),
        pytest.param("/doc/dataset/wirlod.html", "GET", {}, id="a page of the catalogue"),
        pytest.param(f"{THING}.ttl", "HEAD", {}, id="no body"),
        pytest.param(f"{THING}.ttl", "GET", {"If-None-Match": '"x"'}, id="a condition"),
        pytest.param("/doc/territory/nowhere.ttl", "GET", {}, id="nothing there"),
        pytest.param("/doc/territory/No_Key.ttl", "GET", {}, id="no address of a thing"),
    ],
)
def test_whatever_is_not_plain_is_left_to_the_application(
    app: Flask, flask: partial[Any], path: str, method: str, fields: dict[str, str]
) -> None:
    with pytest.raises(AssertionError, match="woken"):
        ask(app, fail, path, method, **fields)

"""Every method on every address, and what strangers send."""

from urllib.parse import unquote_to_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app

from wirlod import errors
from wirlod.web.http.errors import STATUS

NOT_OF_REQUESTS = (
    errors.SettingsError,
    errors.SourceError,
    errors.ValidationError,
    errors.PublishingError,
    errors.PushFailed,
)
"""What only publishing meets; in a server it would be a fault of ours."""

GRANT = "werra-meissner-kreis-2021"
ADDRESSES = [
    "/",
    "/index.de.html",
    "/about",
    f"/id/grant/{GRANT}",
    f"/doc/grant/{GRANT}",
    f"/doc/grant/{GRANT}.ttl",
    f"/doc/grant/{GRANT}?_explain",
    f"/doc/grant/{GRANT}?_profile=alt",
    "/doc/grant",
    "/doc/grant.csv?size=1",
    f"/linkset/grant/{GRANT}",
    "/linkset/grant",
    "/def/wir",
    "/def/wir/1.1.0",
    "/def/context.jsonld",
    "/def/shapes/grant",
    "/def/shapes/grant/1.0.0",
    "/download/wirlod.nt.gz",
    "/download/2026-11-22T150000Z/wirlod.nt.gz",
    "/catalogue",
    "/catalogue.ttl",
    "/doc/dataset",
    "/openapi",
    "/openapi.json",
    "/quality",
    "/quality.ttl",
    "/robots.txt",
    "/.well-known/security.txt",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/sitemap-1.xml.gz",
    "/sparql",
    "/sparql.ttl",
    "/sparql-vocabulary.json",
    "/.well-known/void",
    "/.well-known/void.ttl",
    "/prefixes",
    "/prefixes.ttl",
    "/describe?iri=https://daten.example.org/wir/id/grant/werra-meissner-kreis-2021",
    "/describe.ttl?iri=https://daten.example.org/wir/id/grant/werra-meissner-kreis-2021",
    "/questions",
    "/questions.ttl",
    "/questions/grants-in-a-year.csv?year=2022",
    "/compare",
    "/charts/map",
    "/cite/bib/charts/map.en.html",
    "/about/charts/map.en.html",
    f"/statements/grant/{GRANT}",
    "/easy-language",
    "/embed/map",
    "/compare.csv",
    "/changes",
    "/changes.atom",
    "/changes/ldes",
    "/changes/ldes.nq",
    "/changes/ldes/2026-11-22T150000Z/1",
    "/timegate/doc/grant",
    f"/timegate/doc/grant/{GRANT}",
    f"/timemap/doc/grant/{GRANT}.json",
    f"/version/2026-11-22T150000Z/grant/{GRANT}",
    "/version/2026-11-22T150000Z/grant",
    "/reconcile",
    "/reconcile/match",
    "/reconcile/suggest/entity?prefix=kas",
    "/reconcile/properties?type=territory",
    f"/reconcile/preview?id=grant/{GRANT}",
    "/healthz",
    "/readyz",
    "/metrics",
    "/static/0/site.css",
    "/chart/map.csv",
    "/chart/map.de.png",
    "/search?q=kasel",
    "/search.en.html?q=Ffm",
    "/suggest?q=wer",
]


def test_no_address_of_the_url_map_is_left_out(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    visited = {adapter.match(a.partition("?")[0], return_rule=True)[0].rule for a in ADDRESSES}

    assert {rule.rule for rule in app.url_map.iter_rules()} - visited == set()


def test_head_says_what_get_says(client: FlaskClient) -> None:
    named = {"X-Request-ID": "a-name-for-both"}
    for address in ADDRESSES:
        got, asked = client.get(address, headers=named), client.head(address, headers=named)
        for name in ("Date", *(["Content-Length"] if address == "/metrics" else [])):
            got.headers.pop(name, None)
            asked.headers.pop(name, None)

        assert (asked.status, asked.data) == (got.status, b""), address
        assert dict(asked.headers) == dict(got.headers), address


def test_the_walk_finds_addresses_that_answer(client: FlaskClient) -> None:
    statuses = [client.get(address).status_code for address in ADDRESSES]

    assert statuses.count(200) > 15


def test_scripts_of_any_origin_may_ask_everywhere(client: FlaskClient) -> None:
    for address in ADDRESSES:
        headers = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
        response = client.options(address, headers=headers)

        assert response.status_code in (200, 204), address
        assert response.headers["Access-Control-Allow-Origin"] == "*", address
        assert "GET" in response.headers["Allow"], address
        assert "Accept" in response.headers["Access-Control-Allow-Headers"], address


def test_a_method_that_is_not_allowed_names_those_that_are(client: FlaskClient) -> None:
    for address in ADDRESSES:
        response = client.delete(address)

        assert response.status_code == 405, address
        assert "GET" in response.headers["Allow"], address
        assert response.headers["Access-Control-Allow-Origin"] == "*", address


@pytest.mark.parametrize(
    ("address", "accept", "status"),
    [
        ("/doc/grant/nobody", "text/html", 404),
        ("/doc/grant/nobody", "application/json", 404),
        ("/doc/grant/atlantis-2020", "text/html", 410),
        ("/doc/grant/werra-meissner-kreis-2021", "image/png", 406),
        ("/nowhere/at/all", "*/*", 404),
    ],
)
def test_an_error_comes_in_the_negotiated_kind(
    client: FlaskClient, address: str, accept: str, status: int
) -> None:
    response = client.get(address, headers={"Accept": accept})

    wanted = "text/html" if accept == "text/html" else "application/problem+json"
    assert (response.status_code, response.mimetype) == (status, wanted)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in response.headers["Vary"]


def test_what_is_not_acceptable_is_told_with_what_there_is(client: FlaskClient) -> None:
    response = client.get("/doc/grant/hanau-2022", headers={"Accept": "image/png"})

    types = {alternate["type"] for alternate in response.json["alternates"]}
    assert {"text/html", "text/turtle", "application/ld+json"} <= types


DECODED_ONCE = [
    "%00", "%0d%0a", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%252e%252e", "%c3%a4", "ä", "%E2%80%AE",
    "a%2Fb", "a+b", "a%20b", "a b", "%23", "%3F", "%25", "'", '"', "<script>", "%3Cscript%3E",
    "{{7*7}}", "${jndi}", ";ls", "|id", "`id`", "$(id)", "\\", "%5c", "~root", ".htaccess", ".git",
    "*", "?", "&", "=", "@", ":", "!", "(", ")", "[", "]", "{", "}", "%7F", "%01", "\u202e", "😀",
    "a" * 300, "a." * 200, "-", "--", "a--b", ".", "..", "...", ".ttl", "x.", "x..ttl", "x.ttl.ttl",
    "x.de", "x.de.ttl", "x.fr.html", "x.html.de", "index.ttl", "NUL", "CON",
]  # fmt: skip
UNDECODABLE = ["%ff", "%c3", "%c3%28", "%ed%a0%80", "%f8%88%80%80%80", "%80%80", "x%fe.ttl"]
PLACES = ["/{}", "/doc/{}", "/doc/grant/{}", "/id/grant/{}", "/def/{}", "/def/shapes/{}"]
QUERIES = [
    "format=", "format=%ff", "format=nonsense", "format=turtle&format=html", "lang=xx", "lang=",
    "_profile=nonsense", "_profile=%00", "_explain&format=%ff", "_mediatype=text/turtle",
    "page=%00", "page=1e3", "size=0", "size=-5", "recipient=%00", "recipient=<>", "recipient=a%20b",
    "a=b&a=c", "recipient=//", "recipient=http://[", "recipient=%ff", "&&&", "=", "%",
    "page=" + "9" * 400,
]  # fmt: skip
HEADERS = [
    {"Accept": "a" * 60_000},
    {"Accept": "text/turtle," * 5_000},
    {"Accept": '"' * 1_000},
    {"Accept": "\xe9\xff;q=\xb2"},
    {"Accept-Language": "de;q=" + "9" * 1_000},
    {"Accept-Profile": "<" * 1_000},
    {"Accept-Encoding": ",;=" * 300},
    {"If-None-Match": '"' * 999},
    {"If-Modified-Since": "Sun, 99 Foo 20266 99:99:99 GMT"},
    {"If-Modified-Since": "0"},
    {"If-Modified-Since": "Sun, 22 Nov 2026 15:00:00"},
    {"Range": "bytes=" + "0-1," * 1_000},
    {"Range": "bytes=9999999999999999999-"},
    {"Range": "lines=1-2"},
    {"Host": "evil.example"},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"},
    {"X-Forwarded-Prefix": "//evil.example"},
    {"Content-Length": "-1"},
    {"Cookie": "session=" + "a" * 8_000},
]
HOSTILE = (
    [(place.format(text), {}) for place in PLACES[1:4] for text in DECODED_ONCE]
    + [(place.format(text), {}) for place in PLACES for text in UNDECODABLE]
    + [(f"/doc/grant?{query}", {}) for query in QUERIES]
    + [(f"/doc/grant/hanau-2022?{query}", {}) for query in QUERIES]
    + [("/doc/grant/hanau-2022", headers) for headers in HEADERS]
    + [("/download/wirlod.nt.gz/../x", {}), ("/download/../../etc/passwd", {})]
)


def ask(app: Flask, address: str, headers: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
    """Send *address* as a server would hand it on: decoded once, whatever is in it."""
    path, _, query = address.partition("?")
    environ = EnvironBuilder("/", headers=headers).get_environ()
    environ["PATH_INFO"] = unquote_to_bytes(path).decode("latin-1")
    environ["QUERY_STRING"] = query
    environ["RAW_URI"] = environ["REQUEST_URI"] = path
    body, status, answered = run_wsgi_app(app, environ, buffered=True)
    return int(status[:3]), b"".join(body), dict(answered)


def test_there_are_two_hundred_hostile_inputs() -> None:
    assert len(HOSTILE) >= 200


@pytest.mark.parametrize("wanted", ["text/html", "application/ld+json"])
def test_no_hostile_input_breaks_the_server(app: Flask, wanted: str) -> None:
    for address, headers in HOSTILE:
        status, body, answered = ask(app, address, {"Accept": wanted, **headers})

        assert status < 500, (address, headers)
        assert b"<script>" not in body or "json" in answered["Content-Type"], address
        assert "evil.example" not in "".join(answered.values()), address


@pytest.mark.parametrize("text", UNDECODABLE)
@pytest.mark.parametrize("place", PLACES)
def test_an_address_that_cannot_be_decoded_is_a_bad_request(
    app: Flask, place: str, text: str
) -> None:
    assert ask(app, place.format(text), {})[0] == 400


def test_a_foreign_iri_is_decoded_once(client: FlaskClient) -> None:
    body = client.get("/doc/organisation/werra-meissner-kreis.nt").text

    assert "<http://example.org/Straße%20der%20Vielfalt%2F1+1>" in body


def test_every_error_of_ours_has_a_status() -> None:
    family = {
        member
        for member in vars(errors).values()
        if isinstance(member, type) and issubclass(member, errors.WirlodError)
    }
    told_by_requests = {kind for kind in family if not issubclass(kind, NOT_OF_REQUESTS)}

    assert len(told_by_requests) > 10
    assert {kind.__name__ for kind in told_by_requests - STATUS.keys()} == {"_WithProblems"}

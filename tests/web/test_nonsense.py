"""Nonsense in every parameter of every address is refused or answered, and never fails."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

EDITION = "2026-11-22T150000Z"
ADDRESSES = [
    *("/", "/about", "/api", "/doc/grant", "/doc/grant.csv", "/doc/grant/hanau-2022", "/sparql"),
    *("/.well-known/void", "/prefixes", "/questions", "/questions/grants-of-a-district"),
    *("/catalogue", "/quality", "/search", "/suggest", "/def/wir", "/def/shapes", "/def/context"),
    *("/linkset/grant/hanau-2022", "/linkset/grant", "/changes", "/changes/ldes", "/compare"),
    *("/describe", "/reconcile", "/reconcile/match", "/reconcile/preview", "/doc/dataset"),
    *("/reconcile/properties", "/reconcile/suggest/entity", "/timegate/doc/grant/hanau-2022"),
    *(f"/version/{EDITION}/grant/hanau-2022", f"/download/{EDITION}/x", "/openapi", "/chart/x.csv"),
    *("/id/grant/hanau-2022", "/sitemap-1.xml", "/readyz", "/timemap/doc/grant/hanau-2022"),
]
PARAMETERS = [
    *("page", "size", "year", "sort", "format", "lang", "_profile", "_explain", "q", "query"),
    *("queries", "extend", "iri", "default-graph-uri", "kind", "edition", "from", "limit"),
    *("type", "prefix", "id", "label", "amount.from", "district", "update", "about"),
]
NONSENSE = {
    "many digits": "1" * 5_000,
    "zeros": "000000000001999",
    "a digit of another script": "²",
    "many letters": "a" * 3_000,
    "nothing": "\x00",
    "folders": "../..",
    "no IRI": "http://[x",
    "open brackets": "[" * 2_000,
    "JSON of another form": '{"q0":{"query":1,"limit":"a"}}',
    "an operator of the search": "NEAR/2 AND (",
    "what nobody sees": "\u200b\u00a0",
    "a number that is none": "1e999",
    "a day that is none": "2021-02-30",
    "a query of nowhere": "SELECT * FROM <http://[x> {}",
}
HEADERS = [
    {"Accept": "text/html"},
    {"Accept": "a/b;q=" * 50, "Accept-Language": "-,;q", "Accept-Datetime": "Sun, 99 Nov 2026"},
    {"Range": "bytes=5-1", "If-None-Match": '"' * 100, "If-Modified-Since": "²"},
]


@pytest.mark.parametrize("value", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_never_fails(client: FlaskClient, value: str) -> None:
    for number, address in enumerate(ADDRESSES):
        for parameter in PARAMETERS:
            url = f"{address}?{parameter}={quote(value)}"
            response = client.get(url, headers=HEADERS[number % len(HEADERS)])
            assert response.status_code != 500, url


@pytest.mark.parametrize("charset", ["rot13", "utf-7", "nonsense", "ü"])
@pytest.mark.parametrize("kind", ["application/sparql-query", "application/x-www-form-urlencoded"])
def test_a_charset_that_is_none_never_fails(client: FlaskClient, charset: str, kind: str) -> None:
    response = client.post("/sparql", data="query=ASK{}", content_type=f"{kind};charset={charset}")

    assert response.status_code in (200, 400, 415)

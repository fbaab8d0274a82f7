"""Validators, lifetimes and codings, and answers that are kept ready."""

import gzip
import tracemalloc

import brotli
import pytest
import zstandard
from flask import Flask
from flask.testing import FlaskClient

from wirlod.web.http.negotiation import LONGEST_REMEMBERED, REMEMBERED, read_parts
from wirlod.web.http.ready import LONGEST_KEY, MOST_VARIANTS, Ready, ReadyAnswers

GRANT = "/doc/grant/werra-meissner-kreis-2021"
LATER = "Mon, 23 Nov 2026 15:00:00 GMT"
EARLIER = "Sat, 21 Nov 2026 15:00:00 GMT"

NAMED = "a-name-for-both"


@pytest.mark.parametrize(
    ("coding", "decode"),
    [("br", brotli.decompress), ("gzip", gzip.decompress), ("zstd", zstandard.decompress)],
)
def test_a_coded_body_is_another_representation_of_the_same(
    client: FlaskClient, coding: str, decode
) -> None:
    plain = client.get(f"{GRANT}.ttl")
    coded = client.get(f"{GRANT}.ttl", headers={"Accept-Encoding": coding})

    assert coded.headers["Content-Encoding"] == coding
    assert decode(coded.data) == plain.data
    assert coded.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in coded.headers["Vary"]


@pytest.mark.parametrize("page", ["/imprint.de.html", "/doc/grant.en.html"])
def test_pages_of_which_there_are_few_are_coded_as_small_as_can_be(
    client: FlaskClient, page: str
) -> None:
    plain = client.get(page, headers={"Accept-Encoding": "identity"})
    coded = client.get(page, headers={"Accept-Encoding": "br"})

    assert coded.data == brotli.compress(plain.data, quality=11)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"If-None-Match": "{etag}"}, 304, id="the tag"),
        pytest.param({"If-None-Match": "W/{etag}"}, 304, id="the tag, weakly"),
        pytest.param({"If-None-Match": '"other", {etag}'}, 304, id="one of several"),
        pytest.param({"If-None-Match": "*"}, 304, id="any"),
        pytest.param({"If-None-Match": '"other"'}, 200, id="another tag"),
        pytest.param({"If-None-Match": '"other"', "If-Modified-Since": LATER}, 200, id="tag first"),
        pytest.param({"If-Modified-Since": LATER}, 304, id="not modified since"),
        pytest.param({"If-Modified-Since": EARLIER}, 200, id="modified since"),
        pytest.param({"If-Modified-Since": "yesterday"}, 200, id="no date"),
        pytest.param({"If-Match": "{etag}"}, 200, id="still the same"),
        pytest.param({"If-Match": '"other"'}, 412, id="not the same any more"),
        pytest.param({"If-Match": "*"}, 200, id="anything there is"),
        pytest.param({"If-Unmodified-Since": EARLIER}, 412, id="modified meanwhile"),
        pytest.param({"If-Unmodified-Since": LATER}, 200, id="unmodified"),
    ],
)
@pytest.mark.parametrize("kept", [True, False], ids=["kept", "not kept"])
def test_a_condition_is_decided_after_negotiation(
    client: FlaskClient, headers: dict[str, str], status: int, kept: bool
) -> None:
    etag = client.get(f"{GRANT}.ttl").headers["ETag"]
    address = f"{GRANT}.ttl" if kept else f"{GRANT}.ttl?never={hash(str(headers))}"

    sent = {name: value.format(etag=etag) for name, value in headers.items()}

    assert client.get(address, headers=sent).status_code == status


def test_nothing_is_unchanged_where_nothing_is(client: FlaskClient) -> None:
    assert client.get("/doc/grant/nobody", headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize(
    ("address", "lifetime"),
    [
        (GRANT, "public, max-age=300, stale-while-revalidate=3600"),
        ("/id/grant/hanau-2022", "public, max-age=300, stale-while-revalidate=3600"),
        ("/def/wir", "public, max-age=300, stale-while-revalidate=3600"),
        ("/doc/grant/nobody", "no-cache"),
        ("/doc/grant/atlantis-2020", "no-cache"),
        ("/healthz", "no-store"),
        ("/readyz", "no-store"),
        (f"{GRANT}?_explain", "no-store"),
    ],
)
def test_each_kind_of_address_has_its_lifetime(
    client: FlaskClient, address: str, lifetime: str
) -> None:
    assert client.get(address).headers["Cache-Control"] == lifetime


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "*/*", "application/trig"])
def test_an_address_varies_on_the_same_headers_whatever_is_chosen(
    client: FlaskClient, accept: str
) -> None:
    vary = client.get(GRANT, headers={"Accept": accept}).headers["Vary"]

    assert vary == "Accept, Accept-Encoding, Accept-Language, Accept-Profile"


@pytest.mark.parametrize("address", [GRANT, "/id/grant/hanau-2022", "/doc/grant", "/def/wir"])
def test_what_is_kept_is_what_was_answered(app: Flask, address: str) -> None:
    client = app.test_client()
    headers = {"Accept": "text/turtle", "Accept-Language": "x-first-time", "X-Request-ID": NAMED}

    first, again = (client.get(address, headers=headers) for _ in range(2))

    assert (first.status, first.data) == (again.status, again.data)
    assert list(first.headers) == list(again.headers)


def test_two_languages_are_not_mixed(client: FlaskClient) -> None:
    for _ in range(2):
        for language in ("de", "en"):
            headers = {"Accept": "text/html", "Accept-Language": language}
            assert f'lang="{language}"'.encode() in client.get(GRANT, headers=headers).data


def test_made_up_headers_do_not_fill_the_memory(app: Flask) -> None:
    client = app.test_client()
    kept: ReadyAnswers = app.wsgi_app._app._app  # type: ignore[attr-defined]

    for number in range(3 * MOST_VARIANTS):
        client.get(GRANT, headers={"Accept": f"text/turtle, made/up-{number}"})

    answers = [answer for address in kept._kept.values() for answer in address.answers.values()]
    assert all(len(address.answers) <= MOST_VARIANTS for address in kept._kept.values())
    assert all(isinstance(answer, Ready) for answer in answers)


def test_an_error_is_negotiated_anew(client: FlaskClient) -> None:
    first = client.get("/doc/grant/nobody", headers={"Accept": "text/html"})
    again = client.get("/doc/grant/nobody", headers={"Accept": "application/json"})

    assert (first.mimetype, again.mimetype) == ("text/html", "application/problem+json")


def test_long_addresses_and_headers_are_nobodys_second_request(app: Flask) -> None:
    client = app.test_client()
    kept: ReadyAnswers = app.wsgi_app._app._app  # type: ignore[attr-defined]
    before = kept._bytes

    for number in range(5):
        client.get(f"{GRANT}?x={number}{'a' * LONGEST_KEY}")
        client.get(GRANT, headers={"Accept": f"text/turtle, {'a' * LONGEST_KEY}/{number}"})

    assert kept._bytes == before


def test_what_was_read_in_made_up_headers_is_forgotten() -> None:
    sizes = []
    for size in (REMEMBERED, 4 * REMEMBERED):
        tracemalloc.start()
        for number in range(size):
            read_parts(f"a/b;q=0.{number}," * (LONGEST_REMEMBERED // 30))
            read_parts(f"a/{number}," * 1_000)
        sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()

    assert sizes[1] < 2_000_000


@pytest.mark.parametrize(
    "address", ["/suggest?q=hanau", "/sparql-vocabulary.json", "/prefixes", GRANT, "/questions"]
)
def test_whatever_may_be_kept_can_be_asked_for_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    other = client.get(address, headers={"If-None-Match": '"another"'})

    assert (first.status_code, again.status_code, other.status_code) == (200, 304, 200)
    assert again.data == b""
    assert again.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Sun, 29 Nov 2026 08:49:37 GMT", 304),
        ("Sunday, 29-Nov-26 08:49:37 GMT", 304),
        ("Sun Nov 29 08:49:37 2026", 304),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 200),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 200),
        ("Sun Nov  6 08:49:37 1994", 200),
        ("yesterday", 200),
        ("Sun, 99 Nov 2026 08:49:37 GMT", 200),
        ("0" * 5_000, 200),
        ("²9 Nov 2026", 200),
    ],
)
def test_dates_are_read_in_all_three_forms(client: FlaskClient, since: str, status: int) -> None:
    response = client.get(GRANT, headers={"If-Modified-Since": since.encode().decode("latin-1")})

    assert response.status_code == status

"""The description of all addresses: complete, well-formed, and true of what is answered."""

import json
import re
import shlex
from html import unescape
from itertools import pairwise
from typing import Any
from urllib.parse import quote, urlencode, urljoin

import pytest
from flask.testing import FlaskClient

from wirlod.formats import GEO_JSON
from wirlod.web.answers.operations import NOT_DESCRIBED, OPERATIONS

BASE = "https://daten.example.org/wir/"
NOT_REHEARSED = ("/quality",)
"""What only an edition has that was rehearsed; that of the tests was not."""

REDIRECTS = (301, 302, 303, 307, 308)
Json = dict[str, Any]


@pytest.fixture(scope="module")
def described(site: FlaskClient) -> Json:
    answer = site.get("/openapi.json")
    assert answer.content_type == "application/json"
    return json.loads(answer.data)


def operations(described: Json) -> list[tuple[str, str, Json]]:
    """Every path filled in with its examples, with method and operation."""
    found = []
    for template, item in described["paths"].items():
        path = template
        for parameter in item["parameters"]:
            path = path.replace(f"{{{parameter['name']}}}", quote(str(parameter["example"])))
        if not path.startswith(NOT_REHEARSED):
            found += [(path, method, item[method]) for method in ("get", "post") if method in item]
    return found


def test_every_address_is_described_and_no_other(site: FlaskClient) -> None:
    endpoints = {rule.endpoint for rule in site.application.url_map.iter_rules()}

    assert endpoints == OPERATIONS.keys() | NOT_DESCRIBED
    assert not OPERATIONS.keys() & NOT_DESCRIBED


def test_it_is_openapi(described: Json) -> None:
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": BASE.rstrip("/")}]
    assert described["info"].keys() >= {"title", "version", "license"}
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names)) > 40


def test_every_part_of_a_path_is_described(described: Json) -> None:
    for path, item in described["paths"].items():
        parts = set(re.findall(r"{(\w+)}", path))
        assert parts == {parameter["name"] for parameter in item["parameters"]}, path


def test_every_example_is_answered_as_described(site: FlaskClient, described: Json) -> None:
    for path, method, operation in operations(described):
        taken = {p["name"]: p["example"] for p in operation.get("parameters", ()) if "example" in p}
        form = operation.get("requestBody", {}).get("content", {})
        sent = next(iter(form.values()))["example"] if form else None

        answer = site.open(path, method=method.upper(), query_string=taken, data=sent)

        with answer:
            check(answer, operation, f"{method} {path}?{urlencode(taken)}")


def check(answer: Any, operation: Json, what: str) -> None:
    assert str(answer.status_code) in operation["responses"], f"{what}: {answer.status_code}"
    assert answer.status_code < 400, f"{what}: {answer.status_code} {answer.text[:200]}"
    if answer.status_code not in REDIRECTS:
        content = operation["responses"][str(answer.status_code)]["content"]
        assert answer.mimetype in content, f"{what}: {answer.mimetype}"


def test_every_format_that_is_described_is_given(site: FlaskClient, described: Json) -> None:
    """What is negotiated can be had in each of its formats."""
    negotiated = [
        (path, operation)
        for path, method, operation in operations(described)
        if method == "get" and any(p["name"] == "format" for p in operation["parameters"])
        if "." not in path.rpartition("/")[2] and not path.startswith("/sparql")
    ]

    assert len(negotiated) >= 8
    for path, operation in negotiated:
        taken = {p["name"]: p["example"] for p in operation["parameters"] if p["required"]}
        for media_type in set(operation["responses"]["200"]["content"]) - {GEO_JSON.media_type}:
            with site.get(path, query_string=taken, headers={"Accept": media_type}) as answer:
                assert (answer.status_code, answer.mimetype) == (200, media_type), path


def test_places_alone_are_given_as_geojson(site: FlaskClient, described: Json) -> None:
    offered = {
        path
        for path, operations in described["paths"].items()
        if GEO_JSON.media_type in str(operations)
    }

    file = "/download/{edition_name}/{name}"
    assert offered == {"/doc/{kind}/{name}", "/doc/{name}", file}
    accept = {"Accept": GEO_JSON.media_type}
    assert site.get("/doc/territory/kassel", headers=accept).mimetype == GEO_JSON.media_type
    assert site.get("/doc/territory", headers=accept).mimetype == GEO_JSON.media_type
    assert site.get("/doc/grant", headers=accept).status_code == 406


@pytest.mark.parametrize(
    "path", ["/doc/grant/none", "/doc/none", "/def/none", "/questions/none", "/download/none"]
)
def test_what_is_not_there_is_told_as_the_default_says(
    site: FlaskClient, described: Json, path: str
) -> None:
    answer = site.get(path, headers={"Accept": "application/json"})

    assert answer.status_code == 404
    assert (
        answer.mimetype
        in described["paths"]["/doc/{name}"]["get"]["responses"]["default"]["content"]
    )


def read_commands(page: str) -> list[str]:
    return [unescape(command) for command in re.findall(r"<pre[^>]*><code>(.*?)</code>", page)]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_command_of_the_guide_works(site: FlaskClient, language: str) -> None:
    commands = read_commands(site.get(f"/api.{language}.html").text)

    assert len(commands) == 16
    for command in commands:
        run(site, command)


def run(site: FlaskClient, command: str) -> None:
    """Send what a ``curl`` command sends."""
    words = shlex.split(command)
    assert words[0] == "curl"
    assert words[-1].startswith(BASE)
    headers = dict(w.split(": ", 1) for o, w in pairwise(words) if o == "-H")
    data = dict(w.split("=", 1) for o, w in pairwise(words) if o == "--data-urlencode")
    path = f"/{words[-1].removeprefix(BASE)}"
    answer = site.open(path, method="POST" if data else "GET", headers=headers, data=data or None)
    hops = 0
    while answer.status_code in REDIRECTS and "-L" in words and hops < 5:
        hops += 1
        answer = follow(site, path, answer.headers["Location"], headers)
    with answer:
        assert (answer.status_code, bool(answer.data)) == (200, True), command
    if wanted := headers.get("Accept"):
        assert answer.mimetype == wanted, command


def follow(site: FlaskClient, path: str, location: str, headers: dict[str, str]) -> Any:
    there = urljoin(f"{BASE}{path.lstrip('/')}", location)
    return site.get(f"/{there.removeprefix(BASE)}", headers=headers)


def test_the_guide_names_its_description(site: FlaskClient) -> None:
    page = site.get("/api.en.html").text

    assert re.search(
        r'<link rel="service-desc" type="application/json" href="[./]*openapi.json">', page
    )

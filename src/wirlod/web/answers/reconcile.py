"""
Names to match: the Reconciliation API, version 0.2 and its successor's draft, at ``/reconcile``.

OpenRefine and its kin send the names of a column and get the things they may mean, with a score
that means something (:mod:`wirlod.query.reconciliation`). A type is a kind; a property is a
column of the list of its things.
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from flask import Blueprint, Response, request

from wirlod import __version__
from wirlod.errors import AddressMalformed, ThingNotFound
from wirlod.kinds import KINDS
from wirlod.languages import LANGUAGES
from wirlod.query.describe import find_labels
from wirlod.query.reconciliation import (
    Match,
    Matcher,
    find_columns,
    find_kinds,
)
from wirlod.query.search import search
from wirlod.saying import say
from wirlod.web.answers.page_makers import page_makers
from wirlod.web.answers.reconcile_request import (
    LONGEST_NAME,
    read_conditions,
    read_field,
    read_json,
    read_query,
)
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.caching import NEVER
from wirlod.web.http.choosing import page_language
from wirlod.web.http.clients import check_rate

reconcile = Blueprint("reconcile", __name__, url_prefix="/reconcile")

MOST_QUESTIONS = 100
MOST_CELLS = 20_000
"""Cells of a table that one request may ask for."""

SUGGESTIONS = 10
WIDTH, HEIGHT = 420, 220
JSON_TYPE = "application/json"


@reconcile.route("", methods=["GET", "POST"])
def answer() -> Response:
    """Answer with the manifest, with matches for ``queries``, or with data for ``extend``."""
    opened = current()
    sent = request.values
    if "queries" in sent:
        check_rate()
        return _send(_match_named(opened, read_json(sent["queries"])))
    if "extend" in sent:
        check_rate()
        return _send(_extend(opened, read_json(sent["extend"])))
    return _send(describe_service(opened))


@reconcile.route("/match", methods=["GET", "POST"])
def match() -> Response:
    """Answer a batch in the form of the draft that follows version 0.2; without one, say how."""
    if request.method != "POST":
        return _send(describe_service(current()))
    check_rate()
    batch = read_json(request.get_data(as_text=True))
    asked = read_field(batch, "queries", list)
    language = _language(request.headers.get("Accept-Language", ""))
    questions = [read_conditions(question) for question in _bounded(asked)]
    matcher = _matcher(current())
    results = [
        {"candidates": [_tell(m, language) for m in matcher.find(q, language)]} for q in questions
    ]
    return _send({"results": results})


@reconcile.get("/suggest/<what>")
def suggest(what: str) -> Response:
    """Answer with things, types or properties whose names begin as typed."""
    prefix = request.args.get("prefix", "")[:LONGEST_NAME]
    language = page_language()
    results: list[dict[str, Any]]
    if what == "entity":
        found = search(current().edition.search_path, prefix, language, SUGGESTIONS)
        results = [
            {"id": f.path, "name": f.title, "notable": [_type(f.kind, language)]}
            for f in found
            if f.kind in KINDS
        ]
    elif what == "type":
        named = [_type(kind.name, language) for kind in find_kinds()]
        results = [{**t} for t in named if prefix.lower() in f"{t['id']} {t['name']}".lower()]
    elif what == "property":
        columns = {column for kind in find_kinds() for column in find_columns(kind.name)}
        results = [{"id": column, "name": column} for column in sorted(columns) if prefix in column]
    else:
        raise ThingNotFound(
            say("{what} cannot be suggested: there is entity, type and property", what=what)
        )
    return _send({"result": results})


@reconcile.get("/properties")
def properties() -> Response:
    """Answer with the properties that things of a type can be extended by."""
    kind = request.args.get("type", "")
    limit = request.args.get("limit", "100")
    columns = find_columns(kind)[: int(limit) if re.fullmatch("[0-9]{1,4}", limit) else 100]
    told = [{"id": column, "name": column} for column in columns]
    return _send({"type": kind, "properties": told})


@reconcile.get("/preview")
def preview() -> Response:
    """Answer with a small page about a thing, to be shown beside a cell of a table."""
    opened = current()
    kind, _, key = request.args.get("id", "").partition("/")
    if kind not in KINDS:
        raise ThingNotFound(
            say("no thing is called {name!r}", name=request.args.get("id", "")[:100])
        )
    description = opened.describe(kind, key)
    body = page_makers().preview_page(opened, page_language(), description)
    response = Response(body, content_type="text/html; charset=utf-8")
    policy = "default-src 'none'; style-src 'self'; frame-ancestors *"
    response.headers["Content-Security-Policy"] = policy
    return response


def describe_service(opened: OpenEdition) -> dict[str, object]:
    """Describe the service, as version 0.2 and the draft after it ask for."""
    base = opened.base_uri
    service = f"{base}reconcile"
    suggest = {
        what: {"service_url": service, "service_path": f"/suggest/{what}"}
        for what in ("entity", "type", "property")
    }
    return {
        "versions": ["0.2", "draft"],
        "name": opened.edition.read_site().name.en,
        "identifierSpace": f"{base}id/",
        "schemaSpace": f"{base}doc/",
        "documentation": f"{base}about",
        "serviceVersion": __version__,
        "view": {"url": base + "id/{{id}}"},
        "defaultTypes": [_type(kind.name, "en") for kind in find_kinds()],
        "preview": {"url": service + "/preview?id={{id}}", "width": WIDTH, "height": HEIGHT},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [],
        },
    }


def _match_named(opened: OpenEdition, batch: object) -> dict[str, object]:
    if not isinstance(batch, dict):
        raise AddressMalformed(say('queries must be an object such as {"q0": {"query": "Kassel"}}'))
    matcher, language = _matcher(opened), page_language()
    questions = {str(name): read_query(query) for name, query in _bounded(batch.items())}
    return {
        name: {"result": [_tell(match, language) for match in matcher.find(question, language)]}
        for name, question in questions.items()
    }


def _bounded(batch: Any) -> list[Any]:
    found = list(batch)
    if len(found) > MOST_QUESTIONS:
        raise AddressMalformed(
            say(
                "{count} queries in one batch: send {most} at most",
                count=len(found),
                most=MOST_QUESTIONS,
            )
        )
    return found


def _extend(opened: OpenEdition, asked: object) -> dict[str, object]:
    """Give cells of our tables for things that somebody has matched."""
    targets = [str(target) for target in read_field(asked, "ids", list)]
    columns = [str(read_field(p, "id", str)) for p in read_field(asked, "properties", list)]
    if len(targets) * max(1, len(columns)) > MOST_CELLS:
        raise AddressMalformed(
            say("more than {most} cells: ask for fewer things at once", most=MOST_CELLS)
        )
    known = {column for kind in KINDS for column in find_columns(kind)}
    if unknown := [column for column in columns if column not in known]:
        raise AddressMalformed(
            say("no property is called {found!r}: see /properties", found=unknown[0][:60])
        )
    matcher = _matcher(opened)
    cells = {column: matcher.values(targets, column) for column in columns}
    values = {v for column in cells.values() for found in column.values() for v in found}
    things = [value for value in values if value.startswith(f"{opened.base_uri}id/")]
    labels = find_labels(opened.store, things)
    rows = {
        target: {c: [_cell(opened, v, labels) for v in cells[c][target]] for c in columns}
        for target in targets
    }
    return {"meta": [{"id": column, "name": column} for column in columns], "rows": rows}


def _cell(opened: OpenEdition, value: str, labels: Mapping[str, Mapping[str, str]]) -> object:
    if value in labels and "#" not in value:
        said = labels[value]
        name = said.get(page_language()) or next(iter(said.values()))
        return {"id": value.removeprefix(f"{opened.base_uri}id/"), "name": name}
    return {"str": value}


def _matcher(opened: OpenEdition) -> Matcher:
    index = opened.edition.search_path
    return Matcher(opened.store, index, opened.base_uri, opened.context)


def _tell(match: Match, language: str) -> dict[str, object]:
    return {
        "id": match.target,
        "name": match.title,
        "type": [_type(match.kind, language)],
        "score": round(match.score, 1),
        "match": match.is_sure,
    }


def _type(kind: str, language: str) -> dict[str, str]:
    return {"id": kind, "name": KINDS[kind].one.say(language)}


def _language(header: str) -> str:
    return next((part[:2] for part in header.lower().split(",") if part[:2] in LANGUAGES), "de")


def _send(found: object) -> Response:
    headers = {"Cache-Control": NEVER, "Vary": "Accept-Language"}
    return Response(msgspec.json.encode(found), content_type=JSON_TYPE, headers=headers)

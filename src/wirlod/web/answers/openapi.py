"""
Every address in OpenAPI 3.1: ``/openapi.json``, generated from the URL map.

The map says which addresses there are, :mod:`.operations` what each is for. A test holds the two
equal, sends what the description says, and compares what comes back with it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from flask import Blueprint, Response, current_app
from werkzeug.routing import Rule

from wirlod import __version__
from wirlod.formats import HTML, JSON, PROBLEM
from wirlod.web.answers.example_values import find_values
from wirlod.web.answers.operations import OPERATIONS, Operation, Query
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.response import Content, respond

openapi = Blueprint("openapi", __name__)

OFFERS = build_offers((JSON,))
VARIABLE = re.compile(r"<(?:(?P<converter>\w+)(?:\((?P<values>[^)]*)\))?:)?(?P<name>\w+)>")
METHODS = ("GET", "POST")
"""What OpenAPI 3.1 has a word for; QUERY came after it."""

Json = dict[str, Any]


@openapi.get("/openapi", defaults={"suffix": ""})
@openapi.get("/openapi<suffix>")
def description(suffix: str) -> Response:
    """Answer with the description of all addresses."""
    opened = current()
    choice = choose_own(opened, f"openapi{suffix}", OFFERS)
    rules = list(current_app.url_map.iter_rules())

    def make() -> Content:
        return Content(msgspec.json.format(msgspec.json.encode(describe_api(rules, opened))))

    return respond(opened.version, choice, make)


def describe_api(rules: Iterable[Rule], opened: OpenEdition) -> Json:
    """Describe the addresses that *rules* lead to, with examples of the edition."""
    site, manifest, values = opened.site, opened.edition.manifest, find_values(opened)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.title.en,
            "summary": site.lead.en,
            "version": __version__,
            "license": {"name": manifest.licence_name.get("en", ""), "url": manifest.licence},
        },
        "servers": [{"url": opened.base_uri.rstrip("/")}],
        "externalDocs": {"url": f"{opened.base_uri}api", "description": "Commands to begin with"},
        "paths": {
            write_path(rule): _describe_path(rule, values)
            for rule in sorted(rules, key=lambda rule: rule.rule)
            if rule.endpoint in OPERATIONS
        },
    }


def write_path(rule: Rule) -> str:
    """Write the path of a rule as OpenAPI does."""
    return VARIABLE.sub(r"{\g<name>}", rule.rule)


def _describe_path(rule: Rule, values: Mapping[str, str]) -> Json:
    operation, name = OPERATIONS[rule.endpoint], rule.endpoint.replace(".", "-")
    parameters = _parameters(rule, _fill(operation.examples, values))
    number = f"-{len(parameters)}"
    described: Json = {"summary": operation.summary, "parameters": parameters}
    for method in METHODS:
        if method in (rule.methods or ()):
            own = {
                "operationId": f"{method.lower()}-{name}{number}",
                "responses": _responses(operation),
            }
            taken = _taken(operation, values) if method == "GET" else _form(operation, values)
            described[method.lower()] = own | taken
    return described


def _parameters(rule: Rule, examples: Mapping[str, str]) -> list[Json]:
    found = []
    for variable in VARIABLE.finditer(rule.rule):
        schema: Json = {"type": "integer" if variable["converter"] == "int" else "string"}
        if variable["values"]:
            schema["enum"] = re.findall(r"[\"']([^\"']+)[\"']", variable["values"])
        name = variable["name"]
        value: object = examples.get(name) or schema.get("enum", [""])[0]
        found.append(
            {
                "name": name,
                "in": "path",
                "required": True,
                "schema": schema,
                "example": int(str(value)) if schema["type"] == "integer" else value,
            }
        )
    return found


def _fill(examples: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    return {name: text.format_map(values) for name, text in examples.items()}


def _taken(operation: Operation, values: Mapping[str, str]) -> Json:
    return {"parameters": [_query(query, values) for query in operation.query]}


def _query(query: Query, values: Mapping[str, str]) -> Json:
    described: Json = {
        "name": query.name,
        "in": "query",
        "description": query.about,
        "required": query.required,
        "schema": {"type": "string"},
    }
    example = query.example.format_map(values)
    return described | ({"example": example} if example else {})


def _form(operation: Operation, values: Mapping[str, str]) -> Json:
    fields = {query.name: {"type": "string"} for query in operation.query}
    schema = {
        "type": "object",
        "properties": fields,
        "required": [query.name for query in operation.query if query.required],
    }
    example = _fill({q.name: q.example for q in operation.query if q.example}, values)
    media = {"application/x-www-form-urlencoded": {"schema": schema, "example": example}}
    return {"requestBody": {"required": True, "content": media}}


def _responses(operation: Operation) -> Json:
    problem: Json = {media: {} for media in (PROBLEM.media_type, HTML.media_type)}
    success: Json = {"description": operation.gives}
    if operation.status < 300:
        success["content"] = {media: {} for media in operation.media_types}
    return {
        str(operation.status): success,
        "default": {"description": "What is wrong, and what can be done", "content": problem},
    }

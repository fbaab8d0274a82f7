"""What describes the tables: CSV on the Web, one file per table, and one Frictionless package."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from wirlod.edition import Dump
from wirlod.publish.publication import Publication
from wirlod.publish.tables.table import PARTIAL_DATE, SEPARATOR, Column, Table

Json = dict[str, Any]


def describe_csvw(table: Table, publication: Publication) -> Json:
    """Describe *table* as the W3C's CSV on the Web has it."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": f"{table.name}.csv",
        "dc:title": _texts(table.description),
        "dc:license": {"@id": publication.licence_text},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {
            "columns": [_csvw_column(column) for column in table.columns],
            "primaryKey": table.columns[0].variable,
            "aboutUrl": "{+url}",
        },
    }


def _texts(words: dict[str, str]) -> list[Json]:
    return [{"@value": text, "@language": language} for language, text in words.items()]


def _csvw_column(column: Column) -> Json:
    described: Json = {
        "name": column.variable,
        "titles": column.title,
        "dc:description": _texts(column.description),
        "datatype": column.type,
        "required": column.required,
    }
    if column.type == "date":
        described["datatype"] = {"base": "string", "format": PARTIAL_DATE}
    if column.several:
        described["separator"] = SEPARATOR
    return described


class Package(msgspec.Struct, frozen=True):
    """What a data package says beside its tables."""

    publication: Publication
    edition: str
    created: datetime
    base_uri: str


def describe_package(tables: Iterable[tuple[Table, Dump]], package: Package) -> Json:
    """Describe all tables with their files as a Frictionless data package."""
    publication = package.publication
    return {
        "name": "wirlod",
        "title": publication.title.en,
        "description": publication.description.en,
        "version": package.edition,
        "created": package.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "homepage": package.base_uri,
        "profile": "tabular-data-package",
        "licenses": [{"path": publication.licence_text, "title": publication.licence_name.en}],
        "contributors": [{"title": publication.publisher.name.en, "role": "publisher"}],
        "resources": [_resource(table, dump) for table, dump in tables],
    }


def _resource(table: Table, dump: Dump) -> Json:
    return {
        "name": table.name,
        "title": table.description["en"],
        "path": dump.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": dump.media_type,
        "encoding": "utf-8",
        "bytes": dump.bytes,
        "hash": f"sha256:{dump.sha256}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": [table.columns[0].title],
        },
    }


def _field(column: Column) -> Json:
    names = {"decimal": "number", "integer": "integer"}
    field: Json = {
        "name": column.title,
        "type": names.get(column.type, "string"),
        "description": column.description["en"],
    }
    constraints: Json = {"required": True} if column.required else {}
    if column.type == "date":
        constraints["pattern"] = PARTIAL_DATE
    if column.type == "anyURI" and not column.several:
        field["format"] = "uri"
    return field | ({"constraints": constraints} if constraints else {})

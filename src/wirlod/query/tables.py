"""
Things of one kind as a table: which columns, and what stands in a cell.

A column is a term of the JSON-LD context, or a path of two through a part; a text that is
there in two languages has a column for each. The columns of a kind never depend on the rows.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from wirlod.kinds import KINDS

EVERY_KIND = ("identifier", "label@de", "label@en")
"""The columns that every kind has, before its own."""


def write_csv(
    kind: str,
    things: Sequence[str],
    found: Mapping[str, Sequence[Triple]],
    context: Mapping[str, Any],
) -> bytes:
    """Write *things* of *kind* as CSV by RFC 4180; *found* maps IRIs to what is said of them."""
    columns = EVERY_KIND + KINDS[kind].columns
    output = io.StringIO()
    table = csv.writer(output)
    table.writerow(("id", *(column.replace("@", "_").replace(".", "_") for column in columns)))
    for thing in things:
        table.writerow((thing, *(_cell(thing, column, found, context) for column in columns)))
    return output.getvalue().encode()


def _cell(
    thing: str, column: str, found: Mapping[str, Sequence[Triple]], context: Mapping[str, Any]
) -> str:
    path, _, language = column.partition("@")
    subjects = [thing]
    *parts, last = path.split(".")
    for part in parts:
        subjects = [
            triple.object.value
            for subject in subjects
            for triple in _said(subject, part, found, context)
            if isinstance(triple.object, NamedNode) and "#" in triple.object.value
        ]
    said = [t for subject in subjects for t in _said(subject, last, found, context)]
    return " | ".join(sorted(_text(t) for t in said if not language or _tag(t) == language))


def _said(
    subject: str, term: str, found: Mapping[str, Sequence[Triple]], context: Mapping[str, Any]
) -> list[Triple]:
    predicate = property_iri(term, context)
    return [t for t in found.get(subject, ()) if t.predicate.value == predicate]


def property_iri(term: str, context: Mapping[str, Any]) -> str:
    """Expand *term* of *context*; empty where it is no property."""
    definition = context.get(term, "")
    name = definition.get("@id", "") if isinstance(definition, dict) else definition
    prefix, _, local = name.partition(":")
    return f"{context[prefix]}{local}" if prefix in context and local else ""


def _tag(triple: Triple) -> str:
    return (triple.object.language or "") if isinstance(triple.object, Literal) else ""


def _text(triple: Triple) -> str:
    return triple.object.value if isinstance(triple.object, Literal | NamedNode) else ""

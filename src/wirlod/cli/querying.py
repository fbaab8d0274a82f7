"""``wirlod query``: ask the current edition from the shell."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import click
from pyoxigraph import QueryTriples, Store

from wirlod.editions import current_edition
from wirlod.errors import QueryMalformed
from wirlod.formats import CSV, GRAPH_FORMATS, RESULT_FORMATS, TURTLE, Format, find_format
from wirlod.kinds import prefixes
from wirlod.query.complaints import mark_place, read_complaint
from wirlod.query.workers.locating import locate
from wirlod.settings import read_settings


@click.command()
@click.argument("query")
@click.option("--format", "name", help="Such as json, csv, turtle. Default: CSV, Turtle.")
@click.option("--output", type=click.Path(path_type=Path), help="File to write; default: stdout.")
def query(query: str, name: str | None, output: Path | None) -> None:
    """
    Ask the current edition; QUERY is SPARQL, a file with a query, or - for standard input.

    The prefixes of the dataset are known. Results stream, so they can be of any size.
    """
    edition = current_edition(read_settings().editions)
    store = Store.read_only(str(edition.store_folder))
    text = read_text(query)
    if output is None:
        write_result(store, text, edition.manifest.base_uri, name, sys.stdout.buffer)
    else:
        with output.open("wb") as file:
            write_result(store, text, edition.manifest.base_uri, name, file)


def read_text(query: str) -> str:
    """Take *query* as it is, or read the file it names."""
    if query == "-":
        return sys.stdin.read()
    is_path = "{" not in query and Path(query).is_file()
    return Path(query).read_text(encoding="utf-8") if is_path else query


def write_result(store: Store, text: str, base: str, name: str | None, file: BinaryIO) -> None:
    """
    Write the result of a query as it is found.

    :raises QueryMalformed: where it cannot be read, or has no such format.
    """
    known = prefixes(base)
    try:
        result = store.query(text, prefixes=known, base_iri=base)
    except SyntaxError as error:
        line, column = locate(store, text, known, base)
        complaint = read_complaint(str(error.msg), text, line, column)
        place = mark_place(text, line, column)
        raise QueryMalformed(f"line {line}, column {column}: {complaint}\n{place}") from error
    if isinstance(result, QueryTriples):
        result.serialize(file, _choose_format(name, TURTLE, GRAPH_FORMATS, "a graph").rdf)
    else:
        result.serialize(file, _choose_format(name, CSV, RESULT_FORMATS, "a table").results)


def _choose_format(
    name: str | None, default: Format, formats: Sequence[Format], what: str
) -> Format:
    format = find_format(name, formats) if name else default
    if format is None:
        known = ", ".join(row.name for row in formats)
        raise QueryMalformed(f"{what} cannot be written as {name}: there is {known}")
    return format

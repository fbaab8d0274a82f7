"""``wirlod query``: ask the current edition from the shell."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import click
import msgspec
import yaml
from pyoxigraph import QueryTriples, Store

from wirlod.editions import current_edition
from wirlod.errors import QueryMalformed, SettingsError
from wirlod.formats import CSV, GRAPH_FORMATS, RESULT_FORMATS, TURTLE, Format, find_format
from wirlod.kinds import prefixes
from wirlod.query.workers.locating import locate
from wirlod.questions import Question, bind_question, read_question
from wirlod.reading import find_fault
from wirlod.settings import read_settings
from wirlod.sparql.complaints import mark_place, read_complaint

LONGEST_PATH = 1_000
"""Characters of a query that may be the name of a file."""


@click.command()
@click.argument("query")
@click.option("--format", "name", help="Such as json, csv, turtle. Default: CSV, Turtle.")
@click.option("--output", type=click.Path(path_type=Path), help="File to write; default: stdout.")
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="Of a saved question.")
@click.option("--lang", default="de", show_default=True, help="Of a saved question's labels.")
def query(
    query: str, name: str | None, output: Path | None, given: tuple[str, ...], lang: str
) -> None:
    """
    Ask the current edition; QUERY is SPARQL, a file with a query, or - for standard input.

    The prefixes of the dataset are known. Results stream, so they can be of any size. A saved
    question (data/questions/….rq) is asked with its defaults, or with what --set gives.
    """
    edition = current_edition(read_settings().editions)
    store = Store.read_only(str(edition.store_folder))
    text = read_text(query, given, lang, edition.manifest.base_uri)
    if output is None:
        write_result(store, text, edition.manifest.base_uri, name, sys.stdout.buffer)
    else:
        with output.open("wb") as file:
            write_result(store, text, edition.manifest.base_uri, name, file)


def read_text(query: str, given: tuple[str, ...], language: str, base_uri: str) -> str:
    """
    Take *query* as it is, or read the file it names; a saved question is bound.

    :raises SettingsError: for a file that cannot be read, or a parameter that is none.
    """
    if query == "-":
        return sys.stdin.read()
    path = Path(query)
    looks_like_path = len(query) < LONGEST_PATH and not re.search(r"[\s{}]", query)
    if not looks_like_path and not (len(query) < LONGEST_PATH and path.is_file()):
        return _plain(query, given)
    if fault := find_fault(path):
        raise SettingsError(f"{path}: {fault}")
    if path.read_bytes()[:1] != b"#":
        return _plain(path.read_text(encoding="utf-8-sig"), given)
    try:
        question = read_question(path)
    except (ValueError, msgspec.ValidationError, yaml.YAMLError) as error:
        if given:
            raise SettingsError(f"{path}: its header cannot be read: {error}") from error
        return path.read_text(encoding="utf-8-sig")
    return bind_question(question, _read_given(given, question), base_uri, language)


def _plain(text: str, given: tuple[str, ...]) -> str:
    if given:
        raise SettingsError("--set belongs to a saved question, a file such as data/questions/X.rq")
    return text


def _read_given(given: tuple[str, ...], question: Question) -> dict[str, str]:
    values = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or name not in question.parameters:
            known = ", ".join(question.parameters) or "none"
            raise SettingsError(f"--set {pair}: give NAME=VALUE; {question.name} has {known}")
        values[name] = value
    return values


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

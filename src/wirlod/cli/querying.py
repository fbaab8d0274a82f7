"""``wirlod query``: ask the current edition from the shell."""

import re
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

import click
import msgspec
import yaml
from pyoxigraph import NamedNode, QueryTriples, Store

from wirlod.editions import current_edition
from wirlod.errors import QueryMalformed, SettingsError
from wirlod.formats import CSV, GRAPH_FORMATS, RESULT_FORMATS, TURTLE, Format, find_format
from wirlod.iris import is_key, thing_iri
from wirlod.kinds import prefixes
from wirlod.languages import LANGUAGES, read_language
from wirlod.namespaces import expand
from wirlod.query.workers.locating import locate
from wirlod.questions import Question, bind_question, find_near, read_question
from wirlod.reading import find_fault
from wirlod.saying import say
from wirlod.settings import read_settings
from wirlod.sparql.complaints import mark_place, read_complaint

LONGEST_PATH = 1_000
"""Characters of a query that may be the name of a file."""

MOST_COMPARED = 2_000
"""Keys of a kind that a slip of the pen is compared with."""


@click.command()
@click.argument("query")
@click.option("--format", "name", help="Such as json, csv, turtle. Default: CSV, Turtle.")
@click.option("--output", type=click.Path(path_type=Path), help="File to write; default: stdout.")
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="Of a saved question.")
@click.option("--lang", help="Of a saved question's labels: de, en; default: the first.")
def query(
    query: str, name: str | None, output: Path | None, given: tuple[str, ...], lang: str | None
) -> None:
    """
    Ask the current edition; QUERY is SPARQL, a file with a query, or - for standard input.

    The prefixes of the dataset are known. Results stream, so they can be of any size. A saved
    question (data/questions/….rq) is asked with its defaults, or with what --set gives.
    """
    edition = current_edition(read_settings().editions)
    store = Store.read_only(str(edition.store_folder))
    base_uri = edition.manifest.base_uri
    text = read_text(query, Given(given, lang), Shelf(store, base_uri))
    if output is None:
        write_result(store, text, edition.manifest.base_uri, name, sys.stdout.buffer)
    else:
        with output.open("wb") as file:
            write_result(store, text, edition.manifest.base_uri, name, file)


class Given(NamedTuple):
    """What is asked of a saved question."""

    pairs: tuple[str, ...] = ()
    language: str | None = None


class Shelf(NamedTuple):
    """The things that a parameter may name."""

    store: Store
    base_uri: str

    def has(self, kind: str, key: str) -> bool:
        """Tell whether there is a thing of the name."""
        iri = NamedNode(thing_iri(self.base_uri, kind, key))
        return any(True for _ in self.store.quads_for_pattern(iri, None, None))

    def keys(self, kind: str) -> list[str]:
        """List some thousand keys of a kind."""
        start = thing_iri(self.base_uri, kind, "")
        said = self.store.quads_for_pattern(None, NamedNode(expand("rdf:type")), None)
        subjects = (quad.subject.value for quad in said if isinstance(quad.subject, NamedNode))
        keys = (iri[len(start) :] for iri in subjects if iri.startswith(start))
        return list(dict.fromkeys(islice((key for key in keys if is_key(key)), MOST_COMPARED)))


def read_text(query: str, given: Given, shelf: Shelf) -> str:
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
        return _plain(_read_utf8(path), given)
    try:
        question = read_question(path)
    except (ValueError, msgspec.ValidationError, yaml.YAMLError) as error:
        if any(given):
            raise SettingsError(f"{path}: its header cannot be read: {error}") from error
        return _read_utf8(path)
    values = _read_given(given.pairs, question)
    _check_things(values, question, shelf)
    return bind_question(question, values, shelf.base_uri, _read_language(given.language))


def _read_utf8(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(
            f"{path}: " + say("is not UTF-8: save the file with encoding UTF-8")
        ) from None


def _plain(text: str, given: Given) -> str:
    if any(given):
        option = "--set" if given.pairs else "--lang"
        raise SettingsError(
            f"{option} belongs to a saved question, a file such as data/questions/X.rq"
        )
    return text


def _read_language(text: str | None) -> str:
    if text is None:
        return LANGUAGES[0]
    if language := read_language(text):
        return language
    raise SettingsError(f"--lang {text}: labels are in {' and '.join(LANGUAGES)}")


def _read_given(given: tuple[str, ...], question: Question) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in given:
        name, _, value = pair.partition("=")
        if not value or name not in question.parameters:
            known = ", ".join(question.parameters) or "none"
            raise SettingsError(f"--set {pair}: give NAME=VALUE; {question.name} has {known}")
        if name in values:
            raise SettingsError(f"--set {pair}: {name} is {values[name]!r} already")
        values[name] = value
    return values


def _check_things(values: dict[str, str], question: Question, shelf: Shelf) -> None:
    """Refuse a thing that there is not: an empty answer would say «none»."""
    for name, key in values.items():
        parameter = question.parameters[name]
        if parameter.type == "thing" and is_key(key) and not shelf.has(parameter.kind, key):
            near = ", ".join(find_near(key, shelf.keys(parameter.kind)))
            hint = f": did you mean {near}?" if near else ""
            raise SettingsError(f"--set {name}={key}: there is no {parameter.kind}/{key}{hint}")


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

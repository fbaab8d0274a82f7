"""
Saved questions: SPARQL with a title, typed parameters, and how many rows to expect.

A file ``data/questions/{name}.rq`` begins with comment lines that are YAML::

    # title: {de: Förderungen eines Landkreises, en: Grants of a district}
    # description: {de: …, en: …}
    # keywords: {de: [Förderung], en: [grant]}
    # parameters:
    #   district: {kind: territory, default: musterkreis, label: {de: …, en: …}}
    # columns:
    #   grant: {de: Förderung, en: Grant}
    #   amount: {de: Summe, en: Sum}
    # euros: [amount]
    # rows: {at_least: 1}
    SELECT ?grant ?amount { … $district … }

``euros`` are the columns that are sums of money; how exactly they are known is told by columns of
certain names (:mod:`wirlod.web.pages.columns`). ``$district`` stands for a term, never for text:
what a reader gives is turned into an IRI or a literal first. ``$language`` is always there: the
language that labels are wanted in.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path
from string import Template
from typing import Literal as OneOf

import msgspec
import yaml
from pyoxigraph import Literal, NamedNode

from wirlod.errors import AddressMalformed, Origin, Problem, SourceError
from wirlod.iris import is_key, thing_iri
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.reading import find_fault, load_yaml
from wirlod.saying import message, say

Texts = dict[str, str]
"""Language → text."""


ANSWERS = "CREATE TABLE answer (key BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID;"
"""What an edition keeps of the questions as they stand: :func:`answer_key`, results in JSON."""

BEGINNING = 1_001
"""So many rows of a large answer are kept: for a page, and to tell that there are more."""

NUMBERS = {"year": r"[12]\d{3}", "number": r"[1-9]\d{0,8}"}
"""Types that are written as a number, and how."""


WANTED = {
    "thing": message("{name} is {found!r}: give the key of a {kind}, such as {example}"),
    "year": message("{name} is {found!r}: give a year, such as {example}"),
    "day": message("{name} is {found!r}: give a day, such as {example}"),
    "number": message("{name} is {found!r}: give a number, such as {example}"),
}
"""What is said where a parameter of a type cannot be read."""


class Parameter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place in a question that the reader fills."""

    label: Texts
    default: str
    kind: str = ""
    """Of which kind the thing is; empty where it is a value."""
    type: OneOf["thing", "year", "day", "number"] = "thing"


class ExpectedRows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many rows the question has with its defaults."""

    at_least: int = 1
    at_most: int | None = None
    """As many as there are, where it is left out: they grow with what is published."""


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question that has an address."""

    title: Texts
    description: Texts
    keywords: dict[str, list[str]]
    parameters: dict[str, Parameter] = {}
    columns: dict[str, Texts] = {}
    """Variable → the heading of its column."""
    euros: tuple[str, ...] = ()
    """Variables that are sums of money."""
    rows: ExpectedRows = ExpectedRows()
    name: str = ""
    text: str = ""
    """SPARQL, with the places ``$name``."""

    @property
    def form(self) -> str:
        """SELECT, ASK or CONSTRUCT."""
        found = re.search(r"^\s*(SELECT|ASK|CONSTRUCT)", self.text, re.MULTILINE)
        return found[1] if found else ""


def read_questions(folder: Path) -> list[Question]:
    """
    Read every ``.rq`` file in *folder*, sorted by name.

    :raises SourceError: with all problems.
    """
    questions, problems = find_questions(folder)
    if problems:
        raise SourceError(problems)
    return questions


def find_questions(folder: Path) -> tuple[list[Question], list[Problem]]:
    """Read the ``.rq`` files in *folder* that can be read, sorted by name; tell of the others."""
    questions, problems = [], []
    for path in sorted(folder.glob("*.rq")):
        try:
            questions.append(read_question(path))
        except (yaml.YAMLError, msgspec.ValidationError, ValueError) as error:
            problems.append(
                Problem(Origin(path), say("its header cannot be read: {error}", error=error))
            )
    return questions, problems


def read_question(path: Path) -> Question:
    """Read one file; its name is the question's."""
    if fault := find_fault(path):
        raise ValueError(fault)
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    length = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    header = load_yaml("".join(line[1:].removeprefix(" ") for line in lines[:length]))
    question = msgspec.convert(header, Question)
    if not is_key(path.stem):
        raise ValueError(say("the name {stem!r} is no slug", stem=path.stem))
    return msgspec.structs.replace(question, name=path.stem, text="".join(lines[length:]))


def bind_question(
    question: Question, given: Mapping[str, str], base_uri: str, language: str = "de"
) -> str:
    """
    Write the query with the parameters *given*, and defaults for the others.

    :raises AddressMalformed: when a value is not of its type.
    """
    terms = {
        name: _write_value(name, given.get(name) or parameter.default, parameter, base_uri)
        for name, parameter in question.parameters.items()
    }
    try:
        return Template(question.text).substitute(terms, language=str(Literal(language)))
    except (KeyError, ValueError) as error:
        raise AddressMalformed(
            say(
                "{name} has a place {error} that is no parameter of its header",
                name=question.name,
                error=error,
            )
        ) from None


def answer_key(text: str, *, beginning: bool = False) -> bytes:
    """Give what the answer to the query *text* is kept by, or the *beginning* of a large one."""
    person = b"beginning" if beginning else b""
    return blake2b(text.encode(), digest_size=16, person=person).digest()


def find_near(key: str, keys: Collection[str]) -> list[str]:
    """
    List which of *keys* may be meant by *key*, which is none of them.

    >>> find_near("kassel", ["stadt-kassel", "landkreis-kassel", "kassl", "hanau"])
    ['stadt-kassel', 'landkreis-kassel', 'kassl']
    """
    within = [other for other in keys if key in other]
    return list(dict.fromkeys([*within[:3], *get_close_matches(key, keys, n=3, cutoff=0.5)]))


def _write_value(name: str, text: str, parameter: Parameter, base_uri: str) -> str:
    """Write *text* as a term of SPARQL; nothing that is not of its type gets here."""
    if parameter.type == "thing" and is_key(text):
        return str(NamedNode(thing_iri(base_uri, parameter.kind, text)))
    if parameter.type == "day" and _is_day(text):
        return str(Literal(text, datatype=NamedNode(f"{FOREIGN_PREFIXES['xsd']}date")))
    if parameter.type in NUMBERS and re.fullmatch(NUMBERS[parameter.type], text, re.ASCII):
        return text
    raise AddressMalformed(
        say(
            WANTED[parameter.type],
            name=name,
            found=text[:40],
            kind=parameter.kind,
            example=parameter.default,
        )
    )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

"""
The search index of an edition: every label, text and key, folded, in an SQLite database.

The trigram tokenizer finds any part of a word of three letters or more, which German compounds
need. Titles are indexed with and without spaces; texts keep their lines to be shown. What one
property says of one thing is a paragraph of lines, each with its language before a tab, so that who
shows a line in the other language finds what is said in the reader's.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from wirlod.databases import open_to_read, open_to_write
from wirlod.folding import compact, fold
from wirlod.kinds import prefixes
from wirlod.namespaces import expand
from wirlod.publish.draft import Draft
from wirlod.publish.tokens import Said, follow, is_literal, node, tag_of, value_of

SCHEMA = """
CREATE TABLE things (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL, kind TEXT NOT NULL,
  de TEXT NOT NULL, en TEXT NOT NULL, text TEXT NOT NULL
);
CREATE VIRTUAL TABLE folded USING fts5 (
  title, compact, text, content = '', tokenize = 'trigram'
);
"""

PROPERTIES = (
    "skos:hiddenLabel",
    *("skos:altLabel", "schema:alternateName", "dct:alternative", "dct:abstract"),
    *("dct:description", "wir:purpose", "wir:counted", "schema:text", "skos:definition"),
    *("skos:notation", "schema:identifier", "dct:identifier", "dct:bibliographicCitation"),
    *("wir:datedName/rdfs:label", "wir:datedName/schema:alternateName"),
    *("org:hasMembership/schema:roleName", "oa:hasTarget/oa:hasSelector/oa:exact"),
    *("schema:amount/schema:value", "schema:amount/schema:minValue", "skos:editorialNote"),
)
"""What is searched besides labels; a path leads through a part."""


STAGE = "CREATE TABLE staged (path TEXT PRIMARY KEY, titles TEXT, lines TEXT) WITHOUT ROWID"
ORDERED = """
WITH kinds AS (
  SELECT substr(path, 1, instr(path, '/')) AS kind, COUNT(*) AS things FROM staged GROUP BY kind
)
SELECT path, titles, lines FROM staged JOIN kinds ON kind = substr(path, 1, instr(path, '/'))
ORDER BY things, path
"""
"""Kinds with few things first: a word that too many things have is looked for there."""

FILE = "search.sqlite"


class Findable(msgspec.Struct, frozen=True):
    """What a thing is found by."""

    path: str
    """``kind/key``."""
    labels: dict[str, str]
    """Language → what it is called."""
    paragraphs: list[list[tuple[str, str]]]
    """What each property says of it or of a part: language, empty where there is none, and text."""


class Finder:
    """Picks what things are found by out of all that is said of them."""

    def __init__(self, base_uri: str) -> None:
        known = prefixes(base_uri)
        self._base = f"{base_uri}id/"
        self._label = node(expand("rdfs:label", known))
        steps = [path.split("/") for path in PROPERTIES]
        self._paths = [[node(expand(name, known)) for name in names] for names in steps]

    def find(self, thing: str, said: Said) -> Findable | None:
        """Pick out of what is *said* of the IRI *thing* and its parts; None without a label."""
        labels = said.get(node(thing), {}).get(self._label, [])
        if not labels or not thing.startswith(self._base):
            return None
        called = {tag_of(label).removeprefix("@"): value_of(label) for label in labels}
        return Findable(thing.removeprefix(self._base), called, self._find_paragraphs(said))

    def _find_paragraphs(self, said: Said) -> list[list[tuple[str, str]]]:
        paragraphs: dict[tuple[tuple[str, str], ...], None] = {}
        subjects = sorted(said)
        for path in self._paths:
            for subject in (one for one in subjects if path[0] in said[one]):
                found = {_line(term) for term in follow(said, subject, path) if is_literal(term)}
                paragraphs[tuple(sorted(found))] = None
        return [list(paragraph) for paragraph in paragraphs if paragraph]


def _line(literal: str) -> tuple[str, str]:
    """Give the language and the text of *literal*, on one line."""
    tag = tag_of(literal)
    return tag[1:] if tag[:1] == "@" else "", " ".join(value_of(literal).split())


@contextmanager
def stage_search(folder: Path) -> Iterator[Callable[[Iterable[Findable]], object]]:
    """Give what keeps things that can be found for :func:`write_search_index`, in any order."""
    with open_to_write(folder / FILE, f"{SCHEMA} {STAGE}") as connection:
        yield lambda found: connection.executemany(
            "INSERT INTO staged VALUES (?, ?, ?)",
            [(item.path, _encode(item.labels), _encode(item.paragraphs)) for item in found],
        )


@contextmanager
def open_labels(folder: Path) -> Iterator[Callable[[str], dict[str, str] | None]]:
    """Give what finds the labels of ``kind/key`` among what was kept, None where it has none."""
    with closing(open_to_read(folder / FILE)) as connection:

        def find(path: str) -> dict[str, str] | None:
            row = connection.execute("SELECT titles FROM staged WHERE path = ?", (path,)).fetchone()
            return msgspec.json.decode(row[0], type=dict[str, str]) if row else None

        yield find


def _encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


def write_search_index(draft: Draft) -> None:
    """Index every thing of the edition that has a label."""
    number = 0
    with open_to_write(draft.folder / FILE, compact=True) as connection:
        staged = connection.execute(ORDERED)
        for number, (path, titles, lines) in enumerate(staged, 1):
            _insert(connection, number, path, json.loads(titles), json.loads(lines))
        connection.execute("INSERT INTO folded(folded) VALUES ('optimize')")
        connection.execute("DROP TABLE staged")
    draft.report(f"{number} things can be found")


def _insert(
    connection: sqlite3.Connection,
    number: int,
    path: str,
    labels: dict[str, str],
    paragraphs: list[list[tuple[str, str]]],
) -> None:
    kind, _, key = path.partition("/")
    titles = list(dict.fromkeys(labels.values()))
    told = [*paragraphs, [("", key)]]
    lines = list(dict.fromkeys(text for paragraph in told for _, text in paragraph))
    text = "\n\n".join("\n".join(map("\t".join, paragraph)) for paragraph in told)
    de, en = labels.get("de", ""), labels.get("en", "")
    connection.execute(
        "INSERT INTO things VALUES (?, ?, ?, ?, ?, ?)",
        (number, path, kind, de or en, en or de, text),
    )
    connection.execute(
        "INSERT INTO folded (rowid, title, compact, text) VALUES (?, ?, ?, ?)",
        (number, _fold_lines(titles), "\n".join(map(compact, titles)), _fold_lines(lines)),
    )


def _fold_lines(lines: list[str]) -> str:
    return "\n".join(f" {fold(line)} " for line in lines)

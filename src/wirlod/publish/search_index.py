"""
The search index of an edition: every label, text and key, folded, in an SQLite database.

The trigram tokenizer finds any part of a word of three letters or more, which German compounds
need. Titles are indexed with and without spaces; texts keep their lines to be shown. What one
property says of one thing is a paragraph of lines, each with its language before a tab, so that who
shows a line in the other language finds what is said in the reader's.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from wirlod.databases import open_to_read, open_to_write
from wirlod.folding import fold
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


STAGE = """
CREATE TABLE staged (
  path TEXT PRIMARY KEY, titles TEXT, de TEXT, en TEXT, shown TEXT,
  title TEXT, compact TEXT, lines TEXT
) WITHOUT ROWID
"""
NUMBER = """
WITH kinds AS (
  SELECT substr(path, 1, instr(path, '/')) AS start, COUNT(*) AS things FROM staged GROUP BY start
)
INSERT INTO things
SELECT row_number() OVER (ORDER BY things, path), path, rtrim(start, '/'), de, en, shown
FROM staged JOIN kinds ON start = substr(path, 1, instr(path, '/'))
"""
"""Kinds with few things first: a word that too many things have is looked for there."""
FOLD = """
INSERT INTO folded (rowid, title, compact, text)
SELECT id, title, compact, lines FROM things JOIN staged USING (path) ORDER BY id
"""

GATHER = (
    f"INSERT INTO folded (folded, rank) VALUES ('hashsize', {16 * 2**20})",
    "INSERT INTO folded (folded, rank) VALUES ('automerge', 0)",
    "INSERT INTO folded (folded, rank) VALUES ('crisismerge', 1999)",
)
"""Gather so many bytes before they are sorted and written, and merge what is written once, when
all of it is: as is usual, each piece would be merged again and again, which takes as long as all
else."""

FILE = "search.sqlite"


Paragraph = list[tuple[str, str]]
"""What a property says of a thing or of a part: language, empty where there is none, and text."""


class Findable(msgspec.Struct, frozen=True, array_like=True):
    """What a thing is found by, and what is shown of it, as they are stored."""

    path: str
    """``kind/key``."""
    titles: str
    """Language → what it is called, in JSON."""
    de: str
    en: str
    """What it is called to readers of a language, in the other where it has no name in this."""
    shown: str
    """What each property says of it or of a part, and its key."""
    title: str
    compact: str
    lines: str
    """What it is called, the same without spaces, and what else is said; folded."""


class Finder:
    """Picks what things are found by out of all that is said of them."""

    def __init__(self, base_uri: str) -> None:
        known = prefixes(base_uri)
        self._base = f"{base_uri}id/"
        self._label = node(expand("rdfs:label", known))
        steps = [path.split("/") for path in PROPERTIES]
        self._paths = [[node(expand(name, known)) for name in names] for names in steps]
        self._first = {path[0] for path in self._paths}
        """What one of the paths begins with."""

    def find(self, thing: str, said: Said) -> Findable | None:
        """Pick out of what is *said* of the IRI *thing* and its parts; None without a label."""
        labels = said.get(node(thing), {}).get(self._label, [])
        if not labels or not thing.startswith(self._base):
            return None
        called = {tag_of(label).removeprefix("@"): value_of(label) for label in labels}
        return _fold(thing.removeprefix(self._base), called, self._find_paragraphs(said))

    def _find_paragraphs(self, said: Said) -> list[Paragraph]:
        paragraphs: dict[tuple[tuple[str, str], ...], None] = {}
        holders: dict[str, list[str]] = {}
        for subject in sorted(said):
            for property in self._first & said[subject].keys():
                holders.setdefault(property, []).append(subject)
        for path in self._paths:
            for subject in holders.get(path[0], ()):
                found = {_line(term) for term in follow(said, subject, path) if is_literal(term)}
                paragraphs[tuple(sorted(found))] = None
        return [list(paragraph) for paragraph in paragraphs if paragraph]


def _fold(path: str, labels: dict[str, str], paragraphs: list[Paragraph]) -> Findable:
    """Write what is stored of a thing."""
    titles = list(map(fold, dict.fromkeys(labels.values())))
    told = [*paragraphs, [("", path.partition("/")[2])]]
    lines = list(dict.fromkeys(text for paragraph in told for _, text in paragraph))
    de, en = labels.get("de", ""), labels.get("en", "")
    return Findable(
        path=path,
        titles=msgspec.json.encode(labels).decode(),
        de=de or en,
        en=en or de,
        shown="\n\n".join("\n".join(map("\t".join, paragraph)) for paragraph in told),
        title=_join(titles),
        compact="\n".join(title.replace(" ", "") for title in titles),
        lines=_join(map(fold, lines)),
    )


def _join(lines: Iterable[str]) -> str:
    return "\n".join(f" {line} " for line in lines)


def _line(literal: str) -> tuple[str, str]:
    """Give the language and the text of *literal*, on one line."""
    tag = tag_of(literal)
    return tag[1:] if tag[:1] == "@" else "", " ".join(value_of(literal).split())


@contextmanager
def stage_search(folder: Path) -> Iterator[Callable[[Iterable[Findable]], object]]:
    """Give what keeps things that can be found for :func:`write_search_index`, in any order."""
    with open_to_write(folder / FILE, f"{SCHEMA} {STAGE}") as connection:
        yield lambda found: connection.executemany(
            "INSERT INTO staged VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            map(msgspec.structs.astuple, found),
        )


@contextmanager
def open_labels(folder: Path) -> Iterator[Callable[[str], dict[str, str] | None]]:
    """Give what finds the labels of ``kind/key`` among what was kept, None where it has none."""
    with closing(open_to_read(folder / FILE)) as connection:

        def find(path: str) -> dict[str, str] | None:
            row = connection.execute("SELECT titles FROM staged WHERE path = ?", (path,)).fetchone()
            return msgspec.json.decode(row[0], type=dict[str, str]) if row else None

        yield find


def write_search_index(draft: Draft) -> None:
    """Index every thing of the edition that has a label."""
    with open_to_write(draft.folder / FILE, compact=True) as connection:
        connection.execute(NUMBER)
        for statement in GATHER:
            connection.execute(statement)
        connection.execute(FOLD)
        connection.execute("INSERT INTO folded(folded) VALUES ('optimize')")
        connection.execute("DROP TABLE staged")
        (number,) = connection.execute("SELECT COUNT(*) FROM things").fetchone()
    draft.report(f"{number} things can be found")

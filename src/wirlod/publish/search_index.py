"""
The search index of an edition: every label, text and key, folded, in an SQLite database.

The trigram tokenizer finds any part of a word of three letters or more, which German compounds
need. Titles are indexed with and without spaces; texts keep their lines to be shown.
"""

import sqlite3
from collections.abc import Iterator

import pyoxigraph as ox

from wirlod.folding import compact, fold
from wirlod.iris import thing_of
from wirlod.kinds import prefixes
from wirlod.publish.draft import Draft

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


class Rows:
    """The store in the making, asked for one property after another."""

    def __init__(self, store: ox.Store, base_uri: str) -> None:
        self._store = store
        self._prefixes = prefixes(base_uri)

    def select(self, path: str) -> Iterator[tuple[str, ox.Literal]]:
        """Yield every thing with each text at the end of the property *path*, in no order."""
        query = f"SELECT ?thing ?text {{ ?thing {path} ?text }}"
        rows = self._store.query(query, prefixes=self._prefixes)
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            thing, text = row["thing"], row["text"]
            if isinstance(thing, ox.NamedNode) and isinstance(text, ox.Literal):
                yield thing.value, text


def write_search_index(draft: Draft) -> None:
    """Index every thing of the edition that has a label."""
    base = f"{draft.settings.base_uri}id/"
    rows = Rows(draft.open_store(), draft.settings.base_uri)
    texts = _collect_texts(rows, base)
    connection = sqlite3.connect(draft.folder / "search.sqlite", isolation_level=None)
    try:
        connection.executescript(f"PRAGMA journal_mode = OFF; {SCHEMA}")
        connection.execute("BEGIN")
        for number, (path, labels) in enumerate(sorted(_collect_labels(rows, base).items()), 1):
            _insert(connection, number, path, labels, texts.get(path, []))
        connection.execute("INSERT INTO folded(folded) VALUES ('optimize')")
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        draft.report(f"{number} things can be found")
    finally:
        connection.close()


def _insert(
    connection: sqlite3.Connection,
    number: int,
    path: str,
    labels: dict[str, str],
    texts: list[str],
) -> None:
    kind, _, key = path.partition("/")
    titles = list(dict.fromkeys(labels.values()))
    lines = [*texts, key]
    de, en = labels.get("de", ""), labels.get("en", "")
    connection.execute(
        "INSERT INTO things VALUES (?, ?, ?, ?, ?, ?)",
        (number, path, kind, de or en, en or de, "\n".join(lines)),
    )
    connection.execute(
        "INSERT INTO folded (rowid, title, compact, text) VALUES (?, ?, ?, ?)",
        (number, _fold_lines(titles), "\n".join(map(compact, titles)), _fold_lines(lines)),
    )


def _fold_lines(lines: list[str]) -> str:
    return "\n".join(f" {fold(line)} " for line in lines)


def _collect_labels(rows: Rows, base: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for thing, label in rows.select("rdfs:label"):
        if thing.startswith(base) and "#" not in thing:
            found.setdefault(thing.removeprefix(base), {})[label.language or ""] = label.value
    return found


def _collect_texts(rows: Rows, base: str) -> dict[str, list[str]]:
    """Collect the texts of each thing: property after property, those of one sorted."""
    found: dict[str, list[str]] = {}
    for name in PROPERTIES:
        of_property: dict[str, set[str]] = {}
        for thing, text in rows.select(name):
            path = thing_of(thing.removeprefix(base))
            of_property.setdefault(path, set()).add(text.value)
        for path, texts in of_property.items():
            lines = found.setdefault(path, [])
            lines += sorted(texts.difference(lines))
    return found

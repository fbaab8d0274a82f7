"""
Finding things by what a person remembers of them: some words, in any spelling, with a slip.

First everything that has all the words; where that is little, whatever shares enough trigrams
and differs from the query by one letter. SQLite offers candidates, this module ranks them.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from rapidfuzz.distance import OSA

from wirlod.databases import open_to_read
from wirlod.folding import fold
from wirlod.kinds import KINDS

CANDIDATES = 400
"""How many things are ranked at most."""

ENOUGH = 5
"""From so many results on, nobody looks for slips."""

LONGEST_QUERY = 200
"""Characters of a query that are looked at."""

LONGEST_LINE = 220
"""Characters of a text that are shown with a result."""

LONGEST_NAME = 3
"""Words of a line that is a name rather than a text."""

MATCH = """
SELECT t.path, t.kind, t.de, t.en, t.text FROM folded f JOIN things t ON t.id = f.rowid
WHERE folded MATCH ? ORDER BY bm25(folded, 10, 10, 1) LIMIT ?
"""
FIRST = MATCH.replace("bm25(folded, 10, 10, 1)", "f.rowid")
COUNT = "SELECT COUNT(*) FROM (SELECT 1 FROM folded WHERE folded MATCH ? LIMIT ?)"

MANY = 2_000
"""Of more things that match, the first are candidates: weighing a million takes seconds, and the
index begins with the kinds that have few things, such as places and programmes."""


class Found(msgspec.Struct, frozen=True):
    """One thing found."""

    path: str
    """``kind/key``."""
    kind: str
    title: str
    line: str
    """The text that matched, where it was not the title."""
    score: float
    line_language: str = ""
    """The language of that text; empty where it has none."""


class Line(msgspec.Struct, frozen=True):
    """One text that is said of a thing."""

    text: str
    language: str
    """Empty where it has none, such as a number."""


NO_LINE = Line("", "")


def search(index: Path, query: str, language: str, limit: int = 50) -> list[Found]:
    """Find up to *limit* things in the *index* of an edition, the best first."""
    words = fold(query[:LONGEST_QUERY]).split()
    if not words or not index.exists():
        return []
    connection = open_to_read(index)
    try:
        found = {item.path: item for item in _rank(_whole(connection, words), words, language)}
        if len(found) < ENOUGH:
            for item in _rank(_similar(connection, words), words, language, slips=True):
                found.setdefault(item.path, item)
    finally:
        connection.close()
    return _choose_best(found.values(), limit)


def search_any(index: Path, queries: Iterable[str], language: str, limit: int = 50) -> list[Found]:
    """Find what fits any of *queries*, each thing once and as it fits best."""
    found: dict[str, Found] = {}
    for item in (item for query in queries for item in search(index, query, language, limit)):
        if item.path not in found or found[item.path].score < item.score:
            found[item.path] = item
    return _choose_best(found.values(), limit)


def _choose_best(found: Iterable[Found], limit: int) -> list[Found]:
    return sorted(found, key=lambda item: (-item.score, item.path))[:limit]


Candidate = tuple[str, str, str, str, str]
"""Path, kind, German title, English title, text."""


def _whole(connection: sqlite3.Connection, words: list[str]) -> Iterator[Candidate]:
    """Yield what has all the words, or all of them as one."""
    long = [f'"{word}"' for word in words if len(word) > 2]
    joined = "".join(words)
    if len(joined) > 2:
        either = [f"({' AND '.join(long)})"] if long else []
        either.append(f'(compact : "{joined}")')
        match = " OR ".join(either)
    else:
        match = f'{{title text}} : " {joined} "'
    yield from _find_candidates(connection, match)


def _find_candidates(
    connection: sqlite3.Connection, match: str, kinds: Sequence[str] = (), limit: int = CANDIDATES
) -> Iterator[Candidate]:
    """
    Yield what fits best, of *kinds* where there are any; of what many fit, what comes first.

    What few fit is taken as it comes: to weigh it, all that has any of the words is counted.
    """
    count = _count(connection, match, MANY + 1)
    if not count:
        return
    of_kind = f"AND t.kind IN ({','.join('?' * len(kinds))})" if kinds else ""
    chosen = MATCH if limit < count <= MANY else FIRST
    query = chosen.replace("ORDER BY", f"{of_kind} ORDER BY")
    yield from connection.execute(query, (match, *kinds, limit))


def _count(connection: sqlite3.Connection, match: str, most: int) -> int:
    """Count what fits, up to *most*."""
    (count,) = connection.execute(COUNT, (match, most)).fetchone()
    return int(count)


def find_with_any(
    connection: sqlite3.Connection,
    words: Sequence[str],
    joined: str,
    kinds: Sequence[str],
    limit: int,
) -> list[Candidate]:
    """
    List things of *kinds* (all where empty) that have any of *words*, or *joined* as one.

    Words that very many things have are looked for together.
    """
    if not joined:
        return []
    found: dict[str, Candidate] = {}
    for match in _match_any(connection, words, joined):
        for candidate in _find_candidates(connection, match, kinds, limit):
            found.setdefault(candidate[0], candidate)
    if len(found) < ENOUGH:
        for candidate in _similar(connection, list(words)):
            if candidate[1] in (kinds or KINDS):
                found.setdefault(candidate[0], candidate)
    return list(found.values())


def _match_any(connection: sqlite3.Connection, words: Sequence[str], joined: str) -> Iterator[str]:
    """Yield what matches the whole, any of the words that few have, and all that many have."""
    parts = [f'"{word}"' for word in dict.fromkeys(words)]
    whole = [f"({' AND '.join(parts)})"] if parts else []
    whole += [f'(compact : "{joined}")'] if len(joined) > 2 else []
    yield " OR ".join(whole) if whole else f'{{title text}} : " {joined} "'
    common = [part for part in parts if _count(connection, part, MANY + 1) > MANY]
    rare = [part for part in parts if part not in common]
    either = " OR ".join(rare)
    if rare and _count(connection, either, MANY + 1) <= MANY:
        yield either
    else:
        yield from rare
    if common:
        yield " AND ".join(common)


def _similar(connection: sqlite3.Connection, words: list[str]) -> Iterator[Candidate]:
    """Yield what shares trigrams with the words that nothing has; where there is none, with all."""
    known = {word for word in words if len(word) > 2 and _count(connection, f'"{word}"', 1)}
    words = [word for word in words if word not in known] or words
    known.difference_update(words)
    grams = {word[i : i + 3] for word in words for i in range(len(word) - 2)}
    grams |= {swapped for word in words if len(word) > 3 for swapped in _swap_neighbours(word)}
    if grams:
        either = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        beside = "".join(f' AND "{word}"' for word in sorted(known))
        yield from _find_candidates(connection, f"({{title compact}} : ({either})){beside}")


def _swap_neighbours(word: str) -> Iterator[str]:
    """Yield *word* with each two neighbouring letters swapped, a slip that breaks all trigrams."""
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _rank(
    candidates: Iterable[Candidate], words: list[str], language: str, slips: bool = False
) -> Iterator[Found]:
    for path, kind, german, english, text in candidates:
        score = max(_score(title, words, slips) for title in (german, english))
        if not score and slips:
            continue
        line = NO_LINE if score else _matching_line(text, words, language)
        score = score or (60 if _is_name(line.text, words) else 10)
        score += KINDS[kind].weight if kind in KINDS else 0
        shown = NO_LINE if line.text == path.partition("/")[2] else line
        title = english if language == "en" else german
        yield Found(path, kind, title, _shorten(shown.text, words), score, shown.language)


def _score(title: str, words: list[str], slips: bool) -> float:
    """Say how well *title* answers; 0 when it does not."""
    folded, joined = fold(title), "".join(words)
    whole = folded.replace(" ", "")
    if whole == joined:
        return 100
    if whole.startswith(joined):
        return 70 - min(20, (len(whole) - len(joined)) / 5)
    if joined in whole or all(word in folded for word in words):
        return 45 - min(15, len(whole) / 10)
    near = slips and all(_is_near(word, folded.split(), whole) for word in words)
    return 30 - min(10, len(whole) / 10) if near else 0


def _is_near(word: str, others: list[str], whole: str) -> bool:
    """Tell whether *word* is one of *others*, or begins *whole*, but for one slip."""
    if word in whole:
        return True
    beginnings = [whole[: len(word) + extra] for extra in (-1, 0, 1)]
    return len(word) > 3 and any(differ_by_one(word, other) for other in (*others, *beginnings))


def differ_by_one(one: str, other: str) -> bool:
    """
    Tell whether a letter was left out, put in, replaced, or swapped with the next, at most.

    >>> differ_by_one("hersfeld", "hersfelt"), differ_by_one("kasel", "kassel")
    (True, True)
    >>> differ_by_one("fulda", "fudla"), differ_by_one("hanau", "hagen")
    (True, False)
    """
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _is_name(line: str, words: list[str]) -> bool:
    """Tell whether *line* is another name with all of *words* in it: an abbreviation, a key."""
    others = fold(line).split()
    return len(others) <= LONGEST_NAME and set(words) <= set(others)


def read_lines(text: str) -> list[list[Line]]:
    r"""
    Read the texts of a thing as the index has them, what one property says together.

    >>> [len(paragraph) for paragraph in read_lines("de\tRat\nen\tadvice\n\n\t5000")]
    [2, 1]
    """
    return [
        [Line(said, language) for language, _, said in (row.rpartition("\t") for row in rows)]
        for rows in (paragraph.split("\n") for paragraph in text.split("\n\n"))
    ]


def _matching_line(text: str, words: list[str], language: str) -> Line:
    """Choose the line with the most of *words*, or what is said in its place in *language*."""

    def fit(line: Line) -> tuple[int, bool]:
        folded = fold(line.text)
        return sum(word in folded for word in words), line.language == language

    paragraphs = [[(fit(line), line) for line in lines] for lines in read_lines(text)]
    said = max(paragraphs, key=lambda lines: max(fit for fit, _ in lines))
    own = [(fit, line) for fit, line in said if line.language in ("", language)]
    return max(own or said, key=lambda fitting: fitting[0])[1]


def _shorten(line: str, words: list[str]) -> str:
    """Cut *line* around the first of *words*, between words."""
    if len(line) <= LONGEST_LINE:
        return line
    places = (found.start() for found in re.finditer(r"\w+", line) if words[0] in fold(found[0]))
    start = max(0, next(places, 0) - LONGEST_LINE // 2)
    start = line.find(" ", start) + 1 if start else 0
    end = line.rfind(" ", start, start + LONGEST_LINE) if line[start + LONGEST_LINE :] else None
    return f"{'… ' if start else ''}{line[start:end]}{'' if end is None else ' …'}"

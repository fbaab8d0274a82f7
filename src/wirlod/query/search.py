"""
Finding things by what a person remembers of them: some words, in any spelling, with a slip.

First everything that has all the words; where that is little, whatever shares enough trigrams
and differs from the query by one letter. The index offers candidates
(:mod:`wirlod.query.candidates`), this module ranks them.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from rapidfuzz.distance import OSA

from wirlod.databases import open_to_read
from wirlod.folding import fold
from wirlod.kinds import KINDS
from wirlod.query.candidates import ENOUGH, Candidate, find_similar, find_whole

LONGEST_QUERY = 200
"""Characters of a query that are looked at."""

LONGEST_LINE = 220
"""Characters of a text that are shown with a result."""

LONGEST_NAME = 3
"""Words of a line that is a name rather than a text."""


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
        found = {item.path: item for item in _rank(find_whole(connection, words), words, language)}
        if len(found) < ENOUGH:
            for item in _rank(find_similar(connection, words), words, language, slips=True):
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

"""
What the search index offers to be ranked: things that have the words, or trigrams of them.

Offered is a bounded number, in a time that is bounded, too: a word of three letters can be in a
million things, and to weigh those, or to look for them twice, takes a second. So only a small index
weighs what it offers. A large one gives what comes first: it begins with the kinds that have few
things, such as places and programmes.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from wirlod.kinds import KINDS

CANDIDATES = 400
"""How many things are ranked at most."""

ENOUGH = 5
"""From so many results on, nobody looks for slips."""

MANY = 2_000
"""Of more things that match, no index weighs any."""

SMALL = 100_000
"""How many things a small index has at most."""

PROBED = 3
"""Trigrams of a word that are looked for first: where nothing has those of all words, nothing has
the words, and of words that very many things have only that is quick to tell."""

FIRST = "SELECT rowid FROM folded WHERE folded MATCH ? LIMIT ?"
BEST = "SELECT rowid FROM folded WHERE folded MATCH ? ORDER BY bm25(folded, 10, 10, 1) LIMIT ?"
OF_KINDS = "rowid IN (SELECT id FROM things WHERE kind IN ({})) AND folded MATCH"
THINGS = "SELECT path, kind, de, en, text FROM things WHERE id = ?"
LARGEST = "SELECT MAX(id) FROM things"

Candidate = tuple[str, str, str, str, str]
"""Path, kind, German title, English title, text."""


def find_whole(connection: sqlite3.Connection, words: list[str]) -> Iterator[Candidate]:
    """Yield what has all the words, or all of them as one."""
    joined = "".join(words)
    if len(joined) <= 2:
        yield from _offer(connection, [f'{{title text}} : " {joined} "'])
        return
    long = [f'"{word}"' for word in words if len(word) > 2]
    matches = [f"({' AND '.join(long)})"] if long and _may_have(connection, words) else []
    yield from _offer(connection, [*matches, f'(compact : "{joined}")'])


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
    for matches in _match_any(connection, words, joined):
        for candidate in _offer(connection, matches, kinds, limit):
            found.setdefault(candidate[0], candidate)
    if len(found) < ENOUGH:
        for candidate in find_similar(connection, list(words)):
            if candidate[1] in (kinds or KINDS):
                found.setdefault(candidate[0], candidate)
    return list(found.values())


def find_similar(connection: sqlite3.Connection, words: list[str]) -> Iterator[Candidate]:
    """Yield what shares trigrams with the words that nothing has; where there is none, with all."""
    known = {word for word in words if len(word) > 2 and _count(connection, f'"{word}"', 1)}
    words = [word for word in words if word not in known] or words
    known.difference_update(words)
    grams = {word[i : i + 3] for word in words for i in range(len(word) - 2)}
    grams |= {swapped for word in words if len(word) > 3 for swapped in _swap_neighbours(word)}
    if grams:
        either = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        beside = "".join(f' AND "{word}"' for word in sorted(known))
        yield from _offer(connection, [f"({{title compact}} : ({either})){beside}"])


def _match_any(
    connection: sqlite3.Connection, words: Sequence[str], joined: str
) -> Iterator[list[str]]:
    """Yield what matches the whole, any of the words that few have, and all that many have."""
    parts = [f'"{word}"' for word in dict.fromkeys(words)]
    whole = [f"({' AND '.join(parts)})"] if parts else []
    whole += [f'(compact : "{joined}")'] if len(joined) > 2 else []
    yield whole or [f'{{title text}} : " {joined} "']
    common = [part for part in parts if _count(connection, part, MANY + 1) > MANY]
    rare = [part for part in parts if part not in common]
    either = " OR ".join(rare)
    if rare and _count(connection, either, MANY + 1) <= MANY:
        yield [either]
    else:
        yield from ([part] for part in rare)
    if common:
        yield [" AND ".join(common)]


def _offer(
    connection: sqlite3.Connection,
    matches: Sequence[str],
    kinds: Sequence[str] = (),
    limit: int = CANDIDATES,
) -> Iterator[Candidate]:
    """
    Yield what fits any of *matches*, of *kinds* where there are any.

    A small index gives what fits best, or comes first where very many fit; a large one what fits
    the first of *matches* before what fits the next.
    """
    first, best = (_only_of(kinds, query) for query in (FIRST, BEST))
    found: dict[int, None] = {}
    if _is_small(connection):
        either = " OR ".join(matches)
        numbers = connection.execute(first, (*kinds, either, max(MANY + 1, limit))).fetchall()
        if limit < len(numbers) <= MANY:
            numbers = connection.execute(best, (*kinds, either, limit)).fetchall()
        found.update(dict.fromkeys(number for (number,) in numbers[:limit]))
    else:
        for match in matches:
            left = limit - len(found)
            numbers = connection.execute(first, (*kinds, match, left)).fetchall() if left else []
            found.update(dict.fromkeys(number for (number,) in numbers))
    for number in found:
        yield connection.execute(THINGS, (number,)).fetchone()


def _only_of(kinds: Sequence[str], query: str) -> str:
    """Let *query* find things of *kinds* alone, where there are any."""
    if not kinds:
        return query
    return query.replace("folded MATCH", OF_KINDS.format(",".join("?" * len(kinds))))


def _is_small(connection: sqlite3.Connection) -> bool:
    (largest,) = connection.execute(LARGEST).fetchone()
    return int(largest or 0) <= SMALL


def _count(connection: sqlite3.Connection, match: str, most: int) -> int:
    """Count what fits, up to *most*."""
    return len(connection.execute(FIRST, (match, most)).fetchall())


def _may_have(connection: sqlite3.Connection, words: list[str]) -> bool:
    """Tell whether anything has some trigrams of each of *words*: else nothing has the words."""
    probes = {gram for word in words for gram in _some_trigrams(word)}
    return bool(_count(connection, " AND ".join(f'"{gram}"' for gram in sorted(probes)), 1))


def _some_trigrams(word: str) -> list[str]:
    """
    Choose trigrams of *word*, the first and the last among them.

    >>> _some_trigrams("nachbarschaft"), _some_trigrams("amt"), _some_trigrams("an")
    (['nac', 'ars', 'aft'], ['amt'], [])
    """
    last = len(word) - 3
    places = {round(last * n / (PROBED - 1)) for n in range(PROBED)} if last >= 0 else set()
    return [word[place : place + 3] for place in sorted(places)]


def _swap_neighbours(word: str) -> Iterator[str]:
    """Yield *word* with each two neighbouring letters swapped, a slip that breaks all trigrams."""
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]

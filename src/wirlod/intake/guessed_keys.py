"""
Which columns tell one row of a table from all others, in this file and the next.
"""

import re
from itertools import islice
from pathlib import Path

import msgspec

from wirlod.folding import fold
from wirlod.intake.guess import Guess
from wirlod.intake.heads import YEAR
from wirlod.intake.meanings import ENOUGH
from wirlod.intake.profiles import Profile
from wirlod.intake.vocabulary import SUM_KINDS
from wirlod.saying import say
from wirlod.sheets.entries import Entry, read_entries
from wirlod.sheets.lines import column_letter

_CONSECUTIVE = re.compile(r"lfd|laufende")
"""So begin the names of columns that count rows."""
MOST_NUMBERS = 0.8
"""Share of cells that are numbers in a column that counts the rows."""
MOST_ROWS = 300_000
"""Rows in which keys are tried."""


def choose_key(path: Path, guess: Guess) -> None:
    """Find the fewest columns that tell all rows apart, sums last, for they change."""
    mapping, columns = guess.mapping, guess.mapping.columns
    if not columns.recipient:
        return
    who_and_what = [*columns.recipient, *columns.purpose]
    when = [name for name in (columns.start, columns.end, columns.period) if name]
    where = [name for name in (columns.place, columns.postal_code) if name]
    numbering = {p.header or column_letter(p.position) for p in guess.profiles if _counts_rows(p)}
    number = columns.file_number if columns.file_number not in numbering else ""
    candidates = [[number]] if number else []
    candidates += [[name] for name in _numbers_of_rows(guess)]
    candidates += [
        [*who_and_what, *when[:1]],
        [*who_and_what, *when],
        [*who_and_what, *when, *where],
        [*who_and_what, *when, *where, *(money.column for money in mapping.sums)],
        mapping.used_columns,
    ]
    chosen, equal = _count_keys(path, guess, candidates)
    rows = msgspec.structs.replace(mapping.rows, repeated="omit" if equal else "refuse")
    if equal:
        guess.doubts.append(
            say(
                "repeated: {count} rows equal an earlier one and are left out; «number» keeps them",
                count=equal,
            )
        )
    guess.mapping = msgspec.structs.replace(mapping, key=chosen, rows=rows)


def _numbers_of_rows(guess: Guess) -> list[str]:
    """Name columns with another short word in every row; a file number if anything is."""
    others = (*SUM_KINDS, "recipient", "place", "postal_code")
    return [
        profile.header or column_letter(profile.position)
        for profile in guess.profiles
        if guess.meanings.get(profile.position) not in others and _is_number_like(profile)
    ]


def _is_number_like(profile: Profile) -> bool:
    """Tell whether a column holds numbers of files: short, all different, digits in good part."""
    if profile.distinct < 1 or profile.filled < 1 or not 2 < profile.length < 30:
        return False
    is_sum = re.search(r"[.,]\d\d$", profile.examples[0]) or YEAR.fullmatch(profile.header)
    if is_sum or profile.day > ENOUGH or _counts_rows(profile):
        return False
    digits = sum(letter.isdigit() for text in profile.texts for letter in text)
    return digits > 0.3 * sum(map(len, profile.texts))


def _counts_rows(profile: Profile) -> bool:
    """Tell whether a column only numbers the rows of this one file."""
    if _CONSECUTIVE.match(fold(profile.header)):
        return True
    numbers = [int(text) for text in profile.texts if text.isdigit()]
    are_most = len(numbers) > MOST_NUMBERS * len(profile.texts)  # «Gesamt» may stand below them
    return are_most and max(numbers) <= profile.rows + 5


def _count_keys(path: Path, guess: Guess, candidates: list[list[str]]) -> tuple[list[str], int]:
    """Choose the first candidate that gives every distinct row a key of its own."""
    mapping, everything = guess.mapping, guess.mapping.used_columns
    at = {p.header or column_letter(p.position): p.position for p in guess.profiles}
    seen: list[set[int]] = [set() for _ in candidates]
    whole: set[int] = set()
    count = 0
    trial = msgspec.structs.replace(
        mapping,
        key=everything,
        rows=msgspec.structs.replace(mapping.rows, repeated="number"),
        natural_persons="publish",
    )
    for outcome in islice(read_entries(path, trial), MOST_ROWS):
        if isinstance(outcome, Entry):
            count += 1
            texts = outcome.line.texts
            whole.add(hash(outcome.cells))
            for keys, names in zip(seen, candidates, strict=True):
                keys.add(hash(tuple(texts[at[name]] for name in names if at[name] < len(texts))))
    for keys, names in zip(seen, candidates, strict=True):
        if len(keys) >= len(whole):
            return list(dict.fromkeys(names)), count - len(keys)
    return everything, count - len(whole)

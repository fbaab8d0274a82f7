"""
Which of our things somebody else's names mean: the matching behind the Reconciliation API.

Names are compared as those of tables are (:mod:`wirlod.sheets.bodies`): «Der Magistrat der Stadt
X» is the Stadt X, a legal form may be missing, an old name or a number plate will do. What else is
told of a thing, a district or a key, is evidence for or against it.

Scores: 100 the same name, 95 the same but for its legal form or address, below it the share of
letters that agree. A candidate is a match from 90 on, unless another one is as good.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from pyoxigraph import NamedNode
from rapidfuzz import fuzz

from wirlod.databases import open_to_read
from wirlod.facts import Facts
from wirlod.flat import EVERY_KIND, read_cell
from wirlod.folding import compact, fold
from wirlod.kinds import KINDS
from wirlod.kinds.kind import Kind
from wirlod.query.candidates import Candidate, find_with_any
from wirlod.query.describe import find_labels
from wirlod.query.facts import read_triples
from wirlod.query.search import read_lines
from wirlod.query.store import Labels, Store
from wirlod.sheets.bodies import BodyName, take_apart

LOOKED_AT = 200
"""Candidates that are compared letter by letter."""

WEAKEST = 40.0
"""The lowest score that is told."""

MATCH = 90.0
"""The lowest score of a match."""

NEAR = 3.0
"""How much better than the next a match must be."""

LONGEST_NAME = 200
"""Characters of a line that may be a name."""

EVIDENCE = 10.0
"""What a property that agrees adds, and one that does not takes."""


class Condition(msgspec.Struct, frozen=True):
    """What somebody knows of a thing besides its name."""

    property: str
    """A column of its kind: ``identifier``, ``within``."""
    values: tuple[str, ...]
    """Texts, keys or addresses, any of which will do."""


class Question(msgspec.Struct, frozen=True):
    """A name to be found."""

    name: str
    kinds: tuple[str, ...] = ()
    """Kinds that it may be of; empty for all."""
    limit: int = 10
    conditions: tuple[Condition, ...] = ()
    key: str = ""
    """``kind/key``, where that is known."""


class Match(msgspec.Struct, frozen=True):
    """A thing that may be meant."""

    target: str
    title: str
    kind: str
    score: float
    is_sure: bool = False


class Matcher:
    """Answers questions from one edition."""

    def __init__(
        self, store: Store, index: Path, base_uri: str, context: Mapping[str, Any]
    ) -> None:
        self._store = store
        self._index = index
        self._base = f"{base_uri}id/"
        self._context = context

    def find(self, question: Question, language: str) -> list[Match]:
        """Find what *question* may mean, the likeliest first."""
        name = take_apart(question.name)
        best: dict[str, Match] = {}
        for path, kind, german, english, text in self._candidates(question):
            title = english if language == "en" else german
            said = (line.text for lines in read_lines(text) for line in lines)
            names = (german, english, *said)
            score = 100.0 if path == question.key else _score(name, question.name, names)
            if score >= WEAKEST:
                best[path] = Match(path, title, kind, score)
        found = sorted(best.values(), key=lambda match: (-match.score, match.target))
        found = self._weigh(found[: max(question.limit * 3, 30)], question)
        return _decide(found)[: question.limit]

    def values(self, targets: Sequence[str], column: str) -> dict[str, list[str]]:
        """Give what stands in *column* for each of *targets*: IRIs and texts."""
        iris = {self._base + target: target for target in targets}
        facts = Facts(read_triples(self._store, iris), self._context)
        cells = {t: read_cell(iri, column, facts, self._context) for iri, t in iris.items()}
        return {target: [term.value for term in terms] for target, terms in cells.items()}

    def _candidates(self, question: Question) -> Iterator[Candidate]:
        words = [word for word in fold(take_apart(question.name).core).split() if len(word) > 2]
        if question.key:
            words += fold(question.key.partition("/")[2]).split()
        if not self._index.exists():
            return  # a preview has none
        connection = open_to_read(self._index)
        try:
            yield from find_with_any(
                connection, words, compact(question.name), question.kinds, LOOKED_AT
            )
        finally:
            connection.close()

    def _weigh(self, found: list[Match], question: Question) -> list[Match]:
        """Let what else is known speak for and against."""
        for condition in question.conditions:
            said = self.values([match.target for match in found], condition.property)
            labels = self._labels(said)
            found = [
                msgspec.structs.replace(
                    match, score=_adjust(match.score, condition, said[match.target], labels)
                )
                for match in found
            ]
        return sorted(found, key=lambda match: (-match.score, match.target))

    def _labels(self, said: Mapping[str, list[str]]) -> dict[str, Labels]:
        iris = {value for values in said.values() for value in values if "://" in value}
        return find_labels(self._store, {iri for iri in iris if _is_iri(iri)}) if iris else {}


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def _score(name: BodyName, asked: str, names: Sequence[str]) -> float:
    return max(
        (_compare(name, asked, other) for other in names if 0 < len(other) <= LONGEST_NAME),
        default=0,
    )


def _compare(name: BodyName, asked: str, other: str) -> float:
    """
    Say from 0 to 100 how well two names agree.

    >>> asked = "Magistrat der Stadt Fulda"
    >>> _compare(take_apart(asked), asked, "Stadt Fulda")
    95.0
    """
    if fold(asked) == fold(other):
        return 100.0
    known = take_apart(other)
    if name.core == known.core:
        return 95.0 if not (name.form and known.form and name.form != known.form) else 85.0
    return 0.9 * max(
        fuzz.ratio(name.core, known.core), 0.95 * fuzz.token_sort_ratio(name.core, known.core)
    )


def _adjust(
    score: float, condition: Condition, said: Sequence[str], labels: Mapping[str, Labels]
) -> float:
    if not said:
        return score
    wanted = {fold(value) for value in condition.values}
    known = {fold(text) for value in said for text in (value, *labels.get(value, {}).values())}
    tails = {fold(value.rpartition("/")[2]) for value in said}
    years = {value[:4] for value in said if value[:4].isdigit()}
    agrees = bool(wanted & (known | tails | years))
    return min(100.0, score + EVIDENCE) if agrees else max(0.0, score - EVIDENCE)


def _decide(found: list[Match]) -> list[Match]:
    """Mark the first as sure, where it is good and nothing else is as good."""
    if not found or found[0].score < MATCH:
        return found
    if len(found) > 1 and found[0].score - found[1].score < NEAR:
        return found
    return [msgspec.structs.replace(found[0], is_sure=True), *found[1:]]


def find_kinds() -> Iterator[Kind]:
    """Yield the kinds that can be looked for."""
    return (kind for kind in KINDS.values() if kind.is_listed)


def find_columns(kind: str) -> tuple[str, ...]:
    """Name what is known of the things of *kind*."""
    return (*EVERY_KIND, *KINDS[kind].columns) if kind in KINDS else EVERY_KIND

"""
What tells whether a person hands a notice over or receives it: offices, verbs, who stands beside.
"""

import bisect
import re
from collections import defaultdict
from heapq import nlargest
from typing import NamedTuple

from wirlod.extract.grants.model import steps
from wirlod.extract.grants.money_words import HANDING_OVER, NOTICE, NOTICE_DOCUMENT, verb_class
from wirlod.extract.names.offices import OF_STATE, level_of
from wirlod.extract.names.person_index import PersonIndex, Placed
from wirlod.extract.names.phrases import FUNCTION_WORDS, Token, tokenize
from wirlod.extract.scene import Scene

TAKING = re.compile(
    r"\b(?:nahm(?:en)?|nimmt|erhielt(?:en)?|bekam(?:en)?|erhält|bekommt|empfing)\b|[Ee]ntgegen|"
    r"Empfang"
)
TAKES_NOTICE = re.compile(
    r"^[^.„]{0,60}\b(?:nahm(?:en)?|erhielt(?:en)?|bekam(?:en)?|erhält|bekommt|empfing)\b"
    r"[^.„]*(?:[Bb]escheid|[Zz]usage|[Uu]rkunde|[Ss]check)"
)
LINK = re.compile(
    r"(?:,|\s?\([^()]{1,30}\))?,?\s(?:und\s|sowie\s|&\s)?(?:[a-zäöü]{3,5}\s){0,2}(?:[A-ZÄÖÜ][\w-]+\s){0,2}"
)
"""What may stand between two people of one enumeration."""

CASE_WORDS = frozenset(
    ("an", "von", "vom", "durch", "mit", "für", "dem", "den", "der", "des", "aus", "hat", "haben")
)
NOTICE_NOUN = re.compile(
    r"\w*(?:bescheide?[ns]?|zusagen?|urkunden?|schecks?|papiere?|umschl[aä]ge?|schreiben|briefe?)"
)


NEARBY = {
    "handing": HANDING_OVER, "notice": NOTICE_DOCUMENT, "sum": re.compile("Euro|€|EUR"),
}  # fmt: skip
"""What is looked for in the sentences about a person."""

STEPS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Each step that a probability is above is a feature."""


class Chance(NamedTuple):
    """How likely a person gives and receives where the name stands, each by itself."""

    name: str
    part: int
    giver: float
    receiver: float

    @property
    def sides(self) -> tuple[float, float]:
        """How likely each side is."""
        return self.giver, self.receiver


def part_at(scene: Scene, position: int) -> int | None:
    """Give the number of the part that stands at *position*."""
    parts = scene.parts
    number = bisect.bisect_right(parts, position, key=lambda part: part.sentence.start) - 1
    return number if number >= 0 and position < parts[number].sentence.end else None


def company_features(chances: list[Chance]) -> list[list[str]]:
    """Give what tells who gave and who received, as all people of a text stand together."""
    text, parts = _Best(chances), defaultdict[int, list[Chance]](list)
    for chance in chances:
        parts[chance.part].append(chance)
    sentences = {part: _Best(found) for part, found in parts.items()}
    return [_in_company(one, text, sentences[one.part]) for one in chances]


def _in_company(one: Chance, text: "_Best", sentence: "_Best") -> list[str]:
    own = [*steps("g", one.giver, STEPS), *steps("r", one.receiver, STEPS)]
    others = [*_others("others", text.without(one)), *_others("beside", sentence.without(one))]
    likely = [name for name in own if name.endswith((">0.3", ">0.5"))]
    clear = [name for name in others if name.endswith((">0.5", "none"))]
    pairs = [f"{mine}&{theirs}" for mine in likely for theirs in clear]
    return [*own, *others, *_others("elsewhere", text.elsewhere(one)), *pairs]


class _Best:
    """The likeliest hands of a text or sentence, each person at most once at the top."""

    def __init__(self, chances: list[Chance]) -> None:
        by_name = defaultdict[str, list[Chance]](list)
        for chance in chances:
            by_name[chance.name].append(chance)
        self._own = {
            name: tuple(nlargest(2, (c.sides[n] for c in found)) for n in (0, 1))
            for name, found in by_name.items()
        }
        self._tops = tuple(
            nlargest(2, ((sides[n][0], name) for name, sides in self._own.items())) for n in (0, 1)
        )

    def without(self, one: Chance) -> list[float]:
        """Give the likeliest giver and receiver but this person, nothing if there is nobody."""
        found = [[p for p, name in tops if name != one.name] for tops in self._tops]
        return [first[0] for first in found if first]

    def elsewhere(self, one: Chance) -> list[float]:
        """Give how likely the same person gives and receives at another place."""
        sides = zip(self._own[one.name], one.sides, strict=True)
        return [
            best[0] if best[0] != here else best[1]
            for best, here in sides if len(best) > 1
        ]  # fmt: skip


def _others(name: str, sides: list[float]) -> list[str]:
    if not sides:
        return [f"{name}=none"]
    return [*steps(f"{name}-g", sides[0], STEPS), *steps(f"{name}-r", sides[1], STEPS)]


def hand_features(scene: Scene, people: PersonIndex, placed: Placed) -> list[str]:
    """Give what tells whether a person gave or received."""
    number = part_at(scene, placed.start)
    if number is None:
        return []
    part = scene.parts[number]
    text, offset = part.sentence.text, part.sentence.start
    start, end = placed.start - offset, placed.end - offset
    left, right = tokenize(text[:start]), tokenize(text[end:])
    role = (placed.mention.role or "").lower()
    state = "state" if OF_STATE.search(placed.mention.role or "") else "other"
    others = people.between(offset, part.sentence.end)
    rank = sum(p.start < placed.start for p in others)
    taking = "taking" if TAKING.search(text) else "no-taking"
    handing = "handing" if HANDING_OVER.search(text) else "no-handing"
    notice = "notice" if NOTICE.search(text) else "no-notice"
    governor = _governor(left)
    found = [
        f"side={state}", f"role={role[-7:]}", f"{state}&{taking}&{handing}", f"{handing}&{notice}",
        f"before={governor}&{state}", f"before={governor}&{taking}", f"before={governor}&{handing}",
        f"rank={min(rank, 2)}&people={min(len(others), 3)}",
        f"rank={min(rank, 2)}&{state}&{handing}",
        f"{state}&{part.kind}", f"sums={bool(re.search(r'Euro|€|EUR', text))}&{state}&{handing}",
        f"left2={' '.join(t.text.lower()[:6] for t in left[-2:])}",
        f"right1={right[0].text.lower()[:6] if right else '$'}",
        f"right2={' '.join(t.text.lower()[:6] for t in right[:2])}",
    ]  # fmt: skip
    people_here = [(p.start - offset, p.end - offset, level_of(p.mention.role)) for p in others]
    found += _frame(text, people_here, (start, end), state)
    found += _verbs(left, right, state, governor)
    found += _in_chain(text, [(p.start - offset, p.end - offset) for p in others], (start, end))
    found += _standing(people, placed, (handing, taking, notice, governor))
    found.append(f"next-verb={_first_verb(right)}&{governor}&{notice}")
    found.append(f"takes={TAKES_NOTICE.search(text[end:]) is not None}&{governor}")
    found += _nearby(scene, number, level_of(placed.mention.role))
    if number and NOTICE_DOCUMENT.search(scene.parts[number - 1].sentence.text):
        found.append(f"notice-before&{state}&{taking}")
    return found


def _nearby(scene: Scene, number: int, level: int) -> list[str]:
    """Say how many sentences off a notice, its handing over and a sum are spoken of."""
    parts = scene.parts
    found = [f"at={parts[number].kind}&number={min(number, 3)}&level={level}"]
    for name, pattern in NEARBY.items():
        near = (n for step in range(4) for n in (number - step, number + step))
        first = (n for n in near if 0 <= n < len(parts) and pattern.search(parts[n].sentence.text))
        away = abs(next(first, number + 9) - number)
        found += [f"near-{name}={away}", f"near-{name}={away}&level={level}"]
    return found


def _verbs(left: list[Token], right: list[Token], state: str, governor: str) -> list[str]:
    """Say which verbs of money stand before a person and behind."""
    before, after = ({c for t in side if (c := verb_class(t.text))} for side in (left, right))
    found = [f"verb={c}&{state}" for c in sorted(before | after)]
    found += [f"left-verb={c}&{state}&{governor}" for c in sorted(before)] or [
        f"left-verb=none&{state}"
    ]
    return found + (
        [f"right-verb={c}&{state}" for c in sorted(after)] or [f"right-verb=none&{state}"]
    )


def _frame(
    text: str, people: list[tuple[int, int, int]], own: tuple[int, int], state: str
) -> list[str]:
    """Say in what order verbs, notice, prepositions and other people stand about a person."""
    names = [(start, end, f"P{level > 2:d}") for start, end, level in people if start != own[0]]
    words = [(t.start, t.end, _sign(t.text)) for t in tokenize(text)]
    inside = [(start, end) for start, end, _ in names] + [own]
    signs = sorted(names + [
        word for word in words if word[2] and not any(s <= word[0] < e for s, e in inside)
    ])  # fmt: skip
    left = [name for start, _, name in signs if start < own[0]]
    right = [name for start, _, name in signs if start >= own[1]]
    found = [f"frame-left={' '.join(left[-n:])}" for n in (1, 2, 3, 4)]
    found += [f"frame-right={' '.join(right[:n])}" for n in (1, 2, 3)]
    found += [f"frame={' '.join(left[-n:])}|{' '.join(right[:n])}" for n in (1, 2)]
    return [*found, *(f"{one}&{state}" for one in found[:2])]


def _sign(word: str) -> str:
    """Name a word that tells who gives and who gets, by its class."""
    plain = word.lower()
    if plain in CASE_WORDS or word in ".;:":
        return plain
    return "N" if NOTICE_NOUN.fullmatch(plain) else verb_class(word) or ""


def _first_verb(tokens: list[Token]) -> str:
    """Give the class of the first verb of money among *tokens*."""
    return next((c for token in tokens if (c := verb_class(token.text))), "none")


def _in_chain(text: str, others: list[tuple[int, int]], own: tuple[int, int]) -> list[str]:
    """Say what governs and what follows the whole enumeration that a person stands in."""
    at = others.index(own) if own in others else 0
    first = last = at
    while first and LINK.fullmatch(text, others[first - 1][1], others[first][0]):
        first -= 1
    while last + 1 < len(others) and LINK.fullmatch(text, others[last][1], others[last + 1][0]):
        last += 1
    left, right = tokenize(text[: others[first][0]]), tokenize(text[others[last][1] :])
    following, before, governor = _first_verb(right), _first_verb(left[::-1]), _governor(left)
    return [
        f"chain={min(last - first, 2)}&next={following}", f"chain-next={following}&{governor}",
        f"chain-last={before}&{governor}", f"chain-last={before}&next={following}",
    ]  # fmt: skip


def _standing(people: PersonIndex, placed: Placed, signs: tuple[str, ...]) -> list[str]:
    """Say how a person stands to the others of the text: who is higher gives, who is lower gets."""
    handing, taking, notice, governor = signs
    level = level_of(placed.mention.role)
    name = placed.mention.name
    company = [
        other for other, names in people.names_by_level.items() if len(names) > (name in names)
    ]
    standing = f"level={level}&higher={any(other > level for other in company)}"
    return [
        standing, f"{standing}&lower={any(other < level for other in company)}",
        f"{standing}&{handing}", f"{standing}&{governor}", f"{standing}&{taking}",
        f"level={level}&{taking}&{governor}", f"level={level}&alone={not company}&{notice}",
    ]  # fmt: skip


def _governor(left: list[Token]) -> str:
    """Give the preposition or article that governs a person."""
    words = [t.text.lower() for t in left[-4:]]
    found = [w for w in words if w in FUNCTION_WORDS or not w[0].isalnum()]
    return found[-1] if found else ("^" if not left else "x")

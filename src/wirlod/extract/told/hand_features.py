"""
What tells whether a person hands a notice over or receives it: office, part played, what is near.

All places where a person is named tell together: who is quoted in one may have received in another.
Whom the text grants something tells, too: for a town its mayor receives, for a club its chair.
Nothing here names a town or an office that was seen: only kinds, so that it holds elsewhere too.
"""

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from wirlod.extract.grants.money_words import HANDING_OVER, NOTICE, NOTICE_DOCUMENT
from wirlod.extract.names import read_patterns
from wirlod.extract.names.body_names import kind_of as kind_of_body
from wirlod.extract.names.offices import PERSONS, kind_of, level_of
from wirlod.extract.names.people import PersonMention
from wirlod.extract.names.person_index import PersonIndex
from wirlod.extract.scene import Part, Scene
from wirlod.extract.told.clauses import FREE, VERBS, WORDS, Chain, Role, find_chains, role_of

NEARBY = {"handing": HANDING_OVER, "notice": NOTICE_DOCUMENT, "sum": re.compile("Euro|€|EUR")}
"""What is looked for in the sentences about a person."""

FAR, LONGEST_OPENING = 3, 200
"""How many sentences off it is looked for, and how much of what opens a list is looked at."""

WORD = re.compile(r"\w{3,}")
NAME_WORD = re.compile(r"[A-ZÄÖÜ]\w[\w-]+")
SMALL_WORD = re.compile(r"\b[a-zäöü]\w{2,}")
STEM = 7
"""Words are looked at as far as all their forms have in common, roughly."""

SPEAKERS = read_patterns("wirlod.extract.told", "speakers")
"""For which bodies an office of a kind speaks: what their kind and name hold."""


def _name_words(text: str) -> list[str]:
    """Give what names are made of in *text*, with no ending of the genitive."""
    return [word.removesuffix("s") for word in NAME_WORD.findall(text)]


class Signs(NamedTuple):
    """What a sentence tells of everybody whom it names."""

    handing: str
    taking: str
    notice: str
    thanks: str
    granted: bool
    """Whether it names a body that is granted something."""
    near: list[str]
    """How many sentences off a notice, its handing over and a sum are spoken of."""


def part_at(parts: Sequence[Part], position: int) -> int | None:
    """Give the number of the part that stands at *position*."""
    number = bisect.bisect_right(parts, position, key=lambda part: part.sentence.start) - 1
    return number if number >= 0 and position < parts[number].sentence.end else None


def opened_by(parts: Sequence[Part]) -> list[str]:
    """Give for each part the words with a colon that open its list: «Es erhielten ihn:»."""
    openings, opening = list[str](), ""
    for text, kind in ((part.sentence.text, part.kind) for part in parts):
        openings.append(opening if kind == "line" or WORDS["entry"].match(text) else "")
        opening = f"{text[-LONGEST_OPENING:]} " if text.endswith(":") else openings[-1]
    return openings


class HandFeatures:
    """What tells of each person of a text whether it gave or received."""

    def __init__(self, scene: Scene, people: PersonIndex, granted: Sequence[str]) -> None:
        self._parts = scene.captioned
        self._people = people
        self._granted = {word for name in granted for word in _name_words(name)}
        bodies = [f"{kind_of_body(name)} {name}" for name in granted]
        offices = {kind for kind, words in SPEAKERS.items() if any(map(words.search, bodies))}
        self._speakers = {
            people.full_name(one) for one in people.placed if kind_of(one.role) in offices
        }
        self._roles: dict[int, tuple[Role, str]] = {}
        self._signs: dict[int, Signs] = {}
        self._says = defaultdict[str, set[str]](set)
        self._named = Counter(NAME_WORD.findall(scene.reading.text))
        named = sorted([*people.placed, *people.meant], key=lambda one: one.start)
        together = groupby(named, key=lambda one: part_at(self._parts, one.start))
        opened = opened_by(self._parts)
        for number, group in together:
            if number is not None:
                self._look_at(self._parts[number], opened[number], list(group))
        self.mentions = [*people.placed, *filter(self._hands_over, people.meant)]
        """Where people are named, or meant by office or surname alone as those who give or take."""
        self.found = {one.start: self._find(one) for one in self.mentions}
        """Where a person stands → what that tells; of who is only present, nothing."""

    def _look_at(self, part: Part, opening: str, group: list[PersonMention]) -> None:
        """Say what part the people of one sentence play in it; *opening* opens its list."""
        text, offset = opening + part.sentence.text, part.sentence.start - len(opening)
        chains = find_chains(text, [
            Chain(p.start - offset, p.end - offset, level_of(p.role)) for p in group
        ])  # fmt: skip
        played = {chain: role_of(text, chain, chains) for chain in chains}
        for person in group:
            at = person.start - offset
            chain = next(chain for chain in chains if chain.start <= at < chain.end)
            place = "listed" if opening else "first" if at == chain.start else "later"
            role = played[chain]
            self._roles[person.start] = role, place
            self._says[role.says].add(self._people.full_name(person))

    def _hands_over(self, person: PersonMention) -> bool:
        """Say whether a clause tells that somebody gives or takes."""
        return person.start in self._roles and self._roles[person.start][0].says != "nothing"

    def of_people(self) -> dict[str, list[str]]:
        """Give what all places of each person tell together."""
        found = defaultdict[str, dict[str, None]](dict)
        for person in self.mentions:
            found[self._people.full_name(person)] |= dict.fromkeys(self.found[person.start])
        return {name: list(features) for name, features in found.items() if features}

    def _find(self, person: PersonMention) -> list[str]:
        number = part_at(self._parts, person.start)
        if number is None:
            return []
        sentence, (role, _) = self._parts[number].sentence, self._roles[person.start]
        takes_part = role.verb.rstrip("+-") == "join" and role.part.rstrip("01") in FREE
        before = sentence.text[: person.start - sentence.start]
        if takes_part or WORDS["only_present"].search(before):
            return []
        signs, kind, level = self._signs_of(number), kind_of(person.role), level_of(person.role)
        return [
            f"kind={kind}", f"kind={kind}&{signs.handing}&{signs.notice}",
            f"kind={kind}&{signs.taking}", f"{signs.thanks}&{role.verb}&level={level}",
            f"{signs.thanks}&{role.verb}&granted={bool(self._granted)}",
            *self._played(person, kind), *self._spelt(person), *self._standing(person, signs),
            *self._belonging(person, self._parts[number], level),
            *self._speaking(person, signs, level),
            f"at={self._parts[number].kind}&number={min(number, 3)}&level={level}",
            *(told for near in signs.near for told in (near, f"{near}&level={level}")),
        ]  # fmt: skip

    def _signs_of(self, number: int) -> Signs:
        """Look at a sentence once, however many people it names."""
        if number not in self._signs:
            text = self._parts[number].sentence.text
            self._signs[number] = Signs(
                handing="handing" if HANDING_OVER.search(text) else "no-handing",
                taking="taking" if WORDS["taking"].search(text) else "no-taking",
                notice="notice" if NOTICE.search(text) else "no-notice",
                thanks="thanks" if VERBS["thank"].search(text) else "no-thanks",
                granted=not self._granted.isdisjoint(_name_words(text)),
                near=[f"near-{name}={self._how_far(number, name)}" for name in NEARBY],
            )
        return self._signs[number]

    def _how_far(self, number: int, name: str) -> int | str:
        """Say how many sentences off what is called *name* is spoken of."""
        parts, pattern = self._parts, NEARBY[name]
        near = (n for step in range(FAR + 1) for n in (number - step, number + step))
        there = (n for n in near if 0 <= n < len(parts))
        found = (abs(n - number) for n in there if pattern.search(parts[n].sentence.text))
        return next(found, "far")

    def _played(self, person: PersonMention, kind: str) -> list[str]:
        """Say what part a person of *kind* plays in its clause, and what clauses say of others."""
        role, place = self._roles[person.start]
        done = f"part={role.part}&{role.verb}"
        own = {self._people.full_name(person)}
        told = f"says={role.says}&others={[n for n in ('gives', 'takes') if self._says[n] - own]}"
        return [
            done, f"{done}&{kind}", f"{done}&{role.others}", f"{done}&{place}",
            f"part={role.part}&{kind}", told, f"{told}&{kind}",
            f"says={role.says}", f"says={role.says}&{kind}",
        ]  # fmt: skip

    def _spelt(self, person: PersonMention) -> list[str]:
        """Give the small words of the clause, and what stands right beside the people."""
        role, _ = self._roles[person.start]
        small = {word[:STEM] for word in SMALL_WORD.findall(f"{role.before} {role.behind}")}
        left, right = (WORD.findall(words.lower()) for words in (role.before, role.behind))
        return [
            *sorted(f"word={word}" for word in small),
            f"left={' '.join(left[-1:])}", f"right={' '.join(right[:1])}",
        ]  # fmt: skip

    def _belonging(self, person: PersonMention, part: Part, level: int) -> list[str]:
        """Say of what kind the body is that a person is of, and whether the text names it again."""
        beside = WORDS["of_body"].match(part.sentence.text, person.end - part.sentence.start)
        words = person.organisation or (beside and (beside["bracket"] or beside["of"])) or ""
        names = NAME_WORD.findall("" if PERSONS["in_picture"].match(words) else words)
        if not names:
            return ["of=nobody"]
        kind = "party" if PERSONS["party"].match(words) else kind_of_body(words)
        others = sum(self._named[name] > names.count(name) for name in names)
        again = "again" if others == len(names) else "partly" if others else "once"
        return [
            f"of={kind}", f"of={kind}&{again}", f"of={kind}&level={level}",
            f"of={again}", f"of={again}&at={part.kind}",
        ]  # fmt: skip

    def _speaking(self, person: PersonMention, signs: Signs, level: int) -> list[str]:
        """Say whether an office speaks for a body that is granted something, and who else's do."""
        speaks = self._people.full_name(person) in self._speakers
        others = min(len(self._speakers) - speaks, 2)
        return [f"speaks={speaks}&others={others}", f"granted={signs.granted}&level={level}"]

    def _standing(self, person: PersonMention, signs: Signs) -> list[str]:
        """Say how a person stands to the others: who is higher gives, who is lower gets."""
        level, name = level_of(person.role), person.name
        company = [
            other for other, names in self._people.names_by_level.items()
            if len(names) > (name in names)
        ]  # fmt: skip
        standing = f"level={level}&higher={any(other > level for other in company)}"
        return [
            standing, f"{standing}&lower={any(other < level for other in company)}",
            f"{standing}&{signs.handing}", f"{standing}&{signs.taking}",
            f"level={level}&alone={not company}&{signs.notice}",
        ]  # fmt: skip

"""
Which body a name means: surely a known one, perhaps one, or one of its own.

Sure is only the same name with the same legal form in the same place. What is merely alike is
listed for people: a letter, a word or a legal form more may be another body.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from rapidfuzz import fuzz

from wirlod.folding import fold
from wirlod.sheets.bodies import BodyName, make_body_key, take_apart
from wirlod.values.places import Place, read_places

LIKELY = 0.85
"""From this score on, two bodies are shown to people as perhaps one."""
COMMON = 40
"""A part of a name that more bodies than this have tells nothing."""
MOST_COMPARED = 120

FILLERS = frozenset({
    "der", "die", "das", "des", "den", "dem", "und", "fur", "in", "im", "am", "an", "von", "vom",
    "zur", "zum", "zu", "bei", "gemeinnutzige", "gemeinnutziger", "gem", "gesellschaft", "verein",
    "deutsche", "deutscher", "deutsches", "deutschland", "mbh", "e", "v", "gmbh", "ggmbh", "co",
    "kg",
})  # fmt: skip
"""Words that a name may have or lack and still be the same."""
AUTHORITIES = ("stadt ", "gemeinde ", "landkreis ", "kreis ", "markt ", "freistaat ", "land ")


class Body(msgspec.Struct, frozen=True):
    """A body that a key is given to."""

    key: str
    name: BodyName
    where: str
    """The official key of its place, or the place's name folded; blank where unknown."""
    authority: bool = False

    @property
    def is_public(self) -> bool:
        """Whether its name alone tells it: there is one Stadt Kiel, one Kreis Plön."""
        return self.authority or self.name.core.startswith(AUTHORITIES) or _is_district(self.name)


class Verdict(msgspec.Struct, frozen=True):
    """What a name was matched to."""

    body: Body
    """The body it is, its own where it is new."""
    kind: str
    """certain, likely, new"""
    candidate: Body | None = None
    score: float = 0


def _is_district(name: BodyName) -> bool:
    return name.core.endswith("kreis") and not name.form


class Matcher:
    """Gives names the bodies they mean, one table at a time."""

    def __init__(self, known: Iterable[Body]) -> None:
        self._by_identity: dict[tuple[str, str], Body] = {}
        self._by_name: dict[str, list[Body]] = defaultdict(list)
        self._by_part: dict[str, list[Body]] = defaultdict(list)
        self._keys: dict[str, Body] = {}
        for body in known:
            self.add(body)

    def add(self, body: Body) -> None:
        """Know *body* from now on; another spelling of a known key is another way to it."""
        self._keys.setdefault(body.key, body)
        self._by_identity.setdefault((body.name.identity, body.where), body)
        self._by_name[body.name.identity].append(body)
        for part in _parts(body.name):
            self._by_part[part].append(body)

    def match(self, name: BodyName, where: str, place: str) -> Verdict:
        """Find the body of *name*; a new one is known afterwards."""
        if found := self._find_certain(name, where):
            return Verdict(found, "certain")
        score, candidate = max(
            ((alike(name, where, body), body) for body in self._candidates(name)),
            key=lambda pair: (pair[0], pair[1].key),
            default=(0.0, None),
        )
        body = Body(self._free_key(name, where, place), name, where)
        self.add(body)
        if candidate is not None and score >= LIKELY:
            return Verdict(body, "likely", candidate, score)
        return Verdict(body, "new")

    def _find_certain(self, name: BodyName, where: str) -> Body | None:
        if found := self._by_identity.get((name.identity, where)):
            return found
        public = [body for body in self._by_name.get(name.identity, ()) if body.is_public]
        compatible = [body for body in public if _compatible(where, body.where)]
        return compatible[0] if len({body.key for body in compatible}) == 1 else None

    def _candidates(self, name: BodyName) -> Iterator[Body]:
        seen: set[str] = set()
        for part in sorted(_parts(name), key=lambda part: len(self._by_part[part])):
            bodies = self._by_part[part]
            for body in bodies if len(bodies) <= COMMON else bodies[:0]:
                if body.key not in seen and len(seen) < MOST_COMPARED:
                    seen.add(body.key)
                    yield body

    def _free_key(self, name: BodyName, where: str, place: str) -> str:
        """Propose a key that no other body has."""
        proposed = make_body_key(name, place)
        key, number = proposed, 2
        while key in self._keys:
            key, number = f"{proposed}-{number}", number + 1
        return key


def _parts(name: BodyName) -> set[str]:
    """Give telling words of a name and their ends, by which it is found in spite of a slip."""
    words = [word for word in name.core.split() if word not in FILLERS and len(word) > 2]
    ends = {f"{word[:4]}-" for word in words} | {f"-{word[-4:]}" for word in words}
    return {*words, *ends} or {name.core[:6]}


def _compatible(one: str, other: str) -> bool:
    """Tell whether two places may be one: either unknown, or one within the other."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def alike(name: BodyName, where: str, other: Body) -> float:
    """Score from 0 to 1 how likely *name* in *where* is *other*."""
    score = _names_alike(name.core, other.name.core)
    if score == 0:
        return 0
    if name.form != other.name.form:
        score -= 0.04 if not (name.form and other.name.form) else 0.08
    if where != other.where:
        score -= 0.05 if _compatible(where, other.where) else 0.12
    return round(score, 2)


def _names_alike(one: str, other: str) -> float:
    if one == other:
        return 1
    left, right = one.split(), other.split()
    only_left = [word for word in left if word not in right]
    only_right = [word for word in right if word not in left]
    if not only_left and not only_right:
        return 0.97
    if any(word.isdigit() for word in only_left + only_right):
        return 0
    slips, only_left, only_right = _pair_slips(only_left, only_right)
    missing = only_left + only_right
    if one.replace(" ", "") == other.replace(" ", ""):
        return 0.97
    telling = [
        word for word in missing if not _tells_nothing(word, left if word in left else right)
    ]
    if telling and not _is_short_form(only_left, only_right):
        return 0
    shared = len(left) - len(only_left)
    return 0.97 - 0.03 * slips - 0.02 * len(missing) if shared or slips else 0


def _tells_nothing(word: str, words: list[str]) -> bool:
    """Tell whether a name means the same without *word*: a filler, or its own initials."""
    initials = "".join(other[0] for other in words if other != word)
    return word in FILLERS or (1 < len(word) < 6 and word in initials)


def _pair_slips(left: list[str], right: list[str]) -> tuple[int, list[str], list[str]]:
    """Pair words that differ by a slip of the pen, and give what is left of either side."""
    rest, remaining = [], list(right)
    for word in left:
        slip = next((other for other in remaining if _is_slip(word, other)), None)
        if slip is None:
            rest.append(word)
        else:
            remaining.remove(slip)
    return len(left) - len(rest), rest, remaining


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 5 or (is_place(one) and is_place(other)):
        return False
    return fuzz.ratio(one, other) >= 82


def _is_short_form(left: list[str], right: list[str]) -> bool:
    """Tell whether one side is the initials of the other: «DRK» and «Deutsches Rotes Kreuz»."""
    for short, long in ((left, right), (right, left)):
        if len(short) == 1 and len(long) >= 2 and short[0] == "".join(word[0] for word in long):
            return True
    return False


def is_place(word: str) -> bool:
    """Tell whether a folded word is the name of a place."""
    return word in read_places().by_core


def where_of(place: Place | None, text: str, state: str) -> str:
    """Give what tells the place of a body from others."""
    if place is not None:
        return place.ags
    return fold(text) or state


def take_name(name: str, legal_form: str) -> BodyName:
    """Take apart the name of a recipient."""
    return take_apart(name, legal_form)

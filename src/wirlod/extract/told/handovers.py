"""
The handing over of a notice: when, where, who gave, who received.

Whether a person gave or received, a linear model tells from the words around the name; to which
grant a hand belongs, the place tells: the sentence of its sum, else the whole text.
"""

import re
from typing import NamedTuple

from wirlod.extract.facts import Evidence, Handover
from wirlod.extract.grants.model import HAND, Model
from wirlod.extract.grants.money_words import HANDING_OVER, NOTICE, NOTICE_DOCUMENT, verb_class
from wirlod.extract.names.body_kinds import PLACE, is_state
from wirlod.extract.names.offices import OF_STATE, level_of
from wirlod.extract.names.person_index import PersonIndex, Placed
from wirlod.extract.names.phrases import FUNCTION_WORDS, tokenize
from wirlod.extract.scene import HEADLINES, Part, Scene
from wirlod.extract.text.reading import Span
from wirlod.values.dates import find_dates, resolve_date
from wirlod.values.periods import find_periods

GIVER, RECEIVER = "giver", "receiver"
LIKELY = 0.5

NO_PLACE = (
    r"(?!(?:Höhe|Anwesenheit|Vertretung|Deutschland|Form|Zusammenarbeit|Kooperation|"
    r"Begleitung|Summe|Zukunft|Gegenwart|Person|Millionenhöhe|Sachen|Richtung|Verbindung|"
    r"Trägerschaft|Empfang|Betrieb|Zeiten|Kraft|Aussicht|Auftrag|"
    r"Namen|Rahmen|Beisein|Anschluss|Vielfalt)\b)"
)
BUILDING = (
    r"(?:Kreishaus|Rathaus|Landratsamt|Kreisverwaltung|Sozialministerium|Ministerium|"
    r"Bürgerhaus|Dorfgemeinschaftshaus|(?:[A-ZÄÖÜ]+-)?[A-ZÄÖÜ]\w+zentrum|Vereinsheim|Schloss|"
    r"Stadthaus|Landtag|Mehrgenerationenhaus|Stadtverwaltung|Feuerwehrhaus|"
    r"Staatskanzlei)"
)
PLACE_IN = re.compile(
    rf"\b(?:in|nach)\s(?:der\s(?:Stadt|Gemeinde|Kreisstadt)\s)?(?P<place>{NO_PLACE}{PLACE})"
    rf"(?![\w-])|"
    rf"\b(?:im|ins|in\sder)\s(?:\w+er\s)?(?P<house>{BUILDING}(?:\s(?:in\s)?{NO_PLACE}(?!in\b)"
    rf"{PLACE})?)(?![\w-])"
)
OFFICE_BEFORE = re.compile(r"(?:meister|rat|leiter|sprecher|vorsteher|rät|vorsitzende)(?:in)?\s$")
DATE_BEHIND = re.compile(r",?\s(?:den\s|dem\s)?\(?\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ])")
SAYING = re.compile(
    r"\b(?:sagte?|so|erklärte?|betonte?|teilte?|mitteilt|freute?|dankte|bedankte)\b"
)
TAKING = re.compile(
    r"\b(?:nahm(?:en)?|nimmt|erhielt(?:en)?|bekam(?:en)?|erhält|bekommt|empfing)\b|[Ee]ntgegen|"
    r"Empfang"
)
TAKES_NOTICE = re.compile(
    r"^[^.„]{0,60}\b(?:nahm(?:en)?|erhielt(?:en)?|bekam(?:en)?|erhält|bekommt|empfing)\b"
    r"[^.„]*(?:[Bb]escheid|[Zz]usage|[Uu]rkunde|[Ss]check)"
)
WITH_GUESTS = re.compile(r"\b(?:Beisein|Anwesenheit|gemeinsam mit|zusammen mit|Begleitung)\b")


GUESTS_AHEAD = re.compile(
    r"\b(?:Beisein|Anwesenheit|Begleitung) (?:von|der|des)\b(?:(?!über(?:gab|reich|geb)|nahm|"
    r"erhielt)[^.])*$|"
    r"\b(?:gemeinsam|zusammen) mit\b[^,]{0,40}$|\bVertretung\b[^,]{0,40}$"
)


LINK = re.compile(
    r"(?:,|\s?\([^()]{1,30}\))?,?\s(?:und\s|sowie\s|&\s)?(?:[a-zäöü]{3,5}\s){0,2}(?:[A-ZÄÖÜ][\w-]+\s){0,2}"
)
"""What may stand between two people of one enumeration."""


class Hand(NamedTuple):
    """A person who gave or received, where the text says so."""

    person: Placed
    part: int
    name: str
    side: str
    probability: float


class Handovers:
    """The hands of one text, and the sentences in which something is handed over."""

    def __init__(self, scene: Scene, people: PersonIndex, model: Model) -> None:
        self._scene = scene
        self._people = people
        self.hands = [hand for placed in people.placed for hand in self._hand(placed, model)]

    def _hand(self, placed: Placed, model: Model) -> list[Hand]:
        number = part_at(self._scene, placed.start)
        if number is None or self._is_guest(number, placed):
            return []
        chances = model.choose(HAND, hand_features(self._scene, self._people, placed))
        side = max((GIVER, RECEIVER), key=lambda name: chances.get(name, 0.0))
        if chances.get(side, 0.0) < LIKELY:
            return []
        name = self._people.full_name(placed.mention)
        return [Hand(placed, number, name, side, chances[side])]

    def _is_guest(self, number: int, placed: Placed) -> bool:
        """Who is only present neither gives nor receives."""
        sentence = self._scene.parts[number].sentence
        ahead = sentence.text[: placed.start - sentence.start]
        return GUESTS_AHEAD.search(ahead) is not None

    def of_grant(
        self, parts: set[int], taken: set[int]
    ) -> tuple[Handover, tuple[Evidence, ...]] | None:
        """
        Say who handed over a grant that is told in *parts*, when and where.

        *taken* are the parts about other grants: their hands are not this grant's.
        """
        givers = self._chosen(GIVER, parts, taken)
        receivers = self._chosen(RECEIVER, parts, taken)
        told = {hand.part for hand in (*givers, *receivers)}
        handing = self._handing(told, parts, taken)
        evidence: list[Evidence] = []
        date = next((d for n in handing if (d := self._date(n, evidence))), None)
        place = next((p for n in handing if (p := self._place(n, evidence))), None)
        for side, hands in (("givers", givers), ("receivers", receivers)):
            for hand in hands:
                span = Span(hand.person.start, hand.person.end)
                evidence.append(self._scene.reading.evidence(f"handover.{side}", span))
        if not (date or place or givers or receivers):
            return None
        names = [tuple(dict.fromkeys(h.name for h in hands)) for hands in (givers, receivers)]
        return Handover(date, place, names[0], names[1]), tuple(evidence)

    def _chosen(self, side: str, parts: set[int], taken: set[int]) -> list[Hand]:
        hands = [hand for hand in self.hands if hand.side == side]
        near = {n + step for n in parts for step in (-1, 0, 1)} - taken
        own = [h for h in hands if h.part in parts] or [h for h in hands if h.part in near]
        if own and taken:
            return own
        return own + [h for h in hands if h not in own and h.part not in taken]

    def _handing(self, told: set[int], parts: set[int], taken: set[int]) -> list[int]:
        """Give the sentences that tell the handing over, those with its people first."""
        texts = [part.sentence.text for part in self._scene.parts]
        speaks = {
            n for n, text in enumerate(texts)
            if HANDING_OVER.search(text) and n not in taken
            and (NOTICE.search(text) or (n and NOTICE_DOCUMENT.search(texts[n - 1])))
        }  # fmt: skip
        return [
            *sorted(told & speaks),
            *sorted(told - speaks),
            *sorted(speaks & parts),
            *sorted(speaks - told - parts),
        ]

    def _date(self, number: int, evidence: list[Evidence]) -> str | None:
        part = self._scene.parts[number]
        if part.kind in HEADLINES:
            return None
        text = part.sentence.text
        periods = [p for p in find_periods(text) if p.period.start != p.period.end]
        for mention in find_dates(text):
            if any(p.start <= mention.start < p.end for p in periods):
                continue
            if mention.kind == "weekday" and DATE_BEHIND.match(text, mention.end):
                continue
            in_month = mention.kind == "month" and text[: mention.start].endswith("im ")
            if in_month or mention.kind in ("day", "weekday", "relative", "no-year"):
                value, basis = resolve_date(mention, self._scene.date)
                if value is not None:
                    self._note("date", part, (mention.start, mention.end), evidence, basis)
                    return value
        return None

    def _place(self, number: int, evidence: list[Evidence]) -> str | None:
        part = self._scene.parts[number]
        found = list(PLACE_IN.finditer(part.sentence.text))
        for match in [*(m for m in found if m["place"]), *found]:
            name = "place" if match["place"] else "house"
            if OFFICE_BEFORE.search(part.sentence.text, 0, match.start()):
                continue
            if name == "place" and is_state(match["place"]):
                continue
            at = match.start(name)
            if any(m.start <= at < m.end and m.sort == "organisation" for m in part.mentions):
                continue
            self._note("place", part, match.span(name), evidence)
            return match[name]
        return None

    def _note(
        self,
        name: str,
        part: Part,
        span: tuple[int, int],
        evidence: list[Evidence],
        basis: str = "stated",
    ) -> None:
        moved = Span(part.sentence.start + span[0], part.sentence.start + span[1])
        evidence.append(self._scene.reading.evidence(f"handover.{name}", moved, basis))


def part_at(scene: Scene, position: int) -> int | None:
    """Give the number of the part that stands at *position*."""
    return next(
        (n for n, p in enumerate(scene.parts) if p.sentence.start <= position < p.sentence.end),
        None,
    )


def hand_features(scene: Scene, people: PersonIndex, placed: Placed) -> list[str]:
    """Give what tells whether a person gave or received."""
    number = part_at(scene, placed.start)
    if number is None:
        return []
    part = scene.parts[number]
    text, offset = part.sentence.text, part.sentence.start
    start, end = placed.start - offset, placed.end - offset
    left, right = tokenize(text[:start]), tokenize(text[end:])
    classes = sorted({c for t in (*left, *right) if (c := verb_class(t.text))})
    before = sorted({c for t in left if (c := verb_class(t.text))})
    after = sorted({c for t in right if (c := verb_class(t.text))})
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
    found += [f"verb={c}&{state}" for c in classes]
    found += [f"left-verb={c}&{state}&{governor}" for c in before] or [f"left-verb=none&{state}"]
    found += [f"right-verb={c}&{state}" for c in after] or [f"right-verb=none&{state}"]
    found += _in_chain(text, [(p.start - offset, p.end - offset) for p in others], (start, end))
    found += _standing(people, placed, (handing, taking, notice, governor))
    following = next((c for t in right if (c := verb_class(t.text))), "none")
    found.append(f"next-verb={following}&{governor}&{notice}")
    found.append(f"takes={TAKES_NOTICE.search(text[end:]) is not None}&{governor}")
    if number and NOTICE_DOCUMENT.search(scene.parts[number - 1].sentence.text):
        found.append(f"notice-before&{state}&{taking}")
    return found + _company(text, start, end, handing)


def _in_chain(text: str, others: list[tuple[int, int]], own: tuple[int, int]) -> list[str]:
    """Say what governs and what follows the whole enumeration that a person stands in."""
    at = others.index(own) if own in others else 0
    first = last = at
    while first and LINK.fullmatch(text, others[first - 1][1], others[first][0]):
        first -= 1
    while last + 1 < len(others) and LINK.fullmatch(text, others[last][1], others[last + 1][0]):
        last += 1
    left, right = tokenize(text[: others[first][0]]), tokenize(text[others[last][1] :])
    following = next((c for t in right if (c := verb_class(t.text))), "none")
    before = next((c for t in reversed(left) if (c := verb_class(t.text))), "none")
    governor = _governor(left)
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


def _company(text: str, start: int, end: int, handing: str) -> list[str]:
    """Say whether somebody speaks, is only a guest, or stands in a quotation."""
    found = []
    if SAYING.search(text[max(0, start - 25) : start]) or SAYING.search(text[end : end + 25]):
        found.append(f"saying&{handing}")
    if WITH_GUESTS.search(text[:start]):
        found.append("guest")
    if text.rfind("„", 0, start) > max(text.rfind("“", 0, start), text.rfind("”", 0, start)):
        found.append("in-quotation")
    return found


def _governor(left: list) -> str:  # type: ignore[type-arg]
    """Give the preposition or article that governs a person."""
    words = [t.text.lower() for t in left[-4:]]
    found = [w for w in words if w in FUNCTION_WORDS or not w[0].isalnum()]
    return found[-1] if found else ("^" if not left else "x")

"""
The handing over of a notice: when, where, who gave, who received.

Whether a person gave or received, a linear model tells from the clause around the name; to which
grant a hand belongs, the place tells: the sentence of its sum, else the whole text.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from wirlod.extract.facts import Evidence, Handover
from wirlod.extract.grants.model import HAND, Model
from wirlod.extract.grants.money_words import HANDING_OVER, NOTICE, NOTICE_DOCUMENT
from wirlod.extract.names import read_alternatives, read_words
from wirlod.extract.names.body_names import BESIDE, is_state
from wirlod.extract.names.people import PersonMention
from wirlod.extract.names.person_index import PersonIndex
from wirlod.extract.scene import HEADLINES, Scene
from wirlod.extract.text.reading import Span
from wirlod.extract.told.hand_features import HandFeatures, part_at
from wirlod.values.dates import find_dates, resolve_date
from wirlod.values.periods import find_periods

GIVER, RECEIVER = "giver", "receiver"
LIKELY = {GIVER: 0.4, RECEIVER: 0.5}
"""From which probability on; of receivers named so, nine of ten are right in releases unseen."""

SURELY = 0.7
"""The same in a text that is not about a grant as far as its sums tell, or names no giver."""

BESIDE_THE_SUREST = 0.5
"""How likely at least others of a side are, measured by the surest of it."""

NAME = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*"
PLACE = (
    rf"(?!(?:{'|'.join(sorted(read_words('no_places')))})\b)(?:(?:Bad|Groß|Klein|Neu|Alt|Ober|Unter|"
    rf"Hohen|Sankt|St\.|Schloß|Burg|Hessisch|Markt)\ )?{NAME}{BESIDE}?"
)
"""How German places are written, and what else stands behind «in»."""

PLACE_IN = re.compile(
    rf"\b(?:in|nach)\s(?:der\s(?:Stadt|Gemeinde|Kreisstadt)\s)?(?P<place>{PLACE})"
    rf"(?![\w-])|"
    rf"\b(?:im|ins|in\sder)\s(?:\w+er\s)?"
    rf"(?P<house>(?:{read_alternatives('buildings')})(?:\s(?:in\s)?(?!in\b){PLACE})?)(?![\w-])"
)
OFFICE_BEFORE = re.compile(r"(?:meister|rat|leiter|sprecher|vorsteher|rät|vorsitzende)(?:in)?\s$")
DATE_BEHIND = re.compile(r",?\s(?:den\s|dem\s)?\(?\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ])")


class Hand(NamedTuple):
    """A person who gave or received, where the text says so; captions are no part of it."""

    person: PersonMention
    part: int | None
    name: str
    side: str
    is_named: bool


def _choose_sides(shares: dict[str, dict[str, float]], is_told: bool) -> dict[str, str]:
    """Say who gave and who received, by how likely each is and the surest beside."""
    chosen: dict[str, str] = {}
    for side, other in ((GIVER, RECEIVER), (RECEIVER, GIVER)):
        likely = {
            name: share[side] for name, share in shares.items()
            if share.get(side, 0.0) > share.get(other, 0.0)
        }  # fmt: skip
        is_expected = is_told and (side == GIVER or GIVER in chosen.values())
        least = LIKELY[side] if is_expected else SURELY
        bound = max(least, max(likely.values(), default=0.0) * BESIDE_THE_SUREST)
        chosen |= {name: side for name, share in likely.items() if share >= bound}
    return chosen


class Handovers:
    """The hands of one text, and the sentences in which something is handed over."""

    def __init__(
        self, scene: Scene, people: PersonIndex, model: Model, is_told: bool, granted: list[str]
    ) -> None:
        self._scene = scene
        self._people = people
        signs = HandFeatures(scene, people, granted)
        shares = {name: model.choose(HAND, told) for name, told in signs.of_people().items()}
        self._sides = _choose_sides(shares, is_told)
        self.hands = list(self._hands(signs, model))
        """Who gave and received, at each place that says so; nobody does both."""

    def _hands(self, signs: HandFeatures, model: Model) -> Iterator[Hand]:
        """Find where the text says of people that they gave or received; at least once of each."""
        places = defaultdict[str, list[tuple[float, PersonMention]]](list)
        meant = set(self._people.meant)
        for mention in signs.mentions:
            name = self._people.full_name(mention)
            if name in self._sides and (told := signs.found[mention.start]):
                places[name].append((model.choose(HAND, told)[self._sides[name]], mention))
        for name, found in places.items():
            best = max(share for share, _ in found)
            for share, mention in found:
                if share >= best * BESIDE_THE_SUREST:
                    part = part_at(self._scene.parts, mention.start)
                    yield Hand(mention, part, name, self._sides[name], mention not in meant)

    def of_grant(
        self, parts: set[int], taken: set[int]
    ) -> tuple[Handover, tuple[Evidence, ...]] | None:
        """
        Say who handed over a grant that is told in *parts*, when and where.

        *taken* are the parts about other grants: their hands are not this grant's.
        """
        givers = self._chosen(GIVER, parts, taken)
        receivers = self._chosen(RECEIVER, parts, taken)
        return self._told(givers, receivers, parts, taken)

    def of_text(self, told: list[Handover]) -> Handover | None:
        """Say who else gave and received than those of the handovers *told*."""
        known = {name for one in told for name in (*one.givers, *one.receivers)}
        hands = [hand for hand in self.hands if hand.name not in known]
        if not hands:
            return None
        givers, receivers = ([h for h in hands if h.side == side] for side in (GIVER, RECEIVER))
        parts = {hand.part for hand in hands if hand.part is not None}
        found = self._told(givers, receivers, parts, set())
        return found[0] if found else None

    def _told(
        self, givers: list[Hand], receivers: list[Hand], parts: set[int], taken: set[int]
    ) -> tuple[Handover, tuple[Evidence, ...]] | None:
        told = {hand.part for hand in (*givers, *receivers) if hand.part is not None}
        handing = self._handing(told, parts, taken)
        evidence: list[Evidence] = []
        date = next((d for n in handing if (d := self._date(n, evidence))), None)
        place = next((p for n in handing if (p := self._place(n, evidence))), None)
        for side, hands in (("givers", givers), ("receivers", receivers)):
            for hand in hands:
                basis = "stated" if hand.is_named else "derived"
                self._note(side, Span(hand.person.start, hand.person.end), evidence, basis)
        if not (date or place or givers or receivers):
            return None
        names = [tuple(dict.fromkeys(h.name for h in hands)) for hands in (givers, receivers)]
        return Handover(date, place, *names), tuple(evidence)

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
        groups = (told & speaks, told - speaks, speaks & parts, speaks - told - parts)
        return [number for group in groups for number in sorted(group)]

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
                    span = part.span(mention.start, mention.end)
                    self._note("date", span, evidence, basis)
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
            self._note("place", part.span(*match.span(name)), evidence)
            return match[name]
        return None

    def _note(self, name: str, span: Span, evidence: list[Evidence], basis: str = "stated") -> None:
        evidence.append(self._scene.reading.evidence(f"handover.{name}", span, basis))

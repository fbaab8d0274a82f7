"""
The handing over of a notice: when, where, who gave, who received.
"""

import re
from typing import NamedTuple

from wirlod.extract.dates import find_dates, resolve_date
from wirlod.extract.facts import Evidence, Handover
from wirlod.extract.funding_words import HANDING_OVER, NOTICE, NOTICE_DOCUMENT
from wirlod.extract.parties import PLACE, PartyMention
from wirlod.extract.person_index import PersonIndex, Placed
from wirlod.extract.reading import Span
from wirlod.extract.recipients import choose_recipients, read_cases
from wirlod.extract.scene import HEADLINES, Part, Scene

NO_PLACE = (
    r"(?!(?:Höhe|Anwesenheit|Vertretung|Hessen|Deutschland|Form|Zusammenarbeit|Kooperation|"
    r"Begleitung|Summe|Zukunft|"
    r"Gegenwart|Person|Millionenhöhe|Sachen|Richtung|Verbindung|Trägerschaft|Empfang|Höhe|"
    r"Betrieb|Niedersachsen|Bayern|"
    r"Thüringen|Zeiten|Kraft|Aussicht|Auftrag|Namen|Rahmen|Beisein|Anschluss|Vielfalt)\b)"
)
BUILDING = (
    r"(?:Kreishaus|Rathaus|Landratsamt|Kreisverwaltung|Sozialministerium|Ministerium|"
    r"Bürgerhaus|Dorfgemeinschaftshaus|Vielfaltszentrum|"
    r"WIR-Vielfaltszentrum|Vereinsheim|Schloss|Stadthaus|Landtag|Familienzentrum|"
    r"Mehrgenerationenhaus|Stadtverwaltung|Feuerwehrhaus)"
)
PLACE_IN = re.compile(
    rf"\b(?:in|nach)\s(?:der\s(?:Stadt|Gemeinde|Kreisstadt)\s)?(?P<place>{NO_PLACE}{PLACE})"
    rf"(?![\w-])|"
    rf"\b(?:im|ins)\s(?:\w+er\s)?(?P<house>{BUILDING}(?:\s(?:in\s)?{NO_PLACE}(?!in\b)"
    rf"{PLACE})?)(?![\w-])"
)
BY_PERSON = re.compile(
    r"\b(?:von|durch|Händen von|Hände von|vom|Händen der|Händen des|durch die|durch den|"
    r"von der|vom)\s(?:\w+e[rnsm]?\s)?$"
)
TO_PERSON = re.compile(r"\b(?:an|dem|den)\s(?:\w+e[rnsm]?\s)?$")
AND_PERSON = re.compile(
    r"^(?:\s?\([^)]*\))?\s?(?:,|und|sowie|&|, sowie)\s(?:den\s|dem\s|der\s|die\s|an\s)?$"
)
TAKING = re.compile(r"\bentgegen\w*|\bin Empfang\b|\b(?:empfing|erhielt|bekam)\b")
HANDING_VERB = re.compile(
    r"\b(?:übergab\w*|übergib\w*|übergeben\w*|[Üü]berreich\w*|überbr\w+|\w*händig\w*|"
    r"entgegen\w*|Gepäck|Empfang|"
    r"brachte|mitgebracht|empfing)\b"
)
OF_STATE = re.compile(r"(?i:minister(?:in)?|sekretär(?:in)?|präsident(?:in)?)$")
"""Who speaks «bei der Übergabe» gave, if a member of the government."""
IN_COMPANY = re.compile(r"\b(?:Beisein|Anwesenheit|gemeinsam mit|zusammen mit|Begleitung)\b[^,]*$")


class HandoverDraft(NamedTuple):
    """A handover with where it is told and whom it concerns."""

    handover: Handover
    evidence: tuple[Evidence, ...]
    recipients: tuple[PartyMention, ...]
    start: int


def find_handovers(scene: Scene, people: PersonIndex) -> list[HandoverDraft]:
    """Find each sentence in which a notice changes hands."""
    found: list[HandoverDraft] = []
    spoken_of = False
    for part in scene.parts:
        text = part.sentence.text
        about_notice = NOTICE.search(text) is not None
        if HANDING_OVER.search(text) and (about_notice or spoken_of) and not _is_future(text):
            draft = _read(scene, part, people)
            if draft is not None:
                found.append(draft)
        spoken_of = NOTICE_DOCUMENT.search(text) is not None
    return found


def _is_future(text: str) -> bool:
    return bool(
        re.search(r"\b(?:soll|sollen|wird|werden)\b[^.]*\b(?:übergeben|überreicht) werden\b", text)
    )


def _read(scene: Scene, part: Part, people: PersonIndex) -> HandoverDraft | None:
    text, offset = part.sentence.text, part.sentence.start
    evidence: list[Evidence] = []
    date = _date(scene, part, evidence)
    place = _place(scene, part, evidence)
    givers, receivers = _hands(text, people.between(offset, part.sentence.end))
    if not HANDING_VERB.search(text):
        givers = [p for p in givers if OF_STATE.search(p.mention.role or "")]
    for name, placed in (("givers", givers), ("receivers", receivers)):
        for person in placed:
            span = Span(person.start, person.end)
            evidence.append(scene.reading.evidence(f"handover.{name}", span))
    recipients, _ = choose_recipients(text, read_cases(text, part.mentions))
    if not (date or place or givers or receivers):
        return None
    handover = Handover(
        date, place,
        tuple(dict.fromkeys(people.full_name(p.mention) for p in givers)),
        tuple(dict.fromkeys(people.full_name(p.mention) for p in receivers)),
    )  # fmt: skip
    return HandoverDraft(handover, tuple(evidence), tuple(recipients), offset)


def _date(scene: Scene, part: Part, evidence: list[Evidence]) -> str | None:
    if part.kind in HEADLINES:
        return None
    for mention in find_dates(part.sentence.text):
        if mention.kind in ("day", "weekday", "relative", "no-year"):
            value, basis = resolve_date(mention, scene.date)
            if value is not None:
                span = Span(part.sentence.start + mention.start, part.sentence.start + mention.end)
                evidence.append(scene.reading.evidence("handover.date", span, basis))
                return value
    return None


def _place(scene: Scene, part: Part, evidence: list[Evidence]) -> str | None:
    found = list(PLACE_IN.finditer(part.sentence.text))
    towns = [m for m in found if m["place"]]
    for match in [*towns, *found]:
        name = "place" if match["place"] else "house"
        if any(
            m.start <= match.start(name) < m.end and m.sort == "organisation" for m in part.mentions
        ):
            continue
        span = Span(*(part.sentence.start + at for at in match.span(name)))
        evidence.append(scene.reading.evidence("handover.place", span))
        return match[name]
    return None


def _hands(text: str, placed: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    givers: list[Placed] = []
    receivers: list[Placed] = []
    last: list[Placed] | None = None
    end = 0
    taking = TAKING.search(text) is not None
    base = placed[0].start - text.find(placed[0].mention.name) if placed else 0
    for person in placed:
        start = _position(text, person, base)
        before = text[:start]
        if last is not None and AND_PERSON.match(text[end:start]):
            last.append(person)
        elif IN_COMPANY.search(before):
            last = None
        else:
            last = _hand_of(before, taking, (givers, receivers))
            last.append(person)
        end = start + person.end - person.start
    return givers, receivers


def _position(text: str, person: Placed, base: int) -> int:
    at = text.find(person.mention.name)
    role = person.mention.role or ""
    begin = text.rfind(role.split(" ")[0][:8], 0, at + 1) if role else at
    return begin if 0 <= begin < at else at


def _hand_of(before: str, taking: bool, hands: tuple[list[Placed], list[Placed]]) -> list[Placed]:
    givers, receivers = hands
    if BY_PERSON.search(before):
        return givers
    if TO_PERSON.search(before) or (re.search(r"\b(?:der)\s$", before) and givers):
        return receivers
    if taking:
        return receivers
    return receivers if givers else givers


def join_handovers(drafts: list[HandoverDraft]) -> HandoverDraft:
    """
    Join what several sentences tell of one handover: the first date, the first place.

    Receivers count where a recipient is named with them; who gave and received stays in order.
    """
    evidence: dict[str, tuple[Evidence, ...]] = {}
    for draft in drafts:
        for name in {said.property for said in draft.evidence}:
            said = tuple(e for e in draft.evidence if e.property == name)
            evidence.setdefault(name, said)
    givers = tuple(dict.fromkeys(p for d in drafts for p in d.handover.givers))
    receivers = tuple(
        dict.fromkeys(p for d in drafts for p in d.handover.receivers if p not in givers)
    )
    handover = Handover(
        next((d.handover.date for d in drafts if d.handover.date), None),
        next((d.handover.place for d in drafts if d.handover.place), None),
        givers,
        receivers,
    )
    joined = tuple(said for kind in evidence.values() for said in kind)
    return HandoverDraft(handover, joined, drafts[0].recipients, drafts[0].start)

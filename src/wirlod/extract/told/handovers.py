"""
The handing over of a notice: when, where, who gave, who received.
"""

import re
from typing import NamedTuple

from wirlod.extract.facts import Evidence, Handover
from wirlod.extract.grants.draft_recipients import same_recipient
from wirlod.extract.grants.funding_words import HANDING_OVER, NOTICE, NOTICE_DOCUMENT
from wirlod.extract.grants.recipients import choose_recipients, read_cases
from wirlod.extract.names.parties import PLACE, PartyMention
from wirlod.extract.names.person_index import PersonIndex, Placed
from wirlod.extract.scene import HEADLINES, Part, Scene
from wirlod.extract.text.reading import Span
from wirlod.values.dates import find_dates, resolve_date
from wirlod.values.periods import find_periods

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
    r"Mehrgenerationenhaus|Stadtverwaltung|Feuerwehrhaus|Staatskanzlei)"
)
PLACE_IN = re.compile(
    rf"\b(?:in|nach)\s(?:der\s(?:Stadt|Gemeinde|Kreisstadt)\s)?(?P<place>{NO_PLACE}{PLACE})"
    rf"(?![\w-])|"
    rf"\b(?:im|ins|in\sder)\s(?:\w+er\s)?(?P<house>{BUILDING}(?:\s(?:in\s)?{NO_PLACE}(?!in\b)"
    rf"{PLACE})?)(?![\w-])"
)
BY_PERSON = re.compile(
    r"\b(?:von|durch|Händen von|Hände von|vom|Händen der|Händen des|durch die|durch den|"
    r"von der|vom)\s(?:\w+e[rnsm]?\s)?$"
)
TO_PERSON = re.compile(r"\b(?:an|dem|den)\s(?:\w+(?:e[rnsm]?|s)\s)?$")
HANDED_TO = re.compile(r"\b(?:Übergabe|Überreichung)\b[^„“\"]{0,120}\ban\s(?:\w+e[rnsm]?\s)?$")
AND_PERSON = re.compile(
    r"^(?:\s?\([^)]*\))?\s?(?:,|und|sowie|&|, sowie)\s(?:den\s|dem\s|der\s|die\s|an\s)?$"
)
TAKING = re.compile(r"\b[Ee]ntgegen\w*|\b[Ii]n Empfang\b|\b(?:empfing|erhielt|bekam)\b")
HANDING_VERB = re.compile(
    r"\b(?:übergab\w*|übergib\w*|übergeben\w*|[Üü]berreich\w*|überbr\w+|\w*händig\w*|"
    r"[Ee]ntgegen\w*|Gepäck|Empfang|"
    r"brachte|mitgebracht|empfing)\b"
)
OF_STATE = re.compile(r"(?i:minister(?:in)?|sekretär(?:in)?|präsident(?:in)?)$")
"""Who speaks «bei der Übergabe» gave, if a member of the government."""
IN_COMPANY = re.compile(
    r"\b(?:Beisein|Anwesenheit|gemeinsam mit|zusammen mit|Begleitung|Vertretung)\b[^,]{0,40}$"
    r"|\b(?:Beisein|Anwesenheit) (?:von|der|des)\b"
    r"(?:(?!über(?:gab|reich|geb)|nahm|hat|erhielt)[^.])*$"
)


HANDED_MONEY = re.compile(r"\b(?:\w*[Zz]usch[uü]ss\w*|\w*[Ff]inanzspritzen?|\w*[Ss]checks?)\b")
TAKES_NOTICE = re.compile(rf"\b(?:bekam|erhielt|nahm)\b[^.]{{0,60}}(?:{NOTICE_DOCUMENT.pattern})")
OFFICE_BEFORE = re.compile(r"(?:meister|rat|leiter|sprecher|vorsteher|rät|vorsitzende)(?:in)?\s$")
TOGETHER = re.compile(r"\b(?:gemeinsam|zusammen) mit\b")
DATE_BEHIND = re.compile(r",?\s(?:den\s|dem\s)?\(?\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ])")


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
        about_notice = NOTICE.search(text) or HANDED_MONEY.search(text)
        changes_hands = HANDING_OVER.search(text) or TAKES_NOTICE.search(text)
        if changes_hands and (about_notice or spoken_of) and not _is_future(text):
            draft = _read(scene, part, people)
            if draft is not None:
                found.append(draft)
        spoken_of = NOTICE_DOCUMENT.search(text) is not None
    return found


def handovers_to(
    recipient: PartyMention | None, own: set[int], taken: set[int], handovers: list[HandoverDraft]
) -> list[HandoverDraft]:
    """
    Choose what is told of the handing over to one of several recipients, the surest first.

    *own* are the sentences about this recipient, *taken* those about another one.
    """

    def is_named(handover: HandoverDraft) -> bool:
        return any(same_recipient(recipient, r) for r in handover.recipients)

    fitting = [
        h for h in handovers
        if is_named(h) or h.start in own or (not h.recipients and h.start not in taken)
    ]  # fmt: skip
    return sorted(fitting, key=lambda h: (not is_named(h), h.start not in own, h.start))


def join_handovers(drafts: list[HandoverDraft]) -> HandoverDraft | None:
    """Give the first of *drafts*, and what it leaves out from those after it."""
    if not drafts:
        return None
    first = drafts[0]
    values = {name: getattr(first.handover, name) for name in Handover.__struct_fields__}
    evidence = list(first.evidence)
    for draft in drafts[1:]:
        for name in [name for name, value in values.items() if not value]:
            values[name] = getattr(draft.handover, name)
            if values[name]:
                evidence += [e for e in draft.evidence if e.property == f"handover.{name}"]
    return first._replace(handover=Handover(**values), evidence=tuple(evidence))


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
    if not (HANDING_VERB.search(text) or TAKING.search(text)):
        givers = [p for p in givers if OF_STATE.search(p.mention.role or "")]
        receivers = [p for p in receivers if givers and _is_handed(text, p)]
    for name, placed in (("givers", givers), ("receivers", receivers)):
        for person in placed:
            span = Span(person.start, person.end)
            evidence.append(scene.reading.evidence(f"handover.{name}", span))
    recipients, basis = choose_recipients(text, read_cases(text, part.mentions))
    if not (date or place or givers or receivers):
        return None
    handover = Handover(
        date, place,
        tuple(dict.fromkeys(people.full_name(p.mention) for p in givers)),
        tuple(dict.fromkeys(people.full_name(p.mention) for p in receivers)),
    )  # fmt: skip
    beside = recipients and TOGETHER.search(text, 0, recipients[0].start)
    stated = tuple(recipients) if basis == "stated" and not beside else ()
    return HandoverDraft(handover, tuple(evidence), stated, offset)


def _date(scene: Scene, part: Part, evidence: list[Evidence]) -> str | None:
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
        if OFFICE_BEFORE.search(part.sentence.text, 0, match.start()):
            continue
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
            last = []
        else:
            last = _hand_of(before, taking, (givers, receivers))
            last.append(person)
        end = start + person.end - person.start
    return givers, receivers


def _is_handed(text: str, person: Placed) -> bool:
    """Tell whether a noun hands it to somebody: «bei der Übergabe des Bescheids an Landrat X»."""
    return HANDED_TO.search(text, 0, _position(text, person, 0)) is not None


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

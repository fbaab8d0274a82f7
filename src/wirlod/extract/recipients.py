"""
Who receives: the case of a name in its sentence, and the verb that gives or takes.
"""

import re
from typing import NamedTuple

from wirlod.extract.facts import Party
from wirlod.extract.noun_phrases import chunk_from, to_nominative
from wirlod.extract.parties import PartyMention

DETERMINER = r"(?:(?:den|die|das|dem|der|des|ihren?|seinen?|ein|einen|eine|dessen|deren)\s)?"
ADJECTIVES = (
    r"(?:(?:beiden|zwei|drei|vier|gemeinnützige[nrs]?|örtliche[nrs]?|neue[nrs]?|"
    r"kommunale[nrs]?|hessische[nrs]?|nordhessische[nrs]?|südhessische[nrs]?|"
    r"mittelhessische[nrs]?|ortsansässige[nrs]?|kleine[nrs]?|heimische[nrs]?)\s)?"
)
APPOSITION = (
    r"(?:(?:Projekt|Verein|Träger|Trägerverein|Kreisstadt|Stadt|Gemeinde|Magistrat der|"
    r"Kreisausschuss des|Gemeindevorstand der)s?\s)?"
)
_TAIL = rf"{DETERMINER}{ADJECTIVES}{APPOSITION}$"
TO = re.compile(rf"\b(?:an|An|ans|zugunsten|Gunsten)\s{_TAIL}")
FOR = re.compile(rf"\b(?:für|Für|fürs)\s{_TAIL}")
INSIDE = re.compile(rf"\b(?:in|im|In|Im|nach|Nach)\s{_TAIL}")
BY = re.compile(rf"\b(?:von|vom|Von|Vom|durch|Durch)\s{_TAIL}")
OTHERWISE = re.compile(
    rf"\b(?:aus|bei|beim|mit|Mit|am|auf|zwischen|zur|zum|unter|gegen|um|Aus|Bei|Beim|neben|"
    rf"Neben|gemeinsam mit|als|statt|laut|Laut|nahe)\s{_TAIL}"
)
GENITIVE = re.compile(rf"(?:[A-ZÄÖÜ][\w-]*|“)\s(?:der|des)\s{ADJECTIVES}{APPOSITION}$")
DATIVE = re.compile(rf"(?:^|\W)(?:[Dd]em|[Dd]er|[Dd]en)\s{ADJECTIVES}{APPOSITION}$")
AND = re.compile(
    r"^(?:\s?\([^)]*\))?\s?(?:,|und|sowie|&|/|, und|als auch|und auch)\s(?:an\s|für\s)"
    r"?(?:(?:die|der|den|dem|das)\s)?(?:auch\s)?(?:(?:Gemeinde|Stadt|Verein)\s)?$"
)

RECEIVING = re.compile(
    r"\b(?:erhält|erhalten|erhielt(?:en)?|bekommt|bekommen|bekam(?:en)?|freut|freuen|"
    r"freute|freuten|profitiert|"
    r"rechnen|verbuchen|nimmt|nahm|nahmen|nehmen|empfing|bedacht|entgegen|"
    r"(?:wird|werden|wurde|wurden)\b[^;]*\b(?:gefördert|unterstützt|bezuschusst|bedacht)|"
    r"gefördert)\b"
)
SUPPORTING = re.compile(
    r"\b(?:fördert|förderte|unterstützt|unterstützte|bezuschusst|bezuschusste|fördern|"
    r"unterstützen|stärkt|hilft|gefördert|unterstützt)\b"
)
GIVING = re.compile(
    r"\b(?:gewähr\w*|bewillig\w*|überw\w*|zahl\w*|zur Verfügung|bereit\w*|gab|gibt|"
    r"übergab\w*|übergeben\w*|übergib\w*|"
    r"überreich\w*|zugesagt|zugesprochen|zugewiesen|ausgezahlt|zukommen|zugute|kommen|"
    r"stehen|genehmigt|sagte|zu|"
    r"überbr\w*|ausgehändigt|händigte|erteilt\w*|zuteil)\b"
)
FLOWING = re.compile(
    r"\b(?:fließen|fließt|flossen|gehen|geht|gingen|ging|kommen|kommt|entfallen|entfällt)\b"
)

MASCULINE = re.compile(
    r"(?:[\w-]*(?i:verein|kreis|verband|bund|ring|chor|beirat|club|dienst)\b|(?:Hilf)"
    r"?.*\be\.\s?V\.)"
)
"""Names with which «der» is the nominative, not the dative or genitive of a feminine."""


class Cased(NamedTuple):
    """A mention with its part in the sentence: to for in by of dative direct other."""

    mention: PartyMention
    case: str


def read_cases(text: str, mentions: list[PartyMention]) -> list[Cased]:
    """Give every mention of the sentence its case; names joined by «und» share one."""
    cased: list[Cased] = []
    for mention in mentions:
        before = text[: mention.start]
        if cased and AND.match(text[cased[-1].mention.end : mention.start]):
            cased.append(Cased(mention, cased[-1].case))
        else:
            cased.append(Cased(mention, _case(before, mention.party.label or "")))
    return cased


def _case(before: str, label: str) -> str:
    for pattern, case in (
        (TO, "to"), (FOR, "for"), (INSIDE, "in"), (BY, "by"), (OTHERWISE, "other"),
        (GENITIVE, "of"), (DATIVE, "dative"),
    ):  # fmt: skip
        if pattern.search(before[-80:]):
            subject = (
                case == "dative" and re.search(r"[Dd]er\s$", before) and MASCULINE.match(label)
            )
            return "direct" if subject else case
    return "of" if re.search(r"\b[Dd]es\s(?:\w+en\s)?$", before[-40:]) else "direct"


def choose_recipients(text: str, cased: list[Cased]) -> tuple[list[PartyMention], str]:
    """
    Choose who receives in the sentence *text*, and whether the words state or only suggest it.

    The surest construction wins: «an X», «dem X … bewilligt», «X erhält», «unterstützt X mit»,
    «für X»; last come «Projekt der X» and money that flows «nach X».
    """
    wanted = [c for c in cased if c.mention.sort != "funder"]
    for case, verb in (
        ("to", None), ("dative", GIVING), ("direct", RECEIVING), ("direct", SUPPORTING),
        ("for", None),
    ):  # fmt: skip
        found = [c for c in wanted if c.case == case]
        if found and (verb is None or verb.search(text)):
            if verb is SUPPORTING:
                found = _supported(text, found, cased)
            if found:
                return [c.mention for c in found], "stated"
    return _suggested(text, wanted)


def _suggested(text: str, wanted: list[Cased]) -> tuple[list[PartyMention], str]:
    owners = [c for c in wanted if c.case == "of"]
    if len(owners) == 1 and re.search(
        r"(?:Projekt\w*|Vorhaben\w*|Antrag\w*|Arbeit|Sanierung|Neubau\w*|Umbau\w*|Ausbau\w*|"
        r"Modernisierung|Erweiterung|"
        r"Weiterentwicklung|[\w-]*zentrums?|Vereins|Anschaffung|Konzept\w*|Angebot\w*|"
        r"[\w“]+haus(?:es)?|halle|bad(?:es)?|schule|“)"
        r"\s(?:der|des)\s(?:\w+\s)?$", text[: owners[0].mention.start],
    ):  # fmt: skip
        return [owners[0].mention], "derived"
    inside = [c for c in wanted if c.case == "in"]
    if inside and FLOWING.search(text):
        return [c.mention for c in inside], "derived"
    return [], "derived"


def _supported(text: str, found: list[Cased], cased: list[Cased]) -> list[Cased]:
    """In «A unterstützt B mit» B receives; A alone only where a funder stands in the sentence."""
    verb = SUPPORTING.search(text)
    passive = re.search(r"\b(?:wird|werden|wurde|wurden|worden)\b", text)
    if passive or verb is None:
        return found
    after = [c for c in found if c.mention.start > verb.start()]
    if any(c.mention.sort == "funder" for c in cased):
        return after or found
    first_subject = [c for c in found if c.mention.start < verb.start()]
    return after if first_subject else []


SUBJECT = re.compile(
    r"^(?:(?:Auch|So|Zudem|Außerdem|Weiterhin|Ferner|Ebenso|Zusätzlich)\s)"
    r"?(?:(?P<article>Der|Die|Das|Den|Dem|der|die|das)\s)?"
    r"(?P<name>[A-ZÄÖÜ„»][^.;:!?()]{2,90}?)\s(?:erhält|erhielt|bekommt|bekam|(?:wird|wurde)"
    r"(?=.*\b(?:gefördert|unterstützt|bezuschusst))|"
    r"(?:kann|darf) sich.*freuen|freut sich (?:über|auf))\b"
)
INVERTED = re.compile(
    r"\b(?:erhält|erhielt|bekommt|bekam|fördert|unterstützt|bezuschusst)\s(?:(?:das|der|"
    r"die|den)\s(?:Land|Bund|Kreis|Landkreis|Stadt)\s(?:Hessen\s)?)?"
    r"(?:nun |jetzt |heute |auch )?(?P<article>das|der|die|den)"
    r"\s(?P<name>(?:[a-zäöü]+e[nrs]?\s)?[A-ZÄÖÜ][^.,;:!?()]{2,80}?)(?=\s(?:mit|einen?|eine|"
    r"rund|insgesamt|für|aus|vom|über|Fördermittel|in|\d)|,)"
)
ADDRESSED = re.compile(
    r"(?:Euro|€|EUR|Bescheid\w*|Mio\.|Millionen|gehen|geht|fließen|übergab|überreichte)"
    r"\s(?:[a-zäöü]+\s)?an\s(?:(?P<article>das|die|den|der|dem)\s)?"
    r"(?P<name>(?:[a-zäöü]+e[nrs]?\s)?[A-ZÄÖÜ„][\w„“”&.-]*)"
)
GENERIC_NAME = re.compile(
    r"^(?:\w+e[nrs]?\s)?(?:Land|Bund|Kreis|Landkreis|Stadt|Kommune|Gemeinde|Verein|Zentrum|"
    r"Projekt|Träger|Einrichtung|Initiative|Kita|"
    r"Schule|Feuerwehr|Verband|Stiftung|Hochschule|Magistrat|Kreisverwaltung|"
    r"Stadtverwaltung|Vorhaben|Maßnahme|Förderung|Zuwendung|"
    r"Summe|Betrag|Zuschuss|Bescheid|Geld|Mittel|Organisation|Gesellschaft|"
    r"WIR-Vielfaltszentrum|Vielfaltszentrum|Träger\w*|"
    r"Geschäftsführer\w*|Programm|Landesprogramm|Museum|Universität|Klinik|Gesamt\w*|"
    r"Fördersumme|Bau|Kosten|Unterstützung|Finanzierung)$"
)


def find_unknown_recipient(text: str, offset: int = 0) -> PartyMention | None:
    """Read a recipient that no list and no form of name knows, from its place in the sentence."""
    for pattern in (SUBJECT, INVERTED, ADDRESSED):
        match = pattern.search(text)
        if match is None:
            continue
        start, end = match.span("name")
        if pattern is ADDRESSED:
            end = max(end, chunk_from(text, end))
        name = to_nominative(text[start:end])
        if _is_recipient_name(name):
            return PartyMention(start + offset, end + offset, Party(name), "unknown")
    return None


def _is_recipient_name(name: str) -> bool:
    words = name.split()
    if not words or len(words) > 9 or GENERIC_NAME.match(name):
        return False
    if re.search(
        r"\d{4,}|Euro|Prozent|\b(?:ich|wir|sie|er|es|man|ist|hat|mit|dass|damit|dafür|wie|"
        r"werden|sowie)\b",
        name,
    ):
        return False
    head = next((w for w in words if w[0].isupper()), "")
    return bool(head) and not re.match(
        r"(?:Minister|Staatssekret|Landr[aä]t|Bürgermeister|Oberbürger|Land$|Hessen|Mit$|Für$|"
        r"Insgesamt|Damit|Dafür|Hierfür|Jeweils|Von$|"
        r"Alle|Beide|Jede|Dieses|Diese|Viele|Einen?$|Kommunen|Vereine|Projekte|Städte|"
        r"Gemeinden|Landkreise|Wer$|Was$|Es$|Sie$|Er$|Ich$|Wir$)",
        head,
    )


GENERIC_SUBJECT = re.compile(
    r"\b(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]em|[Dd]en)\s(?P<noun>Kreis|Landkreis|Stadt|Kommune|"
    r"Gemeinde|Verein|Verband|Feuerwehr|Schule|Hochschule|Stiftung|"
    r"Initiative|Kreisverwaltung|Universität|Kirchengemeinde|Förderverein|Einrichtung|"
    r"Träger|Organisation|Universitätsstadt|Kreisstadt)\b(?!\s[A-ZÄÖÜ„])"
)
KIND_OF_NOUN = {
    "Kreis": r"kreis\b", "Landkreis": r"kreis\b", "Kreisverwaltung": r"kreis\b",
    "Stadt": r"stadt\b",
    "Universitätsstadt": r"stadt\b", "Kreisstadt": r"stadt\b", "Gemeinde": r"gemeinde\b",
    "Kommune": r"(?:stadt|gemeinde|kreis)\b",
}  # fmt: skip


def find_generic_recipient(text: str, known: list[PartyMention]) -> PartyMention | None:
    """Lead «der Landkreis», «die Stadt» back to the one body of that kind named before."""
    match = GENERIC_SUBJECT.search(text)
    if match is None:
        return None
    kind = KIND_OF_NOUN.get(match["noun"])
    fitting: dict[str, PartyMention] = {}
    for mention in known:
        label = mention.party.label or ""
        if mention.sort == "funder":
            continue
        fits = re.search(kind, label, re.I) if kind else mention.sort in ("organisation", "unknown")
        if fits:
            fitting[label] = mention
    if len(fitting) != 1:
        return None
    found = next(iter(fitting.values()))
    return PartyMention(match.start(), match.end(), found.party, found.sort)

"""
Who receives: the case of a name in its sentence, and the verb that gives or takes.
"""

import re
from typing import NamedTuple

from wirlod.extract.names.offices import RANK, ROLE_WORD
from wirlod.extract.names.parties import PartyMention

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
PARTICIPLE = r"(?:[a-zäöüß]+\s){1,3}(?:[A-ZÄÖÜ]\w+\s)?[a-zäöüß]+(?:lich|end|igt|et|ell)en\s"
DATIVE = re.compile(rf"(?:^|\W)(?:[Dd]em|[Dd]er)\s{ADJECTIVES}{APPOSITION}$|\bdem\s{PARTICIPLE}$")
_OFFICIAL = (
    rf"(?:den\s|die\s|das\s)?{RANK}?{ROLE_WORD}\s(?:der|des|von|vom)\s{ADJECTIVES}{APPOSITION}$"
)
TO_OFFICIAL = re.compile(rf"\b[Aa]n\s{_OFFICIAL}")
DATIVE_OFFICIAL = re.compile(rf"\b(?:[Dd]em|[Dd]er|[Dd]en)\s{_OFFICIAL}")
AND = re.compile(
    r"^(?:\s?\([^)]*\))?\s?(?:,|und|sowie|&|/|, und|als auch|und auch)\s(?:an\s|für\s)"
    r"?(?:(?:die|der|den|dem|das)\s)?(?:auch\s)?(?:(?:Gemeinde|Stadt|Verein)\s)?$"
)

RECEIVING = re.compile(
    r"\b(?:erhält|erhalten|erhielt(?:en)?|erhalte|bekomme|bekommt|bekommen|bekam(?:en)?|"
    r"freut|freuen|"
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
    r"\b(?:gewähr\w*|bewillig\w*|überw\w*|zahl\w*|zur Verfügung|bereit\w*|fließ\w*|gab|gibt|"
    r"übergab\w*|übergeben\w*|übergib\w*|"
    r"überreich\w*|zugesagt|zugesprochen|zugewiesen|ausgezahlt|zukommen|zugute|kommen|"
    r"stehen|genehmigt|sagte|zu|"
    r"überbr\w*|ausgehändigt|händigte|erteilt\w*|zuteil)\b"
)
FLOWING = re.compile(
    r"\b(?:fließen|fließt|flossen|gehen|geht|gingen|ging|kommen|kommt|entfallen|entfällt)\b"
)

MASCULINE = re.compile(
    r"(?:(?:[A-ZÄÖÜ]\w+er )?[\w-]*(?i:verein|kreis|verband|bund|ring|chor|beirat|club|"
    r"dienst)\b|(?:TSV|TV|SV|FC|VfL|VfB|TuS|SC|FSV|KSV|RSV|MTV|FV|BSV|TTC|RV|SSV|BC|MGV|CVJM|"
    r"ASB|NABU|VdK)\b|(?:Hilf)?.*\be\.\s?V\.)"
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
        (TO_OFFICIAL, "to"), (DATIVE_OFFICIAL, "dative"), (TO, "to"), (FOR, "for"),
        (INSIDE, "in"), (BY, "by"), (OTHERWISE, "other"),
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


OFFICE_OF = re.compile(
    r"(?i:meister(?:in)?|rat|rätin|vorsitzende[rn]?|leiter(?:in)?|führer(?:in)?|"
    r"präsident(?:in)?|beigeordnete[rn]?|"
    r"sprecher(?:in)?|mitglied(?:er)?|vorstand|gebiet|bereich|mitte|teil|rahmen|"
    r"bürger(?:innen)?|mitteln?)"
    r"\s(?:der|des)\s(?:\w+\s)?$"
)
THANKS_TO = re.compile(
    r"\b(?:[Dd]urch|[Dd]ank|[Mm]it|[Mm]ithilfe)\s(?:die|der|den|einer|dieser|des)\s(?:\w+\s)?"
    r"(?:Förder\w*|Zuwendung|Landesmittel\w*|Unterstützung|Zuschuss\w*|Geld\w*)"
)
FUNDER_ADDS = re.compile(
    r"\b(?:[Dd]as Land|[Dd]er Bund|Land Hessen|[Dd]as Ministerium)\b.{0,30}\b(?:steuert\w*|"
    r"gab|gibt|trug|trägt|"
    r"übern\w+|beteilig\w+|schoss|zahlt\w*|fördert\w*|unterstützt\w*|bezuschusst\w*)\b"
)
SPOKEN_FOR = re.compile(
    r"(?:Verantwortlichen|Vertreter\w*|Vorstand|Vorsitzenden|Mitgliedern|Team|Verantwortliche)\s"
    r"(?:des|der|vom)\s(?:\w+\s)?$"
)
"""Those who stand for a body when it receives."""


def _suggested(text: str, wanted: list[Cased]) -> tuple[list[PartyMention], str]:
    owners = [c for c in wanted if c.case == "of"]
    spoken_for = [c for c in owners if SPOKEN_FOR.search(text[: c.mention.start])]
    if spoken_for and GIVING.search(text):
        return [c.mention for c in spoken_for], "stated"
    if len(owners) == 1 and re.search(
        r"(?:Projekt\w*|Vorhaben\w*|Antrag\w*|Arbeit|Sanierung|Neubau\w*|Umbau\w*|Ausbau\w*|"
        r"Modernisierung|Erweiterung|"
        r"Weiterentwicklung|[\w-]*[Zz]entrums?|Vereins|Anschaffung|Konzept\w*|Angebot\w*|"
        r"[\w“]+haus(?:es)?|halle|bad(?:es)?|schule|“)"
        r"\s(?:der|des)\s(?:\w+\s)?$", text[: owners[0].mention.start],
    ):  # fmt: skip
        return [owners[0].mention], "derived"
    if (
        len(owners) == 1
        and SUPPORTING.search(text)
        and not OFFICE_OF.search(text[: owners[0].mention.start])
    ):
        return [owners[0].mention], "derived"
    subjects = [c for c in wanted if c.case == "direct"]
    helped = THANKS_TO.search(text) or FUNDER_ADDS.search(text)
    if len({c.mention.party.label for c in subjects}) == 1 and helped:
        return [subjects[0].mention], "derived"
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

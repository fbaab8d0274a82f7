"""
Recipients that no list and no form of name knows, and bodies called by their kind: «der Kreis».
"""

import re

from wirlod.extract.facts import Party
from wirlod.extract.grants.funding_words import COLLECTIVE
from wirlod.extract.names.noun_phrases import chunk_from, to_nominative
from wirlod.extract.names.parties import PLACE, PartyMention
from wirlod.extract.names.people import find_people

SUBJECT = re.compile(
    r"^(?:(?:Auch|So|Zudem|Außerdem|Weiterhin|Ferner|Ebenso|Zusätzlich)\s)"
    r"?(?:(?P<article>Der|Die|Das|Den|Dem|der|die|das)\s)?"
    r"(?P<name>(?!(?:Aus|Mit|Für|Von|Im|In|Durch|Bei|Nach|Zur|Zum|Über|Dank|Laut|Insgesamt|"
    r"Wie|Als|Damit|Dafür|Davon|Hierfür|Auch|Am|Vom|Bis|Ab|Seit|Rund|Zusätzlich)\b)"
    r"[A-ZÄÖÜ„»][^.;:!?()]{2,90}?)\s(?:erhält|erhielt|bekommt|bekam|(?:wird|wurde)"
    r"(?=.*\b(?:gefördert|unterstützt|bezuschusst))|"
    r"(?:kann|darf) sich.*freuen|freut sich (?:über|auf))\b"
)
INVERTED = re.compile(
    r"\b(?:erhält|erhielt|bekommt|bekam)\s(?:(?:das|der|"
    r"die|den)\s(?:Land|Bund|Kreis|Landkreis|Stadt)\s(?:Hessen\s)?)?"
    r"(?:nun |jetzt |heute |auch )?(?P<article>das|der|die|den)"
    r"\s(?P<name>(?:[a-zäöü]+e[nrs]?\s)?[A-ZÄÖÜ][^.,;:!?()]{2,80}?)(?=\s(?:mit|einen?|eine|"
    r"rund|insgesamt|für|aus|vom|über|Fördermittel|in|\d)|,)"
)
PLACE_RECEIVES = re.compile(
    rf"\b(?:erhält|bekommt|erhielt|bekam)\s(?P<name>{PLACE})"
    r"(?=\s(?:vom|von|eine?n?|rund|für|aus|insgesamt|nun|jetzt|heute|dafür|\d))"
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
    r"WIR-Vielfaltszentrum|Vielfaltszentrum|Kompetenzzentrum|Träger\w*|"
    r"Geschäftsführer\w*|Programm|Landesprogramm|Museum|Universität|Klinik|Gesamt\w*|"
    r"Fördersumme|Bau|Kosten|Unterstützung|Finanzierung)$"
)


UNCLEAR = "unclear"
"""The sort of a recipient of whom nothing in the text says which body it is."""


def find_unknown_recipient(text: str, offset: int = 0) -> PartyMention | None:
    """Read a recipient that no list and no form of name knows, from its place in the sentence."""
    for pattern in (SUBJECT, INVERTED, PLACE_RECEIVES, ADDRESSED):
        match = pattern.search(text)
        if match is None:
            continue
        start, end = match.span("name")
        if pattern is ADDRESSED:
            end = max(end, chunk_from(text, end))
        name = to_nominative(text[start:end])
        if _is_recipient_name(name):
            sort = UNCLEAR if pattern is PLACE_RECEIVES else "unknown"
            return PartyMention(start + offset, end + offset, Party(name), sort)
    return None


def names_by_kind(text: str) -> bool:
    """Tell whether *text* says who receives, but only what kind of body that is."""
    return bool(RECEIVES_BY_KIND.search(text))


MONEY_NAME = re.compile(
    r"(?:[Zz]uweisung(?:en)?|[Mm]itteln?|[Hh]ilfen?|[Ff]örderung(?:en)?|[Gg]eldern?|[Zz]uschüssen?|"
    r"[Kk]osten|[Ii]nvestitionen|[Zz]uwendungen)\b"
)
"""What is given, not who receives it: «144 Mio. Euro an Bedarfszuweisungen»."""


THING_NAME = re.compile(
    r"(?i:ung|bau|tion|projekt|konzept|weg|straße|brücke|arbeit|kosten|plan|programm|"
    r"anlage|vorhaben|"
    r"maßnahme|planung|netz|platz|strecke|preis|summe|idee|kampagne)$"
)
"""What is built or done with the money is no recipient: «Der Bau der Halle wird gefördert»."""


NO_BODY = re.compile(
    r"(?:Im|In|Am|Bei|Beim|Nach|Aus|Auf|Durch|Über|Unter|Seit|Vor|Zum|Zur|Um|Als|An|Ab|Laut)\s"
)
"""A time or a circumstance opens a sentence, no body does so behind a preposition."""


def _is_recipient_name(name: str) -> bool:
    words = name.split()
    if not words or len(words) > 9 or GENERIC_NAME.match(name) or MONEY_NAME.search(name):
        return False
    if re.search(
        r"\d{4,}|Euro|Prozent|\b(?:ich|wir|sie|er|es|man|ist|hat|mit|dass|damit|dafür|wie|"
        r"werden|sowie)\b",
        name,
    ):
        return False
    if COLLECTIVE.search(name):
        return False
    head = next((w for w in words if w[0].isupper()), "")
    if THING_NAME.search(head) or NO_BODY.match(name) or any(p.role for p in find_people(name)):
        return False
    return bool(head) and not re.match(
        r"(?:Stadtoberhaupt|Rathauschef|Minister|Staatssekret|Landr[aä]t|Bürgermeister|Oberbürger|Land$|Hessen|Mit$|Für$|"
        r"Insgesamt|Damit|Dafür|Hierfür|Jeweils|Von$|"
        r"Alle|Beide|Jede|Dieses|Diese|Viele|Einen?$|Kommunen|Vereine|Projekte|Städte|"
        r"Gemeinden|Landkreise|Wer$|Was$|Es$|Sie$|Er$|Ich$|Wir$)",
        head,
    )


GENERIC_SUBJECT = re.compile(
    r"\b(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]em|[Dd]en|[Dd]es)\s(?P<noun>Kreis|Landkreis|Stadt|Kommune|"
    r"Ortsgemeinde|Verbandsgemeinde|Gemeinde|Verein|Verband|Feuerwehr|Schule|Hochschule|Stiftung|"
    r"Initiative|Kreisverwaltung|Universität|Kirchengemeinde|Förderverein|Einrichtung|Zentrum|"
    r"Kompetenzzentrum|Museum|Theater|Klinikum|Hospiz|Träger|Organisation|"
    r"Universitätsstadt|Kreisstadt)(?:e?s)?\b(?!\s[A-ZÄÖÜ„])"
)
RECEIVES_BY_KIND = re.compile(
    rf"\b(?:erhält|erhielt|bekommt|bekam)\s{GENERIC_SUBJECT.pattern}"
    rf"|(?=\b(?:dem|der)\s){GENERIC_SUBJECT.pattern}(?=\s(?:am|heute|gestern|einen?|den|nun)\b)".replace(
        "(?P<noun>", "(?:"
    )
)
"""«Erhält die Gemeinde», «der Gemeinde einen Bescheid»: no other name in the sentence receives."""
SOLE_OF_KIND = re.compile(
    r"\b(?:an (?:das|den|die)|dem|der)\s(?P<name>Kompetenzzentrum|Vielfaltszentrum|Frauenhaus|"
    r"Mehrgenerationenhaus|Jugendzentrum|Familienzentrum|Landestheater|Staatstheater|"
    r"Jugendbildungswerk)\b(?!\s[A-ZÄÖÜ„])"
)
"""Bodies that a text may call by their kind alone, because there is one of them."""


def find_sole_of_kind(text: str) -> PartyMention | None:
    """Give the body that a notice goes to, where its kind is all that the text tells."""
    match = SOLE_OF_KIND.search(text)
    if match is None:
        return None
    return PartyMention(*match.span("name"), Party(match["name"]), UNCLEAR)


KIND_OF_NOUN = {
    "Kreis": r"kreis\b", "Landkreis": r"kreis\b", "Kreisverwaltung": r"kreis\b",
    "Stadt": r"stadt\b",
    "Universitätsstadt": r"stadt\b", "Kreisstadt": r"stadt\b", "Gemeinde": r"gemeinde\b",
    "Ortsgemeinde": r"ortsgemeinde\b", "Verbandsgemeinde": r"verbandsgemeinde\b",
    "Kommune": r"(?:stadt|gemeinde|kreis)\b",
}  # fmt: skip


def find_generic_recipient(text: str, known: list[PartyMention]) -> PartyMention | None:
    """Lead «der Landkreis», «die Stadt» back to the one body of that kind named before."""
    found = (_lead_back(match, known) for match in GENERIC_SUBJECT.finditer(text))
    return next((mention for mention in found if mention is not None), None)


def _lead_back(match: re.Match[str], known: list[PartyMention]) -> PartyMention | None:
    kind = KIND_OF_NOUN.get(match["noun"])
    fitting = [
        mention
        for mention in known
        if mention.sort != "funder"
        and (
            re.search(kind, mention.party.label or "", re.I)
            if kind
            else mention.sort in ("organisation", "unknown")
        )
    ]
    noun = match["noun"].lower()
    named = [m for m in fitting if (m.party.label or "").lower().startswith(noun + " ")]
    named = named or [m for m in fitting if noun in (m.party.label or "").lower()]
    if not fitting or (kind and len({m.party.label for m in fitting}) > 1):
        return None
    found = (named or fitting)[-1]
    return PartyMention(match.start(), match.end(), found.party, found.sort)

"""
What a sum is a sum of: the grant, the cost, the eligible part, a programme, somebody's share.

The noun that governs a sum stands close before it, or directly after it. Text before an earlier
sum of the same sentence belongs to that one.
"""

import re
from typing import NamedTuple

LINK = (
    r"(?:\s(?:von|auf|bei|in Höhe von|mit|sind|ist|waren|betragen|beträgt|betrugen|"
    r"belaufen sich(?: \w+)? auf|liegen(?: \w+)? bei|liegt bei|belief(?:en)? sich auf|"
    r"beziffern sich auf|werden(?: \w+){0,2} (?:auf|mit)|insgesamt|rund|etwa|über|ca\.|"
    r"knapp|gut|mehr als|bis zu|voraussichtlich|sich|dafür|hierfür|also|hat|umfasst|"
    r"umfassen|für \S+(?: \S+){0,3}|des Projekts|des Vorhabens|der Maßnahme|der Sanierung|"
    r"des Neubaus|für das Projekt|am Projekt|eines?|einem|einer|einen|Volumen|"
    r"Gesamtvolumen)|:)"
)
ELIGIBLE = r"(?:[Zz]uwendungsfähig|[Ff]örderfähig|[Bb]eihilfefähig|[Aa]nerkannte?n? )\w*"
COST = (
    r"\b(?:\w*[Kk]osten(?:rahmen|volumen)?|\w*[Gg]esamtinvestition(?:en|ssumme)?|"
    r"[Gg]esamtausgaben|\w*[Ii]nvestition(?:en|ssumme|svolumen)?|Investitionen|Projektvolumen|"
    r"[Ff]inanzierungsvolumen|[Bb]auvolumen|Auftragswert|Auftragsvolumen)\b"
)
VOLUME = (
    r"\b(?:[Pp]rogrammvolumen|[Ff]ördervolumen|[Gg]esamtvolumen|[Ff]örderbudget|"
    r"\w*[Bb]udgets?|[Ff]ördertopf\w*|"
    r"[Mm]ittelvolumen|[Hh]aushaltsmittel\w*|[Ss]ondervermögen\w*|\w*[Pp]rogramm(?:s)? mit|"
    r"Investitionspaket\w*|"
    r"Gesamtfördersumme|Gesamtfördervolumen|Förderpaket\w*|\w*paket(?:s|es)? (?:von|über|"
    r"mit|in Höhe von))"
)
SHARE = (
    r"\b(?:[Ee]igen(?:anteil|mittel|leistung|beitrag)\w*|[Kk]ofinanzierung\w*|[Kk]omplementär\w*|"
    r"[Dd]rittmittel\w*|Restbetrag|Restkosten|Rest\b|Mehrkosten|übrigen)\b"
)
OTHER_PAYER = re.compile(
    r"(?:^|[,;–]\s|\b(?:und|während|weitere|wobei|außerdem|zudem|hinzu|davon)\s)?[^.;,]{0,60}?\b"
    r"(?:(?:[Dd]er|[Vv]om|[Vv]on der|[Dd]ie|[Dd]urch den|[Dd]em) (?:Bund|Kreis|Landkreis|"
    r"Stadt|Gemeinde|Kommune|EU|"
    r"Verein|Träger|Europäische\w* Union|Bauherr\w*|Magistrat|Eigentümer\w*|"
    r"[A-ZÄÖÜ][\w-]*[Kk]reis)\b(?:\s[A-ZÄÖÜ][\w-]+)?)"
    r"[^.;,]{0,50}?\b(?:trägt|tragen|steuert|steuern|übernimmt|übernehmen|finanziert|"
    r"finanzieren|bringt|bringen|schießt|"
    r"zahlt|zahlen|beteiligt sich|kommen|kommt|fließen|stammen|gibt|geben|investiert|"
    r"investieren|legt|stellt)\b[^.;]{0,60}$"
)
INVESTS = re.compile(
    r"\b(?:investiert|investieren|kostet|kosten|kostete|verschlingt|gekostet|verbaut)"
    r"\b[^.;,]{0,40}$"
)
DIRECTLY_AFTER = r"^(?:\s(?:an|der|die|an den))?\s"


class Sum(NamedTuple):
    """The kind of a sum, as in the code list, and the noun that says so (empty if none)."""

    kind: str
    noun: str


def classify_sum(left: str, right: str) -> Sum:
    """
    Classify by the words before the sum (since the sum before it) and after it.

    >>> classify_sum("Die Gesamtkosten belaufen sich auf ", ".").kind
    'total-cost'
    >>> classify_sum("Der Kreis erhält ", " für ein Zentrum.").kind
    'grant'
    """
    if noun := _governing(
        ELIGIBLE + r"(?:\s\w*(?:[Aa]usgaben|[Kk]osten|[Ii]nvestition\w*))?", left, right
    ):
        return Sum("eligible-expenditure", noun)
    if re.match(r"\s\w*(?:sind|davon|als) (?:davon )?(?:zuwendungs|förder)fähig", right):
        return Sum("eligible-expenditure", "zuwendungsfähige Ausgaben")
    if noun := _governing(SHARE, left, right):
        return Sum("other", noun)
    if OTHER_PAYER.search(left) and not re.search(r"\bLandes?\b[^.;,]*$", left[-40:]):
        return Sum("other", "Anteil anderer")
    if noun := _governing(COST, left, right):
        return Sum("total-cost", noun)
    if INVESTS.search(left) and not re.search(r"\b(?:Land|Hessen|Ministerium)\b", left):
        return Sum("total-cost", "Investition")
    if noun := _governing(VOLUME, left, right):
        return Sum("programme-volume", noun)
    return Sum("grant", "")


def _governing(noun: str, left: str, right: str) -> str:
    before = re.search(rf"(?P<noun>{noun})(?P<gap>[^.;,]{{0,90}})$", left)
    if before and re.fullmatch(
        rf"(?:{LINK}|\s(?:des|der|für|von|im|am|an|in|zum|zur)(?:\s[A-ZÄÖÜ„][\w“”-]*|\s(?:die|"
        rf"den|das|der|dem|neue[nrs]?))+)*\s*",
        before["gap"],
    ):
        return before["noun"].strip()
    after = re.match(rf"{DIRECTLY_AFTER}(?P<noun>(?:\w+en\s)?{noun})", right)
    return after["noun"].strip() if after else ""

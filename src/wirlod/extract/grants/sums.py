"""
Which figures are sums, and of what: the grant, the cost, the eligible part, a programme, a share.

The noun that governs a sum stands close before it, or directly after it. Text before an earlier
sum of the same sentence belongs to that one.
"""

import re
from typing import NamedTuple

from wirlod.values.amounts import AmountMention, find_amounts

IN_EURO = re.compile(
    r"\bin\s(?:Euro|EUR|€)|\((?:Euro|EUR|€)\)|[|;/]\s*(?:Euro|EUR|€)\s*(?:[|;/]|$)"
)
"""The head of a column of figures without a currency: «Betrag in Euro»."""

GROUPED = r"(?<![\w.,/-])\d{1,3}(?:\.\d{3})+(?:,\d\d?)?(?![\w.,/-]*\d)"
BARE_SUM = re.compile(rf"{GROUPED}(?!\s*(?:[%(]|[A-ZÄÖÜ]|[a-zäöü]+(?:e[nr]?)\s[A-ZÄÖÜ]))")
"""«60.000 gehen an A, 30.000 Euro an B»: a figure in thousands that counts nothing."""
FIGURE_AT_END = re.compile(r"(?<![\w.,/-])(?:\d{1,3}(?:\.\d{3})+|\d{3,})(?:,\d\d)?(?=[\s|;]*$)")

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
BODY = (
    r"(?:Bund|Kreis|Landkreis|Stadt|Gemeinde|Kommune|EU|Verein|Träger|Europäische\w* Union|"
    r"Bauherr\w*|"
    r"Magistrat|Eigentümer\w*|[A-ZÄÖÜ][\w-]*[Kk]reis)\b(?:\s[A-ZÄÖÜ][\w-]+)?"
)
OTHER_PAYER = re.compile(
    rf"\b(?:[Dd]er|[Dd]ie)\s{BODY}[^.;,]{{0,40}}?\b(?:trägt|tragen|steuert|steuern|"
    rf"steuerte|übernimmt|"
    r"übernehmen|finanziert|finanzieren|bringt|bringen|schießt|zahlt|zahlen|beteiligt sich|legt|"
    r"investiert|investieren|gibt|geben)\b[^.;]{0,60}$"
    rf"|\b(?:[Vv]om|[Vv]on der|[Dd]urch den)\s{BODY}[^.;,]{{0,40}}?\b(?:kommen|kommt|"
    rf"fließen|stammen|getragen|"
    r"übernommen)\b[^.;]{0,60}$"
)
INVESTS = re.compile(
    r"\b(?:investiert|investieren|investierte|investierten|kostet|kosten|kostete|"
    r"verschlingt|gekostet|verbaut)"
    r"\b[^.;,]{0,40}$"
)
ANOTHER_VERB = re.compile(
    r"\b(?:förder\w*|unterstütz\w*|gewähr\w*|bewillig\w*|erhält|erhalten|gibt|gab|stellt\w*|"
    r"übernimmt|übernehmen|beteiligt|zahlt|freut|übergab|bekommt|bekommen|steuert|schießt|trägt|"
    r"bezuschuss\w*|fließ\w*|kommen|kommt|entfallen|gehen|geht|hat|haben|wird|werden|"
    r"wurden?)\b(?! sich)|[.!?]\s[A-Z]"
)
"""A verb that takes the sum for itself, so that the noun before it says nothing."""

DIRECTLY_AFTER = r"^(?:\s(?:an|der|die|an den))?\s"


class Sum(NamedTuple):
    """The kind of a sum, as in the code list, and the noun that says so (empty if none)."""

    kind: str
    noun: str


def find_sums(text: str, under_euro: bool) -> list[AmountMention]:
    """
    Find the sums of *text*; under a column in euro also its last figure, bare as it is.

    >>> [s.low for s in find_sums("Je 60.000 gehen an A und B, 30.000 Euro an C.", False)]
    [Decimal('60000'), Decimal('30000')]
    >>> [s.low for s in find_sums("Alsfeld | Marktplatz | 240.000", True)]
    [Decimal('240000')]
    """
    found = find_amounts(text)
    if not found and not under_euro:
        return found
    pattern = BARE_SUM if found else FIGURE_AT_END
    for match in pattern.finditer(text):
        if not any(a.start < match.end() and match.start() < a.end for a in found):
            found += _with_currency(text, match)
    return sorted(found, key=lambda amount: amount.start)


def _with_currency(text: str, match: re.Match[str]) -> list[AmountMention]:
    read = find_amounts(f"{text[: match.end()]} Euro")[-1:]
    return [a._replace(end=match.end()) for a in read if a.end > match.end()]


def classify_sum(left: str, right: str) -> Sum:
    """
    Classify by the words before the sum (since the sum before it) and after it.

    >>> classify_sum("Die Gesamtkosten belaufen sich auf ", ".").kind
    'total-cost'
    >>> classify_sum("Der Kreis erhält ", " für ein Zentrum.").kind
    'grant'
    """
    for read in (_eligible, _share, _cost, _volume):
        found = read(left, right)
        if found is not None:
            return found
    return Sum("grant", "")


def _eligible(left: str, right: str) -> Sum | None:
    nouns = ELIGIBLE + r"(?:\s\w*(?:[Aa]usgaben|[Kk]osten|[Ii]nvestition\w*))?"
    if noun := _governing(nouns, left, right):
        return Sum("eligible-expenditure", noun)
    if re.match(r"\s\w*(?:sind|davon|als) (?:davon )?(?:zuwendungs|förder)fähig", right):
        return Sum("eligible-expenditure", "zuwendungsfähige Ausgaben")
    return None


def _share(left: str, right: str) -> Sum | None:
    if noun := _governing(SHARE, left, right):
        return Sum("other", noun)
    if OTHER_PAYER.search(left) and not re.search(r"\bLandes?\b[^.;,]*$", left[-40:]):
        return Sum("other", "Anteil anderer")
    return None


def _cost(left: str, right: str) -> Sum | None:
    if noun := _governing(COST, left, right):
        return Sum("total-cost", noun)
    if re.match(r"[^.,;]{0,20}\bgekostet\b", right):
        return Sum("total-cost", "Kosten")
    if INVESTS.search(left) and not re.search(r"\b(?:Land|Freistaat|Bund|Ministerium)\b", left):
        return Sum("total-cost", "Investition")
    return None


def _volume(left: str, right: str) -> Sum | None:
    noun = _governing(VOLUME, left, right)
    return Sum("programme-volume", noun) if noun else None


def _governing(noun: str, left: str, right: str) -> str:
    before = re.search(rf"(?P<noun>{noun})(?P<gap>[^;,]{{0,90}})$", left)
    if before and not ANOTHER_VERB.search(before["gap"]):
        return before["noun"].strip()
    after = re.match(rf"{DIRECTLY_AFTER}(?P<noun>(?:\w+en\s)?{noun})", right)
    return after["noun"].strip() if after else ""

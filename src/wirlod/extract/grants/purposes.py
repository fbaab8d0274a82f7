"""
What a grant is for: the phrase behind «für», «zur», «zum» that is neither recipient nor time.
"""

import re

from wirlod.extract.grants.money_words import COLLECTIVE
from wirlod.extract.text.reading import Span

OPENING = re.compile(
    r"\b(?:[Ff]ür|[Zz]ur|[Zz]um)\s(?:(?:die|den|das|ein|eine|einen|ihre?n?|seine?n?|deren|"
    r"dessen|dieses?|weitere|zwei|drei|das Projekt)\s)?"
    r"(?=(?:[a-zäöüß-]+\s){0,3}[A-ZÄÖÜ„»])"
)
NO_PURPOSE = re.compile(
    r"[Ff]ür (?:die |den |das |ein |dieses )?(?:\w+[enrs] )?(?:Förderperiode|"
    r"Förderzeitraum|Zeitraum|Jahre?n?|Laufzeit|Dauer|Zeit|Vielzahl)\b|"
    r"(?:[Zz]ur Verfügung|[Zz]um (?:Ausdruck|Beispiel|Teil|Jahr|Ende|\d|Thema|Einen|Anlass|"
    r"Auftakt|Termin|Abschluss|Dank|Ziel|Vorjahr|Wohl|Landkreis|Land)|"
    r"[Zz]ur (?:Übergabe|Seite|Zeit|Folge|Sache|Bescheidübergabe|Hälfte|Region|"
    r"Veranstaltung)|[Ff]ür (?:den Zeitraum|die Jahre?|das Jahr|die Zeit|die Dauer|"
    r"das Land|"
    r"die Förderperiode|das Haushaltsjahr|die Landesregierung|die kommenden|die nächsten|"
    r"den Landrat|die Region|die Zukunft|Landrat|Bürgermeister|die Laufzeit|"
    r"die gute|die Unterstützung|die Förderung|den Bescheid|das Engagement|"
    r"die Zusammenarbeit|den Einsatz|die Kommunen?|Soziales|Arbeit,|Wirtschaft|Umwelt|"
    r"Integration und Anti|"
    r"den Förderzeitraum|Kultus|Wissenschaft|Digital|Inneres|die Menschen|uns|alle|"
    r"insgesamt|rund|jeweils|je))"
)
NAME_BEFORE = re.compile(
    r"(?i:institut|ministerium|amt|dezernat|abteilung|büro|minister(?:in)?|sekretär(?:in)?|dienst|"
    r"beauftragte[rn]?|sprecher(?:in)?|referat)s?\s$"
)
"""«Institut für Stadtgeschichte» is a name, not a purpose."""
END = re.compile(
    r"\s\d[\d.,]*\s?(?:Euro|€|EUR|Mio|Mrd|Million)|\)|\s(?:aus|durch|nahm|nahmen|nimmt|"
    r"erhält|erhalten|"
    r"bewilligt|zur Verfügung|übergeben|überreicht|wurden?|"
    r"wird|werden|hat|haben|ist|sind|in Höhe|mit (?:rund |insgesamt |einer |einem |\d)|"
    r"von (?:rund |insgesamt |über |\d)|über (?:rund |insgesamt |\d)|bis (?:zum |Ende |\d)|"
    r"rund \d|insgesamt|heute|am \w+tag|fördert|gefördert|stellt|gibt|gehen|fließen|"
    r"bekommt|an (?:den|die|das|Landrat|Bürgermeister)|beantragt|eingesetzt|"
    r"verwendet|genutzt|zugesagt|gewährt|und (?:erhält|übergab|freut|dankte|wird|hat|damit)"
    r"|sowie \d|kann|können|soll|sollen|freuen|bereit|entgegen|beträgt|betragen|belaufen|"
    r"\d{1,3}(?:\.\d{3})+)\b"
    r"|[.;:!?](?:\s|$)|,\s|\s[–-]\s|\s\("
)

ONLY_RECIPIENTS = re.compile(
    rf"(?!.*(?:Maßnahmen|\bin der\b))(?:[a-zäöüß]+\s){{0,3}}{COLLECTIVE.pattern}(?:\s(?:im|"
    rf"in|aus|der|des|und)\s.{{0,50}})?"
)


def find_purpose(text: str, taken: list[Span], offset: int = 0) -> Span | None:
    """
    Find the phrase that says what the money is for, beside the spans already *taken*.

    >>> text = "Der Kreis erhält 5.000 Euro für die Sanierung der Halle."
    >>> span = find_purpose(text, [])
    >>> text[span.start:span.end]
    'Sanierung der Halle'
    """
    for match in OPENING.finditer(text):
        start = match.end()
        if NO_PURPOSE.match(text, match.start()) or NAME_BEFORE.search(text[: match.start()]):
            continue
        end = _end_of(text, start)
        span = Span(start + offset, end + offset)
        if end - start < 4 or any(t.start <= span.start < t.end for t in taken):
            continue
        if any(span.start <= t.start < span.start + 4 for t in taken):
            continue
        if ONLY_RECIPIENTS.fullmatch(text[start:end]):
            continue
        return span
    return None


def _end_of(text: str, start: int) -> int:
    if text[start] in "„»":
        closing = re.compile(r"[“”\"«]").search(text, start + 1)
        if closing:
            return closing.end()
    match = END.search(text, start)
    end = match.start() if match else len(text)
    return start + len(text[start:end].rstrip(' .,;:“”"'))

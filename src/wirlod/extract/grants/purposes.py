"""
What a grant is for, and which programme pays it under which of its priorities.

A purpose is the phrase behind «für», «zur», «zum» that is neither recipient nor time; a programme
is one that ``data/`` has, or one named as such.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from wirlod.extract.grants.money_words import COLLECTIVE
from wirlod.extract.names.gazetteer import Gazetteer, Priority, Programme
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


NAMED_PROGRAMME = re.compile(
    r"\b(?:(?:Landes|Bundes|Förder|EU-|Investitions|Sonder|Städtebauförder|Sofort)"
    r"?[Pp]rogramm(?:s|es)?|Förderlinie|Förderrichtlinie|Initiative|Projektförderung|"
    r"Förderschwerpunkt)\s[„\"»](?P<name>[^“”\"«\n]{3,90})[“”\"«]"
)
TELLING = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{7,}")


class Found(NamedTuple):
    """A name, its key in ``data/`` if it has one, and where it stands."""

    name: str
    key: str
    span: Span


def find_programme_and_priority(
    gazetteer: Gazetteer, text: str, sentence: Span, date: str | None
) -> list[Found]:
    """Find the programme that *sentence*, else *text* names, and its priority if it has some."""
    found = find_programme(text, gazetteer.programmes, date)
    own = find_programme(text[sentence.start : sentence.end], gazetteer.programmes, date)
    if own is not None:
        start, end = (sentence.start + at for at in own.span)
        found = own._replace(span=Span(start, end))
    if found is None:
        return []
    priority = find_priority(text, gazetteer.priorities) if found.key else None
    return [found] if priority is None else [found, priority]


def find_programme(
    text: str, programmes: Iterable[Programme], date: str | None = None
) -> Found | None:
    """Find the programme that *text* names; of two with one short name that of the *date*."""
    found = []
    for programme in programmes:
        match = _pattern(programme).search(text)
        if match:
            whole = match.group() != programme.short_name and programme.label in match.group()
            found.append((not whole, not programme.ran_on(date), programme, match))
    if found:
        _, _, programme, match = min(found, key=lambda item: item[:2])
        return Found(programme.label, programme.key, Span(match.start(), match.end()))
    match = NAMED_PROGRAMME.search(text)
    if match:
        return Found(match["name"], "", Span(match.start("name"), match.end("name")))
    return None


def _pattern(programme: Programme) -> re.Pattern[str]:
    """Match the whole name, or the short one where it surely is that of a programme."""
    label = re.escape(programme.label).replace("–", "[–-]")
    short = re.escape(programme.short_name)
    if not short:
        return re.compile(label)
    return re.compile(
        rf"{label}|[Pp]rogramm(?:s|es)?\s[„\"»]?{short}\b|\b{short}-[A-ZÄÖÜ]?[a-zäöü]\w+"
    )


def find_priority(text: str, priorities: Iterable[Priority]) -> Found | None:
    """Find the priority whose telling words stand first in *text*."""
    found = [
        Found(priority.key, priority.key, Span(match.start(), match.end()))
        for priority in priorities
        if (match := _telling_words(priority.label).search(text))
    ]
    return min(found, key=lambda item: item.span.start, default=None)


def _telling_words(label: str) -> re.Pattern[str]:
    """Match the long words of *label* in any case: «Vielfaltszentrum»."""
    stems = [word[: max(6, len(word) - 4)] for word in TELLING.findall(label)]
    return re.compile("|".join(rf"(?i:{re.escape(stem)})\w*" for stem in stems) or r"(?!)")

"""
Which programme pays, and which of its six priorities.
"""

import re
from typing import NamedTuple

from wirlod.extract.text.reading import Span

WIR_IN_FULL = re.compile(r"WIR\s[–-]\sVielfalt und Teilhabe")
WIR = re.compile(
    r"WIR\s[–-]\sVielfalt und Teilhabe|[Ll]andesprogramms?\s[„\"»]?WIR\b|"
    r"\bWIR-(?:[Ll]andes)?[Pp]rogramm\w*|"
    r"\bWIR-(?:Vielfaltszent\w+|Koordination\w*|Fallmanagement\w*|Förderrichtlinie|"
    r"Mitteln?|Stellen?)|[Pp]rogramms?\s[„\"»]?WIR\b"
)
OTHER_PROGRAMME = re.compile(
    r"\b(?:(?:Landes|Bundes|Förder|EU-|Investitions|Sonder|Städtebauförder|Sofort)"
    r"?[Pp]rogramm(?:s|es)?|Förderlinie|Förderrichtlinie|"
    r"Initiative|Projektförderung|Förderschwerpunkt)\s[„\"»](?P<name>[^“”\"«\n]{3,90})[“”\"«]"
)
PRIORITIES = (
    ("vielfaltszentren", re.compile(r"[Vv]ielfaltszent\w+")),
    ("laiendolmetschen", re.compile(
        r"\b[Ll]aiendolmetsch\w*|\b[Dd]olmetsch(?:pool|einsätze|dienst)\w*")),
    ("lotsen", re.compile(
        r"\b(?:[Ii]ntegrations)?[Ll]ots(?:e|en|innen)\b|\b[Ii]ntegrationslots\w*|-[Ll]ots\w+")),
    ("migrantenorganisationen", re.compile(
        r"\bMigrant\w*organisation\w*|\bMigrant\w*selbstorganisation\w*|\bMigrant\w*vereine?\w*")),
    ("strategien", re.compile(
        r"\b(?:Vielfalts- und )?Integrationsstrategie\w*|\bVielfaltsstrategie\w*|"
        r"\bIntegrations- und Vielfaltsstrategie")),
    ("modellprojekte", re.compile(
        r"\b(?:Innovations|Modell)projekt\w*|\binnovative\w* (?:Integrations\w*|Projekt\w*|"
        r"Teilhabe\w*)|\b(?:Integrations|Teilhabe)projekt\w*")),
)  # fmt: skip


class Found(NamedTuple):
    """A name and where it stands."""

    name: str
    span: Span


def find_programme(text: str, offset: int = 0) -> Found | None:
    """
    Find the programme that *text* names, WIR by its full name.

    >>> find_programme("aus dem Landesprogramm WIR").name
    'WIR – Vielfalt und Teilhabe'
    """
    match = WIR_IN_FULL.search(text) or WIR.search(text)
    if match:
        span = Span(match.start() + offset, match.end() + offset)
        return Found("WIR – Vielfalt und Teilhabe", span)
    match = OTHER_PROGRAMME.search(text)
    if match:
        return Found(match["name"], Span(match.start("name") + offset, match.end("name") + offset))
    return None


def find_priority(text: str, offset: int = 0) -> Found | None:
    """Find the funding priority that the words of *text* are about."""
    found = [
        (match.start(), name, match)
        for name, pattern in PRIORITIES
        if (match := pattern.search(text))
    ]
    if not found:
        return None
    _, name, match = min(found, key=lambda item: item[0])
    return Found(name, Span(match.start() + offset, match.end() + offset))


def find_only_priority(text: str) -> Found | None:
    """Find the priority of a text that speaks of a single one."""
    found = [name for name, pattern in PRIORITIES if pattern.search(text)]
    return find_priority(text) if len(found) == 1 else None

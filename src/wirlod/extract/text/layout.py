"""
What each paragraph is: a label, a date line, navigation, a contact block, or text.

Saved pages and mails carry words that are not the release: menus, image names, contacts, the
ministry's name of today. They are set aside before any fact is looked for.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from wirlod.extract.names import read_alternatives
from wirlod.extract.names.offices import CAPITALS
from wirlod.extract.text.reading import MARKS, Paragraph, Reading, Span
from wirlod.values.dates import MONTH, YEAR

LABEL = re.compile(
    rf"(?:{read_alternatives('labels')})(?:\s?(?:nr\.?|nummer)?\s?:?\s?[\d/ .-]+(?:/\s?\d+)?)?:?",
    re.I,
)
NAVIGATION = re.compile(rf"(?:(?>{read_alternatives('navigation')})(?!\w)[\s>|»›/·•:,-]*+)++", re.I)
CONTACT = re.compile(read_alternatives("contacts"))
CONTACT_HEADING = re.compile(read_alternatives("contact_headings"), re.I)
SMALL_PRINT = re.compile(read_alternatives("small_print"), re.I)
PLACE_WORD = rf"[{CAPITALS}][\w/-]+(?:\.[\w/-]+)*"
PLACE_NAME = (
    rf"(?:St\.\ )?{PLACE_WORD}(?:\ (?:am|an\ der|im|a\.|v\.\ ?d\.|i\.|ob|der|"
    rf"{PLACE_WORD})\ ?\w*){{0,3}}?"
)
DATE_WORDS = rf"(?:\d{{1,2}}\.\s?(?:{MONTH}|\d{{1,2}}\.)\s?(?:{YEAR}|\d\d)|{YEAR}-\d\d-\d\d)"
WEEKDAY_WORD = r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)\w{0,8},?\ (?:den\ )?)?"
PUBLISHING = r"(?:\ ?[|,–—·-]\ ?(?:Erstv|V)eröffentlich(?:ung|t)(?:\ \([^()]{1,20}\))?)"
DATE_LINE = re.compile(
    rf"(?:(?P<place>{PLACE_NAME})(?:,|\ \||\ [–-])?\ )?(?:den\ |am\ |vom\ )?{WEEKDAY_WORD}"
    rf"(?P<date>{DATE_WORDS})(?:,?\ (?:\d{{1,2}}[:.]\d\d(?:\ Uhr)?))?"
    rf"(?:\ ?[|,–·-]\ ?(?P<place_after>{PLACE_NAME}))?\.?{PUBLISHING}?"
)
LABELLED_DATE = re.compile(
    rf"\(?(?P<label>[\w ./:|–-]{{0,60}}?(?:Nr\.?|Datum|vom|Stand|Veröffentlicht|am|:|\||–|-|\d/\d+|"
    rf"\d)\s?:?\s){WEEKDAY_WORD}(?P<date>{DATE_WORDS})\.?\)?(?:\s?[|–—-].{{0,40}})?"
)
BODY_DATE_LINE = re.compile(
    rf"\(?(?P<place>{PLACE_NAME})(?:\ ?\([^)\d]{{1,30}}\))?(?:[,.]?\ \(?(?:den\ |"
    rf"am\ )?{WEEKDAY_WORD}(?P<date>{DATE_WORDS})\)?)?(?:\ \([^)]{{1,30}}\))?\s?(?:\.{{1,2}}|"
    rf"(?<=\d):|(?<=\d\))|\s[–|·-]|\s?[–|·-](?=\s))(?:\ ?\([^)]{{1,20}}\)\.?)?\ ?"
    r"(?=[„\"»A-ZÄÖÜ0-9])"
)
OPENING_DATE = re.compile(rf"(?P<date>{DATE_WORDS})\s?[–|-]\s")


class Block(NamedTuple):
    """A paragraph and what it is: label, date, noise, contact, heading, line or text."""

    paragraph: Paragraph
    number: int
    kind: str


def find_blocks(reading: Reading) -> list[Block]:
    """Say of every paragraph of *reading* what it is."""
    blocks: list[Block] = []
    in_contact = 0
    for number, paragraph in enumerate(reading.paragraphs):
        kind = _kind_of(reading, paragraph)
        heads_contact = kind == "contact" and CONTACT_HEADING.fullmatch(paragraph.text)
        if heads_contact and any(block.kind == "text" for block in blocks):
            in_contact = 6
        elif in_contact and len(paragraph.text) < 90 and not paragraph.text.endswith("."):
            in_contact -= 1
            kind = "contact"
        else:
            in_contact = 0
        blocks.append(Block(paragraph, number, kind))
    return blocks


def _kind_of(reading: Reading, paragraph: Paragraph) -> str:
    text = paragraph.text
    kind = next((kind for kind, is_it in _KINDS if is_it(text)), None)
    if kind is not None:
        return kind
    origin = reading.source_span(Span(paragraph.start, paragraph.end)).start
    if re.search(r"(^|\n)# $", reading.source[max(0, origin - 3) : origin]):
        return "heading"
    if MARKS["caption"].match(text):
        return "caption"
    ends_a_sentence = len(text) > 60 and re.search(r"[.!?][“”\"«)]?$", text)
    return "text" if len(text) > 160 or ends_a_sentence else "line"


def _is_small_print(text: str) -> bool:
    trail = len(text) < 200 and re.search(r"(?: [>|›»] .*){2}", text) is not None
    trail = trail and not (MARKS["money"].search(text) or MARKS["table_row"].search(text))
    return SMALL_PRINT.match(text) is not None or trail


_KINDS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("contact", lambda text: text.endswith(":") and CONTACT_HEADING.fullmatch(text)),
    ("noise", lambda text: len(text) < 200 and NAVIGATION.fullmatch(text)),
    ("noise", MARKS["file_name"].fullmatch),
    ("label", LABEL.fullmatch),
    ("date", DATE_LINE.fullmatch),
    ("date", LABELLED_DATE.fullmatch),
    ("contact", CONTACT_HEADING.fullmatch),
    ("contact", lambda text: len(text) < 300 and CONTACT.search(text)),
    ("noise", _is_small_print),
)
"""What to ask of a paragraph, in this order."""

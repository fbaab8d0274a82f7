"""
The timeline of each district and city: milestones as dots, grants as bars, over the same years.

Dates keep the precision they have: a year is drawn as the whole of it, never as its first day.
A grant without a stated start begins where something first documents it; one without a stated end
runs out pale.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from xml.etree.ElementTree import Element, SubElement

import msgspec

from wirlod.drawing.elements import COLOURS, RULE, canvas, link, rectangle, text
from wirlod.publish.answers import Row

QUERY = """
SELECT ?place ?thing ?de ?en ?start ?end {
  {
    VALUES ?place { %(places)s }
    ?body schema:areaServed ?place .
    ?thing schema:about ?body ; a wir:Milestone ; schema:startDate ?start ; rdfs:label ?de, ?en
    FILTER(LANG(?de) = "de" && LANG(?en) = "en")
    OPTIONAL { ?thing schema:endDate ?end }
  } UNION {
    VALUES ?place { %(places)s }
    ?body schema:areaServed ?place .
    ?thing wir:recipient ?body ; wir:firstDay ?start ; rdfs:label ?de, ?en
    FILTER(LANG(?de) = "de" && LANG(?en) = "en")
    OPTIONAL { ?thing wir:lastDay ?end }
  }
}
ORDER BY ?place STR(?start) ?thing
"""
"""
Labels are joined within each branch: outside, the engine joins all labels there are. What is
found twice, where two bodies of a place share it, stands side by side: to find it there costs no
memory, as it would cost the engine.
"""

TITLE = {"de": "Zeitleiste: {name}", "en": "Timeline: {name}"}
KEY = {
    "de": "Punkte sind Meilensteine, Balken Förderungen über ihre Laufzeit.",
    "en": "Dots are milestones, bars are grants over their period.",
}
LEFT_OUT = {"de": "und {count} weitere in der Liste", "en": "and {count} more in the list"}
MOST_ROWS = 30
"""How many events a picture shows; the page lists all."""

LONGEST_LABEL = 62
"""Characters of a label."""

LETTER = 7
"""How wide a letter of a label is, at most."""

WIDTH, ROW, TOP, YEAR = 440, 40, 30, 34


class Years(msgspec.Struct, frozen=True):
    """The years that all timelines of an edition show."""

    first: int
    last: int
    """The first year that is not shown any more."""

    @property
    def step(self) -> int:
        """How many years lie between two lines."""
        return max(1, (self.last - self.first) // 8)

    def position(self, date: str, after: bool = False) -> float:
        """Give the place of the beginning of *date* on the line, or of what comes after it."""
        parts = [int(part) for part in date.split("-")]
        months = parts[1] - 1 if len(parts) > 1 else 0
        step = (1 if len(parts) == 1 else 1 / 12) if after else 0
        share = (parts[0] - self.first + months / 12 + step) / (self.last - self.first)
        return round(min(max(share, 0), 1) * WIDTH, 1)


class Timeline(msgspec.Struct, frozen=True):
    """What a picture needs to know of all that happened in a place."""

    place: str
    """Its key."""
    events: list[Row]
    """The first of them, as many as a picture shows."""
    left_out: int
    years: Years
    """Those that all of them lie in."""


def write_query(places: Iterable[str], base_uri: str) -> str:
    """Ask what happened when at *places*, such as ``territory/kassel``."""
    return QUERY % {"places": " ".join(f"<{base_uri}id/{place}>" for place in places)}


def gather_timelines(rows: Iterable[Row]) -> Iterator[Timeline]:
    """
    Yield what happened in each place, out of *rows* in order, of which a few are held at a time.

    >>> event = {"place": "territory/fulda", "start": "2021-10", "thing": "grant/a"}
    >>> [one.years for one in gather_timelines([event, event, event | {"end": "2025"}])]
    [Years(first=2021, last=2026)]
    """
    for place, events in groupby(rows, key=itemgetter("place")):
        yield _gather(place.partition("/")[2], events)


def _gather(key: str, rows: Iterable[Row]) -> Timeline:
    shown: list[Row] = []
    left_out, years = 0, set[int]()
    for event in _distinct(rows):
        years.update(int(event[name][:4]) for name in ("start", "end") if event.get(name))
        if len(shown) < MOST_ROWS:
            shown.append(event)
        else:
            left_out += 1
    return Timeline(key, shown, left_out, Years(min(years), max(years) + 1))


def _distinct(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield each of *rows* once; what is the same is about the same thing, side by side."""
    for _, same in groupby(rows, key=itemgetter("start", "thing")):
        seen: list[Row] = []
        for row in same:
            if row not in seen:
                seen.append(row)
                yield row


def find_years(timelines: Iterable[Timeline]) -> Years:
    """Find the years that all events of an edition lie in."""
    found = [timeline.years for timeline in timelines]
    return Years(min(years.first for years in found), max(years.last for years in found))


def draw_timeline(title: str, timeline: Timeline, years: Years, language: str) -> Element:
    """Draw what happened in a place."""
    left_out = timeline.left_out
    height = TOP + (len(timeline.events) + (left_out > 0)) * ROW + 4
    svg = canvas(WIDTH, height, title)
    for year in range(years.first, years.last, years.step):
        left = years.position(str(year))
        rectangle(svg, (left, 18, 1, height - 18), RULE)
        if left + YEAR <= WIDTH:
            text(svg, (left + 3, 14), str(year), font_size="12")
    for number, event in enumerate(timeline.events):
        _draw_event(svg, event, TOP + number * ROW, years, language)
    if left_out > 0:
        text(svg, (0, height - 14), LEFT_OUT[language].format(count=left_out), font_size="13")
    return svg


def _draw_event(svg: Element, event: Row, top: float, years: Years, language: str) -> None:
    is_grant = event["thing"].startswith("grant/")
    start, end = event["start"], event.get("end", "" if is_grant else event["start"])
    left, right = years.position(start), years.position(end, after=True) if end else WIDTH
    anchor = link(svg, f"doc/{event['thing']}")
    if is_grant:
        bar = rectangle(anchor, (left, top + 20, max(right - left, 4), 12), COLOURS[2][0])
        bar.attrib |= {} if end else {"fill-opacity": "0.5", "stroke-dasharray": "4"}
    else:
        middle, colour = (left + right) / 2, COLOURS[3][0]
        dot = {"cx": f"{middle:g}", "cy": f"{top + 26:g}", "r": "6", "fill": colour}
        SubElement(anchor, "circle", dot)
    label = event[language]
    label = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
    overflows = left + len(label) * LETTER > WIDTH
    align = {"text_anchor": "end"} if overflows else {}
    text(anchor, (WIDTH if overflows else left, top + 14), label, font_size="13", **align)

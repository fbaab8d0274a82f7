"""
What a list says of each thing: its name, and a few columns per kind.

A column that no thing on the page has anything for is left out. What a line leads to is the thing
itself; another thing is a link where readers may go on to it, and a word where it only says what
kind of thing this is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress

import msgspec

from wirlod.facts import Facts
from wirlod.web.pages.events import say_dates
from wirlod.web.pages.naming import Value
from wirlod.web.pages.quotation import read_role
from wirlod.web.pages.reading import message
from wirlod.web.pages.sums import read_period, read_sum
from wirlod.web.pages.visit import Visit

LONGEST_WORDS = 160
"""How many characters of a quotation a line shows."""

SOURCES = 2
"""How many sources a line names."""

Cell = tuple[Value, ...]
Read = Callable[[Visit, Facts, str], Cell]
"""Reads one cell about a thing."""


class Line(msgspec.Struct, frozen=True):
    """One thing of a list."""

    link: Value
    cells: tuple[Cell, ...]


class Lines(msgspec.Struct, frozen=True):
    """The things of a list, with the headings of what is said of them."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Line, ...]


def named(property: str) -> Read:
    """Read the things that *property* names."""

    def read(visit: Visit, facts: Facts, thing: str) -> Cell:
        return tuple(visit.naming.thing(iri) for iri in facts.iris(thing, property))

    return read


def worded(property: str) -> Read:
    """Read what the things that *property* names are called."""
    read = named(property)

    def read_words(visit: Visit, facts: Facts, thing: str) -> Cell:
        found = read(visit, facts, thing)
        return tuple(msgspec.structs.replace(value, address="", foreign=False) for value in found)

    return read_words


def _sources(visit: Visit, facts: Facts, thing: str) -> Cell:
    """Name the first sources; a page elsewhere by its host, for its address says no more."""
    found = named("prov:hadPrimarySource")(visit, facts, thing)
    shown = [
        msgspec.structs.replace(source, text=source.text.partition("/")[0])
        if source.foreign
        else source
        for source in found[:SOURCES]
    ]
    more = visit.reader.gettext("and %(count)s more") % {"count": len(found) - SOURCES}
    return (*shown, Value(more)) if len(found) > SOURCES else tuple(shown)


def stated(property: str) -> Read:
    """Read the literals of *property*, in the reader's language."""

    def read(visit: Visit, facts: Facts, thing: str) -> Cell:
        found = visit.naming.choose(facts.all(thing, property))
        return (found,) if found else ()

    return read


def lifetime(start: str, end: str) -> Read:
    """Read since when, and until when, something has been there."""

    def read(visit: Visit, facts: Facts, thing: str) -> Cell:
        return text(visit.reader.lifetime(facts.text(thing, start), facts.text(thing, end)))

    return read


def text(written: str) -> Cell:
    """Make a cell of a text, an empty one of none."""
    return (Value(written),) if written else ()


def _dates(visit: Visit, facts: Facts, thing: str) -> Cell:
    return text(say_dates(visit.reader, facts, thing))


def _figure(visit: Visit, facts: Facts, thing: str) -> Cell:
    if found := read_sum(visit, facts, thing):
        return text(found.text)
    number = facts.text(thing, "wir:number")
    precision = facts.iri(thing, "wir:precision").rpartition("/")[2]
    said = visit.reader.number(number) if visit.reader.is_number(number) else number
    return text(visit.reader.qualify(said, precision) if number else "")


def _roles(visit: Visit, facts: Facts, thing: str) -> Cell:
    roles = (read_role(visit, role) for role in facts.iris(thing, "org:hasMembership"))
    return tuple(dict.fromkeys(role for role in roles if role))


def _words(visit: Visit, facts: Facts, thing: str) -> Cell:
    found = visit.naming.choose(facts.all(thing, "schema:text"))
    return (shorten(found),) if found else ()


def _exact(visit: Visit, facts: Facts, thing: str) -> Cell:
    words = facts.text(f"{thing}#quote", "oa:exact")
    return (shorten(Value(words, "de")),) if words else ()


def _quoted_in(visit: Visit, facts: Facts, thing: str) -> Cell:
    return named("oa:hasSource")(visit, facts, f"{thing}#target")


def _counted(visit: Visit, facts: Facts, thing: str) -> Cell:
    """Say what is counted, and for when: lines of the same measure differ by that."""
    counted = visit.naming.choose(facts.all(thing, "wir:counted"))
    if counted is None:
        return ()
    period = read_period(visit, facts, thing)
    named = f"{counted.text}, {period}" if period else counted.text
    return (msgspec.structs.replace(counted, text=named),)


def shorten(value: Value) -> Value:
    """Keep the beginning of a long text."""
    short = value.text
    if len(short) > LONGEST_WORDS:
        short = short[:LONGEST_WORDS].rpartition(" ")[0] + " …"
    return msgspec.structs.replace(value, text=short, address="")


def _no_name(visit: Visit, facts: Facts, thing: str) -> Cell:
    """Leave it at the label."""
    return ()


NAMES: Mapping[str, tuple[str, Read]] = {
    "evidence": (message("Words"), _exact),
    "figure": (message("What is counted"), _counted),
    "quotation": (message("Words"), _words),
}
"""Kind → heading and reader of its name, where columns say the rest of its label."""

COLUMNS: Mapping[str, Sequence[tuple[str, Read]]] = {
    "concept": (
        (message("Definition"), stated("skos:definition")),
        (message("Code list"), named("skos:inScheme")),
    ),
    "evidence": (
        (message("Supports"), worded("wir:supportsProperty")),
        (message("In the text"), _quoted_in),
    ),
    "figure": (
        (message("Value"), _figure),
        (message("As of"), stated("wir:asOf")),
        (message("Source"), _sources),
    ),
    "guideline": (
        (message("Dated"), stated("eli:date_document")),
        (message("In force since"), stated("eli:first_date_entry_in_force")),
        (message("Programme"), named("wir:programme")),
    ),
    "handover": (
        (message("Date"), _dates),
        (message("Place"), named("schema:location")),
        (message("Handed over by"), named("wir:givenBy")),
        (message("Received by"), named("wir:receivedBy")),
    ),
    "milestone": (
        (message("Date"), _dates),
        (message("Kind"), worded("dct:type")),
        (message("About"), named("schema:about")),
    ),
    "organisation": (
        (message("Kind"), worded("org:classification")),
        (message("Works in"), named("schema:areaServed")),
        (message("Part of"), named("org:unitOf")),
        (message("In existence"), lifetime("schema:foundingDate", "schema:dissolutionDate")),
    ),
    "person": ((message("Role"), _roles),),
    "priority": (
        (message("Number"), stated("skos:notation")),
        (message("Definition"), stated("skos:definition")),
    ),
    "programme": (
        (message("Period"), lifetime("schema:startDate", "schema:endDate")),
        (message("Funder"), named("schema:funder")),
    ),
    "quotation": (
        (message("Speaker"), named("schema:creator")),
        (message("In the text"), named("schema:isPartOf")),
    ),
    "territory": (
        (message("Kind"), worded("dct:type")),
        (message("Lies in"), named("schema:containedInPlace")),
        (message("Official key (AGS)"), stated("schema:identifier")),
    ),
}
"""Kind → heading of a column and what reads it."""


def read_lines(visit: Visit, kind: str, things: Iterable[str]) -> Lines:
    """Say what a list says of *things*."""
    listed = list(things)
    facts = visit.facts(listed)
    heading, read_name = NAMES.get(kind, (message("Name"), _no_name))
    columns = COLUMNS.get(kind, ())
    rows = [tuple(read(visit, facts, thing) for _, read in columns) for thing in listed]
    filled = [any(row[place] for row in rows) for place in range(len(columns))]
    return Lines(
        name=visit.reader.gettext(heading),
        headings=tuple(visit.reader.gettext(title) for title, _ in compress(columns, filled)),
        rows=tuple(
            Line(_link(visit, thing, read_name(visit, facts, thing)), tuple(compress(row, filled)))
            for thing, row in zip(listed, rows, strict=True)
        ),
    )


def _link(visit: Visit, thing: str, name: Cell) -> Value:
    """Lead to *thing* by its *name*, by its label where it has none."""
    link = visit.naming.thing(thing)
    return msgspec.structs.replace(name[0], address=link.address) if name else link

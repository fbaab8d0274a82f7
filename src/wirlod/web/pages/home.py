"""
The home page: what this is, the programme in figures, the newest releases, ways in.
"""

import msgspec

from wirlod.facts import Facts
from wirlod.query.listing import Listing
from wirlod.query.overview import find_newest_figures
from wirlod.web.pages.charts import read_chart
from wirlod.web.pages.grants import build_listing, total_of
from wirlod.web.pages.naming import Value
from wirlod.web.pages.sources import named_on
from wirlod.web.pages.sums import Sum, read_sum
from wirlod.web.pages.visit import Visit

MEASURES = ("measure-centres", "centre-funding")
"""The figures a visitor asks for first."""

NEWEST = 6
"""Releases that are shown."""


class Figure(msgspec.Struct, frozen=True):
    """A reported figure with what is needed to trust it."""

    number: str
    counted: Value | None
    period: str
    as_of: str
    link: Value
    sources: tuple[Value, ...]


class Report(msgspec.Struct, frozen=True):
    """A release in a list."""

    link: Value
    date: str
    publisher: Value | None


def show_home(visit: Visit) -> dict[str, object]:
    """Gather what the home page shows."""
    store, manifest = visit.opened.store, visit.opened.edition.manifest
    figures = [find_newest_figures(store, visit.iri(f"concept:{measure}")) for measure in MEASURES]
    newest = Listing(kind="release", size=NEWEST, sort="-date")
    releases = visit.opened.directory.list_things(newest).things
    facts = visit.facts([*(iri for found in figures for iri in found), *releases])
    return {
        "figures": [
            [read_figure(visit, facts, iri) for iri in found] for found in figures if found
        ],
        "releases": [read_report(visit, facts, iri) for iri in releases],
        "overview": visit.opened.remembered.get("grants", visit.opened.directory.count_grants),
        "total": total_of(visit, build_listing(visit, {})),
        "has_centres": visit.iri("wir:DiversityCentre") in manifest.classes,
        "has_priorities": bool(manifest.records.get("priority")),
        "has_quality": (visit.opened.edition.folder / "quality.json").is_file(),
        "charts": [chart for name in ("map",) if (chart := read_chart(visit, name))],
    }


def read_figure(visit: Visit, facts: Facts, iri: str) -> Figure:
    """Read one reported figure."""
    found: Sum | None = read_sum(visit, facts, iri)
    number = facts.text(iri, "wir:number")
    precision = facts.iri(iri, "wir:precision")
    return Figure(
        number=found.text if found else count_words(visit, number, precision),
        counted=visit.naming.choose(facts.all(iri, "wir:counted")),
        period=found.period if found else "",
        as_of=visit.reader.date(facts.text(iri, "wir:asOf")),
        link=visit.naming.thing(iri),
        sources=tuple(
            visit.naming.thing(source) for source in facts.iris(iri, "prov:hadPrimarySource")
        ),
    )


def count_words(visit: Visit, number: str, precision: str) -> str:
    """Write a count with its precision."""
    written = visit.reader.number(number) if number else ""
    return visit.naming.reader.qualify(written, precision.rpartition("/")[2])


def read_report(visit: Visit, facts: Facts, iri: str) -> Report:
    """Read one release as a line of a list."""
    publisher = facts.iri(iri, "dct:publisher")
    return Report(
        link=visit.naming.thing(iri),
        date=visit.reader.date(facts.text(iri, "dct:issued")),
        publisher=named_on(visit, publisher, facts.text(iri, "dct:issued")) if publisher else None,
    )

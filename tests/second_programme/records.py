"""
The records of the second programme: thirty grants to the districts and cities of one state.

No centres, no posts, no handovers, no people, no map laid out. Written with the columns that the
tables have now; the programme, its money and its releases are invented.
"""

import csv
import json
import shutil
from pathlib import Path

from wirlod.publish.records.kinds import TABLES
from wirlod.publish.records.row import columns

PLACES = {
    "flensburg": ("Flensburg", "01001", "district-free-city"),
    "kiel": ("Kiel", "01002", "district-free-city"),
    "luebeck": ("Lübeck", "01003", "district-free-city"),
    "neumuenster": ("Neumünster", "01004", "district-free-city"),
    "dithmarschen": ("Dithmarschen", "01051", "district"),
    "herzogtum-lauenburg": ("Herzogtum Lauenburg", "01053", "district"),
    "nordfriesland": ("Nordfriesland", "01054", "district"),
    "ostholstein": ("Ostholstein", "01055", "district"),
    "pinneberg": ("Pinneberg", "01056", "district"),
    "ploen": ("Plön", "01057", "district"),
    "rendsburg-eckernfoerde": ("Rendsburg-Eckernförde", "01058", "district"),
    "schleswig-flensburg": ("Schleswig-Flensburg", "01059", "district"),
    "segeberg": ("Segeberg", "01060", "district"),
    "steinburg": ("Steinburg", "01061", "district"),
    "stormarn": ("Stormarn", "01062", "district"),
}
SOURCE = "auftakt-2024"
LATER = "zweite-runde-2026"
Row = dict[str, str]


def territories() -> list[Row]:
    state = {
        "key": "schleswig-holstein",
        "type": "state",
        "label": "Schleswig-Holstein",
        "ags": "01",
        "nuts": "DEF",
        "political_geocoding": "http://dcat-ap.de/def/politicalGeocoding/stateKey/01",
        "sources": SOURCE,
    }
    return [state] + [
        {
            "key": key,
            "type": kind,
            "label": label,
            "ags": official_key,
            "within": "schleswig-holstein",
            "sources": SOURCE,
        }
        for key, (label, official_key, kind) in PLACES.items()
    ]


def organisations() -> list[Row]:
    ministry = {
        "key": "zusammenhaltsministerium",
        "type": "ministry",
        "label": "Ministerium für Zusammenhalt",
        "label_en": "Ministry for Cohesion",
        "territory": "schleswig-holstein",
        "sources": SOURCE,
    }
    return [ministry] + [
        {
            "key": body(key),
            "type": "local-authority",
            "label": f"{'Stadt' if kind == 'district-free-city' else 'Kreis'} {label}",
            "label_en": f"{'City' if kind == 'district-free-city' else 'District'} of {label}",
            "territory": key,
            "sources": SOURCE,
        }
        for key, (label, _, kind) in PLACES.items()
    ]


def body(place: str) -> str:
    """The key of the corporation of a place."""
    return f"{'stadt' if PLACES[place][2] == 'district-free-city' else 'kreis'}-{place}"


def grants() -> list[Row]:
    rows = []
    for number, place in enumerate(PLACES):
        amount = str(40_000 + 7_500 * number)
        rows.append(grant(place, "2024", {"amount": amount, "precision": "exact"}))
        bound = {"minimum": amount, "precision": "at-least"}
        rounded = {"amount": amount, "precision": "approximate"}
        rows.append(grant(place, "2026", bound if number % 5 == 0 else rounded))
    return rows


def grant(place: str, year: str, amount: Row) -> Row:
    return {
        "key": f"{body(place)}-{year}",
        "recipient": body(place),
        "programme": "kueste-verbindet",
        "guideline": "kueste-verbindet-2023",
        "priority": "haefen" if year == "2024" else "inseln",
        "purpose": "Begegnungsorte am Wasser",
        "purpose_en": "Places to meet by the water",
        **amount,
        "sum_kind": "grant",
        "currency": "EUR",
        "start": year,
        "end": str(int(year) + 1),
        "funder": "zusammenhaltsministerium",
        "sources": SOURCE if year == "2024" else LATER,
        "basis": "stated",
    }


def claims(granted: list[Row]) -> list[Row]:
    same = ("amount", "minimum", "precision", "sum_kind", "currency", "start", "end")
    return [
        {
            "grant": row["key"],
            "key": "meldung",
            "source": row["sources"],
            "preferred": "yes",
            **{name: row.get(name, "") for name in same},
        }
        for row in granted
    ]


def rules() -> dict[str, list[Row]]:
    return {
        "programmes.csv": [
            {
                "key": "kueste-verbindet",
                "label": "Küste verbindet",
                "label_en": "The Coast Connects",
                "funder": "zusammenhaltsministerium",
                "start": "2024",
                "sources": SOURCE,
            }
        ],
        "guidelines.csv": [
            {
                "key": "kueste-verbindet-2023",
                "title": "Förderrichtlinie Küste verbindet",
                "title_en": "Funding guideline of The Coast Connects",
                "programme": "kueste-verbindet",
                "date": "2023-11",
                "sources": SOURCE,
            }
        ],
        "priorities.csv": [
            {
                "key": key,
                "label": label,
                "label_en": english,
                "definition": f"Förderung für {label}.",
                "definition_en": f"Grants for {english}.",
                "guideline": "kueste-verbindet-2023",
                "sources": SOURCE,
            }
            for key, label, english in (
                ("haefen", "Häfen als Orte der Begegnung", "Harbours as places to meet"),
                ("inseln", "Inseln und Halligen", "Islands and holms"),
            )
        ],
    }


def write_records(folder: Path) -> None:
    """Write the whole folder of records: tables, releases, outlines, publication.yaml."""
    here = Path(__file__).parent
    shutil.copytree(here / "releases", folder / "releases")
    shutil.copy(here / "publication.yaml", folder)
    granted = grants()
    tables = {
        **rules(),
        "territories.csv": territories(),
        "organisations.csv": organisations(),
        "grants.csv": granted,
        "claims.csv": claims(granted),
    }
    for row_type in TABLES:
        if row_type.is_optional:
            continue
        with (folder / row_type.file).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns(row_type), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(tables.get(row_type.file, []))
    (folder / "geometry").mkdir()
    (folder / "geometry/squares.geojson").write_text(json.dumps(outlines()), encoding="utf-8")


def outlines() -> dict[str, object]:
    """A square for each place, in rows of four."""
    return {
        "type": "FeatureCollection",
        "features": [
            square(label, official_key, 9 + number % 4 * 0.4, 54.8 - number // 4 * 0.25)
            for number, (label, official_key, _) in enumerate(PLACES.values())
        ],
    }


def square(label: str, official_key: str, west: float, north: float) -> dict[str, object]:
    east, south = west + 0.4, north - 0.25
    ring = [[west, north], [east, north], [east, south], [west, south], [west, north]]
    return {
        "type": "Feature",
        "properties": {"ags": official_key, "name": label},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }

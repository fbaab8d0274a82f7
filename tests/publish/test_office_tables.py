"""Tables of offices become things, each value with its cell; every table here is invented."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from pyoxigraph import QuerySolutions, Store
from tests.sheets.tables import write

from wirlod.edition import Edition
from wirlod.errors import Problem
from wirlod.intake.importing import keep_import, read_import
from wirlod.kinds import prefixes
from wirlod.publish.consistency.amounts import find_stated_twice
from wirlod.publish.index import new_index
from wirlod.publish.publisher import publish
from wirlod.publish.records.offices import find_office_rows
from wirlod.publish.statements import find_entries
from wirlod.settings import Settings
from wirlod.web import create_app

MAPPING = """\
name: musterliste
source:
  title: Musterliste
  publisher: Musteramt
  url: https://example.org/liste
  licence: http://dcat-ap.de/def/licenses/cc-by/4.0
  attribution: Musteramt, Musterstadt
columns:
  recipient: Empfänger
  place: Ort
  purpose: Zweck
  start: Beginn
  end: Ende
sums: [{column: Betrag, kind: grant}, {column: Kosten, kind: eligible-expenditure}]
constants: {state: "06", programme: wir}
key: Nr
"""
HEADER = "Nr;Empfänger;Ort;Zweck;Beginn;Ende;Betrag;Kosten"
ROWS = (
    "A-1;Verein Abendrot e.V.;Witzenhausen;Chorprobe;01.02.2015;31.12.2015;1.234,56;",
    "A-2;Magistrat der Stadt Kassel;Kassel;Orgel;01.03.2015;31.12.2015;2.000,00;2.500,00",
    "A-3;Erika Muster;Eschwege;Atelier von Erika Muster;05.03.2015;31.12.2016;500,00;",
    "A-4;Verein Abendrot e. V.;Witzenhausen;Noten;2016;2016;k.A.;900,00",
    "A-5;Verein Abendrot e.V.;Witzenhausen;Flügel;01.02.2015;31.12.2015;viel;",
    "Summe;;;;;;3.734,56;",
)


def bring(settings: Settings, folder: Path, *rows: str) -> None:
    """Import a table into the records of *settings*."""
    mapping = folder / "liste.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    table = write(folder, HEADER, *rows)
    found = read_import(table, mapping, settings.data, folder / "faults.csv")
    keep_import(found, mapping, "2026-01-02", folder / "editions")


@pytest.fixture
def listed(spoiled: Settings, tmp_path: Path) -> Settings:
    """The real records with an office's table beside them."""
    bring(spoiled, tmp_path, *ROWS)
    return spoiled


def stated(settings: Settings) -> dict[str, dict[str, str]]:
    """What the tables state, by kind and key."""
    found = {}
    for row in find_office_rows(settings.data):
        assert not isinstance(row, Problem), row
        found[f"{row[0].target.partition('/')[0]}/{row[1]['key']}"] = row[1]
    return found


def test_the_rows_break_no_rule(
    listed: Settings, find_source_problems: Callable[[Settings], list[Problem]]
) -> None:
    assert find_source_problems(listed) == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("Magistrat der Stadt Kassel;Kassel;Stellen;01.03.2022;31.12.2025;555.000,00", 1),
        ("Magistrat der Stadt Kassel;Kassel;Stellen;01.03.2022;31.12.2025;555.001,00", 0),
        ("Kreisausschuss des Werra-Meißner-Kreises;Eschwege;Stellen;2021;2025;500.000,00", 1),
        ("Kreisausschuss des Werra-Meißner-Kreises;Eschwege;Stellen;2022;2025;500.000,00", 0),
    ],
)
def test_a_grant_that_two_files_state_is_warned_of(
    spoiled: Settings, tmp_path: Path, row: str, found: int
) -> None:
    bring(spoiled, tmp_path, f"A-7;{row};", ROWS[0])
    with new_index(tmp_path / "index.sqlite") as index:
        index.add(find_entries(spoiled.data, index))
        index.settle()
        twice = list(find_stated_twice(index.register))

    assert [problem.origin.path.name for problem in twice] == ["1-liste.csv"] * found
    assert all("grants.csv" in problem.message for problem in twice)


def test_a_row_is_a_grant_with_its_cells(listed: Settings) -> None:
    grant = stated(listed)["grant/musterliste-a-1"]

    assert (grant["amount"], grant["start"], grant["programme"]) == ("1234.56", "2015-02-01", "wir")
    assert (grant["row_number"], grant["sheet"]) == ("2", "1-liste.csv")
    assert "G «Betrag»: 1.234,56" in grant["cells"].split("\n")


def test_a_known_body_is_not_stated_again(listed: Settings) -> None:
    found = stated(listed)

    assert found["grant/musterliste-a-2"]["recipient"] == "stadt-kassel"
    assert "organisation/stadt-kassel" not in found
    assert found["organisation/verein-abendrot-ev-witzenhausen"]["type"] == "association"
    assert found["grant/musterliste-a-4"]["recipient"] == "verein-abendrot-ev-witzenhausen"


def test_a_person_is_nameless_with_district_and_years(listed: Settings) -> None:
    found = stated(listed)
    (key,) = [key for key, row in found.items() if row.get("recipient", "").startswith("natuer")]
    grant = found[key]

    assert "Erika" not in str(found)
    assert "Muster," not in str(grant)
    assert "a-3" not in key
    assert grant["recipient"] == "natuerliche-personen-06636"
    assert (grant["start"], grant["end"], grant["purpose"], grant["cells"]) == (
        "2015",
        "2016",
        "",
        "",
    )


def test_the_table_says_what_became_of_its_rows(listed: Settings) -> None:
    table = stated(listed)["release/tabelle-musterliste"]

    assert table["abstract_en"].startswith(
        "7 rows read, of which 4 are published, 2 left out by rule, 1 refused for faults."
    )
    assert table["licence"] == "http://dcat-ap.de/def/licenses/cc-by/4.0"
    assert "SHA-256" in table["note"]


def test_what_a_newer_file_no_longer_lists_stays(listed: Settings, tmp_path: Path) -> None:
    before = stated(listed)
    bring(listed, tmp_path, ROWS[0].replace("1.234,56;", "2.234,56"), ROWS[3])
    after = stated(listed)

    grants = {key for key in before if key.startswith("grant/")}
    assert grants == {key for key in after if key.startswith("grant/")}
    assert after["grant/musterliste-a-1"]["amount"] == "2234.56"
    assert after["grant/musterliste-a-1"]["sheet"] == "2-liste.csv"
    assert after["grant/musterliste-a-2"]["sheet"] == "1-liste.csv"


def test_a_file_that_was_changed_by_hand_is_refused(listed: Settings) -> None:
    path = listed.data / "tables/musterliste/1-liste.csv"
    path.write_bytes(path.read_bytes().replace(b"2.000", b"9.000"))
    problems = [row for row in find_office_rows(listed.data) if isinstance(row, Problem)]

    assert [problem.message[:34] for problem in problems] == ["is not the file that was imported:"]


def test_a_name_without_a_match_is_refused(listed: Settings) -> None:
    path = listed.data / "tables/musterliste/matches.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "Kassel" not in line), encoding="utf-8")
    problems = [row for row in find_office_rows(listed.data) if isinstance(row, Problem)]

    assert [str(problem) for problem in problems] == [
        f"{listed.data}/tables/musterliste/1-liste.csv:3: found 'Magistrat der Stadt Kassel', "
        "which is not in matches.csv: run 'wirlod import' again"
    ]


@pytest.mark.slow
def test_a_table_is_published_like_everything(listed: Settings) -> None:
    settings = msgspec.structs.replace(listed, base_uri="https://daten.example.org/wir/")
    edition = publish(settings, datetime(2026, 11, 23, 12, tzinfo=UTC), lambda line: None)
    page, table = read_pages(settings, "grant/musterliste-a-1", "release/tabelle-musterliste")
    rows = read_download(edition, "tabelle-musterliste.csv")
    operations = read_download(edition, "tabelle-musterliste-operations.csv")

    named = {row["Identifier"] for row in rows if "-a-" in row["Identifier"]}
    assert named == {"musterliste-a-1", "musterliste-a-2", "musterliste-a-4"}
    assert len(rows) == 4
    assert sum(float(row["Support Awarded"] or 0) for row in operations) == 3734.56
    assert sum(float(row["Total Eligible Expenditure"] or 0) for row in operations) == 900
    assert ask(edition, settings, "?d a dcat:Dataset ; dct:title 'Musterliste'@de") == 0
    assert ask(edition, settings, "?g prov:wasDerivedFrom/csvw:rownum 2") == 1
    beside = "?g wir:claim/schema:amount/schema:value ?sum FILTER(?sum = 2500)"
    assert ask(edition, settings, beside) == 1
    catalogue = (edition.folder / "catalogue.ttl").read_text("utf-8")
    assert "tabelle-musterliste" in catalogue
    assert "licenses/cc-by/4.0" in catalogue
    assert "Row 2 of 1-liste.csv" in page
    assert 'G «Betrag»</th><td lang="de">1.234,56</td>' in page
    assert "grant.en.html?sources=release/tabelle-musterliste" in table


def read_pages(settings: Settings, *things: str) -> list[str]:
    """Ask for the pages of things, as a visitor does."""
    client = create_app(msgspec.structs.replace(settings, query_workers=1)).test_client()
    return [client.get(f"/doc/{thing}.en.html").get_data(as_text=True) for thing in things]


def read_download(edition: Edition, name: str) -> list[dict[str, str]]:
    with (edition.folder / "dumps" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ask(edition: Edition, settings: Settings, pattern: str) -> int:
    store = Store.read_only(str(edition.folder / "store"))
    query = f"SELECT * {{ {pattern} }}"
    found = store.query(query, prefixes=prefixes(settings.base_uri))
    assert isinstance(found, QuerySolutions)
    return len(list(found))

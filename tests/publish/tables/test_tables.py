"""The flat tables: what they hold, and what the tools of their standards say of them."""

import csv
import json
from pathlib import Path

import duckdb
import pytest
from pyoxigraph import Literal, NamedNode, Store

from wirlod.edition import Edition
from wirlod.kinds import prefixes
from wirlod.publish.tables import TABLES
from wirlod.publish.tables.table import Table


@pytest.fixture(scope="module")
def folder(edition: Edition) -> Path:
    return edition.dumps_folder


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "kind"), [("grants", "grant"), ("releases", "release"), ("figures", "figure")]
)
def test_a_table_has_one_row_for_each_thing(
    folder: Path, edition: Edition, name: str, kind: str
) -> None:
    keys = [row["Identifier"] for row in read_rows(folder / f"{name}.csv")]

    assert len(keys) == len(set(keys)) == edition.manifest.records[kind]


def test_the_grant_of_the_first_release_reads_as_stated(folder: Path) -> None:
    rows = {row["Identifier"]: row for row in read_rows(folder / "grants.csv")}
    row = rows["werra-meissner-kreis-2021"]

    assert row["Recipient Org:Name"] == "Werra-Meißner-Kreis"
    assert (row["Amount Awarded"], row["Amount Precision"]) == ("500000", "approximate")
    assert (row["Planned Dates:Start Date"], row["Planned Dates:End Date"]) == ("2021", "2025")


def test_excel_gets_a_mark_semicolons_and_decimal_commas(folder: Path) -> None:
    content = (folder / "figures-excel.csv").read_bytes()
    text = content.decode("utf-8-sig")

    assert content.startswith(b"\xef\xbb\xbf")
    assert text.splitlines()[0].startswith("Identifier;URL;Measure")
    assert text.count("\r\n") == len(read_rows(folder / "figures.csv")) + 1


@pytest.mark.parametrize("name", TABLES)
def test_the_parquet_file_holds_the_same_rows(folder: Path, name: str) -> None:
    found = duckdb.read_parquet(str(folder / f"{name}.parquet"))
    keys = [row[0] for row in found.fetchall()]

    assert found.columns == [column.title for column in TABLES[name].columns]
    assert keys == [row["Identifier"] for row in read_rows(folder / f"{name}.csv")]


def test_sums_are_decimal_in_parquet_and_umlauts_are_right(folder: Path) -> None:
    path = folder / "grants.parquet"
    query = 'SELECT SUM("Amount Awarded"), ANY_VALUE("Recipient Org:Name") FROM read_parquet(?)'
    query += " WHERE \"Recipient Org:Name\" LIKE 'Werra-Mei%'"

    total, name = duckdb.execute(query, [str(path)]).fetchall()[0]

    assert str(total).endswith(".00")
    assert name == "Werra-Meißner-Kreis"


@pytest.mark.parametrize("name", TABLES)
def test_csv_on_the_web_finds_no_fault(folder: Path, name: str) -> None:
    from csvw import CSVW  # noqa: PLC0415 - slow to import

    path = folder / f"{name}.csv"
    package = CSVW(str(path), md_url=f"{path}-metadata.json", validate=True)

    assert package.is_valid
    assert len(list(package.tables[0])) == len(read_rows(path))


def test_frictionless_finds_no_fault(folder: Path) -> None:
    from frictionless import validate  # noqa: PLC0415 - slow to import

    report = validate(str(folder / "datapackage.json"))

    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(TABLES)


def test_the_data_package_names_its_files_with_their_sizes(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text())

    for resource in package["resources"]:
        assert (folder / resource["path"]).stat().st_size == resource["bytes"]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_column_says_where_its_values_are(table: Table) -> None:
    assert set(table.paths) == {column.variable for column in table.columns}


GRANTS = """
SELECT ?identifier ?url ?title ?description ?currency ?amount ?awarded ?start ?end
  ?recipient ?recipient_name ?funder ?funder_name ?programme ?programme_title
  ?place ?code ?code_type ?country ?sources
  ?title_en ?stated ?minimum ?maximum ?precision ?kind ?per ?counting ?authority ?priority
  ?area_name ?area_code ?in_territory
{
  ?url a wir:Grant ; dct:identifier ?identifier ; rdfs:label ?title, ?title_en .
  FILTER(LANG(?title) = "de" && LANG(?title_en) = "en")
  ?url wir:recipient ?recipient .
  ?recipient rdfs:label ?recipient_name . FILTER(LANG(?recipient_name) = "de")
  OPTIONAL { ?url wir:purpose ?description . FILTER(LANG(?description) = "de") }
  OPTIONAL { ?url wir:grantedAmount ?amount }
  OPTIONAL { ?url wir:amount ?stated }
  ?url wir:counting ?c . BIND(STRAFTER(STR(?c), "/id/concept/") AS ?counting)
  OPTIONAL {
    ?url schema:amount ?money . ?money schema:currency ?currency .
    OPTIONAL { ?money schema:minValue ?minimum }
    OPTIONAL { ?money schema:maxValue ?maximum }
    OPTIONAL { ?money wir:precision ?p . BIND(STRAFTER(STR(?p), "/id/concept/") AS ?precision) }
    OPTIONAL { ?money wir:sumKind ?k . BIND(STRAFTER(STR(?k), "/id/concept/") AS ?kind) }
    OPTIONAL { ?money wir:per ?each . BIND(STRAFTER(STR(?each), "/id/concept/") AS ?per) }
  }
  OPTIONAL { ?url wir:notice/dct:date ?awarded }
  OPTIONAL { ?url dct:temporal/dcat:startDate ?start }
  OPTIONAL { ?url dct:temporal/dcat:endDate ?end }
  OPTIONAL {
    ?url schema:funder ?funder . ?funder rdfs:label ?funder_name .
    FILTER(LANG(?funder_name) = "de")
  }
  OPTIONAL {
    ?url wir:grantingAuthority/rdfs:label ?authority . FILTER(LANG(?authority) = "de")
  }
  OPTIONAL {
    ?url wir:programme ?programme . ?programme rdfs:label ?programme_title .
    FILTER(LANG(?programme_title) = "de")
  }
  OPTIONAL { ?url wir:priority ?q . BIND(STRAFTER(STR(?q), "/id/priority/") AS ?priority) }
  OPTIONAL {
    ?url dct:spatial ?benefits . ?benefits rdfs:label ?place . FILTER(LANG(?place) = "de")
    BIND("DE" AS ?country)
    OPTIONAL { ?benefits schema:identifier ?code . BIND("AGS" AS ?code_type) }
  }
  OPTIONAL {
    ?url wir:recipientTerritory ?area . ?area rdfs:label ?area_name .
    FILTER(LANG(?area_name) = "de")
    OPTIONAL { ?area schema:identifier ?area_code }
  }
  OPTIONAL {
    SELECT ?url (GROUP_CONCAT(STR(?territory); separator=" ") AS ?in_territory)
    { ?url wir:inTerritory ?territory } GROUP BY ?url
  }
  { SELECT ?url (GROUP_CONCAT(STR(?source); separator=" ") AS ?sources)
    { ?url prov:hadPrimarySource ?source } GROUP BY ?url }
}
ORDER BY ?identifier
"""
"""What the table of grants says, asked of the store; no row where something required is missing."""


def test_the_table_of_grants_says_what_the_store_says(edition: Edition, folder: Path) -> None:
    store = Store.read_only(str(edition.store_folder))
    found = store.query(GRANTS, prefixes=prefixes(edition.manifest.base_uri))
    titles = {column.variable: column.title for column in TABLES["grants"].columns}
    several = {column.variable for column in TABLES["grants"].columns if column.several}
    asked = [
        {titles[name]: cell_of(row[name], is_list=name in several) for name in titles}
        for row in found
    ]

    assert len(asked) > 20
    assert read_rows(folder / "grants.csv") == asked


def cell_of(term: NamedNode | Literal | None, *, is_list: bool) -> str:
    text = term.value if term else ""
    return " ".join(sorted(text.split())) if is_list else text

"""The flat tables: what they hold, and what the tools of their standards say of them."""

import csv
import json
from pathlib import Path

import duckdb
import pytest

from wirlod.edition import Edition
from wirlod.publish.tables.steps import TABLES
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
def test_no_part_of_a_query_looks_at_more_than_the_things_named(table: Table) -> None:
    parts = table.query.count("SELECT")

    assert parts
    assert table.query.count("VALUES ?url { $things }") == parts

"""The step of publishing that makes files of the tables, whose rows are picked before."""

from collections.abc import Iterator
from pathlib import Path

from wirlod.edition import Dump
from wirlod.formats import CSV, CSV_METADATA, EXCEL, JSON, PARQUET
from wirlod.kinds.datasets import DATASETS
from wirlod.kinds.kind import Kind
from wirlod.publish.draft import Draft
from wirlod.publish.dumps import describe_file, write_json
from wirlod.publish.publication import Publication, read_publication
from wirlod.publish.tables import TABLES
from wirlod.publish.tables.metadata import Package, describe_csvw, describe_package
from wirlod.publish.tables.offices import write_office_tables
from wirlod.publish.tables.places import write_places
from wirlod.publish.tables.table import Table
from wirlod.publish.tables.writing import read_csv, write_excel_csv, write_parquet


def write_tables(draft: Draft) -> None:
    """Write every table of every dataset, and what describes them."""
    publication = read_publication(draft.settings.data)
    described: list[tuple[Table, Dump]] = []
    for dataset in DATASETS:
        for kind in (kind for kind in dataset.kinds if kind.flat_table):
            table = TABLES[kind.flat_table]
            files = list(_write_table(draft.folder / "dumps", table, kind, publication))
            described.append((table, files[0]))
            draft.dumps += files
    draft.dumps += write_places(draft, publication)
    write_office_tables(draft, publication)
    about = Package(publication, draft.name, draft.created, draft.settings.base_uri)
    path = draft.folder / "dumps" / "datapackage.json"
    write_json(path, describe_package(described, about))
    draft.dumps.append(describe_file(path, JSON.media_type, ""))
    draft.report(f"{len(described)} tables")


def _write_table(
    folder: Path, table: Table, kind: Kind, publication: Publication
) -> Iterator[Dump]:
    """Write the files of *table* beside the CSV, which is there, and describe all of them."""
    dataset = kind.dataset
    path, excel, parquet, metadata = (
        folder / f"{table.name}{ending}"
        for ending in (".csv", "-excel.csv", ".parquet", ".csv-metadata.json")
    )
    write_excel_csv(table, read_csv(path), excel)
    write_parquet(table, path, parquet)
    write_json(metadata, describe_csvw(table, publication))
    yield describe_file(path, CSV.media_type, dataset)
    yield describe_file(excel, EXCEL.media_type, dataset)
    yield describe_file(parquet, PARQUET.media_type, "")
    yield describe_file(metadata, CSV_METADATA.media_type, "")

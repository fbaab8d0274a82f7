"""
A dataset for every table of an office: its grants alone, with 360Giving's columns and with those of
the European Union's lists of operations (Regulation (EU) No 1303/2013, Annex XII).
"""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from wirlod.edition import Dump
from wirlod.formats import CSV, CSV_METADATA
from wirlod.iris import thing_iri
from wirlod.kinds.kind import Bilingual
from wirlod.publish.draft import Draft, OfficeDataset
from wirlod.publish.dumps import describe_file, write_json
from wirlod.publish.publication import DatasetWords, Keywords, Publication
from wirlod.publish.records.offices import table_key
from wirlod.publish.tables.grants import GRANTS
from wirlod.publish.tables.metadata import describe_csvw
from wirlod.publish.tables.table import Column, Table, column
from wirlod.sheets.folder import find_folders
from wirlod.sheets.mapping import Mapping

SOURCES = "Data Source"
"""The column of the table of grants by which rows are told apart."""

OPERATIONS: tuple[Column, ...] = (
    column("Beneficiary Name", "recipient_name", "Begünstigter", "Beneficiary", required=True),
    column("Operation Name", "description", "Vorhaben", "Operation"),
    column("Operation Start Date", "start", "Beginn", "Start", type="date"),
    column("Operation End Date", "end", "Ende", "End", type="date"),
    column("Total Eligible Expenditure", "eligible", "Förderfähige Ausgaben in Euro",
           "Eligible expenditure in euros", type="decimal"),
    column("Support Awarded", "awarded_sum", "Bewilligte Zuwendung in Euro",
           "Support awarded in euros", type="decimal"),
    column("Support Paid", "paid", "Ausgezahlt in Euro", "Support paid in euros", type="decimal"),
    column("Location", "place", "Ort des Begünstigten", "Place of the beneficiary"),
    column("Location Indicator", "code", "Amtlicher Schlüssel", "Official key"),
    column("Country", "country", "Land", "Country"),
    column("Operation Identifier", "identifier", "Schlüssel", "Key", required=True),
    column("URL", "url", "Adresse", "Address", type="anyURI", required=True),
)  # fmt: skip
SUMS = {"eligible": "eligible-expenditure", "awarded_sum": "grant", "paid": "paid"}
"""Variable of a column → the kind of sum that stands in it."""


KEYWORDS = Keywords(["Förderung", "Zuwendung", "Begünstigte"], ["grants", "beneficiaries"])


class _Writer(msgspec.Struct):
    """Writes the two tables of one office's table."""

    key: str
    mapping: Mapping
    giving: Path
    operations: Path


def write_office_tables(draft: Draft, publication: Publication) -> None:
    """Split the table of grants by the office's table that each row comes from."""
    folder = draft.folder / "dumps"
    writers = {}
    for found in find_folders(draft.settings.data):
        if found.files:
            key = table_key(found.name)
            source = thing_iri(draft.settings.base_uri, "release", key)
            paths = (folder / f"{key}.csv", folder / f"{key}-operations.csv")
            writers[source] = _Writer(key, found.mapping_of(found.files[-1]), *paths)
    if not writers:
        return
    _split(folder / f"{GRANTS.name}.csv", writers)
    for writer in writers.values():
        draft.office_datasets[writer.key] = _describe(writer.mapping)
        draft.dumps += _describe_files(writer, publication)
        draft.fingerprints[writer.key] = draft.dumps[-4].sha256


def _split(grants: Path, writers: dict[str, _Writer]) -> None:
    with ExitStack() as stack:
        rows = csv.reader(stack.enter_context(grants.open(encoding="utf-8", newline="")))
        titles = next(rows)
        at = titles.index(SOURCES)
        into = {}
        for source, writer in writers.items():
            files = [
                csv.writer(stack.enter_context(path.open("w", encoding="utf-8", newline="")))
                for path in (writer.giving, writer.operations)
            ]
            files[0].writerow(titles)
            files[1].writerow(name.title for name in OPERATIONS)
            into[source] = files
        for row in rows:
            for source in row[at].split():
                if source in into:
                    into[source][0].writerow(row)
                    into[source][1].writerow(_operation(row))


def _operation(row: list[str]) -> list[str]:
    """Write a row of the table of grants as a list of operations has it."""
    cells = {name.variable: cell for name, cell in zip(GRANTS.columns, row, strict=True)}
    sums = {name: cells["stated"] for name, kind in SUMS.items() if cells["kind"] == kind}
    return [{**cells, **sums}.get(name.variable, "") for name in OPERATIONS]


def _describe_files(writer: _Writer, publication: Publication) -> Iterator[Dump]:
    """Describe the files; the first is what the dataset's changes are told by."""
    words = {"de": writer.mapping.source.title, "en": _english(writer.mapping)}
    tables = (
        (writer.giving, Table(writer.key, words, GRANTS.columns)),
        (writer.operations, Table(f"{writer.key}-operations", words, OPERATIONS)),
    )
    for path, table in tables:
        yield describe_file(path, CSV.media_type, writer.key)
        metadata = path.with_name(f"{path.name}-metadata.json")
        write_json(metadata, describe_csvw(table, publication))
        yield describe_file(metadata, CSV_METADATA.media_type, "")


def _english(mapping: Mapping) -> str:
    return mapping.source.title_en or mapping.source.title


def _describe(mapping: Mapping) -> OfficeDataset:
    source = mapping.source
    named = source.attribution or source.publisher
    persons = {
        "omit": ("Natürliche Personen sind ausgelassen.", "Natural persons are left out."),
        "anonymise": (
            "Natürliche Personen stehen ohne Namen.",
            "Natural persons stand without names.",
        ),
        "publish": ("Natürliche Personen sind genannt.", "Natural persons are named."),
    }[mapping.natural_persons]
    return OfficeDataset(
        words=DatasetWords(
            title=Bilingual(source.title, _english(mapping)),
            description=Bilingual(
                f"Die Förderungen aus der Tabelle «{source.title}» von {source.publisher} "
                f"({source.url}). {persons[0]}",
                f"The grants of the table «{_english(mapping)}» by {source.publisher} "
                f"({source.url}). {persons[1]}",
            ),
            keywords=Keywords(
                ["Förderung", "Zuwendung", "Begünstigte"], ["grant", "beneficiaries"]
            ),
        ),
        licence=source.licence,
        attribution={"de": named, "en": named},
    )

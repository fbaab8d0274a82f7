"""The tables of ``data/`` as a steward may rely on them: columns, keys, dates, references."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

Tables = dict[str, list[dict[str, str]]]

COLUMNS = {
    "territories": "key type label label_en official_name colloquial_names ags nuts "
    "political_geocoding place_authority geonames within seat valid_from valid_to predecessor "
    "sources note",
    "organisations": "key type label label_en abbreviation alternative_names territory unit_of "
    "merges since until homepage sources note",
    "names": "organisation key name name_en abbreviation valid_from valid_to sources note",
    "people": "key name given_name family_name title sources note",
    "roles": "person key role role_en organisation attested sources note",
    "programmes": "key label label_en description description_en funder start end predecessor "
    "sources note",
    "guidelines": "key title title_en programme citation date in_force passed_by predecessor "
    "sources note",
    "priorities": "key label label_en definition definition_en notation guideline sources note",
    "grants": "key recipient programme guideline priority purpose purpose_en amount minimum "
    "maximum precision sum_kind per currency start end funder granting_authority centre place "
    "notice_date sources basis note",
    "handovers": "key grants date place given_by received_by receipts sources basis note",
    "claims": "grant key source amount minimum maximum precision sum_kind per currency start end "
    "preferred note",
    "milestones": "key type label label_en date end subjects place sources basis note",
    "figures": "key measure counted counted_en number amount minimum maximum per precision "
    "currency start end as_of sources basis note",
    "map": "key label row column within",
}
PARENTS = {"names": "organisation", "roles": "person", "claims": "grant"}
"""Tables of parts, whose keys are unique within the thing that this column names."""

REFERENCES = {
    "territories": {"within": "territories", "seat": "territories", "predecessor": "territories"},
    "organisations": {
        "territory": "territories",
        "unit_of": "organisations",
        "merges": "organisations",
    },
    "names": {"organisation": "organisations"},
    "roles": {"person": "people", "organisation": "organisations"},
    "programmes": {"funder": "organisations", "predecessor": "programmes"},
    "guidelines": {"programme": "programmes", "predecessor": "guidelines"},
    "priorities": {"guideline": "guidelines"},
    "grants": {
        "recipient": "organisations",
        "programme": "programmes",
        "guideline": "guidelines",
        "priority": "priorities",
        "funder": "organisations",
        "granting_authority": "organisations",
        "centre": "organisations",
    },
    "handovers": {
        "grants": "grants",
        "place": "territories",
        "given_by": "people",
        "received_by": "people",
    },
    "claims": {"grant": "grants", "source": "releases"},
    "milestones": {"place": "territories"},
    "map": {"key": "territories", "within": "territories"},
}
LINKS = [(table, column) for table, columns in REFERENCES.items() for column in columns]
KINDS = {
    "programme": "programmes",
    "guideline": "guidelines",
    "organisation": "organisations",
    "person": "people",
    "territory": "territories",
    "priority": "priorities",
}
DATES = {
    "date",
    "start",
    "end",
    "since",
    "until",
    "valid_from",
    "valid_to",
    "in_force",
    "as_of",
} | {
    "attested",
    "notice_date",
}
WEB_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(/[!-~]*)?", re.IGNORECASE)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.fixture(scope="session")
def keys(tables: Tables, releases: dict[str, Any]) -> dict[str, set[str]]:
    found = {name: {row["key"] for row in rows} for name, rows in tables.items()}
    return {**found, "releases": set(releases)}


def cells(tables: Tables, column: str) -> Iterator[str]:
    for rows in tables.values():
        yield from (row[column] for row in rows if row.get(column))


def is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return False
    return bool(date.fromisoformat((text + "-01-01")[:10]))


def test_there_are_the_agreed_tables_and_no_others(tables: Tables) -> None:
    assert set(tables) == set(COLUMNS)


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_has_the_agreed_columns(tables: Tables, table: str) -> None:
    assert list(tables[table][0]) == COLUMNS[table].split()


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_is_utf8_with_plain_line_ends(data: Path, table: str) -> None:
    content = (data / f"{table}.csv").read_bytes()

    assert content.decode("utf-8").endswith("\n")
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("table", COLUMNS)
def test_a_key_is_a_slug_that_names_one_row(tables: Tables, table: str) -> None:
    parent = PARENTS.get(table)
    counts = Counter((row[parent] if parent else "", row["key"]) for row in tables[table])

    assert counts.most_common(1)[0][1] == 1
    assert all(SLUG.fullmatch(key) for _, key in counts)


@pytest.mark.parametrize("column", sorted(DATES))
def test_a_date_has_the_precision_that_is_stated(tables: Tables, column: str) -> None:
    assert all(is_date(text) for text in cells(tables, column))


@pytest.mark.parametrize(("table", "column"), LINKS)
def test_a_reference_resolves(
    tables: Tables, keys: dict[str, set[str]], table: str, column: str
) -> None:
    named = {key for row in tables[table] for key in row[column].split()}

    assert named
    assert named <= keys[REFERENCES[table][column]]


def test_the_subjects_of_a_milestone_resolve(tables: Tables, keys: dict[str, set[str]]) -> None:
    subjects = [text.split("/") for row in tables["milestones"] for text in row["subjects"].split()]

    assert all(key in keys[KINDS[kind]] for kind, key in subjects)


def test_a_source_is_a_release_or_a_web_address(tables: Tables, keys: dict[str, set[str]]) -> None:
    sources = {source for cell in cells(tables, "sources") for source in cell.split()}

    assert len(sources) > 100
    assert not {s for s in sources - keys["releases"] if not WEB_ADDRESS.fullmatch(s)}


@pytest.mark.parametrize("table", sorted(set(COLUMNS) - {"claims", "map"}))
def test_everything_says_where_it_was_read(tables: Tables, table: str) -> None:
    assert not [row["key"] for row in tables[table] if not row["sources"]]


def test_each_grant_with_a_sum_has_one_preferred_claim(tables: Tables) -> None:
    preferred = Counter(row["grant"] for row in tables["claims"] if row["preferred"] == "yes")
    with_sum = {row["key"] for row in tables["grants"] if row["precision"]}

    assert preferred == Counter(with_sum)


def test_the_preferred_claim_is_what_the_grant_says(tables: Tables) -> None:
    columns = ["amount", "minimum", "maximum", "precision", "sum_kind", "end"]
    grants = {row["key"]: [row[column] for column in columns] for row in tables["grants"]}
    preferred = [row for row in tables["claims"] if row["preferred"] == "yes"]

    assert all(grants[row["grant"]] == [row[column] for column in columns] for row in preferred)


def test_what_a_source_claims_it_reports(tables: Tables, releases: dict[str, Any]) -> None:
    claims = {(row["source"], row["grant"]) for row in tables["claims"]}
    reports = {(key, grant) for key, r in releases.items() for grant in r.get("reports", [])}

    assert claims <= reports


def test_a_note_speaks_to_readers_not_of_keys_and_files(
    tables: Tables, keys: dict[str, set[str]]
) -> None:
    internal = {key for names in keys.values() for key in names if key.count("-") and len(key) > 6}
    words = {word.strip("(),.;:") for note in cells(tables, "note") for word in note.split()}

    assert len(words) > 200
    assert not words & internal
    assert not [word for word in words if word.endswith((".csv", ".md", ".yaml"))]


def test_quotation_marks_are_those_of_the_language(tables: Tables) -> None:
    texts = [(c, t) for rows in tables.values() for row in rows for c, t in row.items() if t]
    english = [text for column, text in texts if column.endswith("_en")]
    german = [text for column, text in texts if not column.endswith("_en")]

    assert sum("“" in text for text in english) > 3
    assert sum("„" in text for text in german) > 3
    assert not [text for text in english if set("„«»") & set(text)]
    assert not [text for text in german if set("”«»") & set(text)]

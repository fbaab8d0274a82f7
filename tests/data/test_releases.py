"""The releases: whole headers, abstracts in two languages, evidence that is in the text."""

from pathlib import Path
from typing import Any

import pytest

from wirlod.values.quotes import LONGEST_QUOTE

Release = dict[str, Any]


@pytest.fixture(scope="session")
def known(tables: dict[str, list[dict[str, str]]]) -> set[str]:
    """Name every thing and part that evidence may support, as ``kind/key``."""
    kinds = {"grants": "grant", "handovers": "handover", "milestones": "milestone"} | {
        "figures": "figure",
        "organisations": "organisation",
    }
    found = {f"{kind}/{row['key']}" for table, kind in kinds.items() for row in tables[table]}
    return found | {f"person/{row['person']}#role-{row['key']}" for row in tables["roles"]}


def test_a_release_has_an_abstract_in_two_languages(releases: dict[str, Release]) -> None:
    for release in releases.values():
        german, english = release["body"].split("\n## English\n")

        assert len(german.strip()) > 40
        assert len(english.strip()) > 40


def test_a_release_has_a_publisher_that_is_known(
    releases: dict[str, Release], tables: dict[str, list[dict[str, str]]]
) -> None:
    known = {f"organisation/{row['key']}" for row in tables["organisations"]}
    known |= {f"person/{row['key']}" for row in tables["people"]}

    assert {release["publisher"] for release in releases.values()} <= known


def test_a_release_has_a_place_that_is_known(
    releases: dict[str, Release], tables: dict[str, list[dict[str, str]]]
) -> None:
    places = {release["place"] for release in releases.values() if "place" in release}

    assert places <= {row["key"] for row in tables["territories"]}


def test_a_title_exists_in_two_languages(releases: dict[str, Release]) -> None:
    assert all(release["title"] and release["title_en"] for release in releases.values())


@pytest.mark.parametrize("entries", ["evidence", "quotations"])
def test_keys_are_unique_within_a_release(seed_release: Release, entries: str) -> None:
    keys = [entry["key"] for entry in seed_release[entries]]

    assert keys
    assert len(set(keys)) == len(keys)


def test_evidence_is_a_slice_of_the_text(seed_release: Release, seed_text: str) -> None:
    for entry in seed_release["evidence"]:
        start, end = int(entry["start"]), int(entry["end"])

        assert seed_text[start:end] == entry["exact"]
        assert seed_text[:start].endswith(entry["prefix"])
        assert seed_text[end:].startswith(entry["suffix"])


def test_a_quotation_is_a_slice_of_the_text(seed_release: Release, seed_text: str) -> None:
    for entry in seed_release["quotations"]:
        assert seed_text[int(entry["start"]) : int(entry["end"])] == entry["text"]


def test_excerpts_are_short(seed_release: Release) -> None:
    assert all(len(entry["exact"]) <= LONGEST_QUOTE for entry in seed_release["evidence"])
    assert all(len(entry["text"]) <= LONGEST_QUOTE for entry in seed_release["quotations"])
    assert all(len(entry["prefix"]) <= 32 for entry in seed_release["evidence"])
    assert all(len(entry["suffix"]) <= 32 for entry in seed_release["evidence"])


def test_the_text_itself_is_not_republished(data: Path, seed_text: str) -> None:
    starts = range(len(seed_text) - LONGEST_QUOTE)
    passages = [seed_text[start : start + LONGEST_QUOTE + 1] for start in starts]
    files = [path.read_text(encoding="utf-8") for path in data.rglob("*") if path.is_file()]

    assert len(files) > 70
    assert not [passage for passage in passages if any(passage in text for text in files)]


def test_evidence_supports_what_exists(seed_release: Release, known: set[str]) -> None:
    things = {entry["supports"] for entry in seed_release["evidence"]}
    own = f"release/{seed_release['key']}"

    assert not {t for t in things - {own} if t not in known and t.split("#")[0] not in known}


@pytest.mark.parametrize(
    "supports",
    [
        "grant/werra-meissner-kreis-2021#amount value",
        "grant/werra-meissner-kreis-2021#period periodStart",
        "grant/werra-meissner-kreis-2021#period periodEnd",
        "grant/werra-meissner-kreis-2021 recipient",
        "grant/werra-meissner-kreis-2021 priority",
        "handover/uebergabe-werra-meissner-kreis-2021 startDate",
        "handover/uebergabe-werra-meissner-kreis-2021 place",
        "handover/uebergabe-werra-meissner-kreis-2021 givenBy",
        "milestone/koordination-werra-meissner-kreis startDate",
        "milestone/masterplan-werra-meissner-kreis-2016 startDate",
        "milestone/fallmanagement-werra-meissner-kreis startDate",
        "figure/zentren-2021 number",
        "figure/zentren-2021-betrag#amount minimum",
        "organisation/vielfaltszentrum-werra-meissner-kreis#merger originals",
    ],
)
def test_a_fact_of_the_seed_release_has_its_sentence(seed_release: Release, supports: str) -> None:
    found = [f"{entry['supports']} {entry['property']}" for entry in seed_release["evidence"]]

    assert supports in found


def test_a_quotation_names_a_role_of_its_speaker(
    seed_release: Release, tables: dict[str, list[dict[str, str]]]
) -> None:
    roles = {(row["person"], row["key"]) for row in tables["roles"]}

    assert {(entry["speaker"], entry["role"]) for entry in seed_release["quotations"]} <= roles

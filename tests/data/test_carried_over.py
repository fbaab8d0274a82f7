"""Nothing is lost on the way from the collected facts into ``data/``."""

from collections import Counter
from typing import Any

import pytest

Table = list[dict[str, str]]
Tables = dict[str, Table]

SUM = {"at-least": "minimum", "at-most": "maximum"}
"""The column in which a sum of this precision stands; otherwise ``amount``."""


def of(table: Table, key: str, column: str = "key") -> dict[str, str]:
    (row,) = (row for row in table if row[column] == key)
    return row


def has_sources(record: dict[str, str], fact: dict[str, str]) -> bool:
    return set(fact["sources"].split()) <= set(record["sources"].split())


def test_every_grant_is_there_with_its_sources(facts: Tables, tables: Tables) -> None:
    assert len(tables["grants"]) == len(facts["grants"]) == 27
    assert all(has_sources(of(tables["grants"], f["id"]), f) for f in facts["grants"])


def test_a_grant_keeps_its_sum(facts: Tables, tables: Tables) -> None:
    for fact in facts["grants"]:
        grant = of(tables["grants"], fact["id"])

        assert grant[SUM.get(fact["amount_qualifier"], "amount")] == fact["amount"]
        assert not fact["amount"] or grant["precision"] == fact["amount_qualifier"]
        assert not fact["amount"] or grant["sum_kind"] == fact["amount_kind"]


def test_a_grant_keeps_its_period(facts: Tables, tables: Tables) -> None:
    for fact in facts["grants"]:
        grant = of(tables["grants"], fact["id"])

        assert (grant["start"], grant["end"]) == (fact["period_start"], fact["period_end"])


def test_a_grant_keeps_its_handover(facts: Tables, tables: Tables) -> None:
    handed_over = {key for row in tables["handovers"] for key in row["grants"].split()}
    days = {key: row["date"] for row in tables["handovers"] for key in row["grants"].split()}
    people = {row["name"]: row["key"] for row in tables["people"]}

    for fact in facts["grants"]:
        assert bool(fact["handed_over_by"]) == (fact["id"] in handed_over)
        assert fact["notice_date"] == days.get(fact["id"], "")
        assert not fact["received_by"] or fact["received_by"].split(";")[0] in people


def test_a_grant_has_the_priority_of_the_guideline(facts: Tables, tables: Tables) -> None:
    slugs = {"": "", "2.1": "vielfaltszentren", "2.4": "laiendolmetschen", "2.6": "strategien"}

    for fact in facts["grants"]:
        assert of(tables["grants"], fact["id"])["priority"] == slugs[fact["priority"]]


def test_every_district_is_there(facts: Tables, tables: Tables) -> None:
    by_ags = {row["ags"]: row for row in tables["territories"]}
    districts = [fact for fact in facts["districts"] if fact["ags"]]

    assert len(districts) == 33
    for fact in districts:
        territory = by_ags[fact["ags"]]
        assert territory["official_name"] == fact["official_name"]
        assert territory["political_geocoding"] == fact["dcat_ap_de_iri"]
        assert territory["geonames"] == fact["geonames"]


def test_hanau_has_two_territories(tables: Tables) -> None:
    before = of(tables["territories"], "hanau")
    after = of(tables["territories"], "hanau-kreisfrei")

    assert (before["type"], before["valid_to"]) == ("special-status-city", "2025-12-31")
    assert (after["type"], after["valid_from"]) == ("district-free-city", "2026-01-01")


def test_only_named_centres_are_centres(facts: Tables, tables: Tables) -> None:
    named = [fact for fact in facts["centres"] if fact["evidence"] == "named"]
    centres = [row for row in tables["organisations"] if row["type"] == "diversity-centre"]

    assert len(centres) == len(named) == 22
    assert Counter(c["since"] for c in centres) == Counter(fact["since"] for fact in named)
    assert all(any(has_sources(centre, fact) for centre in centres) for fact in named)


@pytest.mark.parametrize(
    ("column", "type_"),
    [
        ("wir_coordination_since", "coordination-post"),
        ("wir_case_management_since", "case-management-post"),
    ],
)
def test_a_post_keeps_its_beginning(facts: Tables, tables: Tables, column: str, type_: str) -> None:
    stated = Counter(fact[column] for fact in facts["centres"] if fact[column])
    posts = [row for row in tables["organisations"] if row["type"] == type_]

    assert Counter(row["since"] for row in posts if row["since"]) == stated


def test_every_possible_recipient_is_an_organisation(facts: Tables, tables: Tables) -> None:
    territories = {row["ags"]: row["key"] for row in tables["territories"]}
    served = {
        row["territory"] for row in tables["organisations"] if row["type"] == "local-authority"
    }
    earlier = {row["predecessor"] for row in tables["territories"] if row["key"] in served}

    assert len(facts["centres"]) == 33
    assert {territories[fact["recipient_key"]] for fact in facts["centres"]} <= served | earlier


def test_every_event_is_a_milestone_or_a_handover(facts: Tables, tables: Tables) -> None:
    records = tables["milestones"] + tables["handovers"]

    assert len(facts["events"]) == 67
    for fact in facts["events"]:
        same_day = [row for row in records if row["date"] == fact["date"]]
        assert [row for row in same_day if has_sources(row, fact)], fact["id"]


def test_no_two_events_became_one(facts: Tables, tables: Tables) -> None:
    handed_over = [fact for fact in facts["events"] if fact["event"] == "Bescheidübergabe"]

    assert len(tables["milestones"]) == len(facts["events"]) - len(handed_over)


def test_every_figure_is_there_with_its_sources(facts: Tables, tables: Tables) -> None:
    assert len(tables["figures"]) == len(facts["figures"]) == 67
    assert all(has_sources(of(tables["figures"], f["id"]), f) for f in facts["figures"])


AT_MOST = {"kiv-24-betrag": "at-most"}
"""What was noted as «about» where the source says «knapp»: a little less."""


def test_a_figure_keeps_its_value(facts: Tables, tables: Tables) -> None:
    for fact in facts["figures"]:
        figure = of(tables["figures"], fact["id"])
        in_per_cent = {"2.5": "250"}
        precision = AT_MOST.get(fact["id"], fact["qualifier"])

        assert figure["number"] == in_per_cent.get(fact["number"], fact["number"])
        assert figure[SUM.get(precision, "amount")] == fact["amount"]
        assert figure["precision"] == precision


def test_a_figure_keeps_its_day_and_period(facts: Tables, tables: Tables) -> None:
    for fact in facts["figures"]:
        figure = of(tables["figures"], fact["id"])

        assert figure["as_of"] == fact["date"]
        assert (figure["start"], figure["end"]) == (fact["period_start"], fact["period_end"])


def test_every_role_is_there_and_a_person_once(facts: Tables, tables: Tables) -> None:
    names = {row["key"]: row["name"] for row in tables["people"]}
    roles = Counter((names[row["person"]], row["role"], row["attested"]) for row in tables["roles"])

    assert roles == Counter((f["name"], f["role"], f["date"]) for f in facts["people"])
    assert len(set(names.values())) == len(names)


def test_every_release_is_there(facts: Tables, releases: dict[str, Any]) -> None:
    assert set(releases) == {fact["id"] for fact in facts["releases"]}
    assert len(releases) == 60


def test_a_release_keeps_its_title_date_and_kind(facts: Tables, releases: dict[str, Any]) -> None:
    for fact in facts["releases"]:
        release = releases[fact["id"]]

        assert release["title"] == fact["title"] or not fact["title"]
        assert release.get("date", "") == fact["date"]
        assert release["type"] == fact["kind"]


def test_a_conflict_of_sources_stays_visible(tables: Tables) -> None:
    differing = {
        claim["grant"]
        for claim in tables["claims"]
        for other in tables["claims"]
        if claim["grant"] == other["grant"]
        and (claim["precision"], claim["sum_kind"]) != (other["precision"], other["sum_kind"])
    }

    assert differing == {
        "kompetenzzentrum-vielfalt-2022",
        "stadt-hanau-2026",
        "werra-meissner-kreis-2021",
    }

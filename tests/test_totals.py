"""
Every total that appears anywhere, computed a second way, straight from ``data/``.

The second way reads the tables with the csv module and knows nothing of the program: which sums
count, how exactly they are known, who governs what and what lies in what is written out here.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from wirlod.edition import Edition
from wirlod.settings import Settings
from wirlod.web import create_app

DATA = Path(__file__).parents[1] / "data"
Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GRANTS = read("grants")
ORGANISATIONS = {row["key"]: row for row in read("organisations")}
TERRITORIES = {row["key"]: row for row in read("territories")}
PRIORITIES = [row["key"] for row in read("priorities")]
PASSING = {"local-authority", "association"}
"""Types of funder that pass on what they were given."""


def counts(grant: Row) -> bool:
    whose = ORGANISATIONS[grant["funder"]]["type"] if grant["funder"] else ""
    return grant["sum_kind"] == "grant" and not grant["per"] and whose not in PASSING


def certain(grant: Row) -> Decimal:
    return Decimal(grant["amount"] or grant["minimum"] or 0)


def territory(grant: Row) -> str:
    """Where the recipient is; Hanau's grant runs when the city is independent."""
    return ORGANISATIONS[grant["recipient"]]["territory"]


def governs(grant: Row) -> bool:
    return ORGANISATIONS[grant["recipient"]]["type"] == "local-authority"


def lies_in(key: str, outer: str) -> bool:
    while key:
        if key == outer:
            return True
        key = TERRITORIES[key]["within"]
    return False


def words(grants: Iterable[Row]) -> str:
    """Write what *grants* come to, as German pages do; nothing where none counts."""
    counted = [grant for grant in grants if counts(grant)]
    precisions = {grant["precision"] for grant in counted}
    assert precisions <= {"exact", "approximate", "at-least"}, "this second way knows no others"
    if not counted:
        return ""
    number = f"{sum(map(certain, counted)):,}".replace(",", ".")
    least = "mindestens " if "at-least" in precisions else ""
    rough = "rund " if "approximate" in precisions else ""
    return f"{least}{rough}{number} Euro"


def text_of(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


@pytest.fixture(scope="module")
def site(settings: Settings, edition: Edition) -> Iterator[FlaskClient]:
    """The pages of the real records."""
    app = create_app(settings)
    yield app.test_client()
    app.extensions["wirlod-endpoint"].close()


@pytest.fixture(scope="module")
def ask(site: FlaskClient) -> Callable[[str], list[Row]]:
    """Fetch a table as CSV."""

    def fetch(address: str) -> list[Row]:
        response = site.get(address)
        assert response.status_code == 200, (address, response.text)
        return list(csv.DictReader(response.text.splitlines()))

    return fetch


def find_totals(page: str) -> list[str]:
    """Find the sums that stand behind «Zusammen»."""
    sums = r"((?:mindestens |höchstens )?(?:rund )?[\d.]+ Euro)"
    found = re.findall(rf"Zusammen sind es {sums}", page)
    return found + re.findall(rf"Zusammen \d+ Förderungen mit einer Summe, die zählt {sums}", page)


def assert_total(page: str, grants: list[Row]) -> None:
    """The page says what *grants* come to; a single one is its own total."""
    if sum(map(counts, grants)) > 1:
        assert words(grants) in find_totals(page)


def test_there_is_something_to_add_up() -> None:
    assert sum(map(counts, GRANTS)) == 10
    assert words(GRANTS) == "mindestens rund 5.351.000 Euro"


@pytest.mark.parametrize("address", ["/index.de.html", "/doc/grant.de.html"])
def test_the_home_page_and_the_list_say_the_sum_of_all(site: FlaskClient, address: str) -> None:
    page = text_of(site.get(address).text)

    assert words(GRANTS) in page
    exact, about, least = (
        sum(counts(g) and g["precision"] == precision for g in GRANTS)
        for precision in ("exact", "approximate", "at-least")
    )
    none = sum(not g["precision"] for g in GRANTS)
    aside = len(GRANTS) - none - exact - about - least
    quality = f"{exact} genau, {about} rund, {least} mindestens; "
    assert f"{quality}{aside} zählen nicht, {none} nennen keine" in page


@pytest.mark.parametrize("key", TERRITORIES)
def test_the_page_of_a_territory_adds_its_grants_up(site: FlaskClient, key: str) -> None:
    page = text_of(site.get(f"/doc/territory/{key}.de.html").text)
    own = [g for g in GRANTS if territory(g) == key and governs(g)]
    sitting = [g for g in GRANTS if territory(g) == key and not governs(g)]
    within = [g for g in GRANTS if lies_in(territory(g), key)]
    benefits = [g for g in GRANTS if g["place"] == key]

    for grants in (own, sitting, within, benefits):
        assert_total(page, grants)
    others = {words(g) for g in (own, sitting, within, benefits)}
    assert set(find_totals(page)) <= others


@pytest.mark.parametrize("key", PRIORITIES)
def test_the_page_of_a_priority_adds_its_grants_up(site: FlaskClient, key: str) -> None:
    page = text_of(site.get(f"/doc/priority/{key}.de.html").text)
    grants = [g for g in GRANTS if g["priority"] == key]

    assert_total(page, grants)
    assert set(find_totals(page)) <= {words(grants)}


@pytest.mark.parametrize(("kind", "column"), [("programme", "programme"), ("guideline",) * 2])
def test_the_pages_of_programmes_and_guidelines_add_up(
    site: FlaskClient, kind: str, column: str
) -> None:
    for row in read(f"{kind}s"):
        page = text_of(site.get(f"/doc/{kind}/{row['key']}.de.html").text)
        grants = [g for g in GRANTS if g[column] == row["key"]]

        assert_total(page, grants)
        assert set(find_totals(page)) <= {words(grants)}


@pytest.mark.parametrize("key", sorted({g["recipient"] for g in GRANTS}))
def test_the_page_of_a_recipient_adds_its_grants_up(site: FlaskClient, key: str) -> None:
    page = text_of(site.get(f"/doc/organisation/{key}.de.html").text)
    grants = [g for g in GRANTS if g["recipient"] == key]

    assert_total(page, grants)
    assert set(find_totals(page)) <= {words(grants)}


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        pytest.param("year=2021", lambda g: g["start"].startswith("2021"), id="year"),
        pytest.param(
            "inTerritory=territory/landkreis-kassel",
            lambda g: lies_in(territory(g), "landkreis-kassel"),
            id="territory",
        ),
        pytest.param(
            "recipientTerritory=territory/landkreis-kassel",
            lambda g: territory(g) == "landkreis-kassel" and governs(g),
            id="administration",
        ),
        pytest.param("counting=concept/counted", counts, id="those that count"),
        pytest.param(
            "money.precision=concept/at-least", lambda g: g["precision"] == "at-least", id="least"
        ),
        pytest.param(
            "money.sumKind=concept/eligible-expenditure",
            lambda g: g["sum_kind"] == "eligible-expenditure",
            id="expenditure",
        ),
        pytest.param("programme=programme/wir", lambda g: g["programme"] == "wir", id="programme"),
    ],
)
def test_a_filtered_list_adds_up_what_it_lists(
    site: FlaskClient, query: str, holds: Callable[[Row], bool]
) -> None:
    page = text_of(site.get(f"/doc/grant.de.html?{query}").text)
    grants = [g for g in GRANTS if holds(g)]

    assert f"{len(grants)} Ein" in page
    said = words(grants)
    assert (f"zusammen ergeben sie {said}." in page) if said else "zusammen" not in page


def test_a_total_leads_to_exactly_those_that_make_it_up(
    site: FlaskClient, ask: Callable[[str], list[Row]]
) -> None:
    page = site.get("/doc/priority/vielfaltszentren.de.html").text
    (path,) = set(re.findall(r'href="[./]*(doc/grant[^"]*counting=concept/counted[^"]*)"', page))
    address = "/" + unescape(path).replace("grant.de.html", "grant.csv")

    keys = {row["identifier"] for row in ask(address)}

    grants = [g for g in GRANTS if g["priority"] == "vielfaltszentren" and counts(g)]
    assert keys == {g["key"] for g in grants}


def test_the_question_by_priority_adds_up(ask: Callable[[str], list[Row]]) -> None:
    for row in ask("/questions/sums-by-priority.csv"):
        (key,) = (p["key"] for p in read("priorities") if p["label"] == row["priority"])
        grants = [g for g in GRANTS if g["priority"] == key]
        counted = [g for g in grants if counts(g)]

        assert (int(row["grants"]), int(row["counted"])) == (len(grants), len(counted))
        assert Decimal(row["known"]) == sum(map(certain, counted))
        assert int(row["about"]) == sum(g["precision"] == "approximate" for g in counted)


def test_the_question_by_year_adds_up_to_the_sum_of_all(ask: Callable[[str], list[Row]]) -> None:
    rows = ask("/questions/grants-per-year.csv")

    for row in rows:
        grants = [g for g in GRANTS if counts(g) and g["start"][:4] == row["year"]]
        assert Decimal(row["granted"]) == sum(map(certain, grants)), row
        assert int(row["grants"]) == len(grants)
    assert sum(Decimal(row["granted"]) for row in rows) == sum(map(certain, filter(counts, GRANTS)))


def test_the_largest_grants_are_the_largest(ask: Callable[[str], list[Row]]) -> None:
    rows = ask("/questions/largest-grants.csv?number=4")

    largest = sorted(map(certain, filter(counts, GRANTS)), reverse=True)[:4]
    assert [Decimal(row["amount"]) for row in rows] == largest


def test_the_chart_of_years_leaves_no_money_out(ask: Callable[[str], list[Row]]) -> None:
    rows = ask("/chart/years.csv")

    for row in rows:
        grants = [
            g
            for g in GRANTS
            if counts(g)
            and g["start"][:4] == row["year"]
            and g["priority"] == row["priority"].removeprefix("priority/")
        ]
        assert Decimal(row["sum"]) == sum(map(certain, grants)), row
        assert int(row["atLeast"]) == sum(g["precision"] == "at-least" for g in grants)
    assert sum(Decimal(row["sum"]) for row in rows) == sum(map(certain, filter(counts, GRANTS)))


def test_the_map_shows_what_each_administration_was_granted(
    ask: Callable[[str], list[Row]],
) -> None:
    rows = ask("/chart/map.csv")

    for row in rows:
        key = row["place"].removeprefix("territory/")
        grants = [g for g in GRANTS if counts(g) and governs(g) and territory(g) == key]
        assert Decimal(row["sum"] or 0) == sum(map(certain, grants)), row
        assert int(row["grants"] or 0) == len(grants)
    assert len(rows) == 33


@pytest.mark.parametrize("name", ["grants", "grants-excel"])
def test_the_table_to_download_adds_up_to_the_sum_of_all(edition: Edition, name: str) -> None:
    text = (edition.dumps_folder / f"{name}.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=text[len("Identifier")]))

    amounts = [Decimal(row["Amount Awarded"].replace(",", ".") or 0) for row in rows]

    assert sum(amounts) == sum(map(certain, filter(counts, GRANTS)))
    assert len(rows) == len(GRANTS)


def test_a_naive_query_is_right(ask: Callable[[str], list[Row]]) -> None:
    query = "SELECT (SUM(?sum) AS ?all) (COUNT(?sum) AS ?n) { ?grant wir:grantedAmount ?sum }"
    (row,) = ask(f"/sparql?format=csv&query={query.replace('?', '%3F').replace(' ', '+')}")

    assert Decimal(row["all"]) == sum(map(certain, filter(counts, GRANTS)))
    assert int(row["n"]) == sum(map(counts, GRANTS))


@pytest.mark.parametrize(("year", "surely"), [(2018, 0), (2022, 2), (2024, 2), (2028, 3)])
def test_a_naive_query_for_what_ran_in_a_year_is_right(
    ask: Callable[[str], list[Row]], year: int, surely: int
) -> None:
    rows = ask(f"/questions/grants-in-a-year.csv?year={year}")

    keys = {row["grant"].rpartition("/")[2] for row in rows}
    stated = {
        g["key"] for g in GRANTS if g["start"] and g["end"] and int(g["start"][:4]) <= year
        and int(g["end"][:4]) >= year
    }  # fmt: skip
    open_end = {
        g["key"] for g in GRANTS if g["start"] and not g["end"] and int(g["start"][:4]) <= year
    }
    assert stated | open_end <= keys
    assert {row["grant"].rpartition("/")[2] for row in rows if "genannt" in row["known"]} == keys
    assert len([r for r in rows if r["known"] == "Beginn und Ende genannt"]) == len(stated)
    assert len(stated) >= surely

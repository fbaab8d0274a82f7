"""What pages say in general is held against the data that they show."""

import csv
import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Store
from selectolax.lexbor import LexborHTMLParser

from wirlod.edition import Edition
from wirlod.publish.standing import count_standing

DATA = Path(__file__).parents[3] / "data"


def text_of(site: FlaskClient, address: str) -> str:
    page = site.get(address).text
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


@pytest.mark.parametrize("address", ["/index.de.html", "/about.de.html"])
def test_no_page_promises_a_sentence_for_every_value(
    site: FlaskClient, edition: Edition, address: str
) -> None:
    store = edition.store_folder
    standing = count_standing(Store.read_only(str(store)), edition.manifest.base_uri)
    page = text_of(site, address)

    assert any(s.sources or s.derived for s in standing)
    assert not re.search(r"jede (Summe|Angabe|Förderung), (jedes|mit dem Satz)", page)
    assert "jedes Datum, mit dem Satz" not in page


def test_every_value_is_counted_once_by_what_it_stands_on(edition: Edition) -> None:
    standing = {
        s.key: s
        for s in count_standing(
            Store.read_only(str(edition.store_folder)), edition.manifest.base_uri
        )
    }
    with (DATA / "grants.csv").open(encoding="utf-8", newline="") as file:
        grants = list(csv.DictReader(file))

    sums = standing["grant-sums"]
    stated = [grant for grant in grants if grant["precision"]]
    derived = [grant for grant in stated if grant["basis"] == "derived"]
    assert (sums.passages, sums.derived) == (1, len(derived))
    assert sums.passages + sums.sources + sums.derived == len(stated)
    assert standing["figures"].passages == 2


def test_a_value_says_whether_it_has_a_sentence(site: FlaskClient) -> None:
    with_sentence = text_of(site, "/doc/grant/werra-meissner-kreis-2021.de.html")
    without = text_of(site, "/doc/grant/stadt-kassel-2022.de.html")
    derived = text_of(site, "/doc/grant/rheingau-taunus-koordination-2014-2020.de.html")

    assert "Beleg : Summe" in with_sentence
    assert "Anne Janz Beleg : Überreicht von" in with_sentence
    assert "555.000 Euro (Fördersumme, genau) · Quelle im Ganzen" in without
    assert "· Quelle im Ganzen, zum Teil erschlossen" in derived


@pytest.mark.parametrize(
    ("release", "name"),
    [
        ("hmsi-2021-10-29-werra-meissner", "Hessisches Ministerium für Soziales und Integration"),
        (
            "hmaijs-2025-12-01-33-zentren",
            "Hessisches Ministerium für Arbeit, Integration, Jugend und Soziales",
        ),
    ],
)
def test_a_ministry_is_called_as_on_the_day_of_its_release(
    site: FlaskClient, release: str, name: str
) -> None:
    page = text_of(site, f"/doc/release/{release}.de.html")

    assert f"Herausgegeben von {name}" in page or f"Veröffentlicht von {name}" in page


def test_a_handover_to_two_says_who_took_which_notice(site: FlaskClient) -> None:
    page = text_of(site, "/doc/handover/uebergabe-hochtaunus-und-bad-homburg-2026.de.html")

    taken = page[page.index("Nahm den Bescheid entgegen") :]
    assert re.search(r"Hochtaunuskreis, Januar 2026 bis 2030 Antje van der Heide", taken)
    assert re.search(r"Bad Homburg v\. d\. Höhe, Januar 2026 bis 2030 Tobias Ottaviani", taken)


@pytest.mark.parametrize("form", ["hanau", "hanau-kreisfrei"])
def test_the_forms_of_a_city_lead_to_each_other(site: FlaskClient, form: str) -> None:
    page = text_of(site, f"/doc/territory/{form}.de.html")

    (other,) = {"hanau", "hanau-kreisfrei"} - {form}
    assert f"doc/territory/{other}" in site.get(f"/doc/territory/{form}.de.html").text
    assert "In anderer Form" in page
    assert "Verlängerung der Förderung des WIR-Vielfaltszentrums" in page


def test_the_newest_grant_comes_first(site: FlaskClient) -> None:
    page = text_of(site, "/doc/grant.de.html?sort=-date")

    assert page.index("Hochtaunuskreis") < page.index("Werra-Meißner-Kreis")


def test_how_sure_a_purpose_is_stands_beside_the_purpose(site: FlaskClient) -> None:
    page = LexborHTMLParser(site.get("/doc/grant/kiv-dreieich.en.html").text)

    assert "source as a whole" in page.css_first(".lead").text()
    assert not page.css("article > span")

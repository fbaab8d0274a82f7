"""Every page says how to report an error on it, with or without software for e-mail."""

import re
from html import unescape
from urllib.parse import unquote, urljoin

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from wirlod.edition import Edition
from wirlod.site import Site
from wirlod.web.pages import rendering

PAGES = [
    "/",
    "/about",
    "/doc/grant",
    "/doc/grant/werra-meissner-kreis-2021",
    "/def/wir",
    "/sparql",
    "/nothing",
]
HTML = {"Accept": "text/html"}


def read_report(site: FlaskClient, path: str) -> str:
    """Read what is said where the page at *path* leads to, or there, where it leads nowhere."""
    page = site.get(path, headers=HTML).text
    if link := LexborHTMLParser(page).css_first(".cite a"):
        about = site.get(urljoin(path, link.attributes["href"] or ""), headers=HTML).text
        return unescape(about.partition('id="report"')[2].partition("</main>")[0])
    return find_details(page)


def find_details(page: str) -> str:
    found = re.search(r'<details class="report">(.*?)</details>', page, re.DOTALL)
    return unescape(found[1]) if found else ""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_itself_and_its_edition(
    site: FlaskClient, edition: Edition, path: str
) -> None:
    report = read_report(site, path)

    assert f"{edition.manifest.base_uri}{path.lstrip('/')}" in report
    assert f"({edition.name})" in report


def test_without_an_address_it_leads_to_the_imprint(site: FlaskClient) -> None:
    assert "Impressum" in read_report(site, "/about.de.html")


def test_an_address_is_written_out_and_filled_in(
    site: FlaskClient, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Site(email="daten@example.org", imprint={"phone": "+49 431 123456"})
    monkeypatch.setattr(rendering, "current_site", lambda: told)

    with site.application.test_request_context("/imprint"):
        report = find_details(rendering.render_page("imprint.html", "en").decode())

    assert ">daten@example.org</a>" in report
    assert "+49 431 123456" in report
    assert f"subject={edition.manifest.base_uri}imprint ({edition.name})" in unquote(report)

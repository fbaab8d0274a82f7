"""What crawlers ask for: long sitemaps are divided, unchanged pages keep their day."""

from datetime import UTC, datetime
from xml.etree import ElementTree

from wirlod.edition import Edition
from wirlod.publish.signposts import MOST, NAMESPACE, build_pages, read_pages, write_sitemaps

BASE = "https://example.org/"
LATER = datetime(2027, 1, 2, tzinfo=UTC)


def test_a_short_sitemap_is_one_file() -> None:
    ((name, content),) = write_sitemaps([(f"{BASE}a?b&c", "2026-11-22")], BASE)

    root = ElementTree.fromstring(content)
    assert name == "sitemap.xml"
    assert root[0][0].text == f"{BASE}a?b&c"


def test_a_long_sitemap_is_divided_and_its_parts_are_named() -> None:
    entries = [(f"{BASE}{number}", "2026-11-22") for number in range(MOST + 1)]

    files = dict(write_sitemaps(entries, BASE))

    index = ElementTree.fromstring(files["sitemap.xml"])
    assert index.tag == f"{{{NAMESPACE}}}sitemapindex"
    assert [entry[0].text for entry in index] == [f"{BASE}sitemap-1.xml", f"{BASE}sitemap-2.xml"]
    assert len(ElementTree.fromstring(files["sitemap-2.xml"])) == 1


def test_a_page_keeps_its_day_while_nothing_about_it_changes(edition: Edition) -> None:
    digests = {page.target: page.digest for page in read_pages(edition)}
    digests["grant/werra-meissner-kreis-2021"] = "another"

    pages = build_pages(digests, edition, LATER)

    changed = [page.target for page in pages if page.day == "2027-01-02"]
    assert changed == ["grant/werra-meissner-kreis-2021"]
    assert len(pages) > 500

"""What crawlers ask for: long sitemaps are divided, unchanged pages keep their day."""

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from wirlod.databases import open_to_write
from wirlod.edition import Edition
from wirlod.history import Action
from wirlod.publish.differences import find_changed
from wirlod.publish.digests import FORMER_FILE, Digests, write_pages
from wirlod.publish.signposts import MOST, NAMESPACE, write_sitemaps

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


@pytest.mark.parametrize("is_former", [False, True], ids=["of now", "as it was kept before"])
def test_a_page_keeps_its_day_while_nothing_about_it_changes(
    edition: Edition, tmp_path: Path, is_former: bool
) -> None:
    before = Digests.of_edition(edition)
    if is_former:
        (tmp_path / FORMER_FILE).write_bytes(msgspec.json.encode(list(before.pages())))
        edition = msgspec.structs.replace(edition, folder=tmp_path)
    digests = Digests.begin(tmp_path / "digests.sqlite")
    digests.add(before.items())
    digests.add([("grant/werra-meissner-kreis-2021", "another")])

    write_pages(digests, edition, LATER, tmp_path / "next.sqlite")

    pages = list(Digests.in_file(tmp_path / "next.sqlite").pages())
    changed = [target for target, _, day in pages if day == "2027-01-02"]
    assert changed == ["grant/werra-meissner-kreis-2021"]
    assert len(pages) > 500


def test_no_page_that_leaves_the_cache_waits_for_the_disk(tmp_path: Path) -> None:
    with open_to_write(tmp_path / "some.sqlite") as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (0,)


def test_pages_of_the_edition_before_are_read_once(edition: Edition, tmp_path: Path) -> None:
    asked = []
    before = Digests.of_edition(edition)
    digests = Digests.begin(tmp_path / "digests.sqlite")
    digests.add(before.items())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Digests, "find", lambda self, target: asked.append(target))
        write_pages(digests, edition, LATER, tmp_path / "next.sqlite")

    assert asked == []
    assert list(Digests.in_file(tmp_path / "next.sqlite").pages()) == list(before.pages())


def test_digests_of_many_things_are_not_held_in_memory(tmp_path: Path) -> None:
    digests = Digests.begin(tmp_path / "digests.sqlite")
    tracemalloc.start()
    for start in range(0, 20_000, 1_000):
        digests.add((f"grant/{n:09}", f"{n:032}") for n in range(start, start + 1_000))
    pairs = sum(1 for _ in digests.items())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert pairs == len(digests) == 20_000
    assert peak < 1_000_000


def test_what_changed_is_found_by_reading_both_once() -> None:
    before = [("a", "1"), ("b", "1"), ("d", "1")]
    after = [("a", "1"), ("b", "2"), ("c", "1")]

    assert list(find_changed(before, after)) == [
        ("b", Action.CHANGED),
        ("c", Action.ADDED),
        ("d", Action.WITHDRAWN),
    ]

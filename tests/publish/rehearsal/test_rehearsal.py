"""What portals would do with the next edition is known before it is there."""

import shutil
from pathlib import Path

import msgspec
import pytest
from tests.publish.rehearsal.conftest import add_row, publish_rehearsed, read_verdict

from wirlod.cli.staging import Stage
from wirlod.edition import Edition
from wirlod.editions import current_edition
from wirlod.errors import PublishingError
from wirlod.publish.rehearsal.addresses import check_addresses
from wirlod.publish.rehearsal.harvest import harvest
from wirlod.publish.rehearsal.mqa import INDICATORS, MOST
from wirlod.publish.rehearsal.named import check_named, find_pages
from wirlod.publish.rehearsal.site import Reply, Site, follow
from wirlod.settings import Settings


def test_the_first_harvest_adds_every_dataset_and_the_second_changes_nothing(
    rehearsed: Edition,
) -> None:
    verdict = read_verdict(rehearsed)

    assert len(verdict["portal"]["added"]) == 5
    assert verdict["again"] == {"added": [], "changed": [], "deleted": []}


def test_the_same_records_on_another_day_change_nothing(copied: Settings) -> None:
    verdict = read_verdict(publish_rehearsed(copied, 2))

    assert verdict["portal"] == {"added": [], "changed": [], "deleted": []}


def test_one_record_more_changes_its_dataset_only(copied: Settings) -> None:
    add_row(copied.data / "figures.csv", key="another-figure")

    verdict = read_verdict(publish_rehearsed(copied, 2))

    changed = [f"{copied.base_uri}id/dataset/programme"]
    assert verdict["portal"] == {"added": [], "changed": changed, "deleted": []}


def test_the_metadata_score_is_complete(rehearsed: Edition) -> None:
    verdict = read_verdict(rehearsed)

    assert MOST == verdict["most_points"] == 405
    assert [(s["points"], s["lost"]) for s in verdict["scores"]] == [(405, [])] * 5


def test_all_but_one_fair_metric_holds_and_that_one_says_why(rehearsed: Edition) -> None:
    for verdicts in read_verdict(rehearsed)["fair"].values():
        failed = [v for v in verdicts if not v["passed"]]

        assert len(verdicts) == 15
        assert [v["metric"] for v in failed] == ["FsF-F1-02MD"]
        assert "registry" in failed[0]["why"]


@pytest.mark.slow
def test_every_page_of_the_sitemap_answers(stage: Stage, rehearsed: Edition) -> None:
    base_uri = rehearsed.manifest.base_uri
    pages = find_pages(stage, base_uri)

    assert len(pages) > 500
    assert [
        p for p in pages if follow(stage, "GET", p, "text/turtle,*/*;q=0.1").status != 200
    ] == []


def test_everything_that_is_named_answers_as_stated(stage: Stage, rehearsed: Edition) -> None:
    base_uri = rehearsed.manifest.base_uri
    found = harvest(stage, f"{base_uri}catalogue")

    assert list(check_addresses(stage, found, base_uri)) == []
    assert list(check_named(stage, base_uri)) == []


class Altered:
    """A site that answers like another but for one address."""

    def __init__(self, site: Site, url: str, **changes: object) -> None:
        self._site, self._url, self._changes = site, url, changes

    def ask(self, method: str, url: str, accept: str) -> Reply:
        """Answer a request for *url*."""
        reply = follow(self._site, method, url, accept)
        if url == self._url:
            return msgspec.structs.replace(reply, **self._changes)
        return reply


@pytest.fixture
def file_url(rehearsed: Edition) -> str:
    return f"{rehearsed.manifest.base_uri}download/grants.ttl.gz"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"status": 404}, "answers HEAD with 404", id="gone"),
        pytest.param({"body": b"another"}, "has the size 7", id="another size"),
        pytest.param({"headers": {"content-type": "text/plain"}}, "text/plain", id="another type"),
    ],
)
def test_a_file_that_is_not_as_stated_is_found(
    stage: Stage, rehearsed: Edition, file_url: str, changes: dict[str, object], complaint: str
) -> None:
    base_uri = rehearsed.manifest.base_uri
    found = harvest(stage, f"{base_uri}catalogue")

    faults = list(check_addresses(Altered(stage, file_url, **changes), found, base_uri))

    assert any(complaint in fault for fault in faults)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"status": 500}, "give up", id="fault"),
        pytest.param({"body": b"x" * (50 * 1024 * 1024 + 1)}, "portals stop", id="too large"),
        pytest.param({"headers": {"content-type": "text/html"}}, "no portal parses", id="a page"),
        pytest.param({"body": b"<rdf"}, "cannot be parsed", id="half"),
    ],
)
def test_a_portal_gives_up_where_the_real_one_does(
    stage: Stage, rehearsed: Edition, changes: dict[str, object], complaint: str
) -> None:
    url = f"{rehearsed.manifest.base_uri}catalogue"

    with pytest.raises(PublishingError, match=complaint):
        harvest(Altered(stage, url, **changes), url)


def test_every_indicator_costs_points_when_it_fails() -> None:
    assert all(indicator.points > 0 for indicator in INDICATORS)
    assert len({indicator.name for indicator in INDICATORS}) == len(INDICATORS) == 23


@pytest.fixture
def office(copied: Settings) -> Settings:
    """The same records, published by an office that names itself."""
    path = copied.data / "publication.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in {
        "wirlod – unabhängige Zusammenstellung aus öffentlichen Quellen": "Amt für Beispiele",
        "wirlod – an independent compilation from public sources": "Office of Examples",
        "publishertype/NonProfitOrganisation": "publishertype/RegionalAuthority",
        'email: ""': "email: daten@example.org",
        'url: ""': "url: https://example.org/kontakt",
        'homepage: ""': "homepage: https://example.org/",
        'iri: ""': "iri: https://example.org/id/amt",
    }.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    shutil.rmtree(copied.editions)
    return copied


def test_an_office_passes_the_same_checks_with_its_own_values(office: Settings) -> None:
    edition = publish_rehearsed(office, 2)
    catalogue = (edition.folder / "catalogue.ttl").read_text(encoding="utf-8")

    assert "Amt für Beispiele" in catalogue
    assert "mailto:daten@example.org" in catalogue
    assert {score["points"] for score in read_verdict(edition)["scores"]} == {405}


def test_the_publisher_is_nobody_who_has_not_agreed(checkout: Path) -> None:
    text = (checkout / "data/publication.yaml").read_text(encoding="utf-8")
    publisher = text.partition("publisher:")[2].partition("contact:")[0]

    assert "unabhängige Zusammenstellung" in publisher
    assert "Ministerium" not in text


def test_an_edition_with_a_fault_is_not_switched_to(copied: Settings) -> None:
    before = current_edition(copied.editions).name
    path = copied.data / "publication.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('url: ""', f"url: {copied.base_uri}nowhere"), encoding="utf-8")

    with pytest.raises(PublishingError, match="nowhere answers HEAD with 404"):
        publish_rehearsed(copied, 2)

    assert current_edition(copied.editions).name == before

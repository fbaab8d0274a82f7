"""The checks after MQA and F-UJI are real: take away what one looks for, and it fails."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.cli.staging import Stage
from wirlod.edition import Edition
from wirlod.facts import Facts
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.publish.rehearsal import fair, mqa
from wirlod.publish.rehearsal.harvest import harvest
from wirlod.publish.rehearsal.site import Reply, Site

SPOILT = {
    "keywords": "dcat:keyword",
    "categories": "dcat:theme",
    "area": "dct:spatial",
    "period": "dct:temporal",
    "download address": "dcat:downloadURL",
    "format": "dct:format",
    "media type": "dcat:mediaType",
    "licence": "dct:license",
    "access rights": "dct:accessRights",
    "contact": "dcat:contactPoint",
    "publisher": "dct:publisher",
    "rights": "dct:rights",
    "size": "dcat:byteSize",
    "issued": "dct:issued",
    "modified": "dct:modified",
    "DCAT-AP": "dct:title",
}
"""Indicator → the property that it looks for."""

ANOTHER = {
    "format and media type from lists": "dcat:mediaType",
    "non-proprietary": "dct:format",
    "machine-readable": "dct:format",
    "licence from a list": "dct:license",
    "access rights from a list": "dct:accessRights",
}
"""Indicator → the property whose value it wants from a list."""

UNREACHABLE = ("access address answers", "download address answers")
MARKUP: dict[str, dict[str, Any]] = {
    "FsF-F1-01MD": {"@id": "https://example.org/another"},
    "FsF-F2-01M": {"creator": ""},
    "FsF-F3-01M": {"distribution": []},
    "FsF-A1-01M": {"isAccessibleForFree": False},
    "FsF-A1-02MD": {"distribution": [{"contentUrl": "ftp://x", "encodingFormat": "text/csv"}]},
    "FsF-I3-01M": {"includedInDataCatalog": None},
    "FsF-R1-01M": {"distribution": [{"contentUrl": "https://x", "encodingFormat": "text/csv"}]},
    "FsF-R1.1-01M": {"license": "https://example.org/licence"},
    "FsF-R1.3-02D": {"distribution": [{"contentUrl": "https://x", "encodingFormat": "text/x"}]},
}
"""Metric → what the markup says instead."""

LACKING = {
    "FsF-I2-01M": "dcat:theme",
    "FsF-R1.2-01M": "dct:provenance",
    "FsF-R1.3-01M": "dcat:distribution",
}
"""Metric → the property that the catalogue has no more."""


class Silent:
    """A site where nothing answers."""

    def ask(self, method: str, url: str, accept: str) -> Reply:
        """Answer that there is nothing."""
        return Reply(404, {}, b"")


@pytest.fixture(scope="module")
def triples(stage: Stage, rehearsed: Edition) -> list[Triple]:
    """The catalogue as a portal fetches it."""
    facts = harvest(stage, f"{rehearsed.manifest.base_uri}catalogue").facts
    return [
        Triple(NamedNode(subject), NamedNode(name), value)
        for (subject, name), values in facts.objects.items()
        for value in values
        if isinstance(value, NamedNode | Literal)
    ]


@pytest.fixture(scope="module")
def dataset(rehearsed: Edition) -> str:
    return f"{rehearsed.manifest.base_uri}id/dataset/grants"


def without(triples: list[Triple], name: str) -> Facts:
    gone = expand(name, FOREIGN_PREFIXES)
    return Facts([t for t in triples if t.predicate.value != gone], FOREIGN_PREFIXES)


def with_another(triples: list[Triple], name: str) -> Facts:
    changed, other = expand(name, FOREIGN_PREFIXES), NamedNode("https://example.org/x")
    return Facts(
        [
            Triple(t.subject, t.predicate, other) if t.predicate.value == changed else t
            for t in triples
        ],
        FOREIGN_PREFIXES,
    )


def lost(facts: Facts, dataset: str, site: Site) -> set[str]:
    score = mqa.score(facts, dataset, site)
    names = {text.rpartition(" (")[0] for text in score.lost}
    points = {i.name: i.points for i in mqa.INDICATORS}
    assert score.points == mqa.MOST - sum(points[name] for name in names)
    return names


def test_the_catalogue_as_it_is_loses_nothing(
    triples: list[Triple], dataset: str, stage: Stage
) -> None:
    assert lost(Facts(triples, FOREIGN_PREFIXES), dataset, stage) == set()


@pytest.mark.parametrize("name", SPOILT)
def test_what_an_indicator_looks_for_costs_its_points_when_it_is_gone(
    triples: list[Triple], dataset: str, stage: Stage, name: str
) -> None:
    assert name in lost(without(triples, SPOILT[name]), dataset, stage)


@pytest.mark.parametrize("name", ANOTHER)
def test_a_value_of_no_list_costs_points(
    triples: list[Triple], dataset: str, stage: Stage, name: str
) -> None:
    assert name in lost(with_another(triples, ANOTHER[name]), dataset, stage)


@pytest.mark.parametrize("name", UNREACHABLE)
def test_an_address_that_does_not_answer_costs_points(
    triples: list[Triple], dataset: str, name: str
) -> None:
    assert name in lost(Facts(triples, FOREIGN_PREFIXES), dataset, Silent())


def test_every_indicator_is_tried() -> None:
    tried = {*SPOILT, *ANOTHER, *UNREACHABLE}

    assert tried == {indicator.name for indicator in mqa.INDICATORS}


@pytest.fixture(scope="module")
def page(triples: list[Triple], dataset: str, stage: Stage, rehearsed: Edition) -> fair.Page:
    """The page of a dataset as an assessor sees it."""
    kept: list[fair.Page] = []

    def keep(page: fair.Page, *row: object) -> fair.Verdict:
        kept.append(page)
        return fair.Verdict("", "", True)

    original, fair._judge = fair._judge, keep  # type: ignore[assignment]
    facts = Facts(triples, FOREIGN_PREFIXES)
    fair.assess(stage, facts, dataset, rehearsed.manifest.base_uri)
    fair._judge = original
    return kept[0]


def judge(page: fair.Page, metric: str) -> bool:
    (check,) = (check for name, _, check, _ in fair.METRICS if name == metric)
    return check(page)


@pytest.mark.parametrize("metric", MARKUP)
def test_markup_that_says_something_else_fails(page: fair.Page, metric: str) -> None:
    spoilt = msgspec.structs.replace(page, markup={**page.markup, **MARKUP[metric]})

    assert judge(page, metric)
    assert not judge(spoilt, metric)


@pytest.mark.parametrize("metric", LACKING)
def test_a_catalogue_that_lacks_something_fails(
    page: fair.Page, triples: list[Triple], metric: str
) -> None:
    spoilt = msgspec.structs.replace(page, facts=without(triples, LACKING[metric]))

    assert judge(page, metric)
    assert not judge(spoilt, metric)


OTHER_WAYS: dict[str, Callable[[fair.Page], fair.Page]] = {
    "FsF-F4-01M": lambda page: msgspec.structs.replace(page, robots="User-agent: *\nDisallow: /\n"),
    "FsF-I1-01M": lambda page: msgspec.structs.replace(page, link=""),
}


@pytest.mark.parametrize("metric", OTHER_WAYS)
def test_a_page_that_cannot_be_found_or_read_fails(page: fair.Page, metric: str) -> None:
    assert judge(page, metric)
    assert not judge(OTHER_WAYS[metric](page), metric)


def test_every_metric_is_tried() -> None:
    alone = {"FsF-F1-02MD"}  # no identifier of ours lives under a registry

    tried = {*MARKUP, *LACKING, *OTHER_WAYS, *alone}
    assert tried == {name for name, *_ in fair.METRICS}

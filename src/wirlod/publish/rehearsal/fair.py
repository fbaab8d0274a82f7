"""
The FAIR metrics that F-UJI judges the page of a dataset by, each with its verdict.

What the automatic assessor would fetch is fetched here: the page, the markup in it, and its
``Link`` header.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import msgspec

from wirlod.facts import Facts
from wirlod.publish.rehearsal.site import Site, follow

MARKUP = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
CORE = ("name", "description", "creator", "publisher", "datePublished", "keywords", "identifier")
LICENCES = ("https://www.govdata.de/dl-de/", "https://creativecommons.org/")
"""Beginnings of licence texts that the SPDX list knows."""

STANDARD_FORMATS = {"text/csv", "text/turtle", "application/ld+json", "application/rdf+xml"}


class Page(msgspec.Struct, frozen=True):
    """The page of a dataset, as an assessor sees it."""

    dataset: str
    markup: dict[str, Any]
    link: str
    facts: Facts
    robots: str

    @property
    def files(self) -> list[dict[str, Any]]:
        """The files that the markup names."""
        found: list[dict[str, Any]] = self.markup.get("distribution", [])
        return found


class Verdict(msgspec.Struct, frozen=True):
    """The verdict of one metric."""

    metric: str
    what: str
    passed: bool
    why: str = ""


Check = Callable[[Page], bool]

METRICS: tuple[tuple[str, str, Check, str], ...] = (
    (
        "FsF-F1-01MD",
        "data and metadata have globally unique identifiers",
        lambda page: page.dataset.startswith("http") and page.markup.get("@id") == page.dataset,
        "the markup does not name the dataset's address",
    ),
    (
        "FsF-F1-02MD",
        "identifiers are persistent",
        lambda page: page.dataset.startswith(("https://w3id.org/", "https://doi.org/")),
        "addresses live under a domain of the publisher's own, not under a registry such as DOI "
        "or w3id; they never change, but only the publisher vouches for it",
    ),
    (
        "FsF-F2-01M",
        "core descriptive metadata",
        lambda page: all(page.markup.get(field) for field in CORE),
        "the markup lacks a core field",
    ),
    (
        "FsF-F3-01M",
        "metadata include the identifier of the data",
        lambda page: bool(page.files) and all(file.get("contentUrl") for file in page.files),
        "the markup names no files",
    ),
    (
        "FsF-F4-01M",
        "metadata can be found by search engines",
        lambda page: bool(page.markup) and "Disallow: /\n" not in page.robots,
        "the page has no markup, or robots.txt forbids it",
    ),
    (
        "FsF-A1-01M",
        "metadata state the access level",
        lambda page: (
            page.markup.get("isAccessibleForFree") is True
            and bool(page.facts.value(page.dataset, "dct:accessRights"))
        ),
        "no access rights are stated",
    ),
    (
        "FsF-A1-02MD",
        "a standard protocol leads to the data",
        lambda page: all(file["contentUrl"].startswith("http") for file in page.files),
        "a file has no HTTP address",
    ),
    (
        "FsF-I1-01M",
        "metadata in a formal language",
        lambda page: 'type="text/turtle"' in page.link,
        "the page links to no RDF",
    ),
    (
        "FsF-I2-01M",
        "metadata use semantic resources",
        lambda page: bool(page.facts.all(page.dataset, "dcat:theme")),
        "no value of a registered vocabulary is used",
    ),
    (
        "FsF-I3-01M",
        "metadata link to related entities",
        lambda page: (
            bool(page.markup.get("includedInDataCatalog"))
            and bool(page.facts.all(page.dataset, "dct:conformsTo"))
        ),
        "nothing related is linked",
    ),
    (
        "FsF-R1-01M",
        "metadata describe the content",
        lambda page: all(f.get("contentSize") and f.get("encodingFormat") for f in page.files),
        "type or size of a file is missing",
    ),
    (
        "FsF-R1.1-01M",
        "the licence is a known one",
        lambda page: str(page.markup.get("license", "")).startswith(LICENCES),
        "no licence of the SPDX list is named",
    ),
    (
        "FsF-R1.2-01M",
        "provenance is stated",
        lambda page: bool(page.facts.value(page.dataset, "dct:provenance")),
        "nothing says how the data came about",
    ),
    (
        "FsF-R1.3-01M",
        "a metadata standard of the community",
        lambda page: bool(page.facts.all(page.dataset, "dcat:distribution")),
        "the dataset is not described in DCAT",
    ),
    (
        "FsF-R1.3-02D",
        "the data are in a standard format",
        lambda page: bool({f["encodingFormat"] for f in page.files} & STANDARD_FORMATS),
        "no file is in a format of long standing",
    ),
)
"""Metric, what it asks, how it is judged, and why it may fail."""


def assess(site: Site, facts: Facts, dataset: str, base_uri: str) -> list[Verdict]:
    """Judge the page of *dataset* by every metric."""
    reply = follow(site, "GET", facts.value(dataset, "dcat:landingPage"), "text/html")
    found = MARKUP.search(reply.body)
    robots = follow(site, "GET", f"{base_uri}robots.txt").body.decode(errors="replace")
    markup = json.loads(found[1]) if found else {}
    page = Page(dataset, markup, reply.headers.get("link", ""), facts, robots)
    return [_judge(page, *row) for row in METRICS]


def _judge(page: Page, metric: str, what: str, check: Check, why: str) -> Verdict:
    passed = check(page)
    return Verdict(metric, what, passed, "" if passed else why)

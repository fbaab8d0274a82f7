"""What is measured of the data, and what becomes of a catalogue without places."""

import json
from decimal import Decimal
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad, Store
from tests.query.tiny import BASE, load

from wirlod.edition import Edition
from wirlod.kinds import prefixes
from wirlod.publish.catalogue.coverage import find_place, find_spans
from wirlod.publish.catalogue.figures import Gauge, Total
from wirlod.publish.catalogue.quality import METRICS, measure
from wirlod.publish.catalogue.vocabulary import find_values
from wirlod.publish.tokens import index_said

QUERIES = {
    "grants#quality-amounts": ("?thing a wir:Grant .", "?thing wir:amount ?any"),
    "grants#quality-periods": ("?thing a wir:Grant .", "?thing dct:temporal ?any"),
    "grants#quality-approximate-sums": (
        "?thing a wir:Grant ; schema:amount/wir:precision ?precision .",
        "FILTER(?precision != concept:exact)",
    ),
    "grants#quality-sources": (
        "?thing dct:identifier ?key FILTER(CONTAINS(STR(?thing), '/id/grant/'))",
        "?thing prov:hadPrimarySource ?any",
    ),
    "releases#quality-dated-releases": ("?thing a wir:SourceText .", "?thing dct:issued ?any"),
}
"""Metric of a dataset → what it is about, and what of these is wanted."""


@pytest.fixture(scope="module")
def store(edition: Edition) -> Store:
    return Store.read_only(str(edition.store_folder))


@pytest.fixture(scope="module")
def nodes(edition: Edition) -> dict[str, dict[str, Any]]:
    """The nodes of the catalogue, by the ends of their addresses."""
    graph = json.loads((edition.folder / "catalogue.jsonld").read_bytes())["@graph"]
    return {node["id"].removeprefix(edition.manifest.base_uri): node for node in graph}


def test_every_metric_is_measured_where_it_means_something(
    nodes: dict[str, dict[str, Any]],
) -> None:
    found = [node for address, node in nodes.items() if "#quality-" in address]

    assert len(found) == sum(len(metric.datasets) for metric in METRICS)
    assert all(0 <= Decimal(node["measured"]) <= 1 for node in found)


def test_what_is_measured_is_what_a_query_finds(
    nodes: dict[str, dict[str, Any]], store: Store, edition: Edition
) -> None:
    for metric, (about, wanted) in QUERIES.items():
        query = f"SELECT (COUNT(DISTINCT ?thing) AS ?count) {{ {about} %s }}"
        counts = [
            int(row["count"].value)
            for text in (query % "", query % wanted)
            for row in store.query(text, prefixes=prefixes(edition.manifest.base_uri))
        ]
        measured = Decimal(nodes[f"id/dataset/{metric}"]["measured"])
        assert 0 < counts[1] <= counts[0], metric
        assert measured == round(Decimal(counts[1]) / counts[0], 4), metric
    shares = {address.rpartition("#")[2]: node.get("measured") for address, node in nodes.items()}
    assert Decimal("0.1") < Decimal(shares["quality-approximate-sums"]) < Decimal("0.3")
    assert shares["quality-sources"] == "1"


def test_everything_happens_in_hesse(store: Store) -> None:
    assert find_place(store) == "http://dcat-ap.de/def/politicalGeocoding/stateKey/06"


def test_the_time_of_the_grants_keeps_the_precision_of_the_data(
    nodes: dict[str, dict[str, Any]],
) -> None:
    span = nodes["id/dataset/grants#time"]

    assert span["periodStart"]["@type"] == "xsd:gYear"
    assert span["periodEnd"]["@value"].startswith("2030")


def test_an_empty_store_has_neither_time_nor_place() -> None:
    empty = Store()
    empty.add(Quad(*(NamedNode(f"http://example.org/{name}") for name in "spo")))

    assert find_place(empty) is None
    assert find_spans({}) == find_spans({"grants": {'"2021"', "<http://example.org/2021>"}}) == {}


def test_no_value_is_found_where_none_is_mentioned() -> None:
    assert list(find_values([], {})) == []


def test_a_share_is_of_those_that_have_what_is_wanted() -> None:
    few = """
        id:a a wir:Grant ; wir:amount 5 ; schema:amount id:ma ; dct:temporal id:p, id:q .
        id:b a wir:Grant ; dct:temporal id:p .
        id:c a wir:Grant ; schema:amount id:mc ; dct:temporal id:p .
        id:d a wir:Grant ; schema:amount id:md .
        id:ma wir:precision concept:exact . id:mc wir:precision concept:at-least .
        id:md wir:precision concept:exact .
        """
    said = index_said(str(quad.triple) + " ." for quad in load(few))
    things = {subject[1:-1]: said for subject in said}

    total = Total()
    total.add(Gauge(BASE).read("grants", things))
    total.add(Gauge(BASE).read("grants", {}))
    shares = {m.id.rpartition("/")[2]: m.measured for m in measure({"grants": total.shares}, BASE)}

    assert shares["grants#quality-amounts"] == "0.25"
    assert shares["grants#quality-periods"] == "0.75"
    assert shares["grants#quality-approximate-sums"] == "0.3333"
    assert shares["releases#quality-dated-releases"] == "1"

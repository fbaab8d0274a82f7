"""The catalogue before the official shapes, and our own shapes beside them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Quad, RdfFormat, parse
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from tests.conformance.official import Official

from wirlod.edition import Edition
from wirlod.publish.catalogue.steps import find_faults

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
DE = Namespace("http://dcat-ap.de/def/dcatde/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
AVAILABILITY = URIRef("http://data.europa.eu/r5r/availability")
LISTS = "http://publications.europa.eu/resource/authority/"
NOWHERE = URIRef("http://example.org/nosuch")

EXPLAINED = {
    "Warning status": "DCAT-AP.de has given adms:status up; its own shapes warn where it is used",
    "Warning bbox": "no bounding box of Hesse is known from an open source",
    "Warning centroid": "no centre of Hesse is known from an open source",
}
"""Warning of DCAT-AP 3.0.1 → why it stays."""

Break = Callable[[Graph], None]


@pytest.fixture(scope="session")
def kit(shared: Path) -> Path:
    return shared / "dcat-ap-de"


@pytest.fixture(scope="session")
def german(kit: Path) -> Official:
    return Official(kit, "de3+konv")


@pytest.fixture(scope="session")
def catalogue(edition: Edition) -> Graph:
    return Graph().parse(edition.folder / "catalogue.ttl")


def copy(graph: Graph) -> Graph:
    fresh = Graph()
    for triple in graph:
        fresh.add(triple)
    return fresh


def first(graph: Graph, kind: URIRef) -> URIRef:
    return min(node for node in graph.subjects(RDF.type, kind) if isinstance(node, URIRef))


def without(kind: URIRef, predicate: URIRef) -> Break:
    """Remove every *predicate* of the first thing of *kind*."""
    return lambda graph: graph.remove((first(graph, kind), predicate, None)) and None


def with_value(kind: URIRef, predicate: URIRef, *values: URIRef | Literal) -> Break:
    """Say something else by *predicate* of the first thing of *kind*."""

    def change(graph: Graph) -> None:
        thing = first(graph, kind)
        graph.remove((thing, predicate, None))
        for value in values:
            graph.add((thing, predicate, value))

    return change


BROKEN: dict[str, Break] = {
    "catalogue without title": without(DCAT.Catalog, DCT.title),
    "catalogue without description": without(DCAT.Catalog, DCT.description),
    "catalogue without publisher": without(DCAT.Catalog, DCT.publisher),
    "dataset without title": without(DCAT.Dataset, DCT.title),
    "dataset without description": without(DCAT.Dataset, DCT.description),
    "dataset without publisher": without(DCAT.Dataset, DCT.publisher),
    "dataset without contributor": without(DCAT.Dataset, DE.contributorID),
    "unknown contributor": with_value(DCAT.Dataset, DE.contributorID, NOWHERE),
    "unknown theme": with_value(DCAT.Dataset, DCAT.theme, URIRef(f"{LISTS}data-theme/NOSUCH")),
    "unknown frequency": with_value(DCAT.Dataset, DCT.accrualPeriodicity, NOWHERE),
    "two publishers": with_value(
        DCAT.Dataset, DCT.publisher, NOWHERE, URIRef("http://example.org/another")
    ),
    "issued twice": with_value(
        DCAT.Dataset, DCT.issued, Literal("2021-10-29"), Literal("2021-10-30")
    ),
    "distribution without address": without(DCAT.Distribution, DCAT.accessURL),
    "distribution without licence": without(DCAT.Distribution, DCT.license),
    "unknown licence": with_value(DCAT.Distribution, DCT.license, NOWHERE),
    "unknown file type": with_value(DCAT.Distribution, DCT["format"], NOWHERE),
    "attribution by address": with_value(DCAT.Distribution, DE.licenseAttributionByText, NOWHERE),
    "size as plain integer": with_value(
        DCAT.Distribution, DCAT.byteSize, Literal("12", datatype=XSD.integer)
    ),
    "unknown availability": with_value(DCAT.Distribution, AVAILABILITY, NOWHERE, FOAF.other),
    "checksum without value": without(SPDX.Checksum, SPDX.checksumValue),
    "publisher without name": without(FOAF.Agent, FOAF.name),
    "contact out of reach": without(VCARD.Kind, VCARD.hasURL),
    "service without endpoint": without(DCAT.DataService, DCAT.endpointURL),
    "period without time": lambda graph: (
        with_value(DCT.PeriodOfTime, DCAT.startDate)(graph),
        with_value(DCT.PeriodOfTime, DCAT.endDate)(graph),
    )[0],
    "record about nothing": without(DCAT.CatalogRecord, FOAF.primaryTopic),
}


@pytest.mark.parametrize("suffix", ["ttl", "rdf", "jsonld"])
def test_the_german_shapes_find_nothing(edition: Edition, german: Official, suffix: str) -> None:
    found = german.judge(Graph().parse(edition.folder / f"catalogue.{suffix}"))

    assert not found


@pytest.mark.parametrize("suffix", ["ttl", "rdf", "jsonld"])
def test_the_european_shapes_warn_only_of_what_is_explained(
    edition: Edition, kit: Path, suffix: str
) -> None:
    found = Official(kit, "ap301").judge(Graph().parse(edition.folder / f"catalogue.{suffix}"))

    assert set(found) == set(EXPLAINED)


def test_the_shapes_of_the_eu_find_every_value_typed(kit: Path, catalogue: Graph) -> None:
    assert not Official(kit, "ap300").judge(catalogue)


def test_the_dashboard_only_counts(kit: Path, catalogue: Graph) -> None:
    found = Official(kit, "dashboard").judge(catalogue)

    assert found
    assert {name for name in found if not name.startswith("count_")} == set()


def find_our_faults(graph: Graph, checkout: Path, edition: Edition) -> list[str]:
    text = graph.serialize(format="nt")
    quads: list[Quad] = list(parse(text, format=RdfFormat.N_TRIPLES))
    base_uri = edition.manifest.base_uri
    faults = find_faults(quads, checkout / "shapes", checkout / "data", base_uri)
    return [fault.message for fault in faults]


@pytest.mark.slow
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_catalogue_is_refused_by_both(
    name: str, catalogue: Graph, german: Official, checkout: Path, edition: Edition
) -> None:
    broken = copy(catalogue)
    BROKEN[name](broken)

    theirs = [found for found in german.judge(broken) if found.startswith("Violation")]

    assert theirs
    assert find_our_faults(broken, checkout, edition)


def test_our_shapes_find_nothing_wrong(catalogue: Graph, checkout: Path, edition: Edition) -> None:
    assert find_our_faults(catalogue, checkout, edition) == []


def test_there_are_no_blank_nodes(edition: Edition) -> None:
    quads = list(parse(path=edition.folder / "catalogue.ttl", format=RdfFormat.TURTLE))

    assert not [q for q in quads if BlankNode in (type(q.subject), type(q.object))]

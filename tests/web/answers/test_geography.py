"""Where things lie: in RDF, in GeoJSON, and the same in both, with whom to name beside it."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, Graph, Namespace, URIRef
from selectolax.lexbor import LexborHTMLParser

from wirlod.drawing.areas import Area
from wirlod.edition import Edition
from wirlod.publish.geometry import read_areas
from wirlod.publish.publication import read_publication

DCAT = Namespace("http://www.w3.org/ns/dcat#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
DCT = Namespace("http://purl.org/dc/terms/")
SCHEMA = Namespace("https://schema.org/")

Json = dict[str, Any]


@pytest.fixture(scope="module")
def kept(checkout: Path) -> dict[str, Json]:
    """Official key → feature of the file that the publisher keeps."""
    geometry = read_publication(checkout / "data").geometry
    assert geometry
    path = checkout / "data" / geometry.file
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["ags"]: feature for feature in features}


@pytest.fixture(scope="module")
def places(site: FlaskClient) -> Json:
    return json.loads(site.get("/doc/territory.geojson?size=1000").text)


def flatten(coordinates: Any) -> list[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        return [(float(coordinates[0]), float(coordinates[1]))]
    return [point for part in coordinates for point in flatten(part)]


def test_every_outline_that_is_kept_is_given_as_it_is(places: Json, kept: dict[str, Json]) -> None:
    given = {f["properties"].get("ags"): f for f in places["features"] if f["geometry"]}

    assert set(kept) <= set(given)
    for key, feature in kept.items():
        outline = given[key]["geometry"]
        assert flatten(outline["coordinates"]) == flatten(feature["geometry"]["coordinates"])
        assert given[key]["bbox"] == feature["properties"]["bbox"]


def test_a_collection_says_whose_outlines_they_are(places: Json, edition: Edition) -> None:
    assert places["attribution"] == "© GeoBasis-DE / BKG 2021 (Daten verändert)"
    assert places["license"] == "https://www.govdata.de/dl-de/by-2-0"
    assert len(places["features"]) == edition.manifest.records["territory"]


def test_a_place_without_an_outline_says_so(places: Json) -> None:
    without = [feature for feature in places["features"] if feature["geometry"] is None]

    assert without
    assert all("bbox" not in feature for feature in without)


def test_a_place_without_a_key_yet_lies_where_the_form_before_it_lay(places: Json) -> None:
    found = {f["properties"]["identifier"]: f["geometry"] for f in places["features"]}

    assert found["hanau-kreisfrei"] == found["hanau"] is not None


def test_the_filter_of_a_list_holds_for_its_map(site: FlaskClient) -> None:
    query = {"category": "concept/district", "size": "1000"}

    found = json.loads(site.get("/doc/territory.geojson", query_string=query).text)

    kinds = {feature["properties"]["category"].rpartition("/")[2] for feature in found["features"]}
    assert kinds == {"district"}


def test_rdf_says_the_same_in_literals_of_geosparql(
    site: FlaskClient, edition: Edition, kept: dict[str, Json]
) -> None:
    graph = Graph().parse(data=site.get("/doc/territory/kassel.ttl").text)
    thing = URIRef(f"{edition.manifest.base_uri}id/territory/kassel")

    outline = graph.value(thing, GEO.hasGeometry)
    box, centre = graph.value(thing, DCAT.bbox), graph.value(thing, DCAT.centroid)
    assert {box.datatype, centre.datatype, graph.value(outline, GEO.asWKT).datatype} == {
        GEO.wktLiteral
    }
    left, top = kept["06611"]["properties"]["inside"]
    assert (
        str(centre) == f"POINT ({Decimal(str(left)).normalize()} {Decimal(str(top)).normalize()})"
    )
    assert str(graph.value(outline, SCHEMA.creditText)).startswith("© GeoBasis-DE")
    assert graph.value(outline, DCT.license) == URIRef("https://www.govdata.de/dl-de/by-2-0")


def test_schema_org_has_the_shape_of_every_outline_that_is_kept(
    site: FlaskClient, edition: Edition, places: Json, kept: dict[str, Json]
) -> None:
    names = {f["properties"].get("ags"): f["properties"]["identifier"] for f in places["features"]}
    for key, feature in kept.items():
        body = site.get(f"/doc/territory/{names[key]}.ttl?_profile=schema").text
        graph = Graph().parse(data=body)
        thing = URIRef(f"{edition.manifest.base_uri}id/territory/{names[key]}")
        shape = graph.value(thing, SCHEMA.geo)
        assert (shape, RDF.type, SCHEMA.GeoShape) in graph
        west, south, east, north = feature["properties"]["bbox"]
        box = [float(part) for part in str(graph.value(shape, SCHEMA.box)).split()]
        assert box == [south, west, north, east]
        polygons = [str(polygon).split() for polygon in graph.objects(shape, SCHEMA.polygon)]
        points = {
            (float(lon), float(lat))
            for polygon in polygons
            for lat, lon in zip(polygon[::2], polygon[1::2], strict=True)
        }
        assert all(polygon[:2] == polygon[-2:] for polygon in polygons)
        assert points == set(flatten(_borders(feature["geometry"])))


def _borders(geometry: Json) -> list[Any]:
    found = geometry["coordinates"]
    polygons = [found] if geometry["type"] == "Polygon" else found
    return [polygon[0] for polygon in polygons]


@pytest.mark.parametrize(("key", "has_shape"), [("kassel", True), ("hessen", False)])
def test_the_page_of_a_place_tells_search_engines_where_it_lies(
    site: FlaskClient, key: str, has_shape: bool
) -> None:
    page = LexborHTMLParser(site.get(f"/doc/territory/{key}.en.html").text)
    found = [json.loads(s.text()) for s in page.css('script[type="application/ld+json"]')]

    assert bool(found) is has_shape
    if found:
        assert found[0]["geo"]["@type"] == "GeoShape"
        south, west, north, east = map(float, found[0]["geo"]["box"].split())
        assert 49 < south < north < 52
        assert 7 < west < east < 11


def test_holes_and_several_parts_are_kept(tmp_path: Path) -> None:
    square = [[0, 0], [4, 0], [4, 4], [0, 0]]
    hole, island = [[1, 1], [2, 1], [2, 2], [1, 1]], [[9, 9], [9.5, 9], [9, 9.25], [9, 9]]
    feature = {
        "type": "Feature",
        "properties": {"ags": "1", "name": "x"},
        "geometry": {"type": "MultiPolygon", "coordinates": [[square, hole], [island]]},
    }
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))

    (area,) = read_areas(path)

    assert isinstance(area, Area)
    assert area.wkt == (
        "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1 1)), ((9 9, 9.5 9, 9 9.25, 9 9)))"
    )
    assert area.box == "POLYGON ((0 0, 9.5 0, 9.5 9.25, 0 9.25, 0 0))"


def test_the_catalogue_lists_all_outlines_as_a_file_of_geojson(
    site: FlaskClient, edition: Edition, places: Json
) -> None:
    catalogue = Graph().parse(data=site.get("/catalogue.ttl").text)
    media_type = URIRef("https://www.iana.org/assignments/media-types/application/geo+json")
    (file,) = catalogue.subjects(DCAT.mediaType, media_type)

    (dataset,) = catalogue.subjects(DCAT.distribution, file)
    assert str(dataset).endswith("id/dataset/organisations")
    assert str(catalogue.value(file, DCT["format"])).endswith("/file-type/GEOJSON")
    address = str(catalogue.value(file, DCAT.downloadURL))
    assert site.get(address.replace(edition.manifest.base_uri, "/")).status_code == 307
    with site.get(f"/download/{edition.name}/{address.rpartition('/')[2]}") as sent:
        assert sent.mimetype == "application/geo+json"
        assert len(sent.data) == int(catalogue.value(file, DCAT.byteSize))
        assert json.loads(sent.data) == places
    named = catalogue.value(file, URIRef("http://dcat-ap.de/def/dcatde/licenseAttributionByText"))
    assert "© GeoBasis-DE / BKG 2021" in str(named)

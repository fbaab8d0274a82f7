"""What a version of the ontology said, it says for ever."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from pyoxigraph import RdfFormat, parse, serialize

from wirlod.errors import ValidationError
from wirlod.publish.publisher import publish
from wirlod.publish.terms import Version, find_breaks
from wirlod.settings import Settings
from wirlod.web import create_app

IRI = "https://example.org/def/wir"
ONTOLOGY = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix : <https://example.org/def/wir#> .
<https://example.org/def/wir> a owl:Ontology ; owl:versionInfo "1.0.0" .
:Grant a owl:Class ; rdfs:label "grant" ; rdfs:isDefinedBy <https://example.org/def/wir> .
:amount a owl:DatatypeProperty ; schema:domainIncludes :Grant, :Claim ;
    rdfs:isDefinedBy <https://example.org/def/wir> .
"""


def version(text: str, iri: str = IRI, target: str = "def/wir") -> Version:
    quads = parse(text.encode(), format=RdfFormat.TURTLE)
    triples = (quad.triple for quad in quads)
    return Version(iri, serialize(triples, format=RdfFormat.N_TRIPLES) or b"", target)


def changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    """Make all of *changes* in *text*."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def breaks(*changes: tuple[str, str]) -> list[str]:
    """Change the ontology, and say what its readers were not told."""
    return list(find_breaks(version(ONTOLOGY), version(changed(ONTOLOGY, changes))))


FOLLOWS = "owl:priorVersion <https://example.org/def/wir/1.0.0>"
NEXT = ('"1.0.0"', f'"1.1.0" ; {FOLLOWS}')
BREAKS = "owl:incompatibleWith <https://example.org/def/wir/1.0.0>"
BREAKING = ('"1.0.0"', f'"2.0.0" ; {FOLLOWS} ; {BREAKS}')
GONE = (
    ':Grant a owl:Class ; rdfs:label "grant" ; rdfs:isDefinedBy',
    ":Other a owl:Class ; rdfs:seeAlso",
)


def test_what_is_the_same_is_no_question() -> None:
    assert breaks() == []


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param([('"grant"', '"award"')], "is version 1.0.0 as before", id="same number"),
        pytest.param([('"1.0.0"', '"1.1.0"')], "owl:priorVersion <def/wir/1.0.0>", id="no prior"),
        pytest.param([NEXT, GONE], "Grant of version 1.0.0 is gone", id="a term gone"),
        pytest.param(
            [NEXT, (":Grant, :Claim", ":Grant")], "lost domainIncludes Claim", id="domain"
        ),
        pytest.param([NEXT, ("Datatype", "Object")], "lost type DatatypeProperty", id="its type"),
    ],
)
def test_what_breaks_readers_is_named(changes: list[tuple[str, str]], complaint: str) -> None:
    [found] = breaks(*changes)

    assert complaint in found


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([NEXT, ('"grant"', '"award"')], id="another label"),
        pytest.param([NEXT, (":Grant, :Claim", ":Grant, :Claim, :Figure")], id="wider"),
        pytest.param([BREAKING, GONE], id="said in the header"),
    ],
)
def test_what_is_told_is_allowed(changes: list[tuple[str, str]]) -> None:
    assert breaks(*changes) == []


SHAPES_IRI = "https://example.org/def/shapes/grant"
SHAPES = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/def/shapes/grant#> .
@prefix wir: <https://example.org/def/wir#> .
<https://example.org/def/shapes/grant> a owl:Ontology ; owl:versionInfo "1.0.0" .
:Grant a sh:NodeShape ; sh:targetClass wir:Grant ; sh:closed true ; sh:property :Amount, :Year .
:Amount a sh:PropertyShape ; sh:path wir:amount ; sh:maxCount 2 ; sh:message "A sum."@en .
:Year a sh:PropertyShape ; sh:path wir:year ; sh:minCount 1 ; sh:in :Years .
:Years rdf:first "2020" ; rdf:rest :LaterYears .
:LaterYears rdf:first "2021" ; rdf:rest () .
:Note a sh:PropertyShape ; sh:path wir:note .
"""
SHAPES_FOLLOW = "owl:priorVersion <https://example.org/def/shapes/grant/1.0.0>"
SHAPES_NEXT = ('"1.0.0"', f'"1.1.0" ; {SHAPES_FOLLOW}')


def breaks_of_shapes(*changes: tuple[str, str]) -> list[str]:
    """Change the shapes, and say what those who use them were not told."""
    said = (SHAPES, changed(SHAPES, changes))
    before, after = (version(text, SHAPES_IRI, "def/shapes/grant") for text in said)
    return list(find_breaks(before, after))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param("sh:maxCount 2", "sh:maxCount 1", "Amount wants maxCount 1", id="fewer"),
        pytest.param("sh:maxCount 2 ;", "sh:minCount 1 ;", "Amount wants minCount 1", id="more"),
        pytest.param(
            "sh:maxCount 2 ;", "sh:datatype xsd:decimal ;", "wants datatype decimal", id="type"
        ),
        pytest.param('rdf:first "2021"', 'rdf:first "2022"', "Year lost in 2021", id="list"),
        pytest.param(":Amount, :Year", ":Amount, :Year, :Extra", "", id="an optional property"),
        pytest.param("wir:amount ;", "wir:money ;", "Amount lost path amount", id="path"),
        pytest.param(
            "sh:targetClass wir:Grant",
            "sh:targetClass wir:Grant, wir:Claim",
            "Grant wants targetClass Claim",
            id="looks at more",
        ),
        pytest.param(":Note a sh:PropertyShape ; sh:path wir:note .", "", "Note of", id="gone"),
        pytest.param('"A sum."', '"One sum."', "", id="another message"),
        pytest.param("sh:maxCount 2", "sh:maxCount 3", "", id="looser"),
        pytest.param("sh:minCount 1", "sh:minCount 0", "", id="may be missing"),
        pytest.param("sh:closed true ;", "", "", id="open"),
        pytest.param(
            'rdf:first "2021" ; rdf:rest ()',
            'rdf:first "2021" ; rdf:rest :Last . :Last rdf:first "2022" ; rdf:rest ()',
            "",
            id="a longer list",
        ),
    ],
)
def test_shapes_that_want_more_say_so(old: str, new: str, complaint: str) -> None:
    found = breaks_of_shapes(SHAPES_NEXT, (old, new))

    assert [complaint in line for line in found] == ([True] if complaint else [])
    unsaid = breaks_of_shapes((old, new))
    assert "changed, but is version 1.0.0 as before" in unsaid[0]
    broken = (SHAPES_FOLLOW, SHAPES_FOLLOW.replace("priorVersion", "incompatibleWith"))
    both = f"{SHAPES_FOLLOW} ; {broken[1]}"
    assert breaks_of_shapes(('"1.0.0"', f'"2.0.0" ; {both}'), (old, new)) == []


NODES = """
:Grant sh:or <def/shapes/grant#node-1> , <def/shapes/grant#node-2> .
<def/shapes/grant#node-1> sh:datatype xsd:date .
<def/shapes/grant#node-2> sh:datatype xsd:gYear .
"""


@pytest.mark.parametrize(
    ("old", "new", "complaints"),
    [
        pytest.param("node-", "node-4", 0, id="other numbers"),
        pytest.param("xsd:gYear", "xsd:gYearMonth", 1, id="another type"),
    ],
)
def test_a_node_without_a_name_is_what_is_said_of_it(old: str, new: str, complaints: int) -> None:
    nodes = NODES.replace("<def/", "<https://example.org/def/")
    texts = (SHAPES + nodes, SHAPES.replace(*SHAPES_NEXT) + nodes.replace(old, new))
    before, after = (version(text, SHAPES_IRI, "def/shapes/grant") for text in texts)

    assert len(list(find_breaks(before, after))) == complaints


def test_a_version_answers_for_ever(settings: Settings, tmp_path: Path) -> None:
    shutil.copytree(settings.ontology, tmp_path / "ontology")
    own = msgspec.structs.replace(
        settings, ontology=tmp_path / "ontology", editions=tmp_path / "editions"
    )
    publish(own, datetime(2026, 12, 1, tzinfo=UTC), lambda line: None)
    file = tmp_path / "ontology/wir.ttl"
    text = file.read_text()
    number = text.partition('owl:versionInfo "')[2].partition('"')[0]
    file.write_text(text.replace('"grant"@en', '"award of money"@en'))
    with pytest.raises(ValidationError, match=f"is version {number} as before"):
        publish(own, datetime(2026, 12, 2, tzinfo=UTC), lambda line: None)

    text = file.read_text().replace("priorVersion <def/wir/", "priorVersion <def/wir/9.")
    file.write_text(text.replace(number, "9.0.0"))
    publish(own, datetime(2026, 12, 3, tzinfo=UTC), lambda line: None)
    app = create_app(own)
    client = app.test_client()
    old, new = client.get(f"/def/wir/{number}.ttl"), client.get("/def/wir/9.0.0")
    assert "award of money" not in old.text
    assert "award of money" in new.text
    assert client.get("/def/wir/7.7.7").status_code == 404
    assert client.get("/def/wir/x").status_code == 404
    assert client.get(f"/def/wir/{number}.de.html").status_code == 200
    for path in sorted((own.ontology / "versions").glob("*.ttl")):  # older than this site
        older = client.get(f"/def/wir/{path.stem}", headers={"Accept": "text/turtle"})
        assert f'owl:versionInfo "{path.stem}"' in older.text
    app.extensions["wirlod-endpoint"].close()


def test_a_version_of_shapes_answers_for_ever(settings: Settings, tmp_path: Path) -> None:
    shutil.copytree(settings.shapes, tmp_path / "shapes")
    own = msgspec.structs.replace(
        settings, shapes=tmp_path / "shapes", editions=tmp_path / "editions"
    )
    publish(own, datetime(2026, 12, 1, tzinfo=UTC), lambda line: None)
    grant, shared = tmp_path / "shapes/grant.ttl", tmp_path / "shapes/thing.ttl"
    for file, key in ((grant, "grant"), (shared, "thing")):
        text = file.read_text().replace("/1.0.0>", "/1.0.1>")
        prior = f"owl:priorVersion <def/shapes/{key}/1.0.0>"
        file.write_text(text.replace('"1.0.0"', f'"1.0.1" ; {prior}'))
    shared.write_text(shared.read_text().replace("Bezeichnung: genau", "Name: genau"))
    publish(own, datetime(2026, 12, 2, tzinfo=UTC), lambda line: None)
    app = create_app(own)
    client = app.test_client()

    old, new = (client.get(f"/def/shapes/grant/{n}.ttl").text for n in ("1.0.0", "1.0.1"))
    assert "Bezeichnung: genau" in old  # what it refers to is as it was, too
    assert "Name: genau" in new
    assert new == client.get("/def/shapes/grant.ttl").text
    assert client.get("/def/shapes/grant/1.0.2").status_code == 404
    assert client.get("/def/shapes/grant/1.0.0.de.html").status_code == 200
    told = client.get("/changes.de.html?about=def/shapes/grant").text
    assert "Shapes für Förderungen" in told
    assert told.count("version/2026-12-0") == 2
    stream = client.get("/changes/ldes/2026-12-02T000000Z/1.nq")
    assert stream.status_code == 404  # shapes are no members: the data did not change
    app.extensions["wirlod-endpoint"].close()

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


def version(text: str) -> Version:
    quads = parse(text.encode(), format=RdfFormat.TURTLE)
    triples = (quad.triple for quad in quads)
    return Version(IRI, serialize(triples, format=RdfFormat.N_TRIPLES) or b"")


def breaks(*changes: tuple[str, str]) -> list[str]:
    """Change the ontology, and say what its readers were not told."""
    text = ONTOLOGY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return list(find_breaks(version(ONTOLOGY), version(text)))


NEXT = ('"1.0.0"', '"1.1.0"')
BREAKING = ('"1.0.0"', '"2.0.0" ; owl:incompatibleWith <https://example.org/def/wir/1.0.0>')
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

    file.write_text(file.read_text().replace(number, "9.0.0"))
    publish(own, datetime(2026, 12, 3, tzinfo=UTC), lambda line: None)
    app = create_app(own)
    client = app.test_client()
    old, new = client.get(f"/def/wir/{number}.ttl"), client.get("/def/wir/9.0.0")
    assert "award of money" not in old.text
    assert "award of money" in new.text
    assert client.get("/def/wir/7.7.7").status_code == 404
    assert client.get("/def/wir/x").status_code == 404
    assert client.get(f"/def/wir/{number}.de.html").status_code == 200
    app.extensions["wirlod-endpoint"].close()

"""A shape that finds nothing: this data has none of the kind, or the shape is misspelt."""

import shutil
from collections import Counter
from collections.abc import Callable

import msgspec
import pytest
from pyoxigraph import RdfFormat, Triple, parse
from rdflib import Graph

from wirlod.errors import Problem
from wirlod.publish.graph import read_turtle
from wirlod.publish.validation import aim, find_dead, judge, read_targets
from wirlod.settings import Settings

BASE = "https://example.org/"
SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix wir: <def/wir#> .
<def/shapes/x#Shape> a sh:NodeShape ; {target} .
"""


def find_dead_shapes(target: str, settings: Settings) -> list[tuple[str, str]]:
    """Let one shape look at no data, with the examples of the ontology beside it."""
    shapes = Graph().parse(data=SHAPE.format(target=target), format="turtle", publicID=BASE)
    folder = settings.ontology / "examples"
    examples = [quad for path in folder.glob("*.ttl") for quad in read_turtle(path, BASE)]
    return find_dead(read_targets(shapes), Counter(), examples)


@pytest.mark.parametrize(
    "target", ["sh:targetClass wir:Handover", "sh:targetSubjectsOf wir:handsOver"]
)
def test_a_kind_may_be_empty(settings: Settings, target: str) -> None:
    assert find_dead_shapes(target, settings) == []


@pytest.mark.parametrize(
    ("target", "sought"),
    [
        ("sh:targetClass wir:Handovr", f"{BASE}def/wir#Handovr"),
        ("sh:targetSubjectsOf wir:handOver", f"{BASE}def/wir#handOver"),
    ],
)
def test_a_misspelt_target_is_found_though_nothing_contradicts_it(
    settings: Settings, target: str, sought: str
) -> None:
    assert find_dead_shapes(target, settings) == [(f"{BASE}def/shapes/x#Shape", sought)]


def test_a_check_names_the_misspelt_shape(
    spoiled: Settings, find_all_problems: Callable[[Settings], list[Problem]]
) -> None:
    shapes = spoiled.data.parent / "shapes"
    shutil.copytree(spoiled.shapes, shapes)
    path = shapes / "handover.ttl"
    path.write_text(path.read_text().replace("sh:targetClass wir:Handover", "sh:targetClass wir:H"))

    found = [
        str(problem)
        for problem in find_all_problems(msgspec.structs.replace(spoiled, shapes=shapes))
    ]

    assert any("handover#HandoverShape looks for" in text and "misspelt" in text for text in found)


def read_triples(turtle: str) -> list[Triple]:
    """Read what is said, below the base address."""
    return [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE, base_iri=BASE)]


@pytest.mark.parametrize(
    ("target", "faulty"),
    [
        pytest.param("sh:targetClass <Above>", ["below", "itself"], id="those of a class below"),
        pytest.param("sh:targetClass <Below>", ["below"], id="none of a class above"),
        pytest.param("sh:targetSubjectsOf <has>", ["itself"], id="those that have a property"),
    ],
)
def test_what_is_said_is_judged_and_not_what_is_only_referred_to(
    target: str, faulty: list[str]
) -> None:
    wanted = f"{target} ; sh:property [ sh:path <wanted> ; sh:minCount 1 ]"
    shapes = Graph().parse(data=SHAPE.format(target=wanted), format="turtle", publicID=BASE)
    said = (
        "<below> a <Below> . <itself> a <Above> ; <has> <other> . <good> a <Above> ; <wanted> 1 ."
    )
    above = "<Below> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <Above> ."

    found = judge(
        read_triples(said + above), read_triples("<other> a <Below>, <Above> ."), aim(shapes)
    )

    assert [violation.focus.removeprefix(BASE) for violation in found] == faulty

"""The scouts and the judge find fault with the same nodes: of examples, W3C's tests, mutants."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph
from tests.ontology.test_bad_examples import Cases

from wirlod.edition import Edition
from wirlod.iris import BaseUri
from wirlod.kinds import KINDS
from wirlod.publish.portions import IN_SCHEME, RDF_TYPE, thing_of
from wirlod.publish.scouts import Scout, make_scouts
from wirlod.publish.validation import aim, judge, read_shapes

SCOUTS = ("shacl", "shacl-rust")
TOGETHER = 250
"""Mutants that are judged together."""

MUTANTS = 10_000
SUB_PROPERTY = " <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> <"
"""Where it is told of a property, shacl-rust lets it stand for another; records never tell."""

XSD = "http://www.w3.org/2001/XMLSchema#"
NODES = ("misspelt", "id/grant/nowhere", "id/concept/exact", "id/organisation/sozialministerium")
TEXTS = (
    "",
    "x",
    "0",
    "-1",
    "1.5",
    "2021",
    "2021-13",
    "2021-10-29",
    "true",
    "http://a b",
    "ü" * 600,
)
TYPES = ("string", "integer", "decimal", "date", "gYear", "gYearMonth", "boolean", "anyURI")


@pytest.fixture(scope="module")
def shape_files(checkout: Path) -> list[Path]:
    return [
        path for path in sorted((checkout / "shapes").glob("*.ttl")) if path.stem != "catalogue"
    ]


@pytest.fixture(scope="module")
def scouts(shape_files: list[Path], base_uri: str) -> dict[str, Scout]:
    found = make_scouts(shape_files, base_uri)

    assert set(found) == set(SCOUTS)
    return found


def iris(nodes: set[str]) -> set[str]:
    """Leave out blank nodes and literals, which readers write in ways of their own."""
    return {node for node in nodes if node.startswith(("http:", "https:", "file:"))}


@pytest.fixture(scope="module")
def examples_judged(checkout: Path, shape_files: list[Path], base_uri: str) -> Cases:
    folders = (checkout / "ontology/examples", checkout / "ontology")
    examples = read_shapes([path for folder in folders for path in folder.glob("*.ttl")], base_uri)
    cases = Cases(examples, read_shapes(shape_files, base_uri), base_uri)
    cases.add_misspellings()
    cases.add_values()
    cases.add_sums()
    cases.validate()
    return cases


@pytest.mark.parametrize("name", SCOUTS)
def test_a_scout_flags_the_bad_examples_and_no_good_one(
    examples_judged: Cases, scouts: dict[str, Scout], name: str
) -> None:
    text = examples_judged.graph.serialize(format="nt").splitlines(keepends=True)
    flagged = scouts[name]("".join(line for line in text if SUB_PROPERTY not in line), "")

    assert len(examples_judged.violated) > 200
    assert iris(flagged) == iris({str(node) for node in examples_judged.violated})


def test_scouts_see_things_whose_ontology_is_anothers(shape_files: list[Path]) -> None:
    base_uri = BaseUri("https://example.org/", "https://example.net/terms/")
    grant = "https://example.org/id/grant/x"
    line = f"<{grant}> {RDF_TYPE} <https://example.net/terms/Grant> .\n"

    found = {name: scout(line, "") for name, scout in make_scouts(shape_files, base_uri).items()}
    assert found == {name: {grant} for name in SCOUTS}


def test_scouts_look_at_what_is_said_and_not_at_what_it_refers_to(
    scouts: dict[str, Scout], base_uri: str
) -> None:
    kind, nowhere, other = (f"{base_uri}{name}" for name in ("def/wir#Grant", "x", "id/grant/y"))
    said, classes = (f"<{iri}> {RDF_TYPE} <{kind}> .\n" for iri in (nowhere, other))

    assert {name: scout(said, classes) for name, scout in scouts.items()} == {
        name: {nowhere} for name in SCOUTS
    }


def test_scouts_know_that_a_thing_is_of_the_classes_above_its_own(
    scouts: dict[str, Scout], base_uri: str
) -> None:
    said = (
        f"<a:x> {RDF_TYPE} <a:Loan> .\n"
        f"<a:Loan> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <{base_uri}def/wir#Grant> .\n"
    )

    assert {name: scout(said, "") for name, scout in scouts.items()} == {
        name: {"a:x"} for name in SCOUTS
    }


class Mutator:
    """Makes records that differ from good ones in one or two statements."""

    def __init__(self, random: Random, base_uri: str, predicates: list[ox.NamedNode]) -> None:
        self._random, self._base_uri, self._predicates = random, base_uri, predicates

    def mutate(self, thing: str, said: list[ox.Triple], number: int) -> list[ox.Triple]:
        """Give mutant *number* of a thing, under an address of its own."""
        triples = [_rename(triple, thing, f"{thing}-m{number}") for triple in said]
        for _ in range(self._random.choice((1, 1, 2))):
            self._mutate_one(triples)
        return triples

    def _mutate_one(self, triples: list[ox.Triple]) -> None:
        place = self._random.randrange(len(triples))
        old = triples[place]
        kind = self._random.randrange(5)
        if kind == 0:
            del triples[place]
        elif kind == 1:
            triples.append(ox.Triple(old.subject, old.predicate, self._value(old.object)))
        elif kind == 2:
            triples.append(
                ox.Triple(old.subject, self._random.choice(self._predicates), old.object)
            )
        elif kind == 3:
            triples[place] = ox.Triple(
                old.subject, self._random.choice(self._predicates), old.object
            )
        else:
            triples[place] = ox.Triple(old.subject, old.predicate, self._value(old.object))

    def _value(self, old: ox.NamedNode | ox.Literal) -> ox.NamedNode | ox.Literal:
        """Give another value, mostly one that is nearly right."""
        draw, text = self._random, self._random.choice((*TEXTS, old.value))
        kind = draw.randrange(4)
        if kind == 0:
            return ox.NamedNode(self._base_uri + draw.choice(NODES))
        if kind == 1:
            return ox.Literal(text, language=draw.choice(("de", "en", "fr", "de-at")))
        return ox.Literal(text, datatype=ox.NamedNode(XSD + draw.choice(TYPES)))


def _rename(triple: ox.Triple, thing: str, new: str) -> ox.Triple:
    def renamed(term: ox.NamedNode | ox.Literal) -> ox.NamedNode | ox.Literal:
        is_own = isinstance(term, ox.NamedNode) and term.value.partition("#")[0] == thing
        return ox.NamedNode(new + term.value.removeprefix(thing)) if is_own else term

    return ox.Triple(renamed(triple.subject), triple.predicate, renamed(triple.object))


def make_mutants(
    edition: Edition, seed: int, count: int
) -> Iterator[tuple[list[ox.Triple], list[ox.Triple]]]:
    """Yield mutants of the records of all kinds, with the classes of what they refer to."""
    base_uri = edition.manifest.base_uri
    said = read_said(edition)
    classes = {
        triple.subject.value: [t for t in found if t.subject == triple.subject and is_class(t)]
        for found in said.values()
        for triple in found
    }
    things = [iri for iri in sorted(said) if iri.startswith(f"{base_uri}id/")]
    predicates = sorted({t.predicate for thing in things for t in said[thing]}, key=str)
    random = Random(seed)
    mutator = Mutator(random, base_uri, predicates)
    by_kind = {kind: [t for t in things if f"/id/{kind}/" in t] for kind in KINDS}
    kinds = [kind for kind, found in by_kind.items() if found]
    for number in range(count):
        thing = random.choice(by_kind[random.choice(kinds)])
        own = {triple.subject.value for triple in said[thing]}
        others = {str(t.object.value) for t in said[thing]} - own
        types = [triple for iri in sorted(others) for triple in classes.get(iri, ())]
        yield mutator.mutate(thing, said[thing], number), types


def read_said(edition: Edition) -> dict[str, list[ox.Triple]]:
    """Read what *edition* says of each thing and of its parts."""
    said: dict[str, list[ox.Triple]] = {}
    with gzip.open(edition.dumps_folder / "wirlod.nt.gz") as file:
        for quad in ox.parse(file, format=ox.RdfFormat.N_TRIPLES):
            said.setdefault(thing_of(quad.subject.value, edition.manifest.base_uri), []).append(
                quad.triple
            )
    return said


def is_class(triple: ox.Triple) -> bool:
    """Tell whether *triple* says what validation knows of things that are only referred to."""
    return str(triple.predicate) in (RDF_TYPE, IN_SCHEME)


def compare(
    edition: Edition,
    scouts: dict[str, Scout],
    shapes: Graph,
    seed: int,
) -> int:
    """Let all look at the same mutants; give how many nodes the judge finds fault with."""
    made = list(make_mutants(edition, seed, TOGETHER))
    said = [triple for mutant, _ in made for triple in mutant]
    types = list({triple: None for _, found in made for triple in found})
    guilty = {violation.focus for violation in judge(said, types, shapes)}
    lines, classes = (
        (ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
        for found in (said, types)
    )
    for name, scout in scouts.items():
        assert scout(lines, classes) == guilty, name
    return len(guilty)


@pytest.mark.filterwarnings("ignore:NotImplemented:DeprecationWarning")
def test_scouts_and_judge_agree_on_mutants(
    edition: Edition, scouts: dict[str, Scout], shape_files: list[Path]
) -> None:
    shapes = aim(read_shapes(shape_files, edition.manifest.base_uri))

    guilty = compare(edition, scouts, shapes, seed=1)

    assert guilty > TOGETHER / 4


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.filterwarnings("ignore:NotImplemented:DeprecationWarning")
def test_scouts_and_judge_agree_on_ten_thousand_mutants(
    edition: Edition, scouts: dict[str, Scout], shape_files: list[Path]
) -> None:
    shapes = aim(read_shapes(shape_files, edition.manifest.base_uri))

    guilty = [compare(edition, scouts, shapes, seed) for seed in range(MUTANTS // TOGETHER)]

    assert sum(guilty) > MUTANTS / 4


def w3c_tests(suite: Path) -> Iterator[Path]:
    """Yield the core tests of the suite that hold data, shapes and report in one file."""
    for path in sorted(suite.glob("core/*/*.ttl")):
        if path.stem != "manifest" and "sht:dataGraph <>" in path.read_text():
            yield path


def test_scouts_pass_w3cs_tests_of_what_our_shapes_use(
    shared: Path, shape_files: list[Path]
) -> None:
    suite = shared / "conformance/suites/data-shapes/data-shapes-test-suite/tests"
    used = {str(p) for p in read_shapes(shape_files, "http://x/").predicates()}
    asked, wrong = 0, []
    for path in w3c_tests(suite):
        graph = Graph().parse(path, format="turtle", publicID=path.as_uri())
        terms = {str(p) for p in graph.predicates() if str(p).startswith(str(SH))}
        reported = {str(SH[name]) for name in REPORT}
        if not terms - reported <= used:
            continue
        asked += 1
        expected = iris({str(node) for node in graph.objects(None, SH.focusNode)})
        data = graph.serialize(format="nt")
        for name, scout in make_scouts([path], path.as_uri()).items():
            if iris(scout(data, "")) != expected:
                wrong.append((path.stem, name))

    assert asked > 20
    assert wrong == []


REPORT = ("conforms", "result", "focusNode", "resultPath", "resultSeverity", "value")
REPORT += ("sourceConstraintComponent", "sourceShape", "resultMessage", "sourceConstraint")
REPORT += ("targetNode", "severity")

"""
Every shape has a bad example that violates it, and nothing else.

A case takes a thing of the good examples, under an address of its own, and gives other values to
the one property that the shape is about. All cases are validated in one run.
"""

from collections import defaultdict
from urllib.parse import urljoin

import pytest
from pyshacl import validate
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node
from tests.ontology.bad_values import BAD_VALUES, WORLD

from wirlod.kinds import prefixes

KINDS_OF_SUM = {
    "a value with a bound": "schema:value 1.0 ; schema:minValue 1.0 ; {exact}",
    "a value that is a lower bound": "schema:value 1.0 ; {at_least}",
    "a value that is an upper bound": "schema:value 1.0 ; {at_most}",
    "a lower bound without minimum": "{at_least}",
    "an upper bound with a minimum": "schema:minValue 1.0 ; {at_most}",
    "an exact range": "schema:minValue 1.0 ; schema:maxValue 2.0 ; {exact}",
    "a range upside down": "schema:minValue 2.0 ; schema:maxValue 1.0 ; {approximate}",
    "nothing at all": "{exact}",
}
GOOD_SUMS = {
    "an exact value": "schema:value 1.0 ; {exact}",
    "an approximate value": "schema:value 1.0 ; {approximate}",
    "a lower bound": "schema:minValue 1.0 ; {at_least}",
    "an upper bound": "schema:maxValue 1.0 ; {at_most}",
    "a range": "schema:minValue 1.0 ; schema:maxValue 2.0 ; {approximate}",
}
KINDS_OF_FIGURE = {
    "a number without precision": "wir:number 21",
    "a number and a sum": "wir:number 21 ; {exact} ; schema:amount <{figure}#amount>",
    "a sum with a precision of its own": "{exact} ; schema:amount <{figure}#amount>",
    "neither number nor sum": "{exact}",
}
MONEY = f"{WORLD}id/grant/musterkreis-2021#amount"
FIGURE = f"{WORLD}id/figure/zentren-2021-betrag"
PERIOD = f"{WORLD}id/grant/musterkreis-2021#period"
CONTRADICTIONS = {
    **{name: ("thing#KindOfSumShape", MONEY, text) for name, text in KINDS_OF_SUM.items()},
    **{name: ("figure#KindOfFigureShape", FIGURE, text) for name, text in KINDS_OF_FIGURE.items()},
    "a period without ends": ("thing#EndOfPeriodShape", PERIOD, ""),
}
"""Name → shape, thing, and what it says in place of all that the shape looks at."""
LOOKED_AT = "schema:value schema:minValue schema:maxValue wir:precision wir:number schema:amount "
LOOKED_AT += "wir:amount dcat:startDate dcat:endDate"
"""Every property that the cases above replace."""


class Cases:
    """The good examples and beside them the bad ones, validated once."""

    def __init__(self, examples: Graph, shapes: Graph, base: str) -> None:
        self.graph = Graph() + examples
        self.shapes, self.base = shapes, base
        self.violated: dict[Node, set[Node]] = defaultdict(set)

    def term(self, name: str) -> URIRef:
        prefix, _, local = name.partition(":")
        return URIRef(prefixes(self.base)[prefix] + local)

    def add(self, name: str, thing: str, replaced: list[Node], statements: str) -> None:
        """Add a copy of *thing* called *name* that says *statements* instead of *replaced*."""
        bad, good = URIRef(f"{self.base}bad/{name}"), URIRef(urljoin(self.base, thing))
        for predicate, value in self.graph.predicate_objects(good):
            if predicate not in replaced:
                self.graph.add((bad, predicate, value))
        lines = [f"@prefix {p}: <{iri}> ." for p, iri in prefixes(self.base).items()]
        lines += [f"<{bad}> {statements} ."] if statements else []
        self.graph.parse(data="\n".join(lines), format="turtle", publicID=self.base)

    def add_sums(self) -> None:
        codes = ("exact", "approximate", "at-least", "at-most")
        words = {c.replace("-", "_"): f"wir:precision <id/concept/{c}>" for c in codes}
        replaced: list[Node] = [self.term(name) for name in LOOKED_AT.split()]
        good = {name: ("", MONEY, text) for name, text in GOOD_SUMS.items()}
        for name, (_, thing, statements) in {**CONTRADICTIONS, **good}.items():
            text = statements.format(figure=FIGURE, **words)
            self.add(f"sum/{name.replace(' ', '-')}", thing, replaced, text)

    def add_values(self) -> None:
        for name, (thing, values) in BAD_VALUES.items():
            path = self.shapes.value(URIRef(f"{self.base}def/shapes/{name}"), SH.path)
            self.add(f"value/{name}", thing, [path], f"<{path}> {values}" if values else "")

    def add_misspellings(self) -> None:
        for shape in self.shapes.subjects(SH.closed):
            target = self.shapes.value(shape, SH.targetClass)
            good = min(self.graph.subjects(RDF.type, target))
            name = f"misspelt/{shape.partition('/shapes/')[2]}"
            self.add(name, str(good), [], "wir:misspelt 1")

    def validate(self) -> None:
        _, report, _ = validate(self.graph, shacl_graph=self.shapes)
        for result in report.objects(None, SH.result):
            focus = report.value(result, SH.focusNode)
            self.violated[focus].add(report.value(result, SH.sourceShape))

    def shapes_violated_by(self, name: str) -> set[str]:
        found = self.violated[URIRef(f"{self.base}bad/{name}")]
        return {shape.removeprefix(f"{self.base}def/shapes/") for shape in found}


@pytest.fixture(scope="module")
def cases(examples: Graph, shapes: Graph, base: str) -> Cases:
    cases = Cases(examples, shapes, base)
    cases.add_misspellings()
    cases.add_values()
    cases.add_sums()
    cases.validate()
    return cases


@pytest.mark.parametrize("shape", BAD_VALUES)
def test_bad_values_violate_their_shape_alone(cases: Cases, shape: str) -> None:
    assert cases.shapes_violated_by(f"value/{shape}") == {shape}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_values_that_contradict_each_other_are_found(cases: Cases, name: str) -> None:
    shape, _, _ = CONTRADICTIONS[name]

    assert cases.shapes_violated_by(f"sum/{name.replace(' ', '-')}") == {shape}


@pytest.mark.parametrize("name", GOOD_SUMS)
def test_every_way_to_state_a_sum_conforms(cases: Cases, name: str) -> None:
    assert cases.shapes_violated_by(f"sum/{name.replace(' ', '-')}") == set()


def test_a_misspelt_property_is_found_on_every_kind_of_thing(cases: Cases) -> None:
    closed = [s.partition("/shapes/")[2] for s in cases.shapes.subjects(SH.closed)]

    assert len(closed) > 20
    for shape in closed:
        assert shape in cases.shapes_violated_by(f"misspelt/{shape}")


def test_every_property_shape_has_a_bad_example(shapes: Graph) -> None:
    with_message = set(shapes.subjects(SH.message)) & set(shapes.subjects(SH.path))

    assert {shape.partition("/shapes/")[2] for shape in with_message} == set(BAD_VALUES)


def test_the_good_examples_stay_good(cases: Cases) -> None:
    assert [node for node in cases.violated if "/bad/" not in str(node)] == []

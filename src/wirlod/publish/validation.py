"""
SHACL over what the store gives out: pySHACL is the judge of what it is shown.

Which things it is shown is decided in :mod:`~wirlod.publish.inspection`. A misspelt class conforms
to every shape; therefore a thing that no shape looked at is a violation too. A kind may be empty,
though: a shape that finds nothing is a violation only where it finds nothing in the examples of
the ontology either, which have something for each.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import pyoxigraph as ox
from pyshacl import validate
from rdflib import RDF, RDFS, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from wirlod.errors import Origin, Problem
from wirlod.publish.graph import read_relative
from wirlod.publish.index import Index
from wirlod.publish.portions import IS_A, Ground, Reader, Target
from wirlod.publish.scouts import AIM
from wirlod.saying import say, spoken_language

OF_CLASS = str(SH.ClassConstraintComponent)
XSD_STRING = ox.NamedNode(str(XSD.string))


class Violation(msgspec.Struct, frozen=True, order=True):
    """One result of the validation."""

    focus: str
    shape: str
    path: str
    constraint: str
    """IRI of the kind of constraint."""
    messages: tuple[tuple[str, str], ...]
    """Language and text."""
    value: str = ""
    """What is at fault, where the validator says so."""

    def said_in(self, language: str) -> list[str]:
        """Give the texts in *language*; those in any other where there are none."""
        return [text for tag, text in self.messages if tag == language] or [
            text for _, text in self.messages
        ]


class Verdict(msgspec.Struct):
    """What validation found."""

    violations: list[Violation]
    looked_at: Counter[str]
    """Shape IRI → number of things it looked at."""
    unseen: list[str]
    """Things that no shape looked at."""
    dangling: list[tuple[str, str]]
    """A thing of ours, and what it refers to although it is nowhere stated."""
    dead: list[tuple[str, str]] = []
    """Shapes that find nothing even in the examples, and what they look for."""


def read_shapes(paths: Iterable[Path], base_uri: str) -> Graph:
    """Read shape files that are written relative to the base address."""
    shapes = Graph()
    for path in paths:
        shapes.parse(data=read_relative(path, base_uri), format="turtle", publicID=base_uri)
    return shapes


class Judge:
    """Judges the things it is given, each with its parts."""

    def __init__(self, ground: Ground) -> None:
        self._reader = Reader(ground.staged, ground.store_folder, ground.base_uri)
        self._shapes = aim(read_shapes(ground.shapes, ground.base_uri))

    def __call__(self, things: Sequence[str]) -> list[Violation]:
        """Give the violations of *things*."""
        content = self._reader.read(things)
        return judge(_read_triples(content.text), _read_triples(content.context), self._shapes)


def _read_triples(lines: bytes) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)]


def aim(shapes: Graph) -> Graph:
    """Let the *shapes* that look at a class look at what :func:`judge` aims them at."""
    for shape, kind in list(shapes.subject_objects(SH.targetClass)):
        shapes.remove((shape, SH.targetClass, kind))
        shapes.add((shape, SH.targetObjectsOf, _aim_at(kind)))
    return shapes


def judge(said: list[ox.Triple], types: list[ox.Triple], shapes: Graph) -> list[Violation]:
    """
    Judge what is *said* by shapes that are aimed, given the *types* of what it refers to.

    What is only referred to has no properties here, so what the shapes say of it does not count:
    they are not aimed at it, for to judge it takes as long as the rest.
    """
    data = Graph()
    for triple in (*said, *types):
        data.add(to_triple(triple))
    own = {_term(triple.subject) for triple in said}
    classes = [(thing, kind) for thing in own for kind in data.objects(thing, RDF.type)]
    for thing, kind in classes:
        for above in data.transitive_objects(kind, RDFS.subClassOf):
            if isinstance(above, URIRef):
                data.add((URIRef(AIM), _aim_at(above), thing))
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", advanced=False)
    seen = set(map(str, own))
    return sorted(found for found in find_violations(report) if found.focus in seen)


def _aim_at(kind: Node) -> URIRef:
    """Name the property of what is of a *kind* and looked at."""
    return URIRef(f"{AIM}{kind}")


def find_dead(
    targets: Iterable[Target], looked_at: Mapping[str, int], examples: Iterable[ox.Quad]
) -> list[tuple[str, str]]:
    """Find each shape that has nothing to look at, not even in *examples*, with its target."""
    seen = {(quad.predicate.value, _value_of(quad.object)) for quad in examples}
    alive = seen | {(path, "") for path, _ in seen}
    return sorted(
        (shape, value or path)
        for path, value, shape in targets
        if not looked_at[shape] and (path, value) not in alive
    )


def _value_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def to_triple(said: ox.Quad | ox.Triple) -> tuple[Node, Node, Node]:
    """Write a statement as pySHACL reads it, its literals unchanged."""
    return _term(said.subject), _term(said.predicate), _term(said.object)


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        plain = term.language or term.datatype == XSD_STRING  # rdflib tells "a" from "a"^^string
        datatype = None if plain else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise TypeError(f"{term} has no place in a graph without blank nodes")


def read_targets(shapes: Graph) -> list[Target]:
    """Read which shapes look at what: at a class, or at whatever has a property."""
    by_class = shapes.subject_objects(SH.targetClass)
    by_property = shapes.subject_objects(SH.targetSubjectsOf)
    return [
        *((str(RDF.type), str(kind), str(shape)) for shape, kind in by_class),
        *((str(path), "", str(shape)) for shape, path in by_property),
    ]


def find_violations(report: Graph) -> Iterator[Violation]:
    """Yield the results of a validation report, without those that only explain another."""
    for result in report.objects(None, SH.result):
        yield Violation(
            focus=str(report.value(result, SH.focusNode)),
            shape=str(report.value(result, SH.sourceShape)),
            path=str(report.value(result, SH.resultPath) or ""),
            constraint=str(report.value(result, SH.sourceConstraintComponent)),
            value=str(report.value(result, SH.value) or ""),
            messages=tuple(
                sorted(
                    (message.language or "", str(message))
                    for message in report.objects(result, SH.resultMessage)
                    if isinstance(message, Literal)
                )
            ),
        )


def without_consequences(verdict: Verdict, store: ox.Store) -> Verdict:
    """
    Leave out what may only follow from rows that are not in the store.

    A reference to such a row finds nothing of its class, a shape nothing at all, and a part has
    no thing to belong to.
    """
    return Verdict(
        [
            found
            for found in verdict.violations
            if found.constraint != OF_CLASS or _is_typed(found.value, store)
        ],
        looked_at=Counter(),
        unseen=[],
        dangling=[],
    )


def _is_typed(iri: str, store: ox.Store) -> bool:
    types = store.quads_for_pattern(ox.NamedNode(iri), IS_A, None, None)
    return next(iter(types), None) is not None


def find_problems(verdict: Verdict, index: Index, base_uri: str) -> Iterator[Problem]:
    """Yield everything that is wrong, with the file and line that its record came from."""

    def target(iri: str) -> str:
        return iri.removeprefix(f"{base_uri}id/")

    def place(iri: str) -> Origin:
        return index.origin(target(iri)) or Origin(Path("ontology"))

    for violation in verdict.violations:
        texts = " / ".join(dict.fromkeys(violation.said_in(spoken_language())))
        yield Problem(place(violation.focus), f"{target(violation.focus)}: {texts}")
    for subject, value in sorted(set(verdict.dangling)):
        yield Problem(
            place(subject),
            say(
                "{subject} refers to {value}, which is nowhere stated",
                subject=target(subject),
                value=target(value),
            ),
        )
    for iri in sorted(verdict.unseen):
        yield Problem(place(iri), say("no shape looked at {iri}: is its class misspelt?", iri=iri))
    for shape, sought in verdict.dead:
        yield Problem(
            Origin(Path("shapes")),
            say(
                "{shape} looks for {sought}, which neither the data nor the examples of the "
                "ontology have: is it misspelt?",
                shape=shape,
                sought=sought,
            ),
        )

"""
SHACL over what the store gives out, and whether the shapes looked at everything.

Things are validated in batches, each with its parts and with the types of what it refers to, so
the memory needed does not grow with the data. pySHACL is the judge. A misspelt class conforms to
every shape; therefore a thing that no shape looked at is a violation too. A kind may be empty,
though: a shape that finds nothing is a violation only where it finds nothing in the examples of
the ontology either, which have something for each.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path

import msgspec
import pyoxigraph as ox
from pyshacl import validate
from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from wirlod.errors import Origin, Problem
from wirlod.iris import thing_of
from wirlod.publish.index import Index

BATCH = 500
"""Things validated together."""

RDF_TYPE = ox.NamedNode(str(RDF.type))
OF_CLASS = str(SH.ClassConstraintComponent)
XSD_STRING = ox.NamedNode(str(XSD.string))


Target = tuple[URIRef, Node | None, str]
"""A property, its value (None for any), and the shape that looks at whatever has them."""


class Violation(msgspec.Struct, frozen=True, order=True):
    """One result of the validation."""

    focus: str
    shape: str
    path: str
    constraint: str
    """IRI of the kind of constraint."""
    messages: tuple[tuple[str, str], ...]
    """Language and text."""


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
        shapes.parse(path, format="turtle", publicID=base_uri)
    return shapes


def validate_store(
    store: ox.Store, shapes: Graph, base_uri: str, examples: Iterable[ox.Quad] = ()
) -> Verdict:
    """Validate all things of ours in the default graph; *examples* have one for each shape."""
    targets = _read_targets(shapes)
    verdict = Verdict([], Counter({shape: 0 for _, _, shape in targets}), [], [])
    things = _find_things(store, base_uri)
    while batch := list(islice(things, BATCH)):
        data, own = _build_batch(store, batch)
        verdict.dangling += _find_dangling(data, own, base_uri)
        _count(data, own, targets, verdict)
        _, report, _ = validate(data, shacl_graph=shapes, inference="none", advanced=False)
        found = find_violations(report)
        verdict.violations += [violation for violation in found if violation.focus in own]
    verdict.violations.sort()
    verdict.dead = sorted(_find_dead(targets, verdict.looked_at, examples))
    return verdict


def _find_dead(
    targets: list[Target], looked_at: Counter[str], examples: Iterable[ox.Quad]
) -> Iterator[tuple[str, str]]:
    """Yield each shape that has nothing to look at anywhere, with its target."""
    seen = {(quad.predicate.value, _value_of(quad.object)) for quad in examples}
    alive = seen | {(path, "") for path, _ in seen}
    for path, value, shape in targets:
        if not looked_at[shape] and (str(path), str(value or "")) not in alive:
            yield shape, str(value or path)


def _value_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _find_things(store: ox.Store, base_uri: str) -> Iterator[ox.NamedNode]:
    """Yield our subjects without their parts; the store keeps the quads of one together."""
    quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    for subject, _ in groupby(quads, key=lambda quad: quad.subject):
        if isinstance(subject, ox.NamedNode) and _is_whole(subject.value, base_uri):
            yield subject


def _is_whole(iri: str, base_uri: str) -> bool:
    return iri.startswith(f"{base_uri}def/") or (iri.startswith(base_uri) and "#" not in iri)


def _build_batch(store: ox.Store, things: list[ox.NamedNode]) -> tuple[Graph, set[str]]:
    """
    Build the graph of *things* and their parts, with the types of what they refer to.

    :returns: the graph, and the IRIs of the things and parts. What is only referred to has no
        properties here, so what the shapes say of it does not count.
    """
    data, own, waiting = Graph(), set[str](), set(things)
    while waiting:
        thing = waiting.pop()
        for quad in store.quads_for_pattern(thing, None, None, ox.DefaultGraph()):
            own.add(thing.value)
            data.add(to_triple(quad))
            value = quad.object
            if not isinstance(value, ox.NamedNode) or value.value in own:
                continue
            if value.value.startswith(f"{thing_of(thing.value)}#"):
                waiting.add(value)
            else:
                types = store.quads_for_pattern(value, RDF_TYPE, None, ox.DefaultGraph())
                for type_quad in types:
                    data.add(to_triple(type_quad))
    return data, own


def _find_dangling(data: Graph, own: set[str], base_uri: str) -> Iterator[tuple[str, str]]:
    for subject, _, value in data:
        ours = isinstance(value, URIRef) and value.startswith(f"{base_uri}id/")
        if ours and str(value) not in own and not any(data.objects(value, RDF.type)):
            yield str(subject), str(value)


def to_triple(quad: ox.Quad) -> tuple[Node, Node, Node]:
    """Write a quad as pySHACL reads it, its literals unchanged."""
    return _term(quad.subject), _term(quad.predicate), _term(quad.object)


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        plain = term.language or term.datatype == XSD_STRING  # rdflib tells "a" from "a"^^string
        datatype = None if plain else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise TypeError(f"{term} has no place in a graph without blank nodes")


def _read_targets(shapes: Graph) -> list[Target]:
    """Read which shapes look at what: at a class, or at whatever has a property."""
    by_class = shapes.subject_objects(SH.targetClass)
    by_property = shapes.subject_objects(SH.targetSubjectsOf)
    return [
        *((RDF.type, kind, str(shape)) for shape, kind in by_class),
        *((URIRef(str(path)), None, str(shape)) for shape, path in by_property),
    ]


def _count(data: Graph, own: set[str], targets: list[Target], verdict: Verdict) -> None:
    """Count what each shape looks at, and note the things that none does."""
    seen = set[str]()
    for path, value, shape in targets:
        found = {str(subject) for subject in data.subjects(path, value)} & own
        verdict.looked_at[shape] += len(found)
        seen |= found
    verdict.unseen += own - seen


def find_violations(report: Graph) -> Iterator[Violation]:
    """Yield the results of a validation report."""
    for result in report.subjects(RDF.type, SH.ValidationResult):
        yield Violation(
            focus=str(report.value(result, SH.focusNode)),
            shape=str(report.value(result, SH.sourceShape)),
            path=str(report.value(result, SH.resultPath) or ""),
            constraint=str(report.value(result, SH.sourceConstraintComponent)),
            messages=tuple(
                sorted(
                    (message.language or "", str(message))
                    for message in report.objects(result, SH.resultMessage)
                    if isinstance(message, Literal)
                )
            ),
        )


def without_consequences(verdict: Verdict) -> Verdict:
    """
    Leave out what may only follow from rows that are not in the store.

    A reference to such a row finds nothing of its class, a shape nothing at all, and a part has
    no thing to belong to.
    """
    return Verdict(
        [found for found in verdict.violations if found.constraint != OF_CLASS],
        looked_at=Counter(),
        unseen=[],
        dangling=[],
    )


def find_problems(verdict: Verdict, index: Index, base_uri: str) -> Iterator[Problem]:
    """Yield everything that is wrong, with the file and line that its record came from."""

    def target(iri: str) -> str:
        return iri.removeprefix(f"{base_uri}id/")

    def place(iri: str) -> Origin:
        return index.origin(target(iri)) or Origin(Path("ontology"))

    for violation in verdict.violations:
        texts = " / ".join(dict.fromkeys(text for _, text in violation.messages))
        yield Problem(place(violation.focus), f"{target(violation.focus)}: {texts}")
    for subject, value in sorted(set(verdict.dangling)):
        yield Problem(
            place(subject), f"{target(subject)} refers to {target(value)}, which is nowhere stated"
        )
    for iri in sorted(verdict.unseen):
        yield Problem(place(iri), f"no shape looked at {iri}: is its class misspelt?")
    for shape, sought in verdict.dead:
        yield Problem(
            Origin(Path("shapes")),
            f"{shape} looks for {sought}, which neither the data nor the examples of the ontology "
            "have: is it misspelt?",
        )

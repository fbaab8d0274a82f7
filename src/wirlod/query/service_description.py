"""
What the endpoint says of itself: SPARQL 1.1 Service Description.

Counts come from the edition's manifest, where the publisher wrote them; nothing is counted here.
Everything has an IRI: fragments of ``/sparql``.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.edition import Edition, Manifest
from wirlod.formats import Format
from wirlod.kinds import prefixes
from wirlod.query.describe import find_labels
from wirlod.query.store import Labels, Store
from wirlod.void import say, term
from wirlod.writing.description import RDF_TYPE, Description

FORMATS = "http://www.w3.org/ns/formats/"

NAMED_GRAPHS = "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"


def describe_service(store: Store, edition: Edition, formats: Iterable[Format]) -> Description:
    """Describe the endpoint: language, result formats, default graph and named graphs."""
    endpoint = f"{edition.manifest.base_uri}sparql"
    service = f"{endpoint}#service"
    triples = [
        *say(service, RDF_TYPE, term("sd:Service")),
        *say(service, term("sd:endpoint"), NamedNode(endpoint)),
        *say(service, term("sd:supportedLanguage"), term("sd:SPARQL11Query")),
        *say(
            service,
            term("sd:resultFormat"),
            *(NamedNode(FORMATS + format.w3c_name) for format in formats),
        ),
        *say(service, term("sd:defaultDataset"), NamedNode(f"{endpoint}#dataset")),
        *_describe_dataset(endpoint, edition, _find_named_graphs(store)),
    ]
    return Description(thing=service, own=tuple(triples))


def _describe_dataset(endpoint: str, edition: Edition, graphs: Iterable[str]) -> Iterator[Triple]:
    dataset, default = f"{endpoint}#dataset", f"{endpoint}#default-graph"
    title = edition.read_site().title.words
    yield from say(dataset, RDF_TYPE, term("sd:Dataset"))
    yield from say(dataset, term("dct:title"), *_texts(title))
    yield from say(dataset, term("sd:defaultGraph"), NamedNode(default))
    yield from say(default, RDF_TYPE, term("sd:Graph"), term("void:Dataset"))
    yield from say(
        default, term("void:triples"), Literal(sum(edition.manifest.properties.values()))
    )
    for number, graph in enumerate(graphs, 1):
        named = f"{endpoint}#graph-{number}"
        yield from say(dataset, term("sd:namedGraph"), NamedNode(named))
        yield from say(named, RDF_TYPE, term("sd:NamedGraph"))
        yield from say(named, term("sd:name"), NamedNode(graph))


def _find_named_graphs(store: Store) -> list[str]:
    return [cast(NamedNode, row["graph"]).value for row in store.select(NAMED_GRAPHS)]


def describe_prefixes(base_uri: str) -> Description:
    """Declare, by SHACL, the prefixes that every query here may use."""
    page = f"{base_uri}prefixes"
    triples = list(say(page, RDF_TYPE, term("owl:Ontology")))
    for prefix, namespace in sorted(prefixes(base_uri).items()):
        declaration = f"{page}#{prefix}"
        namespace_literal = Literal(namespace, datatype=term("xsd:anyURI"))
        triples += say(page, term("sh:declare"), NamedNode(declaration))
        triples += say(declaration, RDF_TYPE, term("sh:PrefixDeclaration"))
        triples += say(declaration, term("sh:prefix"), Literal(prefix))
        triples += say(declaration, term("sh:namespace"), namespace_literal)
    return Description(thing=page, own=tuple(triples))


def _texts(texts: Mapping[str, str]) -> Iterator[Literal]:
    for language, text in texts.items():
        yield Literal(text, language=language)


class Word(msgspec.Struct, frozen=True):
    """A class or a property."""

    iri: str
    count: int
    """Things of this class, or statements with this property."""
    label: Labels
    """Language → text."""


class Vocabulary(msgspec.Struct, frozen=True):
    """What an editor can complete."""

    prefixes: Mapping[str, str]
    classes: list[Word]
    properties: list[Word]


def find_vocabulary(store: Store, manifest: Manifest, prefixes: Mapping[str, str]) -> Vocabulary:
    """List the words in use, the most frequent first."""
    labels = find_labels(store, {*manifest.classes, *manifest.properties})

    def words(counts: Mapping[str, int]) -> list[Word]:
        frequent = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [Word(iri, count, labels.get(iri, {})) for iri, count in frequent]

    return Vocabulary(prefixes, words(manifest.classes), words(manifest.properties))

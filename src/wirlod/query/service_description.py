"""
What the endpoint says of itself: SPARQL 1.1 Service Description, and VoID with partitions.

Counts come from the edition's manifest, where the publisher wrote them; nothing is counted here.
Everything has an IRI: fragments of ``/sparql`` and of ``/.well-known/void``.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import cast

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.edition import Edition, Manifest
from wirlod.formats import Format
from wirlod.kinds import prefixes
from wirlod.namespaces import expand
from wirlod.query.describe import RDF_TYPE, Description, find_labels
from wirlod.query.store import Store

FORMATS = "http://www.w3.org/ns/formats/"

NAMED_GRAPHS = "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"

Term = NamedNode | Literal


def describe_service(store: Store, edition: Edition, formats: Iterable[Format]) -> Description:
    """Describe the endpoint: language, result formats, default graph and named graphs."""
    endpoint = f"{edition.manifest.base_uri}sparql"
    service = f"{endpoint}#service"
    triples = [
        *_say(service, RDF_TYPE, _term("sd:Service")),
        *_say(service, _term("sd:endpoint"), NamedNode(endpoint)),
        *_say(service, _term("sd:supportedLanguage"), _term("sd:SPARQL11Query")),
        *_say(
            service,
            _term("sd:resultFormat"),
            *(NamedNode(FORMATS + format.w3c_name) for format in formats),
        ),
        *_say(service, _term("sd:defaultDataset"), NamedNode(f"{endpoint}#dataset")),
        *_describe_dataset(endpoint, edition, _find_named_graphs(store)),
    ]
    return Description(thing=service, own=tuple(triples))


def _describe_dataset(endpoint: str, edition: Edition, graphs: Iterable[str]) -> Iterator[Triple]:
    dataset, default = f"{endpoint}#dataset", f"{endpoint}#default-graph"
    title = edition.read_site().title.words
    yield from _say(dataset, RDF_TYPE, _term("sd:Dataset"))
    yield from _say(dataset, _term("dct:title"), *_texts(title))
    yield from _say(dataset, _term("sd:defaultGraph"), NamedNode(default))
    yield from _say(default, RDF_TYPE, _term("sd:Graph"), _term("void:Dataset"))
    yield from _say(
        default, _term("void:triples"), Literal(sum(edition.manifest.properties.values()))
    )
    for number, graph in enumerate(graphs, 1):
        named = f"{endpoint}#graph-{number}"
        yield from _say(dataset, _term("sd:namedGraph"), NamedNode(named))
        yield from _say(named, RDF_TYPE, _term("sd:NamedGraph"))
        yield from _say(named, _term("sd:name"), NamedNode(graph))


def _find_named_graphs(store: Store) -> list[str]:
    return [cast(NamedNode, row["graph"]).value for row in store.select(NAMED_GRAPHS)]


def describe_dataset(edition: Edition) -> Description:
    """Describe the data by VoID: how many things of which class, how often which property."""
    manifest = edition.manifest
    page = f"{manifest.base_uri}.well-known/void"
    dataset = f"{page}#dataset"
    names = prefixes(manifest.base_uri)
    triples = [
        *_say(page, RDF_TYPE, _term("void:DatasetDescription")),
        *_say(page, _term("foaf:primaryTopic"), NamedNode(dataset)),
        *_say(dataset, RDF_TYPE, _term("void:Dataset")),
        *_say(dataset, _term("void:sparqlEndpoint"), NamedNode(f"{manifest.base_uri}sparql")),
        *_say(dataset, _term("void:uriSpace"), Literal(f"{manifest.base_uri}id/")),
        *_say(dataset, _term("void:dataDump"), *_find_dumps(edition)),
        *_say(dataset, _term("void:triples"), Literal(sum(manifest.properties.values()))),
        *_say(dataset, _term("void:classes"), Literal(len(manifest.classes))),
        *_say(dataset, _term("void:properties"), Literal(len(manifest.properties))),
        *_say(dataset, _term("void:vocabulary"), *_vocabularies(manifest.properties, names)),
        *_partition(dataset, "class", "entities", manifest.classes, names),
        *_partition(dataset, "property", "triples", manifest.properties, names),
    ]
    return Description(thing=dataset, own=tuple(triples))


def _find_dumps(edition: Edition) -> Iterator[NamedNode]:
    """Yield the address of each file that holds everything."""
    manifest = edition.manifest
    for dump in manifest.dumps:
        if dump.triples and not dump.dataset:
            yield NamedNode(f"{manifest.base_uri}download/{manifest.edition}/{dump.name}")


def describe_prefixes(base_uri: str) -> Description:
    """Declare, by SHACL, the prefixes that every query here may use."""
    page = f"{base_uri}prefixes"
    triples = list(_say(page, RDF_TYPE, _term("owl:Ontology")))
    for prefix, namespace in sorted(prefixes(base_uri).items()):
        declaration = f"{page}#{prefix}"
        namespace_literal = Literal(namespace, datatype=_term("xsd:anyURI"))
        triples += _say(page, _term("sh:declare"), NamedNode(declaration))
        triples += _say(declaration, RDF_TYPE, _term("sh:PrefixDeclaration"))
        triples += _say(declaration, _term("sh:prefix"), Literal(prefix))
        triples += _say(declaration, _term("sh:namespace"), namespace_literal)
    return Description(thing=page, own=tuple(triples))


def _partition(
    dataset: str, what: str, counted: str, counts: Mapping[str, int], names: Mapping[str, str]
) -> Iterator[Triple]:
    for iri, count in sorted(counts.items()):
        part = f"{dataset.partition('#')[0]}#{what}-{_fragment(iri, names)}"
        yield from _say(dataset, _term(f"void:{what}Partition"), NamedNode(part))
        yield from _say(part, RDF_TYPE, _term("void:Dataset"))
        yield from _say(part, _term(f"void:{what}"), NamedNode(iri))
        yield from _say(part, _term(f"void:{counted}"), Literal(count))


def _fragment(iri: str, names: Mapping[str, str]) -> str:
    """Make a readable name out of *iri*, stable from edition to edition."""
    for prefix, namespace in names.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.isidentifier():
            return f"{prefix}-{local}"
    return blake2b(iri.encode(), digest_size=6).hexdigest()


def _vocabularies(properties: Iterable[str], names: Mapping[str, str]) -> list[Term]:
    used = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in properties}
    return [NamedNode(iri) for iri in sorted(used & set(names.values()))]


def _say(subject: str, predicate: NamedNode, *objects: Term) -> Iterator[Triple]:
    for term in objects:
        yield Triple(NamedNode(subject), predicate, term)


def _term(name: str) -> NamedNode:
    return NamedNode(expand(name))


def _texts(texts: Mapping[str, str]) -> Iterator[Literal]:
    for language, text in texts.items():
        yield Literal(text, language=language)


class Word(msgspec.Struct, frozen=True):
    """A class or a property."""

    iri: str
    count: int
    """Things of this class, or statements with this property."""
    label: dict[str, str]
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

"""
The description of the data by VoID, with partitions.

Counts come from the manifest, where the publisher wrote them; nothing is counted here. It is what
``/.well-known/void`` answers, and a graph of the edition. Everything has an IRI: a fragment.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from pyoxigraph import Literal, NamedNode, Triple

from wirlod.edition import Manifest
from wirlod.kinds import prefixes
from wirlod.namespaces import expand

PATH = ".well-known/void"
"""Where the description is, and the graph that holds it."""

Term = NamedNode | Literal
RDF_TYPE = NamedNode(expand("rdf:type"))


def dataset_iri(base_uri: str) -> str:
    """Give the IRI of the data as a whole."""
    return f"{base_uri}{PATH}#dataset"


def describe_dataset(manifest: Manifest) -> list[Triple]:
    """Describe the data by VoID: how many things of which class, how often which property."""
    page = f"{manifest.base_uri}{PATH}"
    dataset = dataset_iri(manifest.base_uri)
    names = prefixes(manifest.base_uri)
    return [
        *say(page, RDF_TYPE, term("void:DatasetDescription")),
        *say(page, term("foaf:primaryTopic"), NamedNode(dataset)),
        *say(dataset, RDF_TYPE, term("void:Dataset")),
        *say(dataset, term("void:sparqlEndpoint"), NamedNode(f"{manifest.base_uri}sparql")),
        *say(dataset, term("void:uriSpace"), Literal(f"{manifest.base_uri}id/")),
        *say(dataset, term("void:dataDump"), *_find_dumps(manifest)),
        *say(dataset, term("void:triples"), Literal(sum(manifest.properties.values()))),
        *say(dataset, term("void:classes"), Literal(len(manifest.classes))),
        *say(dataset, term("void:properties"), Literal(len(manifest.properties))),
        *say(dataset, term("void:vocabulary"), *_vocabularies(manifest.properties, names)),
        *_partition(dataset, "class", "entities", manifest.classes, names),
        *_partition(dataset, "property", "triples", manifest.properties, names),
    ]


def _find_dumps(manifest: Manifest) -> Iterator[NamedNode]:
    """Yield the address of each file that holds everything."""
    for dump in manifest.dumps:
        if dump.triples and not dump.dataset:
            yield NamedNode(f"{manifest.base_uri}download/{manifest.edition}/{dump.name}")


def _partition(
    dataset: str, what: str, counted: str, counts: Mapping[str, int], names: Mapping[str, str]
) -> Iterator[Triple]:
    for iri, count in sorted(counts.items()):
        part = f"{dataset.partition('#')[0]}#{what}-{_fragment(iri, names)}"
        yield from say(dataset, term(f"void:{what}Partition"), NamedNode(part))
        yield from say(part, RDF_TYPE, term("void:Dataset"))
        yield from say(part, term(f"void:{what}"), NamedNode(iri))
        yield from say(part, term(f"void:{counted}"), Literal(count))


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


def say(subject: str, predicate: NamedNode, *objects: Term) -> Iterator[Triple]:
    """Yield a statement for each of *objects*."""
    for said in objects:
        yield Triple(NamedNode(subject), predicate, said)


def term(name: str) -> NamedNode:
    """Write a prefixed name in full."""
    return NamedNode(expand(name))

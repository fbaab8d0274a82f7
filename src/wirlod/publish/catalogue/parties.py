"""Who publishes, whom to write to, under what terms: nodes that all datasets refer to."""

from collections.abc import Iterator

from wirlod.formats import CSV_METADATA
from wirlod.iris import ontology_iri
from wirlod.publish.catalogue import nodes
from wirlod.publish.catalogue.distributions import download_url
from wirlod.publish.catalogue.material import Material
from wirlod.publish.catalogue.quality import describe_metrics
from wirlod.publish.catalogue.vocabulary import THEMES

STANDARDS = {
    "https://www.w3.org/TR/sparql11-protocol/": "SPARQL 1.1 Protocol",
    "http://www.w3.org/ns/hydra/core": "Hydra Core Vocabulary",
}


def describe_parties(material: Material) -> Iterator[nodes.Node]:
    """Yield publisher, contact, licence, rights, provenance, standards and documents."""
    yield _publisher(material)
    yield _contact(material)
    yield from _terms(material)
    yield from _standards(material)
    yield from _documents(material)
    yield from describe_metrics(material.base_uri)


def _publisher(material: Material) -> nodes.Agent:
    publisher = material.publication.publisher
    return nodes.Agent(
        id=material.publisher_iri,
        type=["foaf:Agent", "foaf:Organization"],
        label=publisher.name.words,
        name=publisher.name.words,
        category=publisher.type,
        homepage=publisher.homepage or str(material.base_uri),
    )


def _contact(material: Material) -> nodes.Contact:
    contact = material.publication.contact
    return nodes.Contact(
        id=material.part("contact"),
        type=["vcard:Kind", "vcard:Organization"],
        label={"de": contact.name, "en": contact.name},
        formatted_name=contact.name,
        email=f"mailto:{contact.email}" if contact.email else None,
        url=contact.url or str(material.base_uri),
    )


def _terms(material: Material) -> Iterator[nodes.Node]:
    publication = material.publication
    licence = publication.licence_name.words
    yield nodes.Value(
        id=publication.licence,
        type=["dct:LicenseDocument"],
        title=licence,
        page=publication.licence_text,
        category=publication.licence_type,
    )
    yield nodes.Value(
        id=material.part("rights"),
        type=["dct:RightsStatement"],
        label={
            "de": f"Frei nutzbar mit Namensnennung ({licence['de']}).",
            "en": f"Free to use with attribution ({licence['en']}).",
        },
    )
    yield nodes.Value(
        id=material.part("provenance"),
        type=["dct:ProvenanceStatement"],
        label=publication.provenance.words,
    )
    themes = {"de": "Datenthemen der EU", "en": "Data themes of the EU"}
    yield nodes.Value(id=THEMES, type=["skos:ConceptScheme"], label=themes, title=themes)


def _standards(material: Material) -> Iterator[nodes.Value]:
    definitions = f"{material.base_uri}def/"
    ontology = {"de": "Ontologie der Daten", "en": "Ontology of the data"}
    yield nodes.Value(id=ontology_iri(material.base_uri), type=["dct:Standard"], label=ontology)
    for kind in sorted(material.shapes):
        yield nodes.Value(
            id=f"{definitions}shapes/{kind}",
            type=["dct:Standard"],
            label={"de": f"Shapes der Art „{kind}“", "en": f"Shapes of the kind “{kind}”"},
        )
    for dump in material.dumps:
        if dump.media_type == CSV_METADATA.media_type:
            label = {"de": f"Spalten: {dump.name}", "en": f"Columns: {dump.name}"}
            yield nodes.Value(
                id=download_url(dump, material.base_uri), type=["dct:Standard"], label=label
            )
    for iri, name in STANDARDS.items():
        yield nodes.Value(id=iri, type=["dct:Standard"], label={"de": name, "en": name})


def _documents(material: Material) -> Iterator[nodes.Value]:
    """Yield the pages and files that are mentioned, typed as the EU's shapes want them."""
    pages = [f"{material.base_uri}doc/dataset/{dataset.key}" for dataset in material.datasets]
    pages += [f"{material.base_uri}doc/dataset/editions", str(material.base_uri)]
    pages += [f"{material.base_uri}sparql", f"{material.base_uri}doc/grant"]
    pages.append(material.publication.licence_text)
    if material.publication.publisher.homepage:
        pages.append(material.publication.publisher.homepage)
    for page in pages:
        yield nodes.Value(id=page, type=["foaf:Document", "rdfs:Resource"])
    for dump in material.dumps:
        if dump.dataset:
            yield nodes.Value(id=download_url(dump, material.base_uri), type=["rdfs:Resource"])

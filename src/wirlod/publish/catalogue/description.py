"""From an edition in the making to the nodes of its catalogue, in the order of the document."""

from collections.abc import Iterator

from wirlod.iris import ontology_iri
from wirlod.kinds.datasets import Dataset
from wirlod.publish.catalogue import nodes
from wirlod.publish.catalogue.distributions import describe_distributions, distribution_iri
from wirlod.publish.catalogue.history import Past
from wirlod.publish.catalogue.material import Material
from wirlod.publish.catalogue.parties import describe_parties
from wirlod.publish.catalogue.vocabulary import LANGUAGES, PROFILE, THEMES, find_values
from wirlod.publish.records.thing import build_period, dated
from wirlod.values.words import Words


def describe_catalogue(material: Material) -> list[nodes.Node]:
    """Build every node of the catalogue, values of foreign lists included."""
    found: list[nodes.Node] = [_catalogue(material)]
    for dataset in material.datasets:
        found += _dataset_nodes(material, dataset)
    found += [_series(material), _edition(material)]
    found += [*_services(material), *describe_parties(material)]
    return [*found, *find_values(found, material.names)]


def _catalogue(material: Material) -> nodes.Catalogue:
    publication, base_uri = material.publication, material.base_uri
    return nodes.Catalogue(
        id=material.catalogue_iri,
        type=["dcat:Catalog"],
        label=publication.title.words,
        title=publication.title.words,
        description=publication.description.words,
        publisher=material.publisher_iri,
        creator=material.publisher_iri,
        contact_point=material.part("contact"),
        licence=publication.licence,
        rights=material.part("rights"),
        language=LANGUAGES,
        issued=material.since,
        modified=material.created,
        version=material.edition,
        homepage=str(base_uri),
        spatial=[material.spatial],
        theme_taxonomy=THEMES,
        datasets=[dataset.iri(base_uri) for dataset in material.datasets],
        services=[material.part("sparql"), material.part("lists")],
        records=[f"{dataset.iri(base_uri)}#record" for dataset in material.datasets],
        conforms_to=[PROFILE],
    )


def _dataset_nodes(material: Material, dataset: Dataset) -> Iterator[nodes.Node]:
    span = material.spans.get(dataset.key) or material.spans.get("")
    period = build_period(span.start, span.end, f"dataset/{dataset.key}#time") if span else None
    own = [m for m in material.measurements if m.computed_on == dataset.iri(material.base_uri)]
    yield _dataset(material, dataset, [measurement.id for measurement in own])
    yield _record(material, dataset)
    if period and span:
        yield nodes.Period(
            id=f"{dataset.iri(material.base_uri)}#time",
            type=period.type,
            label=period.label,
            period_start=dated(span.start),
            period_end=dated(span.end),
        )
    yield from own
    yield from describe_distributions(material, dataset)


def _dataset(material: Material, dataset: Dataset, measured: list[str]) -> nodes.DatasetNode:
    publication, base_uri = material.publication, material.base_uri
    words, past = material.words_of(dataset), material.past[dataset.key]
    iri = dataset.iri(base_uri)
    return nodes.DatasetNode(
        id=iri,
        type=["dcat:Dataset", "dcat:Resource"],
        identifier=iri,
        label=words.title.words,
        title=words.title.words,
        description=words.description.words,
        keyword={"de": words.keywords.de, "en": words.keywords.en},
        theme=publication.themes,
        publisher=material.publisher_iri,
        creator=material.publisher_iri,
        contact_point=material.part("contact"),
        language=LANGUAGES,
        issued=past.issued,
        modified=past.modified,
        version=past.version,
        landing_page=f"{base_uri}doc/dataset/{dataset.key}",
        frequency=publication.frequency,
        access_rights=publication.access_right,
        availability=publication.availability,
        contributor=publication.contributor,
        level=publication.level,
        spatial=[material.spatial],
        temporal=f"{iri}#time" if material.spans else None,
        conforms_to=_rules(material, dataset),
        provenance=material.part("provenance"),
        version_notes=_version_notes(past),
        measurements=measured,
        distributions=[
            distribution_iri(dump, base_uri)
            for dump in material.dumps
            if dump.dataset == dataset.key
        ],
    )


def _rules(material: Material, dataset: Dataset) -> list[str]:
    """Name the ontology and the shapes that the dataset is written by."""
    shapes = [kind.name for kind in dataset.kinds if kind.name in material.shapes]
    definitions = f"{material.base_uri}def/"
    return [
        ontology_iri(material.base_uri),
        *(f"{definitions}shapes/{kind}" for kind in shapes),
    ]


def _version_notes(past: Past) -> Words | None:
    if not past.previous:
        return None
    return {
        "de": f"Ersetzt den Stand der Ausgabe {past.previous}.",
        "en": f"Replaces the state of the edition {past.previous}.",
    }


def _record(material: Material, dataset: Dataset) -> nodes.Record:
    past, title = material.past[dataset.key], material.words_of(dataset).title
    return nodes.Record(
        id=f"{dataset.iri(material.base_uri)}#record",
        type=["dcat:CatalogRecord"],
        label=title.words,
        title=title.words,
        primary_topic=dataset.iri(material.base_uri),
        issued=past.issued,
        modified=past.modified,
        conforms_to=PROFILE,
        language=LANGUAGES,
    )


def _edition(material: Material) -> nodes.Node:
    """
    Name the edition, a member of the series.

    It is no ``dcat:Dataset`` here: a portal would take it for a new dataset every time.
    """
    title = {"de": f"Ausgabe {material.edition}", "en": f"Edition {material.edition}"}
    return nodes.Edition(
        id=f"{material.base_uri}id/edition/{material.edition}",
        type=["dcat:Resource"],
        label=title,
        title=title,
        in_series=f"{material.base_uri}id/dataset/editions",
        issued=material.created,
    )


def _series(material: Material) -> nodes.Series:
    publication, base_uri = material.publication, material.base_uri
    title = _of_the_site(material, {"de": "Ausgaben", "en": "editions"})
    return nodes.Series(
        id=f"{base_uri}id/dataset/editions",
        type=["dcat:DatasetSeries"],
        label=title,
        title=title,
        description={
            "de": "Die vollständigen Ausgaben der Daten, eine nach der anderen.",
            "en": "The complete editions of the data, one after the other.",
        },
        publisher=material.publisher_iri,
        contact_point=material.part("contact"),
        language=LANGUAGES,
        issued=material.since,
        modified=material.created,
        frequency=publication.frequency,
        landing_page=f"{base_uri}doc/dataset/editions",
        last=f"{base_uri}id/edition/{material.edition}",
    )


SERVICES = {
    "sparql": (
        {"de": "SPARQL-Endpunkt", "en": "SPARQL endpoint"},
        {"de": "Lesender SPARQL-1.1-Endpunkt.", "en": "A read-only SPARQL 1.1 endpoint."},
        "sparql",
        "https://www.w3.org/TR/sparql11-protocol/",
    ),
    "lists": (
        {"de": "Listen", "en": "lists"},
        {
            "de": "Alle Dinge einer Art, Seite für Seite, in jedem Format, mit Filtern.",
            "en": "All things of a kind, page by page, in every format, with filters.",
        },
        "doc/grant",
        "http://www.w3.org/ns/hydra/core",
    ),
}
"""Part of the catalogue → what it is, description, endpoint, what it conforms to."""


def _of_the_site(material: Material, what: Words) -> Words:
    """Name *what* belongs to this site: «Förderdaten: Ausgaben»."""
    name = material.publication.site.name
    return {language: f"{name.say(language)}: {text}" for language, text in what.items()}


def _services(material: Material) -> Iterator[nodes.Service]:
    publication = material.publication
    for name, (what, description, path, standard) in SERVICES.items():
        title = _of_the_site(material, what)
        yield nodes.Service(
            id=material.part(name),
            type=["dcat:DataService"],
            label=title,
            title=title,
            description=description,
            keyword={"de": ["Linked Open Data"], "en": ["linked open data"]},
            theme=publication.themes,
            publisher=material.publisher_iri,
            contact_point=material.part("contact"),
            licence=publication.licence,
            endpoint=material.base_uri + path,
            endpoint_description=material.base_uri + path,
            landing_page=material.base_uri + path,
            serves=[dataset.iri(material.base_uri) for dataset in material.datasets],
            conforms_to=[standard],
            access_rights=publication.access_right,
            availability=publication.availability,
        )

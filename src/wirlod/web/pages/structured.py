"""
schema.org in pages: what search engines for datasets read.

Everything stands inline, the context included, so that nothing has to be fetched to read it.
"""

from typing import Any

from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.query.catalogue import Catalogue

SCHEMA = FOREIGN_PREFIXES["schema"]
Markup = dict[str, Any]


def catalogue_markup(catalogue: Catalogue, base_uri: str) -> Markup:
    """Describe the catalogue as a ``DataCatalog`` with all its datasets."""
    node = catalogue.nodes[f"{base_uri}catalogue"]
    return {
        "@context": {"@vocab": SCHEMA},
        **_resource(node, "DataCatalog"),
        "license": catalogue.nodes[node["licence"]].get("page", node["licence"]),
        "publisher": _publisher(catalogue, node),
        "dataset": [_dataset(catalogue, catalogue.nodes[iri]) for iri in node["datasets"]],
    }


def dataset_markup(catalogue: Catalogue, iri: str, base_uri: str) -> Markup:
    """Describe the dataset *iri* as a ``Dataset``."""
    return {
        "@context": {"@vocab": SCHEMA},
        **_dataset(catalogue, catalogue.nodes[iri]),
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": f"{base_uri}catalogue"},
    }


def find_markup(catalogue: Catalogue, iri: str, base_uri: str) -> Markup | None:
    """Give the markup of the page about *iri*, None where it is no dataset."""
    if not iri.startswith(f"{base_uri}id/dataset/") or "distributions" not in catalogue.nodes[iri]:
        return None
    return dataset_markup(catalogue, iri, base_uri)


def _resource(node: Markup, class_name: str) -> Markup:
    return {
        "@type": class_name,
        "@id": node["id"],
        "url": node.get("landingPage") or node["id"],
        "name": _texts(node["title"]),
        "description": _texts(node["description"]),
        "datePublished": node["issued"],
        "dateModified": node["modified"],
        "version": node.get("version", ""),
        "inLanguage": ["de", "en"],
    }


def _texts(words: dict[str, str]) -> list[Markup]:
    return [{"@value": text, "@language": language} for language, text in words.items()]


def _publisher(catalogue: Catalogue, node: Markup) -> Markup:
    agent = catalogue.nodes[node["publisher"]]
    return {
        "@type": "Organization",
        "@id": agent["id"],
        "name": _texts(agent["name"]),
        "url": agent["homepage"],
    }


def _dataset(catalogue: Catalogue, node: Markup) -> Markup:
    found = _resource(node, "Dataset")
    found |= {
        "identifier": node["identifier"],
        "keywords": [word for words in node["keyword"].values() for word in words],
        "license": catalogue.nodes[_licence(catalogue, node)].get("page", ""),
        "creator": _publisher(catalogue, node),
        "publisher": _publisher(catalogue, node),
        "isAccessibleForFree": True,
        "spatialCoverage": [_place(catalogue, iri) for iri in node["spatial"]],
        "distribution": [_download(catalogue.nodes[iri]) for iri in node["distributions"]],
    }
    if time := catalogue.nodes.get(node.get("temporal", "")):
        ends = (time.get(end, {}).get("@value", "..") for end in ("periodStart", "periodEnd"))
        found["temporalCoverage"] = "/".join(ends)
    return found


def _licence(catalogue: Catalogue, node: Markup) -> str:
    licence: str = catalogue.nodes[node["distributions"][0]]["licence"]
    return licence


def _place(catalogue: Catalogue, iri: str) -> Markup:
    return {"@type": "Place", "@id": iri, "name": _texts(catalogue.nodes[iri]["prefLabel"])}


def _download(node: Markup) -> Markup:
    return {
        "@type": "DataDownload",
        "@id": node["id"],
        "name": _texts(node["title"]),
        "contentUrl": node["downloadUrl"],
        "encodingFormat": node["mediaType"].partition("media-types/")[2],
        "contentSize": f"{node['byteSize']} B",
    }

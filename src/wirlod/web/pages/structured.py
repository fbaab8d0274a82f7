"""
schema.org in pages: what search engines for datasets read.

Everything stands inline, the context included, so that nothing has to be fetched to read it. A page
says each text once, in its language: search engines take one text where they want one.
"""

from typing import Any

import msgspec

from wirlod.facts import Facts
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.query.catalogue import Catalogue
from wirlod.web.answers.geo_shapes import write_box

SCHEMA = FOREIGN_PREFIXES["schema"]
Markup = dict[str, Any]


class Describer(msgspec.Struct, frozen=True):
    """Describes what the catalogue holds, in one language."""

    catalogue: Catalogue
    base_uri: str
    language: str

    def find_markup(self, iri: str) -> Markup | None:
        """Give the markup of the page about *iri*, None where it is no dataset."""
        is_dataset = iri.startswith(f"{self.base_uri}id/dataset/")
        if not is_dataset or "distributions" not in self.catalogue.nodes[iri]:
            return None
        return self.describe_dataset(iri)

    def describe_place(self, facts: Facts, iri: str, name: str) -> Markup | None:
        """Give the markup of the page about a place, None where nobody knows where it lies."""
        box = write_box(facts.text(iri, "dcat:bbox"))
        if not box:
            return None
        return {
            "@context": {"@vocab": SCHEMA},
            "@type": "AdministrativeArea",
            "@id": iri,
            "name": name,
            "geo": {"@type": "GeoShape", "box": box},
        }

    def describe_catalogue(self) -> Markup:
        """Describe the catalogue as a ``DataCatalog`` with all its datasets."""
        nodes = self.catalogue.nodes
        node = nodes[f"{self.base_uri}catalogue"]
        return {
            "@context": {"@vocab": SCHEMA},
            **self._resource(node, "DataCatalog"),
            "license": nodes[node["licence"]].get("page", node["licence"]),
            "publisher": self._publisher(node),
            "dataset": [self._dataset(nodes[iri]) for iri in node["datasets"]],
        }

    def describe_dataset(self, iri: str) -> Markup:
        """Describe the dataset *iri* as a ``Dataset``."""
        return {
            "@context": {"@vocab": SCHEMA},
            **self._dataset(self.catalogue.nodes[iri]),
            "includedInDataCatalog": {"@type": "DataCatalog", "@id": f"{self.base_uri}catalogue"},
        }

    def _resource(self, node: Markup, class_name: str) -> Markup:
        return {
            "@type": class_name,
            "@id": node["id"],
            "url": node.get("landingPage") or node["id"],
            "name": self._say(node["title"]),
            "description": self._say(node["description"]),
            "datePublished": node["issued"],
            "dateModified": node["modified"],
            "version": node.get("version", ""),
            "inLanguage": ["de", "en"],
        }

    def _say(self, words: dict[str, str]) -> str:
        return words.get(self.language) or next(iter(words.values()), "")

    def _publisher(self, node: Markup) -> Markup:
        agent = self.catalogue.nodes[node["publisher"]]
        return {
            "@type": "Organization",
            "@id": agent["id"],
            "name": self._say(agent["name"]),
            "url": agent["homepage"],
        }

    def _dataset(self, node: Markup) -> Markup:
        nodes = self.catalogue.nodes
        licence = nodes[node["distributions"][0]]["licence"]
        found = self._resource(node, "Dataset")
        found |= {
            "identifier": node["identifier"],
            "keywords": node["keyword"].get(self.language, []),
            "license": nodes[licence].get("page", ""),
            "creator": self._publisher(node),
            "publisher": self._publisher(node),
            "isAccessibleForFree": True,
            "spatialCoverage": [self._place(iri) for iri in node["spatial"]],
            "distribution": [self._download(nodes[iri]) for iri in node["distributions"]],
        }
        if time := nodes.get(node.get("temporal", "")):
            ends = (time.get(end, {}).get("@value", "..") for end in ("periodStart", "periodEnd"))
            found["temporalCoverage"] = "/".join(ends)
        return found

    def _place(self, iri: str) -> Markup:
        name = self._say(self.catalogue.nodes[iri]["prefLabel"])
        return {"@type": "Place", "@id": iri, "name": name}

    def _download(self, node: Markup) -> Markup:
        return {
            "@type": "DataDownload",
            "@id": node["id"],
            "name": self._say(node["title"]),
            "contentUrl": node["downloadUrl"],
            "encodingFormat": node["mediaType"].partition("media-types/")[2],
            "contentSize": f"{node['byteSize']} B",
        }

"""
The SHACL report of an edition, as RDF.

Only what conforms is published, so the report says that it does, and which shapes looked at how
many things: a report of shapes that found nothing would say the same.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

from wirlod.kinds import prefixes
from wirlod.namespaces import FOREIGN_PREFIXES

CONTEXT = {
    **{prefix: FOREIGN_PREFIXES[prefix] for prefix in ("sh", "dqv", "rdfs", "xsd")},
    "id": "@id",
    "type": "@type",
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "conforms": {"@id": "sh:conforms", "@type": "xsd:boolean"},
    "measurements": {"@id": "dqv:hasQualityMeasurement", "@type": "@id"},
    "metric": {"@id": "dqv:isMeasurementOf", "@type": "@id"},
    "value": {"@id": "dqv:value", "@type": "xsd:integer"},
}


def write_report(path: Path, edition: str, shapes: Mapping[str, int], base_uri: str) -> None:
    """Write the report of *edition* in Turtle; *shapes* is shape IRI → things looked at."""
    report = f"{base_uri}id/edition/{edition}#validation"
    document = {
        "@context": CONTEXT,
        "id": report,
        "type": ["sh:ValidationReport", "dqv:QualityMetadata"],
        "label": {"de": "SHACL-Prüfbericht", "en": "SHACL validation report"},
        "conforms": True,
        "measurements": [
            {
                "id": f"{report}-{number}",
                "type": "dqv:QualityMeasurement",
                "label": {"de": "geprüfte Dinge", "en": "things looked at"},
                "metric": shape,
                "value": str(count),
            }
            for number, (shape, count) in enumerate(shapes.items(), start=1)
        ],
    }
    quads = parse(json.dumps(document), format=RdfFormat.JSON_LD)
    triples = [quad.triple for quad in quads]
    with path.open("wb") as file:
        serialize(triples, file, RdfFormat.TURTLE, prefixes=prefixes(base_uri))

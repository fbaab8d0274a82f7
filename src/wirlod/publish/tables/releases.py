"""``releases.csv``: one row per text that reports on the programme, without the text itself."""

from wirlod.publish.tables.table import Table, column

QUERY = """
SELECT ?identifier ?url ?type ?title ?date ?publisher ?place ?address ?abstract ?grants
{
  VALUES ?url { $things }
  ?url a wir:SourceText ; dct:identifier ?identifier ; rdfs:label ?title .
  FILTER(LANG(?title) = "de")
  OPTIONAL {
    ?url dct:type ?t . FILTER(CONTAINS(STR(?t), "/id/concept/"))
    BIND(STRAFTER(STR(?t), "/id/concept/") AS ?type)
  }
  OPTIONAL { ?url dct:issued ?date }
  OPTIONAL { ?url dct:publisher/rdfs:label ?publisher . FILTER(LANG(?publisher) = "de") }
  OPTIONAL { ?url schema:locationCreated/rdfs:label ?place . FILTER(LANG(?place) = "de") }
  OPTIONAL { ?url schema:url ?address }
  OPTIONAL { ?url dct:abstract ?abstract . FILTER(LANG(?abstract) = "de") }
  OPTIONAL {
    SELECT ?url (GROUP_CONCAT(STR(?grant); separator=" ") AS ?grants)
    { VALUES ?url { $things } ?url wir:reports ?grant } GROUP BY ?url
  }
}
ORDER BY ?identifier
"""

RELEASES = Table(
    "releases",
    {"de": "Meldungen, eine Zeile je Text", "en": "Releases, one row per text"},
    (
        column("Identifier", "identifier", "Schlüssel", "Key", required=True),
        column("URL", "url", "Adresse bei uns", "Address here", type="anyURI", required=True),
        column("Type", "type", "Art des Textes", "Kind of text"),
        column("Title", "title", "Titel", "Title", required=True),
        column("Date", "date", "Datum", "Date", type="date"),
        column("Publisher", "publisher", "Herausgeber", "Publisher"),
        column("Place", "place", "Ort", "Place"),
        column("Source Address", "address", "Wo der Text steht", "Where it is", type="anyURI"),
        column("Abstract", "abstract", "Zusammenfassung", "Abstract"),
        column(
            "Grants", "grants", "Förderungen darin", "Grants in it", type="anyURI", several=True
        ),
    ),
    QUERY,
)

"""``releases.csv``: one row per text that reports on the programme, without the text itself."""

from wirlod.publish.tables.table import Table, column, path

PATHS = {
    "identifier": path("dct:identifier"),
    "url": path(""),
    "type": path("dct:type", kind="concept"),
    "title": path("rdfs:label", language="de"),
    "date": path("dct:issued"),
    "publisher": path("dct:publisher/rdfs:label", language="de"),
    "place": path("schema:locationCreated/rdfs:label", language="de"),
    "address": path("schema:url"),
    "abstract": path("dct:abstract", language="de"),
    "grants": path("wir:reports"),
}

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
    PATHS,
)

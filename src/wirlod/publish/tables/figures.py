"""``figures.csv``: one row per figure that a source states of the programme."""

from wirlod.publish.tables.table import Table, column, path

PATHS = {
    "identifier": path("dct:identifier"),
    "url": path(""),
    "measure": path("dct:type", kind="concept"),
    "counted": path("wir:counted", language="de"),
    "counted_en": path("wir:counted", language="en"),
    "number": path("wir:number"),
    "amount": path("wir:amount"),
    "minimum": path("schema:amount/schema:minValue"),
    "maximum": path("schema:amount/schema:maxValue"),
    "currency": path("schema:amount/schema:currency"),
    "precision": path("wir:precision", "schema:amount/wir:precision", kind="concept"),
    "as_of": path("wir:asOf"),
    "start": path("dct:temporal/dcat:startDate"),
    "end": path("dct:temporal/dcat:endDate"),
    "sources": path("prov:hadPrimarySource"),
}

FIGURES = Table(
    "figures",
    {"de": "Zahlen aus Quellen, eine Zeile je Zahl", "en": "Reported figures, one row each"},
    (
        column("Identifier", "identifier", "Schlüssel", "Key", required=True),
        column("URL", "url", "Adresse", "Address", type="anyURI", required=True),
        column("Measure", "measure", "Was gemessen wird", "What is measured", required=True),
        column("Counted", "counted", "Was gezählt ist", "What is counted (German)", required=True),
        column("Counted (English)", "counted_en", "Dasselbe englisch", "What is counted"),
        column("Number", "number", "Anzahl", "Number", type="integer"),
        column("Amount", "amount", "Die Zahl zum Addieren", "The figure to add", type="decimal"),
        column("Amount Minimum", "minimum", "Untergrenze", "Lower bound", type="decimal"),
        column("Amount Maximum", "maximum", "Obergrenze", "Upper bound", type="decimal"),
        column("Currency", "currency", "Währung", "Currency"),
        column("Precision", "precision", "Genauigkeit", "How exact it is"),
        column("As Of", "as_of", "Stand", "As of", type="date"),
        column("Start Date", "start", "Beginn", "Start", type="date"),
        column("End Date", "end", "Ende", "End", type="date"),
        column(
            "Data Source",
            "sources",
            "Quellen",
            "Sources",
            type="anyURI",
            required=True,
            several=True,
        ),
    ),
    PATHS,
)

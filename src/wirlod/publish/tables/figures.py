"""``figures.csv``: one row per figure that a source states of the programme."""

from wirlod.publish.tables.table import Table, column

QUERY = """
SELECT ?identifier ?url ?measure ?counted ?counted_en ?number ?amount ?minimum ?maximum
  ?currency ?precision ?as_of ?start ?end ?sources
{
  VALUES ?url { $things }
  ?url a wir:ReportedFigure ; dct:identifier ?identifier ; wir:counted ?counted, ?counted_en .
  FILTER(LANG(?counted) = "de" && LANG(?counted_en) = "en")
  ?url dct:type ?m . BIND(STRAFTER(STR(?m), "/id/concept/") AS ?measure)
  OPTIONAL { ?url wir:number ?number }
  OPTIONAL { ?url wir:amount ?amount }
  OPTIONAL {
    ?url schema:amount ?money . ?money schema:currency ?currency .
    OPTIONAL { ?money schema:minValue ?minimum }
    OPTIONAL { ?money schema:maxValue ?maximum }
  }
  OPTIONAL {
    ?url wir:precision|(schema:amount/wir:precision) ?p .
    BIND(STRAFTER(STR(?p), "/id/concept/") AS ?precision)
  }
  OPTIONAL { ?url wir:asOf ?as_of }
  OPTIONAL { ?url dct:temporal/dcat:startDate ?start }
  OPTIONAL { ?url dct:temporal/dcat:endDate ?end }
  { SELECT ?url (GROUP_CONCAT(STR(?source); separator=" ") AS ?sources)
    { VALUES ?url { $things } ?url prov:hadPrimarySource ?source } GROUP BY ?url }
}
ORDER BY ?identifier
"""

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
    QUERY,
)

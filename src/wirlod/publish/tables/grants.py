"""
``grants.csv``: one row per grant, with the column names of the 360Giving standard.

That standard wants one exact amount and an award date. Here both may be missing, and an amount
has a precision: the columns after ``Data Source`` are ours. ``Amount Awarded`` adds up: it holds
what counts as granted, and nothing else; what a source calls the sum is ``Amount Stated``.
"""

from wirlod.publish.tables.table import Table, column

QUERY = """
SELECT ?identifier ?url ?title ?description ?currency ?amount ?awarded ?start ?end
  ?recipient ?recipient_name ?funder ?funder_name ?programme ?programme_title
  ?place ?code ?code_type ?country ?sources
  ?title_en ?stated ?minimum ?maximum ?precision ?kind ?per ?counting ?authority ?priority
  ?area_name ?area_code ?in_territory
{
  VALUES ?url { $things }
  ?url a wir:Grant ; dct:identifier ?identifier ; rdfs:label ?title, ?title_en .
  FILTER(LANG(?title) = "de" && LANG(?title_en) = "en")
  ?url wir:recipient ?recipient .
  ?recipient rdfs:label ?recipient_name . FILTER(LANG(?recipient_name) = "de")
  OPTIONAL { ?url wir:purpose ?description . FILTER(LANG(?description) = "de") }
  OPTIONAL { ?url wir:grantedAmount ?amount }
  OPTIONAL { ?url wir:amount ?stated }
  ?url wir:counting ?c . BIND(STRAFTER(STR(?c), "/id/concept/") AS ?counting)
  OPTIONAL {
    ?url schema:amount ?money . ?money schema:currency ?currency .
    OPTIONAL { ?money schema:minValue ?minimum }
    OPTIONAL { ?money schema:maxValue ?maximum }
    OPTIONAL { ?money wir:precision ?p . BIND(STRAFTER(STR(?p), "/id/concept/") AS ?precision) }
    OPTIONAL { ?money wir:sumKind ?k . BIND(STRAFTER(STR(?k), "/id/concept/") AS ?kind) }
    OPTIONAL { ?money wir:per ?each . BIND(STRAFTER(STR(?each), "/id/concept/") AS ?per) }
  }
  OPTIONAL { ?url wir:notice/dct:date ?awarded }
  OPTIONAL { ?url dct:temporal/dcat:startDate ?start }
  OPTIONAL { ?url dct:temporal/dcat:endDate ?end }
  OPTIONAL {
    ?url schema:funder ?funder . ?funder rdfs:label ?funder_name .
    FILTER(LANG(?funder_name) = "de")
  }
  OPTIONAL {
    ?url wir:grantingAuthority/rdfs:label ?authority . FILTER(LANG(?authority) = "de")
  }
  OPTIONAL {
    ?url wir:programme ?programme . ?programme rdfs:label ?programme_title .
    FILTER(LANG(?programme_title) = "de")
  }
  OPTIONAL { ?url wir:priority ?q . BIND(STRAFTER(STR(?q), "/id/priority/") AS ?priority) }
  OPTIONAL {
    ?url dct:spatial ?benefits . ?benefits rdfs:label ?place . FILTER(LANG(?place) = "de")
    BIND("DE" AS ?country)
    OPTIONAL { ?benefits schema:identifier ?code . BIND("AGS" AS ?code_type) }
  }
  OPTIONAL {
    ?url wir:recipientTerritory ?area . ?area rdfs:label ?area_name .
    FILTER(LANG(?area_name) = "de")
    OPTIONAL { ?area schema:identifier ?area_code }
  }
  OPTIONAL {
    SELECT ?url (GROUP_CONCAT(STR(?territory); separator=" ") AS ?in_territory)
    { VALUES ?url { $things } ?url wir:inTerritory ?territory } GROUP BY ?url
  }
  { SELECT ?url (GROUP_CONCAT(STR(?source); separator=" ") AS ?sources)
    { VALUES ?url { $things } ?url prov:hadPrimarySource ?source } GROUP BY ?url }
}
ORDER BY ?identifier
"""

GRANTS = Table(
    "grants",
    {"de": "Förderungen, eine Zeile je Förderung", "en": "Grants, one row per grant"},
    (
        column(
            "Identifier", "identifier", "Schlüssel der Förderung", "Key of the grant", required=True
        ),
        column(
            "URL",
            "url",
            "Adresse der Förderung",
            "Address of the grant",
            type="anyURI",
            required=True,
        ),
        column("Title", "title", "Bezeichnung", "What it is called", required=True),
        column("Description", "description", "Zweck", "Purpose"),
        column("Currency", "currency", "Währung", "Currency"),
        column(
            "Amount Awarded",
            "amount",
            "Was dem Empfänger sicher bewilligt ist, zum Addieren; leer, wo nichts zählt",
            "What is certainly granted to the recipient, to add up; blank where nothing counts",
            type="decimal",
        ),
        column("Award Date", "awarded", "Datum des Bescheids", "Date of the notice", type="date"),
        column("Planned Dates:Start Date", "start", "Beginn", "Start", type="date"),
        column("Planned Dates:End Date", "end", "Ende", "End", type="date"),
        column(
            "Recipient Org:Identifier",
            "recipient",
            "Adresse des Empfängers",
            "Address of the recipient",
            type="anyURI",
            required=True,
        ),
        column(
            "Recipient Org:Name",
            "recipient_name",
            "Empfänger",
            "Name of the recipient",
            required=True,
        ),
        column(
            "Funding Org:Identifier",
            "funder",
            "Adresse des Fördergebers",
            "Address of the funder",
            type="anyURI",
        ),
        column("Funding Org:Name", "funder_name", "Fördergeber", "Name of the funder"),
        column(
            "Grant Programme:Code",
            "programme",
            "Adresse des Programms",
            "Address of the programme",
            type="anyURI",
        ),
        column("Grant Programme:Title", "programme_title", "Programm", "Programme"),
        column("Beneficiary Location:Name", "place", "Gebiet, dem sie zugutekommt", "Who benefits"),
        column(
            "Beneficiary Location:Geographic Code", "code", "Schlüssel des Gebiets", "Area code"
        ),
        column(
            "Beneficiary Location:Geographic Code Type",
            "code_type",
            "Art des Schlüssels: AGS ist der amtliche Gemeindeschlüssel",
            "Kind of code: AGS is Germany's official municipality key",
        ),
        column("Beneficiary Location:Country Code", "country", "Land", "Country"),
        column(
            "Data Source",
            "sources",
            "Quellen",
            "Sources",
            type="anyURI",
            required=True,
            several=True,
        ),
        column("Title (English)", "title_en", "Englische Bezeichnung", "English title"),
        column(
            "Amount Stated",
            "stated",
            "Die Zahl, die eine Quelle als Summe nennt; was sie ist, sagt Kind of Sum",
            "The figure that a source calls the sum; Kind of Sum says what it is",
            type="decimal",
        ),
        column("Amount Minimum", "minimum", "Untergrenze", "Lower bound", type="decimal"),
        column("Amount Maximum", "maximum", "Obergrenze", "Upper bound", type="decimal"),
        column(
            "Amount Precision",
            "precision",
            "exact, approximate, at-least oder at-most",
            "exact, approximate, at-least or at-most",
        ),
        column("Kind of Sum", "kind", "Was der Betrag ist", "What the amount is"),
        column("Per", "per", "Worauf sich ein Betrag bezieht: year", "What it is for: year"),
        column(
            "Counting",
            "counting",
            "Ob die Summe zählt: counted, sonst warum nicht",
            "Whether the sum counts: counted, else why not",
            required=True,
        ),
        column(
            "Recipient Territory:Name",
            "area_name",
            "Gebiet, dessen Verwaltung empfängt; leer, wo der Empfänger dort nur sitzt",
            "Territory whose administration receives; blank where the recipient only sits there",
        ),
        column("Recipient Territory:Code", "area_code", "Amtlicher Schlüssel", "Official key"),
        column(
            "Recipient In",
            "in_territory",
            "Gebiet des Empfängers oder seines Sitzes, und alle, in denen es liegt",
            "Territory of the recipient or its seat, and all that it lies in",
            type="anyURI",
            several=True,
        ),
        column("Granting Authority", "authority", "Bewilligungsbehörde", "Who decided"),
        column("Priority", "priority", "Förderschwerpunkt", "Priority of the guideline"),
    ),
    QUERY,
)

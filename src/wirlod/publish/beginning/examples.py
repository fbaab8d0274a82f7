"""
The worked examples of a new folder: table → rows, and of each row the cells that say something.

All are invented, and all their keys begin with ``beispiel``, so that a check finds those which
nobody has written over.
"""

MELDUNG = "beispiel-meldung-2025"
SUM = {"amount": "120000", "precision": "exact", "sum_kind": "grant", "currency": "EUR"}
PERIOD = {"start": "2025", "end": "2027"}

EXAMPLES: dict[str, list[dict[str, str]]] = {
    "territories.csv": [
        {
            "key": "beispielland",
            "type": "state",
            "label": "Beispielland",
            "label_en": "Beispielland",
            "ags": "99",
            "political_geocoding": "http://dcat-ap.de/def/politicalGeocoding/stateKey/99",
            "sources": MELDUNG,
        },
        {
            "key": "beispielkreis",
            "type": "district",
            "label": "Beispielkreis",
            "label_en": "Beispiel district",
            "colloquial_names": "BSP | Beispielland-Mitte",
            "ags": "99001",
            "within": "beispielland",
            "sources": MELDUNG,
        },
    ],
    "organisations.csv": [
        {
            "key": "beispielministerium",
            "type": "ministry",
            "label": "Beispielministerium",
            "label_en": "Ministry of Examples",
            "territory": "beispielland",
            "sources": MELDUNG,
        },
        {
            "key": "beispielkreis",
            "type": "local-authority",
            "label": "Beispielkreis",
            "label_en": "Beispiel district",
            "territory": "beispielkreis",
            "sources": MELDUNG,
        },
    ],
    "names.csv": [
        {
            "organisation": "beispielministerium",
            "key": "beispielname",
            "name": "Ministerium für Beispiele",
            "name_en": "Ministry for Examples",
            "valid_from": "2019",
            "valid_to": "2023",
            "sources": MELDUNG,
        }
    ],
    "people.csv": [
        {
            "key": "beispiel-person",
            "name": "Erika Mustermann",
            "given_name": "Erika",
            "family_name": "Mustermann",
            "sources": MELDUNG,
        }
    ],
    "roles.csv": [
        {
            "person": "beispiel-person",
            "key": "beispiel-ministerin-2025-03-14",
            "role": "Ministerin",
            "role_en": "Minister",
            "organisation": "beispielministerium",
            "attested": "2025-03-14",
            "sources": MELDUNG,
        }
    ],
    "programmes.csv": [
        {
            "key": "beispielprogramm",
            "label": "Beispielprogramm",
            "label_en": "Example programme",
            "description": "Ein erfundenes Programm, das zeigt, wie eine Zeile aussieht.",
            "description_en": "An invented programme that shows what a row looks like.",
            "funder": "beispielministerium",
            "start": "2025",
            "sources": MELDUNG,
        }
    ],
    "guidelines.csv": [
        {
            "key": "beispiel-richtlinie",
            "title": "Richtlinie des Beispielprogramms",
            "title_en": "Guideline of the example programme",
            "programme": "beispielprogramm",
            "date": "2025-01-15",
            "passed_by": "beispielministerium",
            "sources": MELDUNG,
        }
    ],
    "priorities.csv": [
        {
            "key": "beispiel-beratung",
            "label": "Beratung vor Ort",
            "label_en": "Local advice",
            "definition": "Beratung durch Landkreise und Vereine.",
            "definition_en": "Advice by districts and associations.",
            "notation": "2.1",
            "guideline": "beispiel-richtlinie",
            "sources": MELDUNG,
        }
    ],
    "grants.csv": [
        {
            "key": "beispielkreis-2025",
            "recipient": "beispielkreis",
            "programme": "beispielprogramm",
            "guideline": "beispiel-richtlinie",
            "priority": "beispiel-beratung",
            "purpose": "Eine Beratungsstelle",
            "purpose_en": "An advice centre",
            **SUM,
            **PERIOD,
            "funder": "beispielministerium",
            "sources": MELDUNG,
            "basis": "stated",
        }
    ],
    "claims.csv": [
        {
            "grant": "beispielkreis-2025",
            "key": "beispiel-meldung",
            "source": MELDUNG,
            **SUM,
            **PERIOD,
            "preferred": "yes",
        }
    ],
    "handovers.csv": [
        {
            "key": "beispiel-uebergabe-2025",
            "grants": "beispielkreis-2025",
            "date": "2025-03-14",
            "place": "beispielkreis",
            "given_by": "beispiel-person",
            "sources": MELDUNG,
            "basis": "stated",
        }
    ],
    "milestones.csv": [
        {
            "key": "beispiel-start-2025",
            "type": "programme-step",
            "label": "Das Beispielprogramm beginnt",
            "label_en": "The example programme begins",
            "date": "2025",
            "subjects": "programme/beispielprogramm",
            "sources": MELDUNG,
            "basis": "stated",
        }
    ],
    "figures.csv": [
        {
            "key": "beispiel-haushalt-2025",
            "measure": "programme-budget",
            "counted": "Haushaltsmittel des Beispielprogramms",
            "counted_en": "Budget of the example programme",
            "amount": "3000000",
            "precision": "approximate",
            "currency": "EUR",
            "start": "2025",
            "end": "2025",
            "as_of": "2025-03-14",
            "sources": MELDUNG,
            "basis": "stated",
        }
    ],
}

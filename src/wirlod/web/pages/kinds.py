"""What each kind of thing is called on pages, one and many."""

from wirlod.web.pages.reading import Reader, message

NAMES = {
    "concept": (message("Term of a code list"), message("Terms of code lists")),
    "dataset": (message("Dataset"), message("Datasets")),
    "edition": (message("Edition"), message("Editions")),
    "evidence": (message("Evidence"), message("Evidence")),
    "figure": (message("Reported figure"), message("Reported figures")),
    "grant": (message("Grant"), message("Grants")),
    "guideline": (message("Funding guideline"), message("Funding guidelines")),
    "handover": (message("Handover of a notice"), message("Handovers of notices")),
    "milestone": (message("Milestone"), message("Milestones")),
    "ontology": (message("Ontology"), message("Ontologies")),
    "organisation": (message("Organisation"), message("Organisations")),
    "person": (message("Person"), message("People")),
    "priority": (message("Priority"), message("Priorities")),
    "programme": (message("Programme"), message("Programmes")),
    "quotation": (message("Quotation"), message("Quotations")),
    "release": (message("Release or report"), message("Releases and reports")),
    "territory": (message("Territory"), message("Districts, cities and municipalities")),
}
"""Kind → name of one thing, name of many; in English, as catalogues of messages want them."""


def name_of_one(kind: str, reader: Reader) -> str:
    """Call one thing of *kind* something a person would say."""
    return reader.gettext(NAMES[kind][0]) if kind in NAMES else kind


def name_of_many(kind: str, reader: Reader) -> str:
    """Call all things of *kind* something a person would say."""
    return reader.gettext(NAMES[kind][1]) if kind in NAMES else kind

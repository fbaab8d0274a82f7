"""What the home page shows of everything: the newest figures, so many and no more."""

from tests.query.tiny import BASE, open_store, shorten

from wirlod.query.overview import count_grants, find_newest_figures

DAYS = {
    "a": '"2021"^^xsd:gYear',
    "b": '"2026-01-02"^^xsd:date',
    "c": '"2026-01"^^xsd:gYearMonth',
    "d": '"2025-12-31"^^xsd:date',
}
FIGURES = "".join(
    f"id:{key} a wir:ReportedFigure ; dct:type concept:measure ; wir:asOf {day} .\n"
    for key, day in DAYS.items()
)
OTHERS = """
id:x a wir:ReportedFigure ; dct:type concept:another ; wir:asOf "2030"^^xsd:gYear .
id:y a wir:ReportedFigure ; dct:type concept:measure .
"""


def test_the_two_newest_figures_of_a_measure_are_found() -> None:
    found = find_newest_figures(open_store(FIGURES + OTHERS), f"{BASE}id/concept/measure")

    assert [shorten(iri) for iri in found] == ["b", "c"]


def test_a_recipient_of_two_grants_is_one() -> None:
    grants = "id:a a wir:Grant ; wir:recipient id:x . id:b a wir:Grant ; wir:recipient id:x ."

    overview = count_grants(open_store(grants))

    assert (overview.grants, overview.recipients) == (2, 1)

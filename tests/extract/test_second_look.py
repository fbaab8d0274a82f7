"""The second look at all sums of a text, and lists that grant nothing and so are never sure."""

from wirlod.extract.grants.assignment import assign
from wirlod.extract.grants.model import AGAIN, Model, parse_weights, read_model
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.release import extract_release, view_text
from wirlod.extract.text.document import Document

TWO_SUMS = (
    "Gute Nachricht\n\nDie Stadt Lindenau erhält 50.000 Euro vom Land. "
    "Außerdem freut sich der Förderverein Alte Mühle e. V. mit der Stadt Lindenau über 7.000 Euro."
)
BUDGETS = (
    "So verteilt sich das Geld der Jobcenter\n\n"
    "Das Land nennt die Budgets der Kommunen für das kommende Jahr.\n\n"
    "- Lindenau: 405.015 Euro\n- Erkelenz: 384.915 Euro\n- Selfkant: 121.080 Euro\n"
)


def recipients(model: Model) -> list[str]:
    """Give the first choice for each sum."""
    around = view_text(TWO_SUMS, Gazetteer()).around
    return [read.choices[0].body.label for read in assign(around, model) if read.choices]


def test_rules_weigh_what_other_sums_seem_to_get() -> None:
    one = parse_weights("grant\t\t3.00\nbody\tkind=commune\t2.00\n")
    claimed = parse_weights(
        "grant\t\t3.00\nbody\tkind=commune\t2.00\n"
        f"{AGAIN}\t00 claimed>0.1 & kind>6.5 & behind-next<=-0.5\t-9.00\n"
    )

    assert recipients(one) == ["Stadt Lindenau", "Stadt Lindenau"]
    assert recipients(claimed)[0] == "Stadt Lindenau"
    assert recipients(claimed)[1] != "Stadt Lindenau"


def test_the_package_has_rules_and_each_names_what_is_told_of_a_body() -> None:
    assert len(read_model().families[AGAIN]) > 40
    assert recipients(read_model())


def test_a_list_of_budgets_is_never_sure_but_asked_about() -> None:
    facts = extract_release(Document("text.txt", BUDGETS), Gazetteer())

    assert facts.grants == ()
    assert len(facts.sums) == 3

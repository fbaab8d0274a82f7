"""Speech of real releases: speakers by their office, quotations taken up again."""

from tests.benchmarks.extraction import GAZETTEER

from wirlod.extract.names.gazetteer import read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.text.document import Document

TITLE = "Gute Nachricht aus dem Tal\n\n"


def spoken(text: str) -> list[tuple[str | None, str]]:
    """Give speaker and words of each quotation."""
    document = Document("text.txt", TITLE + text)
    facts = extract_release(document, read_gazetteer(GAZETTEER))
    return [(quotation.speaker, quotation.text) for quotation in facts.quotations]


def test_a_quotation_after_a_colon_is_one_of_its_own() -> None:
    text = (
        "„Es freut mich sehr, dass ich hier sein darf“, sagte Ministerin Eva Lang: „Ich habe den "
        "Auftakt nicht ohne Grund gewählt.“"
    )

    assert [words for _, words in spoken(text)] == [
        "Es freut mich sehr, dass ich hier sein darf",
        "Ich habe den Auftakt nicht ohne Grund gewählt.",
    ]


def test_a_minister_of_many_fields_is_known_by_the_office() -> None:
    text = (
        "Eva Lang, Ministerin für Arbeit und Soziales, und Landrat Uwe Krämer kamen ins Tal.\n\n"
        "„Wir brauchen hier alle, die mitmachen wollen“, betonte die Sozialministerin."
    )

    assert spoken(text) == [("Eva Lang", "Wir brauchen hier alle, die mitmachen wollen")]


def test_the_only_person_of_a_text_is_its_chief() -> None:
    text = (
        "Staatsminister Peter Holl kam gestern ins Tal und lobte das Dorf.\n\n"
        "„Das alte Haus wird bald wieder glänzen“, erklärte der Chef der Staatskanzlei."
    )

    assert spoken(text) == [("Peter Holl", "Das alte Haus wird bald wieder glänzen")]


def test_typewriter_marks_may_close_like_printed_ones() -> None:
    text = 'Das Programm "Brücken ins Tal“ ist da. "Es hilft uns allen sehr“, sagte Eva Lang.'

    assert spoken(text) == [("Eva Lang", "Es hilft uns allen sehr")]

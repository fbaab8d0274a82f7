"""A review keeps what a person accepts, with evidence, and leaves a trace of everything else."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from wirlod.errors import SourceError
from wirlod.extract.names.gazetteer import read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.review.decisions import Reviewer
from wirlod.extract.review.proposal import propose_release
from wirlod.extract.review.release_file import ReleaseFile, read_release_file, write_release_file
from wirlod.extract.review.screen import review_file, show_item
from wirlod.extract.text.document import decode_document
from wirlod.table_form import read_names

TEXT = """Presseinformation

Wiesbaden, 14. März 2022

Bescheid für die Stadt Auental

Staatssekretärin Anne Janz hat heute der Stadt Auental einen Bescheid über 80.000 Euro übergeben.
"""
REVIEWER = Reviewer("ein Prüfer", "2026-11-22")


@pytest.fixture
def data(checkout: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(checkout / "data", tmp_path / "data"))


@pytest.fixture
def proposed(data: Path) -> ReleaseFile:
    document, gazetteer = decode_document("x.txt", TEXT.encode()), read_gazetteer(data)
    file = propose_release(extract_release(document, gazetteer), document, gazetteer, data)
    write_release_file(file)
    return read_release_file(file.path)


def review(file: ReleaseFile, *answers: str) -> int:
    """Type *answers*; English that is asked for is left for later."""
    keys: Iterator[str] = iter(answers)

    def ask(question: str, _: str) -> str:
        return "" if "in English" in question else next(keys, "q")

    return review_file(file, REVIEWER, ask, Console(quiet=True))


def rows(path: Path, key: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row.get("key") == key]


def test_the_same_office_of_another_person_is_another_role(data: Path) -> None:
    with (data / "roles.csv").open("a", encoding="utf-8", newline="") as file:
        names = read_names(data / "roles.csv")
        office = {"person": "mark-weinmeister", "key": "staatssekretaerin-2022-03-14"}
        csv.DictWriter(file, names, lineterminator="\n").writerow(office)
    document, gazetteer = decode_document("x.txt", TEXT.encode()), read_gazetteer(data)
    proposed = propose_release(extract_release(document, gazetteer), document, gazetteer, data)
    assert [item.exists for item in proposed.proposed if item.record == "roles"] == [False]


def test_nothing_is_in_the_tables_before_the_review(data: Path, proposed: ReleaseFile) -> None:
    assert [item.record for item in proposed.proposed][:2] == ["release", "organisations"]
    assert "title" not in proposed.header
    assert rows(data / "grants.csv", "stadt-auental-2022") == []


def test_an_accepted_grant_is_a_row_and_has_its_sentence(data: Path, proposed: ReleaseFile) -> None:
    left = review(proposed, *"a" * len(proposed.proposed))

    evidence = read_release_file(proposed.path).header["evidence"]
    amount = next(e for e in evidence if e["supports"] == "grant/stadt-auental-2022#amount")
    assert left == 0
    assert rows(data / "grants.csv", "stadt-auental-2022")[0]["amount"] == "80000"
    assert "80.000 Euro" in amount["exact"]
    assert TEXT[int(amount["start"]) : int(amount["end"])] == amount["exact"]
    assert (amount["reviewed_by"], amount["reviewed_on"]) == ("ein Prüfer", "2026-11-22")


def test_a_correction_is_kept_and_leaves_what_was_found(data: Path, proposed: ReleaseFile) -> None:
    review(proposed, "a", "a", "a", "e", "amount", "90000", "", "q")

    header = read_release_file(proposed.path).header
    assert rows(data / "grants.csv", "stadt-auental-2022")[0]["amount"] == "90000"
    assert header["trace"][0]["found"] == "80000"
    assert header["trace"][0]["corrected"] == "90000"
    assert not any(e["supports"].endswith("#amount") for e in header["evidence"])


def test_what_is_rejected_takes_along_what_needs_it(data: Path, proposed: ReleaseFile) -> None:
    review(proposed, "a", "r", "kein Empfänger", "q")

    file = read_release_file(proposed.path)
    assert rows(data / "organisations.csv", "stadt-auental") == []
    assert "grants" not in [item.record for item in file.proposed]
    assert file.header["trace"][0]["rejected"] == "kein Empfänger"
    assert file.header["trace"][1]["rejected"] == "needs organisation/stadt-auental"


def test_a_review_goes_on_where_it_stopped(proposed: ReleaseFile) -> None:
    before = len(proposed.proposed)

    left = review(proposed, "a", "s", "q")

    assert left == before - 1
    assert len(read_release_file(proposed.path).proposed) == left


def test_a_column_that_is_none_changes_nothing(data: Path, proposed: ReleaseFile) -> None:
    before = (data / "organisations.csv").read_bytes()

    review(proposed, "a", "e", "colour", "", "q")

    assert (data / "organisations.csv").read_bytes() == before


def test_only_exact_keys_decide(data: Path, proposed: ReleaseFile) -> None:
    before = len(proposed.proposed)

    left = review(proposed, "abbrechen", "ja", "", "accept", "q")

    assert left == before
    assert rows(data / "organisations.csv", "stadt-auental") == []


def test_going_back_undoes_the_last_decision(data: Path, proposed: ReleaseFile) -> None:
    before = (data / "organisations.csv").read_bytes()

    left = review(proposed, "a", "a", "b", "q")

    assert (data / "organisations.csv").read_bytes() == before
    assert left == len(proposed.proposed) == len(read_release_file(proposed.path).proposed)
    assert "organisation/stadt-auental" in {item.target for item in proposed.proposed}


def test_back_from_the_first_screen_leads_nowhere(proposed: ReleaseFile) -> None:
    before = len(proposed.proposed)

    assert review(proposed, "b", "q") == before


def test_a_claim_is_decided_with_its_grant(data: Path, proposed: ReleaseFile) -> None:
    review(proposed, "a", "a", "a", "e", "amount", "90000", "", "q")

    claims = rows(data / "claims.csv", proposed.key)
    assert [(row["grant"], row["amount"]) for row in claims] == [("stadt-auental-2022", "90000")]


def test_a_row_is_written_once_even_after_a_review_that_was_cut_off(
    data: Path, proposed: ReleaseFile
) -> None:
    undecided = proposed.path.read_bytes()
    review(proposed, "a", "a", "q")
    proposed.path.write_bytes(undecided)

    review(read_release_file(proposed.path), "a", "a", "q")

    assert len(rows(data / "organisations.csv", "stadt-auental")) == 1


def test_a_key_of_another_thing_is_refused(data: Path, proposed: ReleaseFile) -> None:
    before = (data / "organisations.csv").read_bytes()

    left = review(proposed, "a", "e", "key", "stadt-hanau", "", "q")

    assert (data / "organisations.csv").read_bytes() == before
    assert left == len(read_release_file(proposed.path).proposed)


def test_what_is_no_key_is_not_taken(data: Path, proposed: ReleaseFile) -> None:
    review(proposed, "a", "e", "key", "../x", "", "q")

    assert rows(data / "organisations.csv", "../x") == []


def test_no_english_is_filled_with_german(proposed: ReleaseFile) -> None:
    assert not [name for item in proposed.proposed for name in item.row if name.endswith("_en")]


def test_the_abstract_names_bodies_not_keys(data: Path, proposed: ReleaseFile) -> None:
    review(proposed, "a", "q")

    assert "Empfänger: Stadt Auental" in read_release_file(proposed.path).body
    assert "stadt-auental" not in read_release_file(proposed.path).body


def test_sums_that_were_not_used_are_named(data: Path) -> None:
    text = f"{TEXT}\nEin Gast spendete dazu noch 50 Euro.\n"
    document, gazetteer = decode_document("x.txt", text.encode()), read_gazetteer(data)

    file = propose_release(extract_release(document, gazetteer), document, gazetteer, data)

    assert "«50 Euro»" in " ".join(file.proposed[0].doubts)


def test_a_sum_that_is_told_twice_is_used(data: Path) -> None:
    text = (
        "Die Bescheide gingen an:\n- Bürgermeister Uwe Krämer, Gemeinde Oberdorf: 48.500 Euro\n\n"
        "Ministerin Eva Lang hat der Gemeinde Oberdorf einen Bescheid über 48.500 Euro übergeben."
    )
    document, gazetteer = decode_document("x.txt", text.encode()), read_gazetteer(data)

    file = propose_release(extract_release(document, gazetteer), document, gazetteer, data)

    assert "48.500" not in " ".join(file.proposed[0].doubts)


def test_the_screen_shows_the_sentence_and_no_control_character(proposed: ReleaseFile) -> None:
    console = Console(record=True, width=200, file=io.StringIO())
    grant = next(item for item in proposed.proposed if item.record == "grants")
    steered = msgspec.structs.replace(grant, doubts=("\x1b[2Jgone",))

    show_item(proposed, steered, "1 of 1", console)

    shown = console.export_text()
    assert "der Stadt Auental einen Bescheid über 80.000 Euro übergeben." in shown
    assert "given_by anne-janz" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("text", ["", "no header", "---\n: [\n---\n", "---\nproposed: 3\n---\n"])
def test_what_is_no_release_file_is_said_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.md"
    path.write_text(text)

    with pytest.raises(SourceError, match=r"no release file|is not YAML"):
        read_release_file(path)


TWO_GRANTS = """Presseinformation

Wiesbaden, 14. März 2022

Bescheide für zwei Empfänger

Staatssekretärin Anne Janz hat am 12. März 2022 in Wiesbaden der Stadt Auental einen Bescheid über \
80.000 Euro übergeben. Bürgermeisterin Petra Muster nahm ihn entgegen.

Der Förderverein Begegnung e.V. bekommt 12.000 Euro.
"""


def test_a_grant_without_a_handover_inherits_none(data: Path) -> None:
    document, gazetteer = decode_document("x.txt", TWO_GRANTS.encode()), read_gazetteer(data)
    file = propose_release(extract_release(document, gazetteer), document, gazetteer, data)

    grants = [item.row["recipient"] for item in file.proposed if item.record == "grants"]
    handovers = [item.row["grants"] for item in file.proposed if item.record == "handovers"]

    assert len(grants) == 2
    assert handovers == ["stadt-auental-2022"]

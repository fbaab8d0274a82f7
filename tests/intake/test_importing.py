"""An import from end to end, and the next file after it; every table is invented."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console
from tests.sheets.tables import write

from wirlod.cli import main
from wirlod.intake.deciding import Occasion, review_matches
from wirlod.sheets.folder import TableFolder, read_folder

MAPPING = """\
name: musterliste
source: {title: Musterliste, publisher: Musteramt, url: "https://example.org/liste"}
columns:
  recipient: Empfänger
  place: Ort
  purpose: Zweck
  start: Beginn
  end: Ende
sums: [{column: Betrag, kind: grant}]
constants: {state: "06"}
key: Nr
"""
HEADER = "Nr;Empfänger;Ort;Zweck;Beginn;Ende;Betrag"


def row(number: int, amount: int = 100, name: str = "") -> str:
    name = name or f"Verein Abendrot {'abcdefghij'[number % 10]} e.V."
    return f"A-{number};{name};Kassel;Chorprobe {number};01.02.2015;31.12.2015;{amount},00"


class Desk:
    """A folder to import into."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        monkeypatch.setenv("WIRLOD_DATA", str(folder / "data"))
        monkeypatch.chdir(folder)
        (folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")

    def bring(self, *rows: str, options: tuple[str, ...] = ()) -> str:
        path = write(self.folder, HEADER, *rows)
        run = CliRunner().invoke(
            main, ["import", str(path), "--mapping", "mapping.yaml", "--on", "2026-01-02", *options]
        )
        return run.output

    def matches(self) -> list[dict[str, str]]:
        with (self.folder / "data/tables/musterliste/matches.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, monkeypatch)


def test_a_table_is_kept_as_it_came(desk: Desk) -> None:
    said = desk.bring(row(1), row(2), row(3, name=""))
    folder = desk.folder / "data/tables/musterliste"

    assert "4 rows read = 3 published + 1 left out + 0 refused" in said
    assert (folder / "1-liste.csv").read_bytes() == (desk.folder / "liste.csv").read_bytes()
    assert (folder / "mapping.yaml").read_text("utf-8") == MAPPING
    assert [match["decision"] for match in desk.matches()] == ["new", "new", "new"]


def test_the_next_file_says_what_is_added_changed_and_gone(desk: Desk) -> None:
    desk.bring(*(row(number) for number in range(100)))
    changed = [row(number, amount=200 if number < 20 else 100) for number in range(90)]
    said = desk.bring(*changed, *(row(number) for number in range(200, 250)))

    assert "since the last file: 50 added, 20 changed, 10 gone" in said
    assert "~ musterliste-a-0: amount '100.00' → '200.00'" in said
    assert "- musterliste-a-9" in said


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    desk.bring(row(1), row(2))
    folder = desk.folder / "data/tables/musterliste"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    said = desk.bring(row(1), row(2))

    assert "names: 2 known from earlier files" in said
    assert "nothing changes" in said
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_trial_keeps_nothing(desk: Desk) -> None:
    desk.bring(row(1), options=("--dry-run",))

    assert not (desk.folder / "data").exists()
    assert (desk.folder / "reports/liste.html").is_file()


def test_rows_withdrawn_by_the_mapping_leave_their_reason(desk: Desk) -> None:
    text = f"{MAPPING}gone: withdraw\ngone-reason: Bescheid aufgehoben\n"
    (desk.folder / "mapping.yaml").write_text(text, encoding="utf-8")
    desk.bring(row(1), row(2))
    desk.bring(row(1))

    stated = (desk.folder / "data/withdrawn.csv").read_text("utf-8")
    assert "grant/musterliste-a-2," in stated
    assert "Bescheid aufgehoben" in stated


def answer(folder: TableFolder, *keys: str) -> int:
    """Review the likely matches of a table by *keys*, then end."""
    given = iter(keys)

    def ask(_question: str, _suggestion: str) -> str:
        try:
            return next(given)
        except StopIteration:
            raise EOFError from None

    occasion = Occasion("2026-01-03", folder.path.parents[2] / "editions")
    return review_matches(folder, ask, Console(quiet=True), occasion)


def test_a_decision_can_be_taken_back_and_another_body_named(desk: Desk) -> None:
    names = ("Verein Abendrot e.V.", "Verein Abentrot e.V.", "Verein Abendroth e.V.", "Chor e.V.")
    desk.bring(*(row(number, name=name) for number, name in enumerate(names)))
    folder = read_folder(desk.folder / "data/tables/musterliste")
    chor = next(m["organisation"] for m in desk.matches() if m["name"] == "Chor e.V.")
    left = answer(folder, "a", "b", "r", "x", "o", "nobody", "o", chor)

    assert left == 0
    decided = {match["name"]: match for match in desk.matches() if match["decision"] != "new"}
    assert [match["decision"] for match in decided.values()] == ["different", "same"]
    assert next(reversed(decided.values()))["organisation"] == chor


def test_a_table_is_reviewed_by_its_name(desk: Desk) -> None:
    desk.bring(row(1))
    run = CliRunner().invoke(main, ["review", "musterliste"])

    assert run.output == "musterliste: all decided\n"


def test_what_names_a_likely_match_is_shown_beside_it(desk: Desk) -> None:
    desk.bring(row(1, name="Verein Abendrot e.V."), row(2, name="Verein Abentrot e.V."))
    console = Console(record=True, width=200, file=StringIO())
    folder = read_folder(desk.folder / "data/tables/musterliste")
    ask = iter(["q"])
    review_matches(folder, lambda *_: next(ask), console, Occasion("2026-01-03", folder.path))
    shown = console.export_text()

    assert "1 of 1: recipient Verein Abentrot e.V." in shown
    assert "1-liste.csv, row 3: " in shown
    assert "1-liste.csv, row 2: " in shown


def test_a_mapping_that_would_change_addresses_is_refused(desk: Desk) -> None:
    desk.bring(row(1))
    changed = MAPPING.replace("key: Nr", "key: [Empfänger, Zweck]")
    (desk.folder / "mapping.yaml").write_text(changed, encoding="utf-8")
    said = desk.bring(row(1), row(2))

    assert "key: found Empfänger, Zweck, but the addresses so far are made of Nr" in said


def test_a_refused_row_is_not_replaced_by_an_older_one_in_silence(desk: Desk) -> None:
    desk.bring(row(1), row(2))
    said = desk.bring(row(1), row(2).replace("100,00", "hundert"))

    assert "1 refused rows were published from an earlier file" in said
    assert "! musterliste-a-2" in said
    assert "0 gone" in said


def test_a_row_that_is_back_is_withdrawn_no_more(desk: Desk) -> None:
    text = f"{MAPPING}gone: withdraw\ngone-reason: Bescheid aufgehoben\n"
    (desk.folder / "mapping.yaml").write_text(text, encoding="utf-8")
    desk.bring(row(1), row(2), row(3))
    desk.bring(row(1), row(2).replace("100,00", "hundert"))
    stated = (desk.folder / "data/withdrawn.csv").read_text("utf-8")
    assert "row has a fault in the newer file" in stated
    desk.bring(row(1), row(2))

    stated = (desk.folder / "data/withdrawn.csv").read_text("utf-8")
    assert "grant/musterliste-a-2," not in stated
    assert "grant/musterliste-a-3," in stated


def test_a_decision_is_kept_for_the_next_file(desk: Desk) -> None:
    desk.bring(row(1, name="Verein Abendrot e.V."), row(2, name="Verein Abentrot e.V."))
    assert [match["decision"] for match in desk.matches()] == ["new", "likely"]
    folder = read_folder(desk.folder / "data/tables/musterliste")
    left = answer(folder, "a")
    assert left == 0
    desk.bring(row(1, name="Verein Abendrot e.V."), row(3, name="Verein Abentrot e.V."))

    assert [match["decision"] for match in desk.matches()] == ["new", "same"]
    assert len({match["organisation"] for match in desk.matches()}) == 1
    assert "is the same body" in (desk.folder / "data/withdrawn.csv").read_text("utf-8")


def test_the_report_has_every_fault_and_the_balance(desk: Desk) -> None:
    broken = row(3).replace("100,00", "hundert")
    said = desk.bring(row(1), row(2), broken, row(4).replace("01.02.2015", "2105"))
    html = (desk.folder / "reports/liste.html").read_text("utf-8")
    findings = (desk.folder / "reports/liste.csv").read_text("utf-8-sig")

    assert "fault: unreadable sum, 1 rows, G «Betrag»; first 4: 'hundert'" in said
    assert "stimmt" in html
    assert "Betrag nicht lesbar;liste.csv;;4;G «Betrag»;hundert;" in findings


def test_the_sum_of_a_file_has_bounds_where_rows_have(desk: Desk) -> None:
    bounded = row(2).replace("100,00", "bis zu 50,00"), row(3).replace("100,00", "ca. 20,50")
    said = desk.bring(row(1), *bounded)
    html = (desk.folder / "reports/liste.html").read_text("utf-8")

    assert "sum of grant: about 120.50 to 170.50 euros" in said
    assert "rund 120,50 bis 170,50 Euro" in html


def test_a_name_of_a_person_is_nowhere_but_in_the_file_and_the_decisions(desk: Desk) -> None:
    desk.bring(row(1), row(2, name="Erika Muster"))

    assert [match["decision"] for match in desk.matches()] == ["new", "person"]
    assert desk.matches()[1]["organisation"] == ""


def test_without_a_mapping_the_way_to_one_is_said(desk: Desk) -> None:
    path = write(desk.folder, HEADER, row(1))
    run = CliRunner().invoke(main, ["import", str(path)])

    assert run.exit_code == 2
    assert "--guess to have one proposed" in run.output


def test_a_constant_that_no_table_has_is_told_once(desk: Desk) -> None:
    text = MAPPING.replace('state: "06"', 'state: "06", programme: nirgends')
    (desk.folder / "mapping.yaml").write_text(text, encoding="utf-8")
    said = desk.bring(row(1), row(2))

    assert said.count("constants.programme: found 'nirgends', which programmes.csv does not") == 1
    assert not (desk.folder / "data/tables").exists()


def test_a_place_that_there_is_not_is_doubted(desk: Desk) -> None:
    said = desk.bring(row(1), row(2).replace("Kassel", "Nirgendwo"))

    assert "doubt: place not in the gazetteer, 1 rows, Ort; first 3: 'Nirgendwo'" in said

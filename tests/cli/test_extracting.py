"""``wirlod extract``: what is typed is taken exactly or refused, in one clear line."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from wirlod.cli import main
from wirlod.extract.facts import Evidence
from wirlod.extract.review.release_file import Quoter
from wirlod.extract.review.terminal import quote_around

TEXT = "Gute Nachricht\n\nDie Stadt Auental erhält einen Förderbescheid über 80.000 Euro.\n"


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "data/releases").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "release.txt").write_text(TEXT, "utf-8")
    return "release.txt"


@pytest.mark.parametrize("key", ["../../x", ".hidden", "ä", "a\nb", "a--b", "A", "a/b", "x" * 200])
def test_what_is_no_key_writes_nothing(release: str, tmp_path: Path, key: str) -> None:
    before = sorted(tmp_path.rglob("*"))

    run = CliRunner().invoke(main, ["extract", "--propose", "--key", key, release])

    assert run.exit_code == 2
    assert "is no key" in run.output
    assert sorted(tmp_path.rglob("*")) == before


def test_a_key_names_the_file(release: str, tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["extract", "--propose", "--key", "auental-2022", release])

    assert run.exit_code == 0
    assert (tmp_path / "data/releases/auental-2022.md").is_file()


@pytest.mark.parametrize("address", ["localhost:11434", "file:///etc/passwd", "ftp://a/b"])
def test_a_reader_is_a_web_address(release: str, address: str) -> None:
    run = CliRunner().invoke(main, ["extract", "--reader", address, release])

    assert run.exit_code == 2
    assert "is no web address" in run.output


def test_control_characters_never_reach_the_terminal(release: str) -> None:
    Path(release).write_text(TEXT.replace("Auental", "Au\x1b[31mental\x9b2J"), "utf-8")

    run = CliRunner().invoke(main, ["extract", release])

    assert run.exit_code == 0
    assert not set("\x1b\x9b") & set(run.output)


def test_who_gave_and_received_is_told_where_no_grant_is_sure(release: str) -> None:
    said = "Staatssekretärin Anna Beispiel übergab den Bescheid an Bürgermeister Peter Muster."
    Path(release).write_text(f"Besuch in Auental\n\n{said} Es gab Kuchen.\n", "utf-8")

    run = CliRunner().invoke(main, ["extract", release], env={"COLUMNS": "300"})

    assert run.exit_code == 0
    assert "Anna Beispiel to Peter Muster" in run.output
    assert said in run.output


def test_a_sentence_is_cut_between_words() -> None:
    words = " ".join(f"Wort{number:03}" for number in range(100))
    start = words.index("Wort050")
    evidence = Evidence("amount", start, start + 7, "Wort050")

    said = quote_around(Quoter(words), evidence)

    assert said.startswith("… Wort0")
    assert said.endswith(" …")
    assert set(re.findall(r"\w+", said)) - {"bold"} <= {*words.split(), ""}
    assert "[bold]Wort050[/bold]" in said


@pytest.mark.parametrize(
    "sentence",
    [
        "Staatssekretärin Dr. Eva Lang kam am 4. Mai 2024 nach Oberdorf.",
        "Den Scheck gab Prof. Eva Lang am 3. August ab.",
    ],
)
def test_a_sentence_does_not_end_behind_a_title_or_a_day(sentence: str) -> None:
    text = f"Es ist Mai. {sentence} Das Wetter war gut."
    start = text.index("Eva Lang")

    said = quote_around(Quoter(text), Evidence("giver", start, start + 8, "Eva Lang"))

    assert said == sentence.replace("Eva Lang", "[bold]Eva Lang[/bold]")


def test_the_facts_are_told_in_the_language_of_whoever_asks(tmp_path: Path) -> None:
    path = tmp_path / "meldung.txt"
    path.write_text("Der Landkreis Fulda erhält rund 500.000 Euro vom Land.", encoding="utf-8")
    german = CliRunner().invoke(main, ["--lang", "de", "extract", str(path)]).output
    english = CliRunner().invoke(main, ["--lang", "en", "extract", str(path)]).output

    assert "Förderung: Landkreis Fulda" in german
    assert "rund 500.000 Euro (grant)" in german
    assert "? date: der Text nennt kein Datum der Meldung" in german
    assert "about 500,000 euros (grant)" in english
    assert "? date: the text gives no date of the release" in english

"""A review keeps what a person accepts, with evidence, and leaves a trace of everything else."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from wirlod.errors import SourceError
from wirlod.extract.names.gazetteer import read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.review.proposal import propose_release
from wirlod.extract.review.release_file import ReleaseFile, read_release_file, write_release_file
from wirlod.extract.review.review import review_file
from wirlod.extract.review.reviewing import Reviewer
from wirlod.extract.text.document import decode_document

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
    keys: Iterator[str] = iter(answers)
    return review_file(file, REVIEWER, lambda *_: next(keys), Console(quiet=True))


def rows(path: Path, key: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row.get("key") == key]


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
    review(proposed, "a", "a", "a", "c", "amount", "90000", "", "q")

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

    review(proposed, "a", "c", "colour", "red", "", "q")

    assert (data / "organisations.csv").read_bytes() == before


@pytest.mark.parametrize("text", ["", "no header", "---\n: [\n---\n", "---\nproposed: 3\n---\n"])
def test_what_is_no_release_file_is_said_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.md"
    path.write_text(text)

    with pytest.raises(SourceError, match="no release file"):
        read_release_file(path)

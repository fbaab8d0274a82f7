"""Files that are no press release get one clear message; the others keep their code points."""

import time
import unicodedata
from pathlib import Path

import pytest

from wirlod.errors import SourceError
from wirlod.extract.names.gazetteer import Gazetteer, read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.text.document import MAXIMUM_BYTES, decode_document, read_document

HOSTILE = [
    pytest.param(b"", "no text", id="nothing at all"),
    pytest.param(b" \n\t\n", "no text", id="white space"),
    pytest.param(b"\x00\x01\x02\xff" * 999, "is binary", id="binary"),
    pytest.param(b"%PDF-1.7\n" + bytes(range(32)) * 99, "is binary", id="a PDF"),
    pytest.param(b"a" * (MAXIMUM_BYTES + 1), "larger than", id="too large"),
    pytest.param(b"<html>" + b"<div>" * 100_000 + b"x", "nests", id="HTML nested without end"),
    pytest.param(b"Ein Satz. " * 60_000, "more than", id="too many characters"),
]


@pytest.mark.parametrize(("content", "message"), HOSTILE)
def test_hostile_input_gets_one_message(content: bytes, message: str) -> None:
    started = time.process_time()

    with pytest.raises(SourceError, match=message):
        decode_document("x.txt", content)

    assert time.process_time() - started < 20


def test_a_large_file_is_never_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    with pytest.raises(SourceError, match="larger than"):
        read_document(path)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(SourceError, match="nowhere"):
        read_document(Path("nowhere.txt"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_umlauts_survive_any_encoding(encoding: str) -> None:
    document = decode_document("x.txt", "Förderung für Gießen – 5.000 €".encode(encoding))

    assert document.text == "Förderung für Gießen – 5.000 €"
    assert bool(document.remarks) == (encoding == "cp1252")


def test_a_page_keeps_its_visible_text() -> None:
    page = "<!doctype html><title>t</title><nav>Start</nav><h1>Titel</h1><p>Ein&nbsp;Satz.<br>Neu."

    assert decode_document("x.html", page.encode()).text == "# Titel\n\nEin\xa0Satz.\n\nNeu.\n"


def test_entities_are_read_once() -> None:
    page = "<html><p>" + "&amp;lt;script&amp;gt; " * 1000

    assert decode_document("x.html", page.encode()).text.startswith("&lt;script&gt; &lt;")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Euro " * 2000, id="a word again and again"),
        pytest.param("500.000 Euro und " * 700, id="sums without end"),
        pytest.param("„" * 4000, id="quotations never closed"),
        pytest.param("A" * 11_000, id="one long word"),
        pytest.param("Landrat " * 1500, id="an office again and again"),
        pytest.param("Förderung für die " * 600, id="a phrase without end"),
        pytest.param("Herr Max von der " * 600, id="names without end"),
        pytest.param("(" * 3000 + "1 Euro", id="brackets"),
    ],
)
def test_strange_text_takes_bounded_time(text: str) -> None:
    started = time.process_time()

    extract_release(decode_document("x.txt", text.encode()), Gazetteer())

    assert time.process_time() - started < 60


def test_an_unreadable_paragraph_is_told_and_the_rest_is_read() -> None:
    text = f"{'x ' * 9000}\n\nDie Stadt Auental erhält vom Land einen Zuschuss von 5.000 Euro.\n"

    facts = extract_release(decode_document("x.txt", text.encode()), Gazetteer())

    assert [grant.recipient.label for grant in facts.grants] == ["Stadt Auental"]
    assert "not understood" in facts.doubts[0].reason


def test_an_empty_folder_of_data_is_an_empty_gazetteer(tmp_path: Path) -> None:
    assert read_gazetteer(tmp_path) == Gazetteer()


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    text = "Grünes Licht\n\nDie Stadt Münstertal erhält einen Förderbescheid über 5.000 Euro."
    apart = unicodedata.normalize("NFD", text)

    facts = extract_release(decode_document("x.txt", apart.encode()), Gazetteer())

    assert [(g.recipient.label, g.amount.figure) for g in facts.grants if g.amount] == [
        ("Stadt Münstertal", 5000)
    ]
    for evidence in facts.grants[0].evidence:
        assert apart[evidence.start : evidence.end] == evidence.quote


def test_no_control_character_is_kept() -> None:
    document = decode_document("x\x1b]0;.txt", "Stadt\x9b31m A\u202eB erhält\x07 Geld".encode())

    assert not [
        letter for letter in document.text + document.name if letter in "\x1b\x9b\x07\u202e"
    ]
    assert len(document.text) == len("Stadt\x9b31m A\u202eB erhält\x07 Geld")

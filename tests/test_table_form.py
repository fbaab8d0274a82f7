"""Whoever adds a row to a table writes it as the others are written, or leaves the table alone."""

import errno
import os
from pathlib import Path

import pytest

from wirlod.errors import SourceError
from wirlod.extract.review.release_file import append_row, read_keys
from wirlod.intake.importing import add_withdrawn
from wirlod.publish.sources.tables import Row, read_table
from wirlod.table_form import read_names

ROW = {"key": "b", "label": 'Zwei; "drei", vier', "note": ""}
FORMS = {
    "commas": (b"key,label,note\na,eins,\n", b'b,"Zwei; ""drei"", vier",\n'),
    "semicolons": (b"key;label;note\na;eins;\n", b'b;"Zwei; ""drei"", vier";\n'),
    "tabs": (b"key\tlabel\tnote\na\teins\t\n", b'b\t"Zwei; ""drei"", vier"\t\n'),
    "Excel": (
        b"\xef\xbb\xbfkey;label;note\r\na;eins;\r\n",
        b'b;"Zwei; ""drei"", vier";\r\n',
    ),
    "Excel's own line": (
        b"sep=;\r\nkey;label;note\r\na;eins;\r\n",
        b'b;"Zwei; ""drei"", vier";\r\n',
    ),
    "quotation marks": (
        b'"key";"label";"note"\n"a";"eins";""\n',
        b'"b";"Zwei; ""drei"", vier";""\n',
    ),
    "no end": (b"key;label;note\r\na;eins;", b'\r\nb;"Zwei; ""drei"", vier";\r\n'),
    "other order": (b"note;key;label\n;a;eins\n", b';b;"Zwei; ""drei"", vier"\n'),
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "things.csv"


@pytest.mark.parametrize(("before", "added"), FORMS.values(), ids=FORMS)
def test_a_row_is_added_in_the_form_of_the_table(table: Path, before: bytes, added: bytes) -> None:
    table.write_bytes(before)

    append_row(table, ROW)

    assert table.read_bytes() == before + added
    rows = list(read_table(table, ["key", "label", "note"]))
    assert [row.cells["label"] for row in rows if isinstance(row, Row)] == ["eins", ROW["label"]]


@pytest.mark.parametrize(("before", "added"), FORMS.values(), ids=FORMS)
def test_a_row_that_is_there_is_not_added_again(table: Path, before: bytes, added: bytes) -> None:
    table.write_bytes(before + added)

    append_row(table, ROW)

    assert table.read_bytes() == before + added
    assert read_keys(table) == {("a",), ("b",)}


def test_a_withdrawal_is_added_in_the_form_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "withdrawn.csv"
    header = "thing;title;title_en;date;reason;reason_en;successor\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + header.encode())

    add_withdrawn(path, [("grant/x", "X", "X", "2026", "weg", "gone", "")], tmp_path / "none")

    assert path.read_bytes().decode("utf-8-sig") == f"{header}grant/x;X;X;2026;weg;gone;\r\n"


def test_a_table_that_is_not_utf_8_is_named_and_left(table: Path) -> None:
    table.write_bytes("key;label;note\nä;ß;\n".encode("latin-1"))
    before = table.read_bytes()

    with pytest.raises(SourceError, match="is not UTF-8"):
        append_row(table, ROW)

    assert table.read_bytes() == before


def test_a_full_disk_leaves_the_table_and_nothing_beside_it(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.write_bytes(FORMS["Excel"][0])

    def is_full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", is_full)
    with pytest.raises(OSError, match="No space left"):
        append_row(table, ROW)

    assert table.read_bytes() == FORMS["Excel"][0]
    assert list(table.parent.iterdir()) == [table]


def test_columns_are_read_in_any_form(table: Path) -> None:
    for before, _ in FORMS.values():
        table.write_bytes(before)
        assert sorted(read_names(table)) == ["key", "label", "note"]

"""Files of SQLite are read whatever the folders are called that they lie in, and never changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from wirlod.databases import open_to_read, open_to_write


@pytest.mark.parametrize("name", ["plain", "a#b", "50%41?mode=rwc", "Übersicht & mehr"])
@pytest.mark.parametrize("is_finished", [True, False])
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str, is_finished: bool) -> None:
    path = tmp_path / name / "file.sqlite"
    path.parent.mkdir()
    with open_to_write(path, "CREATE TABLE one (two TEXT);") as connection:
        connection.execute("INSERT INTO one VALUES ('three')")

    with closing(open_to_read(path, is_finished=is_finished)) as connection:
        assert connection.execute("SELECT two FROM one").fetchone() == ("three",)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM one")


def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "file.sqlite"
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        open_to_read(path).execute("SELECT 1")
    assert not path.exists()

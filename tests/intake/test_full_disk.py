"""An import that finds no room leaves what was there as it was."""

import os
import resource
import signal
from pathlib import Path

import pytest
from tests.faults.children import in_a_child, starve, wait_or_kill

from wirlod.intake import importing


class Statements:
    """Says that every row is in the new file again."""

    def has(self, key: str) -> bool:
        return key == "a"


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # it forks, with threads
def test_what_is_withdrawn_stays_when_the_disk_is_full(tmp_path: Path) -> None:
    path = tmp_path / importing.WITHDRAWN_FILE
    header = ",".join(importing.WITHDRAWN)
    rows = "".join(f"grant/{key},T,T,2026-11-22,R,R,\n" for key in ("a", "b", "c" * 500))
    path.write_text(f"{header}\n{rows}")
    before = path.read_bytes()

    child = in_a_child(
        lambda: importing._take_back(path, Statements()),  # type: ignore[arg-type]
        starve(resource.RLIMIT_FSIZE, 200),
    )

    assert wait_or_kill(child, 20, signal.SIGKILL) == 1
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == [path.name]


def test_a_row_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / importing.WITHDRAWN_FILE
    header = ",".join(importing.WITHDRAWN)
    path.write_text(f'{header}\ngrant/a,T,T,2026-11-22,R,R,\ngrant/b,"T, U",T,2026-11-22,R,R,\n')

    importing._take_back(path, Statements())  # type: ignore[arg-type]

    assert path.read_text() == f'{header}\ngrant/b,"T, U",T,2026-11-22,R,R,\n'

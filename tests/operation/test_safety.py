"""What is known to be unsafe is not done, and what is written is nobody else's to change."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

from tests.running import CHECKOUT

ACCEPTED = {
    "B101": "assertions tell the type checker what holds",
    "B105": "no passwords: patterns that look like one",
    "B311": "how long a machine waits for another is drawn by lot, no secret",
    "B404": "processes are how strangers' queries are bounded",
    "B405": "XML is only written",
    "B406": "XML is only written",
    "B506": "the loaders are safe ones, which the checker cannot see",
    "B603": "programs are our own, arguments lists",
    "B608": "names of columns are ours, values are bound",
    "B704": "the markup is ours, written at publication",
}
"""What bandit finds and is well, and why."""


def test_bandit_finds_nothing_that_has_no_reason() -> None:
    command = [sys.executable, "-m", "bandit", "-q", "-r", "src/wirlod", "-f", "json"]
    run = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    told = json.loads(run.stdout)
    found = {result["test_id"] for result in told["results"]}

    assert told["metrics"]["_totals"]["loc"] > 10_000
    assert found == ACCEPTED.keys()


def test_nothing_that_is_written_can_be_changed_by_others(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "wirlod", "new", str(tmp_path / "programme")]
    before = os.umask(0)
    try:
        subprocess.run(command, check=True, capture_output=True)
    finally:
        os.umask(before)
    written = [path for path in (tmp_path / "programme").rglob("*") if not path.is_symlink()]

    assert len(written) > 10
    assert not [path for path in written if path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH)]

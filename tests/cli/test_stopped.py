"""Who stops a publication, by hand or by the system, is told so, and finds nothing left behind."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.running import CHECKOUT

from wirlod.settings import Settings

OBEYING = ("env", "--default-signal=INT")
"""So is Ctrl-C obeyed, though whoever runs the tests may have been told to ignore it."""


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("step", ["verstehen", "Jedes Ding prüfen", "Tabellen schreiben"])
def test_a_publication_that_is_stopped_leaves_nothing(
    tmp_path: Path, settings: Settings, how: signal.Signals, step: str
) -> None:
    editions = tmp_path / "editions"
    shutil.copytree(settings.editions, editions, symlinks=True)
    names, current = sorted(os.listdir(editions)), os.readlink(editions / "current")

    with subprocess.Popen(
        [*OBEYING, sys.executable, "-B", "-m", "wirlod", "--lang", "de", "publish", "--again"],
        env={
            **os.environ,
            "PYTHONPATH": str(CHECKOUT / "src"),
            "WIRLOD_EDITIONS": str(editions),
            "WIRLOD_BASE_URI": settings.base_uri,
        },
        cwd=CHECKOUT,
        stderr=subprocess.PIPE,
        text=True,
    ) as publishing:
        assert publishing.stderr
        for line in publishing.stderr:
            if step in line:
                publishing.send_signal(how)
                break
        told = publishing.stderr.read()

    assert publishing.returncode == 128 + how
    assert told.strip().splitlines()[-1] == "abgebrochen, bevor es fertig war"
    assert "Traceback" not in told
    assert {*os.listdir(editions)} - {".lock"} == {*names} - {".lock"}
    assert os.readlink(editions / "current") == current

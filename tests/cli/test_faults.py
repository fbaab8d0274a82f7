"""Whatever is typed or refused: one clear line, an exit code, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.running import CHECKOUT

WRONG = {
    "a port beyond all": ["serve", "--port", "99999"],
    "no workers": ["serve", "--workers", "0"],
    "a port that is no number": ["serve", "--port", "http"],
    "a loss of nothing": ["publish", "--allow-loss", "foo"],
    "a loss of a misspelt kind": ["publish", "--allow-loss", "grnat"],
    "an option that is none": ["publish", "--quick"],
    "a clock that is none": ["publish", "--clock", "yesterday"],
    "a command that is none": ["serf"],
    "an edition that is none": ["rollback", "current"],
    "a query in a file that is none": ["query", "data/questions/nothing.rq"],
    "a query in a folder": ["query", "data"],
    "nothing published": ["editions"],
}


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {"WIRLOD_EDITIONS": str(folder), **environment}
    return subprocess.run(
        [sys.executable, "-m", "wirlod", *arguments],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "src"), **settings},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


def assert_one_line(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode in (1, 2)
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_what_is_typed_wrongly_is_one_clear_line(tmp_path: Path, arguments: list[str]) -> None:
    assert_one_line(run(tmp_path, *arguments))


@pytest.mark.parametrize(
    "base",
    [
        "http://a b/",
        "http:///",
        "https://",
        "ftp://a/",
        "http://a",
        "http://a/?x=/",
        "http://<a>/",
        "http://a/#/",
        "http://ä/",
    ],
)
def test_a_base_address_that_is_none_is_refused(tmp_path: Path, base: str) -> None:
    done = run(tmp_path, "settings", WIRLOD_BASE_URI=base)

    assert_one_line(done)
    assert "WIRLOD_BASE_URI" in done.stderr


@pytest.mark.parametrize("base", ["http://a/", "https://a.b:8443/c/d/", "http://[::1]:80/"])
def test_a_base_address_is_taken(tmp_path: Path, base: str) -> None:
    assert f"WIRLOD_BASE_URI={base}" in run(tmp_path, "settings", WIRLOD_BASE_URI=base).stdout


def test_a_folder_of_editions_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    done = run(tmp_path / "file/editions", "rollback")

    assert_one_line(done)
    assert "WIRLOD_EDITIONS" in done.stderr


def test_a_port_that_is_none_says_how_to_go_on(tmp_path: Path) -> None:
    assert "--help" in run(tmp_path, "serve", "--port", "99999").stderr

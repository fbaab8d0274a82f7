"""The units for systemd, looked at by its own tools."""

import subprocess
from pathlib import Path

import pytest
from tests.web.asking import need

UNITS = Path(__file__).parents[2] / "src/wirlod/operation/systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
EXPOSED = 30
"""Tenths of the exposure level that systemd may find at most; without hardening it is 96."""


def analyse(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [need("systemd-analyze"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_there_are_units() -> None:
    assert len(SERVICES) == 2


@pytest.mark.parametrize("name", sorted(path.name for path in UNITS.iterdir()))
def test_systemd_understands_the_unit(name: str, tmp_path: Path) -> None:
    for unit in UNITS.iterdir():
        text = unit.read_text().replace("/opt/wirlod/bin/wirlod", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    run = analyse("verify", "--man=no", str(tmp_path / name))

    assert run.returncode == 0, run.stderr
    assert name not in run.stderr


@pytest.mark.parametrize("name", SERVICES)
def test_the_service_runs_nothing_that_a_small_system_lacks(name: str) -> None:
    lines = (UNITS / name).read_text().splitlines()
    programs = {line.partition("=")[2].split()[0] for line in lines if line.startswith("Exec")}

    assert programs
    assert programs <= {"/opt/wirlod/bin/wirlod", "/bin/sh"}


@pytest.mark.parametrize("name", SERVICES)
def test_the_service_is_hardened(name: str) -> None:
    run = analyse("security", "--offline=true", f"--threshold={EXPOSED}", str(UNITS / name))

    assert run.returncode == 0, run.stdout

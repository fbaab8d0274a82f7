"""What a disk or its owner refuses: one line, the old edition stays, nothing is left behind."""

import ctypes
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.running import CHECKOUT

from wirlod.settings import Settings

PR_CAPBSET_DROP, OVERRIDING = 24, (1, 2)
"""The capabilities by which root reads and writes whatever permissions say."""

SIZES = (0, 600_000, 820_000)
"""Bytes that a file may have: a publication fails at its first file, in between, near its end."""


def limit_files(size: int) -> Callable[[], None]:
    """Make what lets no file grow beyond *size*, as on a disk that is full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def obey_permissions() -> None:
    """Give up what lets root pass by permissions; who is not root has it not."""
    libc = ctypes.CDLL(None)
    for capability in OVERRIDING:
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def run(
    before: Callable[[], None], *arguments: str, **settings: object
) -> subprocess.CompletedProcess[str]:
    told = {f"WIRLOD_{name.upper()}": str(value) for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-B", "-m", "wirlod", *arguments],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "src"), "LC_ALL": "C", **told},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        preexec_fn=before,
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.usefixtures("edition")
def test_a_full_disk_leaves_the_old_edition(tmp_path: Path, settings: Settings, size: int) -> None:
    editions = tmp_path / "editions"
    shutil.copytree(settings.editions, editions, symlinks=True)
    names, current = sorted(os.listdir(editions)), os.readlink(editions / "current")

    done = run(
        limit_files(size), "publish", "--again", editions=editions, base_uri=settings.base_uri
    )

    *progress, told = done.stderr.strip().splitlines()
    assert done.returncode == 1
    assert "File too large" in told or "is the disk full?" in told
    assert "Traceback" not in done.stderr
    assert all(line.endswith("…") or line[6:9] == " s " for line in progress), progress
    assert {*os.listdir(editions)} - {".lock"} == {*names} - {".lock"}
    assert os.readlink(editions / "current") == current


def test_every_file_without_permission_is_named(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(CHECKOUT / "data", data)
    closed = [data / "grants.csv", data / "publication.yaml", data / "releases/dpa-fr-2016.md"]
    for path in [*closed, data / "questions"]:
        path.chmod(0)

    done = run(obey_permissions, "check", data=data, editions=tmp_path / "editions")
    (data / "questions").chmod(0o755)

    told = [line for line in done.stderr.splitlines() if line.endswith("you have no permission")]
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in told] == sorted(
        map(str, [*closed, data / "questions"])
    )
    assert "Traceback" not in done.stderr


def test_a_folder_of_editions_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir(mode=0o555)

    done = run(obey_permissions, "publish", editions=tmp_path / "editions")

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"{tmp_path}/editions: cannot be written (Permission denied): "
        "give a folder by WIRLOD_EDITIONS"
    ]

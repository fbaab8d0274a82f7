"""The whole way: extract the seed, review it in a terminal, publish, find the sentence again."""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wirlod.extract.review.release_file import read_release_file
from wirlod.settings import Settings
from wirlod.web import create_app

KEY = "hmsi-2021-10-29-werra-meissner"
GRANT = "werra-meissner-kreis-2021"


@pytest.fixture(scope="module")
def folder(checkout: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real records as they were before the seed was read."""
    folder = tmp_path_factory.mktemp("round")
    shutil.copytree(checkout / "data", folder / "data")
    (folder / "data/releases" / f"{KEY}.md").unlink()
    tables = (folder / f"data/{table}.csv" for table in ("grants", "handovers", "claims"))
    for path in (*tables, *(folder / "data/releases").glob("*.md")):
        text = path.read_text("utf-8").replace(f"reports:\n  - {GRANT}\n", "")
        lines = text.splitlines(keepends=True)
        path.write_text("".join(line for line in lines if GRANT not in line), "utf-8")
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "wirlod", *arguments]
    run = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src"), "TERM": "xterm"}


def type_into_terminal(folder: Path, command: list[str], answers: dict[str, list[str]]) -> None:
    """
    Run *command* in a pseudo-terminal; when it has asked and is silent, type the next answer.

    *answers* gives what to type when an item of that name is on the screen; else ``a``.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(command[0], command, environment())
    screen, waiting, is_asked = "", list[str](), False
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 0.7)[0]:
            if not is_asked:
                continue  # it is still at work
            item = next((name for name in answers if name in screen), None)
            waiting = waiting or (answers.pop(item) if item else ["a"])
            os.write(terminal, waiting.pop(0).encode() + b"\r")
            screen, is_asked = "", False
            continue
        text = read_terminal(terminal)
        if not text:
            break
        if "\x1b[6n" in text:  # asked before each answer: where is the cursor?
            is_asked = True
            os.write(terminal, b"\x1b[1;1R")
        screen += text
    os.close(terminal)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def read_terminal(terminal: int) -> str:
    """Read what is there; a terminal whose program has ended gives an error, here nothing."""
    try:
        return os.read(terminal, 65536).decode(errors="replace")
    except OSError:
        return ""


@pytest.mark.slow
def test_the_seed_is_extracted_reviewed_published_and_found(folder: Path, shared: Path) -> None:
    seed = str(next((shared / "seed").glob("*.txt")))
    path = folder / f"data/releases/{KEY}.md"
    run(folder, "extract", "--propose", "--key", KEY, seed)
    command = [sys.executable, "-m", "wirlod", "review", "--as", "Prüferin", "--on", "2026-11-22"]

    answers = {
        ": grants": ["e", "granting_authority", "rp-darmstadt", ""],
        "in English": ["in words"],
    }
    type_into_terminal(folder, [*command, str(path)], answers)

    file = read_release_file(path)
    assert file.proposed == []
    assert file.header["reports"] == [GRANT]
    assert file.header["trace"][0]["corrected"] == "rp-darmstadt"


@pytest.mark.slow
def test_the_page_and_the_endpoint_give_the_sentence(folder: Path, checkout: Path) -> None:
    run(folder, "publish")

    answer = run(folder, "query", str(next((checkout / "ontology/questions").glob("q08*.rq"))))

    settings = Settings(data=folder / "data", editions=folder / "editions")
    page = create_app(settings).test_client().get(f"/doc/grant/{GRANT}.html")
    assert "Mittel in Höhe von rund 500.000 Euro bewilligt" in answer.stdout
    assert "Mittel in Höhe von rund 500.000 Euro bewilligt" in page.text

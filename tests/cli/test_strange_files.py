"""Files that are not what they seem: every command that reads one says so in a line, at once."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.web.conftest import write_edition

from wirlod.cli import MOST_FILES, MOST_TOLD, main

GIGABYTES = 3_000_000_000


def make_huge(path: Path) -> None:
    path.touch()
    os.truncate(path, GIGABYTES)


STRANGE: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a folder": Path.mkdir,
    "a link that leads nowhere": lambda path: path.symlink_to("nowhere"),
    "gigabytes of nothing": make_huge,
    "nothing": lambda path: None,
    "no text": lambda path: path.write_bytes(bytes(range(256)) * 400),
}
COMMANDS = {
    "extract": ["extract", "{file}"],
    "import": ["import", "{file}", "--mapping", "{file}", "--dry-run"],
    "review": ["review", "{file}", "--as", "Amt"],
    "query": ["query", "{file}"],
}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions")
    write_edition(folder)
    return folder


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """End what waits for a pipe for ever."""

    def end(*_: object) -> None:
        raise TimeoutError("it hangs")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("make", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_strange_file_is_one_line(
    tmp_path: Path, editions: Path, command: list[str], make: Callable[[Path], object]
) -> None:
    file = tmp_path / "strange.rq"
    make(file)
    environment = {"WIRLOD_EDITIONS": str(editions), "LC_ALL": "C"}

    done = CliRunner().invoke(main, [part.format(file=file) for part in command], env=environment)

    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert str(file) in done.stderr
    assert isinstance(done.exception, SystemExit)
    assert "it hangs" not in done.stderr


def test_a_release_that_is_nested_too_deep_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "deep.md"
    file.write_text(f"---\n{'[' * 3000}\n---\n")

    done = CliRunner().invoke(main, ["review", str(file), "--as", "Amt"], env={"LC_ALL": "C"})

    assert "nested more than 20 deep" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_twenty_thousand_strange_files_are_told_briefly(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for number in range(20_000):
        (tmp_path / f"data/new-{number}.txt").touch()
    environment = {"WIRLOD_DATA": f"{tmp_path}/data", "WIRLOD_EDITIONS": f"{tmp_path}/none"}

    done = CliRunner().invoke(main, ["check"], env={**environment, "LC_ALL": "C"})

    lines = done.stderr.splitlines()
    assert done.exit_code == 1
    assert len(lines) < MOST_TOLD + MOST_FILES + 50
    assert lines[-1].strip().startswith("20,0")

"""The README is complete and true: its tables name everything, its commands print what it says."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError

import msgspec
import pytest

from wirlod.cli import COMMANDS
from wirlod.publish.publisher import publish
from wirlod.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\$ (curl .*?)\n(?! )(.*?)^```", README, re.MULTILINE | re.DOTALL)
"""Commands with the output that the README promises."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"| `wirlod {command}" in README


@pytest.mark.parametrize("field", msgspec.structs.fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_in_the_readme(field: msgspec.structs.FieldInfo) -> None:
    assert f"| `{PREFIX}{field.name.upper()}` |" in README


def test_every_path_in_the_readme_exists() -> None:
    paths = re.findall(r"`((?:data|ontology|shapes|publish|query|web|extract)/[\w/.]*)`", README)

    assert len(paths) > 8
    for path in paths:
        assert (ROOT / path).exists() or (ROOT / "src/wirlod" / path).exists(), path


def test_the_readme_is_short_before_its_tables() -> None:
    before = README.partition("## Commands")[0]

    assert len(before.split()) < 500


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server like the one of ``make serve``, on a free port."""
    editions = tmp_path_factory.mktemp("readme")
    settings = Settings(data=ROOT / "data", editions=editions)
    publish(settings, datetime(2026, 11, 22, tzinfo=UTC), lambda line: None)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "WIRLOD_EDITIONS": str(editions)}
    command = [sys.executable, "-m", "wirlod", "serve", "--port", port, "--workers", "1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(url: str) -> None:
    """Wait until *url* answers, half a minute at most."""
    for _ in range(150):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except URLError:
            time.sleep(0.2)
    pytest.fail(f"{url} does not answer")


@pytest.mark.slow
def test_the_commands_of_the_readme_print_what_it_says(address: str) -> None:
    assert len(EXAMPLES) == 3
    for command, output in EXAMPLES:
        shell = command.replace("localhost:8000", address)
        run = subprocess.run(shell, shell=True, capture_output=True, text=True, check=True)

        assert run.stdout == output, shlex.quote(command)

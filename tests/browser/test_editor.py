"""The query page in a real browser: colours, completion, keyboard, rows, and no foreign host."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.running import CHECKOUT, Running, running

from wirlod.edition import Edition

EDITOR = CHECKOUT / "src/wirlod/web/pages/editor"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(edition: Edition) -> Iterator[Running]:
    with running("serve", "--workers", "1", editions=edition.folder.parent) as server:
        yield server


@pytest.fixture(scope="module")
def seen(server: Running, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a visit of the query page saw."""
    chromium = shutil.which("chromium")
    if not (chromium and shutil.which("node") and (EDITOR / "node_modules").is_dir()):
        pytest.skip("needs chromium, node, and the editor bundled by 'make editor'")
    picture = tmp_path_factory.mktemp("pictures") / "editor.png"
    script = CHECKOUT / "tests/browser/editor.mjs"
    run = subprocess.run(
        ["node", str(script), server.endpoint, str(picture)],
        env={**os.environ, "EDITOR_FOLDER": str(EDITOR), "CHROMIUM": chromium},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert Path(picture).stat().st_size > 10_000
    found: dict[str, object] = json.loads(run.stdout)
    return found


def test_the_example_is_coloured_and_without_a_mistake(seen: dict[str, object]) -> None:
    assert seen["coloured"]
    assert seen["mistakes"] == 0


def test_a_class_is_completed_by_keyboard(seen: dict[str, object]) -> None:
    assert seen["completed"] == "SELECT ?grant WHERE { ?grant a wir:Grant"


def test_nobody_is_caught_in_the_editor(seen: dict[str, object]) -> None:
    assert seen["left"] is True


def test_the_example_shows_its_rows_with_links_to_our_pages(seen: dict[str, object]) -> None:
    assert seen["rows"]
    assert "/doc/grant/" in str(seen["link"])


def test_the_plain_form_shows_the_same_rows(seen: dict[str, object]) -> None:
    assert seen["plainRows"] == seen["rows"]


def test_no_other_host_is_asked_and_nothing_is_complained_of(
    seen: dict[str, object], server: Running
) -> None:
    assert seen["hosts"] == [f"{server.host}:{server.port}"]
    assert seen["complaints"] == []


def test_axe_finds_no_serious_defect(seen: dict[str, object]) -> None:
    assert seen["defects"] == []

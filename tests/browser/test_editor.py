"""The query page in a real browser: colours, completion, keyboard, rows, and no foreign host."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
def seen(server: Running, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
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
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_the_example_is_coloured_and_without_a_mistake(seen: dict[str, Any]) -> None:
    assert seen["coloured"]
    assert seen["mistakes"] == 0


def test_a_class_is_completed_by_keyboard(seen: dict[str, Any]) -> None:
    assert seen["completed"] == "SELECT ?grant WHERE { ?grant a wir:Grant"


def test_nobody_is_caught_in_the_editor(seen: dict[str, Any]) -> None:
    assert seen["left"] is True


def test_the_example_shows_its_rows_with_links_to_our_pages(seen: dict[str, Any]) -> None:
    assert seen["rows"]
    assert "/doc/grant/" in str(seen["link"])


def test_the_plain_form_shows_the_same_rows(seen: dict[str, Any]) -> None:
    assert seen["plainRows"] == seen["rows"]


def test_no_other_host_is_asked_and_nothing_is_complained_of(
    seen: dict[str, Any], server: Running
) -> None:
    assert seen["hosts"] == [f"{server.host}:{server.port}"]
    assert seen["complaints"] == []


def test_axe_finds_no_serious_defect(seen: dict[str, Any]) -> None:
    assert seen["defects"] == []


def test_the_editor_is_as_high_as_its_query(seen: dict[str, Any]) -> None:
    short, tall, phone = (seen["looks"][name] for name in ("short", "tall", "phone"))

    assert tall["height"] > short["height"] + 1000
    assert all(look["isWhole"] for look in (short, tall, phone))  # nothing has to be scrolled to
    assert phone["height"] > short["height"]
    assert [look["wider"] for look in (short, tall, phone)] == [0, 0, 0]


def test_the_editor_is_dark_in_the_dark(seen: dict[str, Any]) -> None:
    light, dark = (
        sum(map(int, re.findall(r"\d+", seen["looks"][name]["background"])))
        for name in ("short", "dark")
    )

    assert light > 700
    assert dark < 150


def test_a_mistake_stays_in_the_editor_and_is_marked(seen: dict[str, Any]) -> None:
    mistake = seen["looks"]["mistake"]

    assert mistake["status"] == 400
    assert mistake["marks"] == 1

"""
The pages in a real browser. Needs chromium, node, java, and once ``npm ci --ignore-scripts`` here.
"""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from tests.web.test_pages import PAGES
from werkzeug.serving import make_server

from wirlod.edition import Edition
from wirlod.settings import Settings
from wirlod.web import create_app

SELECT = "SELECT%20*%20%7B%3Fgrant%20a%20wir%3AGrant%7D%20LIMIT%205"
ASKED = [
    *("search?q=kassel", "doc/grant?recipient=organisation/stadt-hanau", "changes?kind=person"),
    "compare?place=kassel&place=werra-meissner-kreis",
    *(f"questions/sums-by-district?view={view}" for view in ("map", "bars")),
    "questions/grants-per-year?view=time",
    f"sparql?query={SELECT}&format=html&lang={{language}}",
    "sparql?query=SELECT&format=html&lang={language}",
    "version/2026-11-22T150000Z/grant/werra-meissner-kreis-2021?lang={language}",
    "describe?iri=https://schema.org/value&lang={language}",
    "doc/grant/nothing.{language}.html",
]
"""Addresses with parameters, and what is told of faults."""

HERE = Path(__file__).parent
VNU = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"

SECONDS = 900
"""How long a browser may look at everything."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(SECONDS),
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("node"), reason="needs node"),
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Debian's chromium"),
    pytest.mark.skipif(not VNU.exists(), reason=f"needs 'npm ci --ignore-scripts' in {HERE}"),
]


@pytest.fixture(scope="module")
def app(edition: Edition, base_uri: str) -> Iterator[Flask]:
    app = create_app(Settings(base_uri=base_uri, editions=edition.folder.parent))
    yield app
    app.extensions["wirlod-endpoint"].close()


@pytest.fixture(scope="module")
def root(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()


def run(*command: str) -> str:
    """Run *command* here; what it complains of, empty when it is content."""
    done = subprocess.run(
        command, cwd=HERE, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_no_page_breaks_a_rule_of_accessibility_or_asks_another_host(root: str) -> None:
    assert run("node", "pages.mjs", root, *PAGES, *ASKED) == ""


def test_what_visitors_come_for_is_two_clicks_away_without_javascript(root: str) -> None:
    assert run("node", "questions.mjs", root) == ""


def test_the_site_is_used_by_keyboard_alone(root: str) -> None:
    assert run("node", "keyboard.mjs", root) == ""


def test_what_axe_leaves_open_holds_too(root: str) -> None:
    assert run("node", "comfort.mjs", root) == ""


@pytest.mark.skipif(not shutil.which("java"), reason="needs java")
def test_the_html_is_valid(app: Flask, tmp_path: Path) -> None:
    client = app.test_client()
    for page in PAGES:
        for language in ("de", "en"):
            body = client.get(f"/{page}.{language}.html").data
            (tmp_path / f"{page.replace('/', '_')}.{language}.html").write_bytes(body)

    assert run("java", "-jar", str(VNU), "--errors-only", str(tmp_path)) == ""

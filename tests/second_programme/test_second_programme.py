"""
A second programme, published from an installed wheel under another address and name.

Nothing of the first one may be left in the program: no word of it stands on any page or in any
triple, but for the ontology's own name and prefix.
"""

import gzip
import os
import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote_plus, urljoin, urlsplit

import pytest
from pyoxigraph import Literal, RdfFormat, parse
from tests.running import free_port, wait_for
from tests.second_programme.records import PLACES, write_records

pytestmark = pytest.mark.slow

BASE = "https://kueste.example.net/daten/"
THE_FIRST = re.compile(r"\bwir\b|hesse\b|hessen|hessisch|werra|localhost", re.IGNORECASE)
OWN_NAME = re.compile(
    r"def/wir\b|\bwir:|WIR-Ontologie|WIR ontology|_profile=wir\b"
    r"|\bwir\.[a-z]|preferredNamespacePrefix: wir|>wir<|def-wir-"
)
"""What the ontology is called, how its terms are written, and the names of its files."""

MOST_PAGES = 4_000


def words_of_the_first(text: str) -> list[str]:
    """Find what speaks of the first programme, with what stands around it."""
    rest = OWN_NAME.sub("", unquote_plus(text))
    return [rest[max(0, f.start() - 60) : f.end() + 60] for f in THE_FIRST.finditer(rest)]


@pytest.fixture(scope="module")
def wirlod(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder)]
    subprocess.run([*build, str(checkout)], check=True, timeout=200)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv/bin/python"
    _lend_dependencies(python)
    install = [python, "-m", "pip", "--quiet", "install", "--no-deps", "--no-index", wheel]
    subprocess.run(install, check=True, timeout=200)
    return folder / "venv/bin/wirlod"


def _lend_dependencies(python: Path) -> None:
    """Let the fresh environment find the packages that are installed here, but not this one."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    fresh = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
    (Path(fresh.stdout.strip()) / "lent.pth").write_text(sysconfig.get_path("purelib"))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of the second publisher; nothing of the checkout can be imported."""
    folder = tmp_path_factory.mktemp("second")
    (folder / "data").mkdir()
    write_records(folder / "data")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return kept | {
        "HOME": str(folder),
        "WIRLOD_BASE_URI": BASE,
        "WIRLOD_DATA": str(folder / "data"),
        "WIRLOD_EDITIONS": str(folder / "editions"),
    }


def run(wirlod: Path, *arguments: str, **environment: str) -> str:
    """Run the installed command and give what it printed."""
    done = subprocess.run(
        [wirlod, *arguments],
        env=environment,
        cwd=environment["HOME"],
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def edition(wirlod: Path, environment: dict[str, str]) -> Path:
    """The folder of the edition that the installed command published."""
    run(wirlod, "publish", **environment)
    return Path(environment["WIRLOD_EDITIONS"]) / "current"


@pytest.fixture(scope="module")
def pages(
    wirlod: Path, edition: Path, environment: dict[str, str]
) -> Iterator[dict[str, tuple[int, str]]]:
    """Every page that can be reached from the home page: path → status and text."""
    port = free_port()
    server = subprocess.Popen(
        [wirlod, "serve", "--port", str(port)],
        env=environment,
        cwd=environment["HOME"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield walk(port)
    finally:
        server.terminate()
        server.wait(30)


def walk(port: int) -> dict[str, tuple[int, str]]:
    """Follow links from page to page; a list is read as it is, without filters."""
    found: dict[str, tuple[int, str]] = {}
    waiting = ["/index.de.html", "/index.en.html", "/imprint.de.html", "/sparql"]
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    while waiting and len(found) < MOST_PAGES:
        path = waiting.pop()
        if path in found:
            continue
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        body = answer.read()
        if "html" not in (answer.getheader("Content-Type") or ""):
            continue
        found[path] = answer.status, body.decode()
        waiting += [link for link in links_of(path, body.decode()) if link not in found]
    connection.close()
    return found


def links_of(path: str, page: str) -> Iterator[str]:
    for href in re.findall(r'<a [^>]*href="([^"#?]*)', page):
        link = urlsplit(urljoin(f"http://here{path}", href))
        name = link.path.rpartition("/")[2]
        if link.netloc == "here" and (name.endswith(".html") or "." not in name):
            yield link.path


def test_every_page_answers(pages: dict[str, tuple[int, str]]) -> None:
    assert [path for path, (status, _) in pages.items() if status >= 400] == []
    assert 200 < len(pages) < MOST_PAGES


def test_no_page_speaks_of_the_first_programme(pages: dict[str, tuple[int, str]]) -> None:
    found = {path: words_of_the_first(text) for path, (_, text) in pages.items()}

    assert {path: words for path, words in found.items() if words} == {}


def test_the_pages_speak_in_the_words_of_the_publisher(pages: dict[str, tuple[int, str]]) -> None:
    _, home = pages["/index.de.html"]
    _, imprint = pages["/imprint.de.html"]

    assert "<h1>Wer bekommt Geld für Begegnung an der Küste?</h1>" in home
    assert "© niemand, erfundene Quadrate" in home
    assert "Vielfaltszent" not in home
    assert "Kaistraße 1, 24103 Kiel" in imprint
    assert all(f"/doc/territory/{place}.de.html" in pages for place in PLACES)


def test_no_triple_speaks_of_the_first_programme(edition: Path) -> None:
    dumps = (edition / "dumps").glob("*.nq.gz")
    files = [(gzip.decompress(path.read_bytes()), RdfFormat.N_QUADS) for path in dumps]
    files += [(path.read_bytes(), RdfFormat.TURTLE) for path in edition.glob("*.ttl")]
    terms = {
        term.value
        for content, form in files
        for quad in parse(content, form)
        for term in quad.triple
        if not (isinstance(term, Literal) and term.value in ("wir", "^wir$"))
    }

    assert len(terms) > 3_000
    assert sorted(found for term in terms for found in words_of_the_first(term)) == []


def test_no_file_of_the_edition_names_the_default_address(edition: Path) -> None:
    files = [path for path in edition.rglob("*") if path.is_file() and "store" not in path.parts]

    assert len(files) > 50
    assert [path for path in files if b"localhost" in path.read_bytes()] == []


def test_a_check_has_nothing_left_to_ask(wirlod: Path, environment: dict[str, str]) -> None:
    assert "Still to be said" not in run(wirlod, "check", **environment)


def test_the_installed_command_begins_a_third_programme(
    wirlod: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    run(wirlod, "new", str(tmp_path / "third"), **environment)
    third = environment | {
        "WIRLOD_DATA": str(tmp_path / "third"),
        "WIRLOD_EDITIONS": str(tmp_path / "editions"),
    }

    assert "still says '[Name der Seite]': fill it in" in run(wirlod, "check", **third)
    assert "Published" in run(wirlod, "publish", **third)

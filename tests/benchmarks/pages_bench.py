"""
What pages weigh, beside the first edition of this site in the same run.

``python -m tests.benchmarks.pages_bench``: each family of pages is published and asked for with
the code and the records of now, and with those of the commit :data:`THEN`; the table has their
bytes as they are and in ``br``, and what a first visit loads before anything is kept: the page,
style sheet, scripts, icon and the pictures it refers to. Of :data:`PAINTED` it says, where there
is a browser, when their largest part is painted on a phone over a slow line. Fails where a family
weighs more than it did, unless :data:`MORE` says what it shows for that, and then how much at most.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from flask import Flask
from tests.benchmarks.results import Row, keep
from werkzeug.serving import make_server

from wirlod.publish.publisher import publish
from wirlod.settings import Settings
from wirlod.web import create_app

ROOT = Path(__file__).parents[2]
THEN = "b2fd187"
"""The last commit before the pages were designed anew."""

KEY = "werra-meissner-kreis-2021"
FAMILIES = {
    "home": "index.de.html",
    "charts": "charts.de.html",
    "question": "questions/diversity-centres.de.html",
    "questions": "questions.de.html",
    "search": "search.de.html?q=kassel",
    "sparql": "sparql.de.html",
    "catalogue": "catalogue.de.html",
    "ontology": "def/wir.de.html",
    "prefixes": "prefixes.de.html",
    "about": "about.de.html",
    "accessibility": "accessibility.de.html",
    "data protection": "data-protection.de.html",
    "imprint": "imprint.de.html",
    "list of grants": "doc/grant.de.html",
    "list of releases": "doc/release.de.html",
    "list of places": "doc/territory.de.html",
    "list of organisations": "doc/organisation.de.html",
    "list of people": "doc/person.de.html",
    "list of milestones": "doc/milestone.de.html",
    "list of figures": "doc/figure.de.html",
    "list of handovers": "doc/handover.de.html",
    "list of quotations": "doc/quotation.de.html",
    "list of evidence": "doc/evidence.de.html",
    "list of priorities": "doc/priority.de.html",
    "grant": f"doc/grant/{KEY}.de.html",
    "release": "doc/release/hmsi-2021-10-29-werra-meissner.de.html",
    "district": "doc/territory/werra-meissner-kreis.de.html",
    "land": "doc/territory/hessen.de.html",
    "ministry": "doc/organisation/sozialministerium.de.html",
    "centre": "doc/organisation/vielfaltszentrum-werra-meissner-kreis.de.html",
    "person": "doc/person/anne-janz.de.html",
    "programme": "doc/programme/wir.de.html",
    "guideline": "doc/guideline/wir-2020.de.html",
    "priority": "doc/priority/vielfaltszentren.de.html",
    "figure": "doc/figure/zentren-2021-betrag.de.html",
    "handover": f"doc/handover/uebergabe-{KEY}.de.html",
    "milestone": "doc/milestone/masterplan-werra-meissner-kreis-2016.de.html",
    "quotation": "doc/quotation/hmsi-2021-10-29-werra-meissner-janz-ziele.de.html",
    "evidence": "doc/evidence/hmsi-2021-10-29-werra-meissner-betrag.de.html",
    "concept": "doc/concept/exact.de.html",
    "dataset": "doc/dataset/grants.de.html",
}
"""Name of a family → an address that both have."""

MORE: dict[str, tuple[float, str]] = {
    "charts": (1.3, "five charts for three, a map of outlines"),
    "accessibility": (1.2, "the statement that the law asks for"),
    "list of milestones": (1.15, "day, kind and place of each"),
    "list of figures": (1.35, "number, period, day and source of each"),
    "list of quotations": (1.1, "the words of each, who spoke, and their source"),
    "list of evidence": (1.25, "the words of each, what they support, and their source"),
    "land": (1.2, "money to others that sit here, all places"),
    "quotation": (1.1, "the words in large, who else is quoted there"),
}
"""Family → how many times it may weigh what it weighed, and what it shows for that."""

MEASURE = (sys.executable, "-W", "ignore", "-m", "tests.benchmarks.pages_bench")

EDITOR = ROOT / "src/wirlod/web/pages/static/bundle"
"""Where the editor lies, if it was built."""

PAINTED = ("home", "charts", "question", "list of grants", "grant", "district")
LCP = ROOT / "tests/browser/lcp.mjs"

LOADED = re.compile(
    r'<(?:link rel="(?:stylesheet|icon)" href|script src|use[^>]* href)="(?P<file>[^"#]+)'
)
"""What a browser fetches of its own accord."""


class Weight(msgspec.Struct, frozen=True):
    """The bytes of one page, and of everything that a first visit to it loads."""

    plain: int
    coded: int
    visit: int
    painted: int = 0
    """Milliseconds until its largest part is there; 0 where that was not looked at."""


def weigh(data: Path, editions: Path) -> dict[str, Weight]:
    """Publish *data* with the code that is imported, and weigh a page of each family."""
    settings = Settings(data=data, editions=editions)
    publish(settings, datetime(2026, 11, 22, 15, tzinfo=UTC), lambda line: None)
    app = create_app(settings)
    client, painted = app.test_client(), watch(app)

    def fetch(address: str, coding: str) -> bytes:
        response = client.get(f"/{address}", headers={"Accept-Encoding": coding})
        assert response.status_code == 200, address
        return bytes(response.data)

    weights = {}
    for name, address in FAMILIES.items():
        page, coded = fetch(address, "identity"), len(fetch(address, "br"))
        files = {re.sub(r"^[./]+", "", found["file"]) for found in LOADED.finditer(page.decode())}
        loaded = sum(len(fetch(file, "br")) for file in files)
        weights[name] = Weight(len(page), coded, coded + loaded, painted.get(address, 0))
    return weights


def watch(app: Flask) -> dict[str, int]:
    """Tell when the largest part of :data:`PAINTED` is painted, where a browser can look."""
    installed = (LCP.parent / "node_modules").is_dir()
    if not (installed and shutil.which("node") and shutil.which("chromium")):
        return {}
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    addresses = [FAMILIES[name] for name in PAINTED]
    command = ["node", str(LCP), f"http://127.0.0.1:{server.server_port}/", *addresses]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=600).stdout
    server.shutdown()
    return msgspec.json.decode(told, type=dict[str, int])


def weigh_apart(checkout: Path, folder: Path) -> dict[str, Weight]:
    """Weigh with the code and the records of *checkout*, in a process of its own."""
    told = subprocess.run(
        [*MEASURE, str(checkout / "data"), str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(checkout / "src")},
        check=True,
        stdout=subprocess.PIPE,
        timeout=600,
    ).stdout
    return msgspec.json.decode(told, type=dict[str, Weight])


def check_out(commit: str, folder: Path) -> Path:
    """Write the files of *commit* below *folder*, and the editor, whose parts are the same."""
    folder.mkdir()
    archive = subprocess.run(
        ["git", "archive", commit, "src", "data", "ontology", "shapes"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
    if EDITOR.is_dir():
        shutil.copytree(EDITOR, folder / "src/wirlod/web/static/bundle")
    return folder


def find_faults(then: dict[str, Weight], now: dict[str, Weight]) -> list[str]:
    """Say which families weigh more than they may."""
    faults = []
    for name, weight in now.items():
        times, _ = MORE.get(name, (1.0, ""))
        most = then[name].coded * times
        if weight.coded > most:
            faults.append(f"{name} weighs {weight.coded:,} bytes and may weigh {most:,.0f}")
        elif times > 1 and weight.coded <= then[name].coded:
            faults.append(f"{name} weighs no more than it did: it needs no reason")
    return faults


def show(then: dict[str, Weight], now: dict[str, Weight]) -> None:
    """Print the table, then before now, and keep it."""
    print(f"{'family':22} {'bytes':>15} {'br':>13} {'first visit':>15} {'LCP in ms':>15}  what for")
    for name, new in now.items():
        old, reason = then[name], MORE.get(name, (1.0, ""))[1]
        pairs = zip(msgspec.structs.astuple(old), msgspec.structs.astuple(new), strict=True)
        figures = " ".join(f"{was or '–':>7} {now_is or '–':>7}" for was, now_is in pairs)
        print(f"{name:22} {figures}  {reason}")
    rows = [
        Row("pages", name, "br", now[name].coded, "bytes", "then", now[name].coded / old.coded)
        for name, old in then.items()
    ]
    keep(rows)


def run() -> int:
    """Weigh the pages of then and of now, and print both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        then = weigh_apart(check_out(THEN, folder / "then"), folder / "editions-then")
        now = weigh_apart(ROOT, folder / "editions-now")
    show(then, now)
    faults = find_faults(then, now)
    print("\n".join(faults))
    return int(bool(faults))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        weights = weigh(Path(sys.argv[1]), Path(sys.argv[2]))
        sys.stdout.buffer.write(msgspec.json.encode(weights))
    else:
        sys.exit(run())

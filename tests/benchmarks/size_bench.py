"""
What an answer takes where there are many grants, beside where there are few.

``python -m tests.benchmarks.size_bench [GRANTS | EDITIONS …]``: so many generated grants, or the
editions in a folder, are published and served one after the other, without answers made
beforehand; one client asks for things, lists, the search and saved questions in turn, each time
for another. Milliseconds are those that pass, the median and the 99th of a hundred. Fails when an
answer is no answer, or when the median of things, lists or the search is more than so many times
that of the first size.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from urllib.parse import quote_plus

from tests.benchmarks.generator import DATA, read_keys
from tests.benchmarks.http_bench import serving
from tests.benchmarks.lists_bench import publish
from tests.benchmarks.load import Measurement, build_request, measure
from tests.benchmarks.results import Row, keep, show
from tests.running import free_port

from wirlod.editions import current_edition
from wirlod.query.listing import Listing

SIZES = ("1000", "10000")
TIMES = 2.5
"""How many times as long a median may take."""

ASKED = 100
"""How often each is asked for."""

SECONDS = 300
"""How long that may take at most."""

PAGE = Listing(kind="grant").size
WORDS = (
    "Sprachcafé",
    "Beratung",
    "Lotsen",
    "Vielfalt",
    "Verein",
    "Stadt",
    "Lahn",
    "Kinzig",
    "Fels",
)
QUESTIONS = (
    *("grants-per-year", "largest-grants", "sums-by-district", "sums-by-priority"),
    *("approximate-amounts", "handovers", "programme-budgets", "diversity-centres"),
    *("districts-without-a-known-grant", "milestones-in-a-year"),
)
BOUND = ("Turtle", "JSON-LD", "page of a grant", "list, first pages", "list, last pages", "search")

Paths = Callable[[int, Random], Iterator[tuple[str, str]]]
"""From the number of grants: paths with the type that is accepted."""


def ask_for_things(media_type: str) -> Paths:
    """Ask for ever another grant."""

    def paths(grants: int, draw: Random) -> Iterator[tuple[str, str]]:
        while True:
            yield f"/doc/grant/grant-{draw.randrange(grants)}", media_type

    return paths


def ask_for_pages(of: Callable[[int], range], sort: str = "") -> Paths:
    """Ask for pages of the list of grants, each once: those that *of* chooses of so many."""

    def paths(grants: int, draw: Random) -> Iterator[tuple[str, str]]:
        for page in of(grants // PAGE):
            yield f"/doc/grant?page={page}{sort}", "text/html"

    return paths


def choose_first(pages: int) -> range:
    """Choose pages of the first third."""
    return range(1, min(pages // 3, ASKED) + 1)


def choose_last(pages: int) -> range:
    """Choose pages of the last third."""
    return range(pages - min(pages // 3, ASKED), pages)


def search(grants: int, draw: Random) -> Iterator[tuple[str, str]]:
    """Search for a frequent word with a number, which few have, or another word."""
    while True:
        other = draw.choice((*WORDS, str(draw.randrange(grants))))
        yield f"/search?q={quote_plus(f'{draw.choice(WORDS)} {other}')}", "text/html"


def ask_questions(grants: int, draw: Random) -> Iterator[tuple[str, str]]:
    """Ask for the page of each saved question: the first rows, where there are very many."""
    for name in QUESTIONS:
        yield f"/questions/{name}", "text/html"


ANSWERS: dict[str, Paths] = {
    "Turtle": ask_for_things("text/turtle"),
    "JSON-LD": ask_for_things("application/ld+json"),
    "page of a grant": ask_for_things("text/html"),
    "list, first pages": ask_for_pages(choose_first),
    "list, last pages": ask_for_pages(choose_last),
    "list by sum, last pages": ask_for_pages(choose_last, "&sort=-sum"),
    "search": search,
    "saved questions": ask_questions,
}


def ask_all(port: int, grants: int) -> dict[str, Measurement]:
    """Ask for everything, one after the other."""
    found = {}
    for name, paths in ANSWERS.items():
        requests = (
            build_request(path, {"Accept": accept})
            for path, accept in islice(paths(grants, Random(1)), ASKED)
        )
        found[name] = measure(port, requests, 1, SECONDS)
        if found[name].statuses != {200}:
            sys.exit(f"{name}: answered with {sorted(found[name].statuses)}, wanted 200")
    return found


def serve(editions: Path) -> tuple[int, float, dict[str, Measurement]]:
    """Serve *editions*; give how many grants they have, seconds to the first answer, and all."""
    grants = current_edition(editions).manifest.records["grant"]
    port = free_port()
    settings = {"WIRLOD_EDITIONS": str(editions), "WIRLOD_PREPARED_MB": "0"}
    command = [sys.executable, "-m", "wirlod", "serve", "--port", str(port), "--workers", "2"]
    begun = time.monotonic()
    with serving(command, port, settings | {"PYTHONPATH": os.pathsep.join(sys.path)}):
        for _ in range(4):  # each process opens the edition with its first request
            measure(port, build_request("/readyz", {}), 2, 0.1)
        started = time.monotonic() - begun
        return grants, started, ask_all(port, grants - len(read_keys(DATA / "grants.csv")))


def compare(sizes: list[str]) -> tuple[list[Row], list[str]]:
    """Measure every size; give the rows, and what takes too long."""
    rows, wrong, first = list[Row](), list[str](), dict[str, Measurement]()
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            editions = Path(size)
            if size.isdecimal():
                publish(Path(name), int(size))
                editions = Path(name) / "editions"
            grants, started, found = serve(editions)
        label = f"{grants:,} grants"
        rows.append(Row("size", "start", label, started, "s"))
        for what, measured in found.items():
            for share in (0.5, 0.99):
                figure = measured.percentile(share)
                times = figure / first[what].percentile(share) if first else 0
                said = f"{what}, p{share * 100:.0f}"
                beside = rows[0].size if first else ""
                rows.append(Row("size", said, label, figure, "ms", beside, times))
                if share == 0.5 and what in BOUND and times > TIMES:
                    wrong.append(f"{said}, {label}: {times:.1f} times as long, wanted {TIMES}")
        first = first or found
    return rows, wrong


def main(sizes: list[str]) -> None:
    """Publish, serve, measure, print."""
    rows, wrong = compare(sizes)
    show(rows)
    keep(rows)
    if wrong:
        sys.exit("MISSED " + "; ".join(wrong))


if __name__ == "__main__":
    main(sys.argv[1:] or list(SIZES))

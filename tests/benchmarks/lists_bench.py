"""
What lists, sums and the search cost where there are many grants, beside the store that is asked.

``python -m tests.benchmarks.lists_bench [GRANTS]``: milliseconds of processor time within one
process, without HTTP. The peer is the same question as SPARQL to the same store, as it is put
where an edition knows nothing of its lists. Fails when an answer costs more than its goal, or the
two do not agree.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from tests.benchmarks.generator import Size, write_records
from tests.benchmarks.publish_bench import ALONE
from tests.benchmarks.results import Row, keep, show

from wirlod.editions import current_edition
from wirlod.query.directory import Directory
from wirlod.query.listing import Filter, Listing
from wirlod.query.search import search
from wirlod.web.answers.list_filters import read_path
from wirlod.web.answers.serving import OpenEdition, open_edition

GRANTS = 10_000
GOALS = {"list": 100.0, "facet": 100.0, "total": 100.0, "search": 50.0, "open": 2_000.0}
"""Milliseconds that each may take."""

STORE = "the store, asked"


def publish(folder: Path, grants: int) -> None:
    """Publish so many grants in a process of its own, for its memory is not what is measured."""
    write_records(folder / "data", Size(grants))
    command = [sys.executable, "-c", ALONE, "publish", str(folder), str(grants)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=1800)


def milliseconds(work: Callable[[], object]) -> tuple[float, object]:
    """Do *work* once; give what it took, and what came of it."""
    started = time.process_time()
    found = work()
    return (time.process_time() - started) * 1000, found


Question = Callable[[Directory], object]


def questions(opened: OpenEdition, grants: int) -> dict[str, Question]:
    """Name what is asked of a directory; the first word names the goal."""
    priority = read_path("priority", opened.context)
    lotsen = Filter("priority", priority, f"{opened.base_uri}id/priority/lotsen")
    whole, some = Listing(kind="grant"), Listing(kind="grant", filters=(lotsen,))
    deep = msgspec.structs.replace(whole, page=grants // whole.size, sort="-sum")
    territory = ("inTerritory", read_path("inTerritory", opened.context))
    return {
        "list, first page": lambda asked: asked.list_things(whole),
        "list, last page by sum": lambda asked: asked.list_things(deep),
        "list, of one priority": lambda asked: asked.list_things(some),
        "facet, territories of all": lambda asked: asked.count_values(whole, territory),
        "facet, territories of one priority": lambda asked: asked.count_values(some, territory),
        "total, of all": lambda asked: asked.find_total(whole),
        "total, of one priority": lambda asked: asked.find_total(some),
    }


def measure(editions: Path, grants: int) -> tuple[list[Row], list[str]]:
    """Measure everything; give the rows, and what is wrong."""
    edition, size = current_edition(editions), f"{grants:,} grants"
    taken, opened = milliseconds(lambda: open_edition(edition))
    assert isinstance(opened, OpenEdition)
    rows, wrong = [Row("lists", "open", size, taken, "ms")], []
    for name, ask in questions(opened, grants).items():
        taken, answer = milliseconds(lambda ask=ask: ask(opened.directory))
        asking = Directory(opened.store, opened.base_uri, opened.prefixes)
        peer, same = milliseconds(lambda ask=ask, asking=asking: ask(asking))
        rows.append(Row("lists", name, size, taken, "ms", STORE, taken / peer))
        if answer != same:
            wrong.append(f"{name}: the store says otherwise")
    for words in ("Sprachcafé Vorhaben 77", "Verein Vielfalt Lahn", "organisaton-12"):
        taken, _ = milliseconds(lambda words=words: search(edition.search_path, words, "de"))
        rows.append(Row("lists", f"search, {words}", size, taken, "ms"))
    wrong += [
        f"{row.what}: {row.figure:.0f} ms, wanted {goal:.0f}"
        for row in rows
        if row.figure > (goal := GOALS[row.what.partition(",")[0]])
    ]
    return rows, wrong


def main(grants: int) -> None:
    """Publish, measure, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        publish(folder, grants)
        rows, wrong = measure(folder / "editions", grants)
    show(rows)
    keep(rows)
    if wrong:
        sys.exit("MISSED " + "; ".join(wrong))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else GRANTS)

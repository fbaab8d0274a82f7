"""
How fast records become stored RDF, beside rdflib reading the same JSON-LD.

``python -m tests.benchmarks.publish_bench [GRANTS]``. Validation is left out here: its time is
pySHACL's, about six milliseconds a grant.
"""

import csv
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyoxigraph
import rdflib

from wirlod.errors import Problem
from wirlod.publish.draft import ontology_entries
from wirlod.publish.graph import build_quads, read_context, store_quads
from wirlod.publish.index import Index, new_index
from wirlod.publish.records.thing import Thing
from wirlod.publish.statements import find_entries, find_things
from wirlod.settings import Settings

ROOT = Path(__file__).parents[2]
MODEL = "hochtaunuskreis-2026"
PEER_GRANTS = 500


def write_grants(data: Path, count: int) -> None:
    """Add *count* grants to a copy of the records, each like the model."""
    path = data / "grants.csv"
    with path.open(encoding="utf-8", newline="") as file:
        model = next(row for row in csv.DictReader(file) if row["key"] == MODEL)
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, model.keys(), lineterminator="\n")
        writer.writerows({**model, "key": f"synthetic-{number}"} for number in range(count))


def find_sound(settings: Settings, index: Index) -> Iterator[Thing]:
    """Yield what the records state."""
    for item in find_things(settings.data, index):
        if isinstance(item, Problem):
            sys.exit(str(item))
        yield item


def store_all(settings: Settings, folder: Path) -> tuple[int, float]:
    """Read, understand and store all records; give triples and seconds."""
    started = time.perf_counter()
    with new_index(folder / "index.sqlite") as index:
        index.add(find_entries(settings.data, index))
        index.add(ontology_entries(settings))
        store = pyoxigraph.Store(str(folder / "store"))
        context = read_context(settings.ontology, settings.base_uri)
        store_quads(store, build_quads(find_sound(settings, index), context))
        return len(store), time.perf_counter() - started


def read_with_rdflib(settings: Settings, folder: Path) -> tuple[int, float]:
    """Read the JSON-LD of some grants with rdflib into its memory; give triples and seconds."""
    with new_index(folder / "peer.sqlite") as index:
        index.add(find_entries(settings.data, index))
        index.add(ontology_entries(settings))
        things = [thing for thing in find_sound(settings, index) if "synthetic" in thing.id]
    context = read_context(settings.ontology, settings.base_uri)
    content = msgspec.json.encode(things[:PEER_GRANTS], enc_hook=str)
    document = json.dumps({"@context": context, "@graph": json.loads(content)})
    started = time.perf_counter()
    graph = rdflib.Graph().parse(data=document, format="json-ld")
    return len(graph), time.perf_counter() - started


def main(count: int) -> None:
    """Print both rates and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(data=folder / "data")
        shutil.copytree(ROOT / "data", settings.data)
        write_grants(settings.data, count)
        triples, seconds = store_all(settings, folder)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        peer_triples, peer_seconds = read_with_rdflib(settings, folder)
    rate, peer_rate = triples / seconds, peer_triples / peer_seconds
    print(f"records to disk, all checks of cells: {count:,} grants, {triples:,} triples")
    print(f"  wirlod  {rate:10,.0f} triples/s  ({seconds:.1f} s, {memory:,.0f} MiB at most)")
    print(f"  rdflib  {peer_rate:10,.0f} triples/s, reading the JSON-LD of {PEER_GRANTS} grants")
    print(f"  ratio   {rate / peer_rate:10.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)

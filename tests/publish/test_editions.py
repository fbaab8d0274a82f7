"""What lies in the edition of the real records."""

import gzip
import hashlib
import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph

from wirlod.edition import Edition
from wirlod.formats import GRAPH_FORMATS, Format
from wirlod.kinds import KINDS
from wirlod.publish.publisher import publish
from wirlod.settings import Settings


def silent(line: str) -> None:
    """Take a line of progress and show it to nobody."""


def read_dump(edition: Edition, row: Format) -> set[ox.Triple]:
    """Give the triples of the default graph."""
    path = edition.dumps_folder / f"wirlod.{row.suffix}.gz"
    quads = ox.parse(gzip.decompress(path.read_bytes()), format=row.rdf)
    return {quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()}


@pytest.fixture(scope="module")
def triples(edition: Edition) -> set[ox.Triple]:
    """The default graph of the store."""
    store = ox.Store.read_only(str(edition.store_folder))
    quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return {quad.triple for quad in quads}


@pytest.mark.parametrize("row", GRAPH_FORMATS, ids=lambda row: row.name)
def test_every_dump_holds_every_thing(
    edition: Edition, row: Format, triples: set[ox.Triple]
) -> None:
    assert read_dump(edition, row) == triples


@pytest.mark.slow
@pytest.mark.parametrize("row", GRAPH_FORMATS, ids=lambda row: row.name)
def test_another_reader_finds_the_same_in_every_dump(edition: Edition, row: Format) -> None:
    path = edition.dumps_folder / f"wirlod.{row.suffix}.gz"
    graph = Dataset() if row.suffix in {"trig", "nq", "jsonld"} else Graph()
    graph.parse(gzip.decompress(path.read_bytes()), format=row.media_type)
    found = graph.quads() if isinstance(graph, Dataset) else graph

    (dump,) = [dump for dump in edition.manifest.dumps if dump.name == path.name]
    assert sum(1 for _ in found) == dump.triples  # one statement may stand in two graphs


def test_the_manifest_tells_the_truth_about_the_dumps(edition: Edition) -> None:
    for dump in edition.manifest.dumps:
        content = (edition.dumps_folder / dump.name).read_bytes()

        assert (dump.bytes, dump.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    whole = [dump for dump in edition.manifest.dumps if not dump.dataset]
    assert len(whole) >= len(GRAPH_FORMATS)


def test_there_are_no_blank_nodes(triples: set[ox.Triple]) -> None:
    terms = [term for triple in triples for term in (triple.subject, triple.object)]

    assert not [term for term in terms if isinstance(term, ox.BlankNode)]


def test_every_thing_and_part_has_one_label_in_each_language(
    triples: set[ox.Triple], base_uri: str
) -> None:
    labels = Counter(
        (triple.subject.value, triple.object.language)
        for triple in triples
        if triple.predicate.value.endswith("rdf-schema#label")
    )
    ours = {triple.subject.value for triple in triples if f"{base_uri}id/" in str(triple.subject)}

    assert ours
    assert all(labels[iri, language] == 1 for iri in ours for language in ("de", "en"))


def test_every_kind_of_address_is_known(triples: set[ox.Triple], base_uri: str) -> None:
    kinds = {
        triple.subject.value.removeprefix(f"{base_uri}id/").split("/")[0]
        for triple in triples
        if triple.subject.value.startswith(f"{base_uri}id/")
    }

    assert kinds <= set(KINDS)
    assert len(kinds) >= 14


def test_the_report_says_what_was_looked_at(edition: Edition) -> None:
    report = Graph().parse(edition.validation_path, format="turtle")

    assert len(report) > 4 * len(edition.manifest.shapes)


def test_a_thing_that_vanishes_leaves_a_tombstone(settings: Settings, tmp_path: Path) -> None:
    mine = msgspec.structs.replace(settings, data=tmp_path / "data", editions=tmp_path / "editions")
    shutil.copytree(settings.data, mine.data)
    publish(mine, datetime(2026, 11, 1, tzinfo=UTC), silent)
    figures = mine.data / "figures.csv"
    lines = figures.read_text(encoding="utf-8").splitlines(keepends=True)
    figures.write_text("".join(lines[:1] + lines[2:]), encoding="utf-8")

    edition = publish(mine, datetime(2026, 11, 2, tzinfo=UTC), silent)

    tombstone = edition.read_withdrawn()[f"figure/{lines[1].split(',')[0]}"]
    assert tombstone.date == "2026-11-02"
    assert tombstone.title["de"]


def test_the_endpoint_answers_for_the_catalogue(edition: Edition, base_uri: str) -> None:
    store = ox.Store.read_only(str(edition.store_folder))
    ask = "ASK { GRAPH ?g { ?s a <http://www.w3.org/ns/dcat#Dataset> } }"

    assert store.query(ask)
    assert store.contains_named_graph(ox.NamedNode(f"{base_uri}catalogue"))

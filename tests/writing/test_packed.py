"""Documents put together from records are those that are written when somebody asks."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from wirlod.databases import open_to_write
from wirlod.edition import Edition
from wirlod.errors import PublishingError
from wirlod.formats import JSON_LD
from wirlod.iris import GENID
from wirlod.kinds import KINDS, prefixes
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.publish.packing import FILE, Packer, Row, keep_records
from wirlod.publish.tokens import find_values, index_said
from wirlod.query import packed as query_packed
from wirlod.query.describe import describe_thing
from wirlod.query.embedded import EmbeddedStore
from wirlod.query.packed import WRITTEN, PackedThings, open_packed
from wirlod.writing.description import Description, in_order
from wirlod.writing.packed import MOST, Packing
from wirlod.writing.rdf import write_description

BASE = "https://daten.example.org/"
ID = f"{BASE}id/"
OA = FOREIGN_PREFIXES["oa"]
EVIDENCE = f"{ID}evidence/e"
LINES = [
    f"<{EVIDENCE}> <{OA}hasBody> <{ID}grant/g#amount> .",
    f"<{EVIDENCE}> <{OA}hasTarget> <{EVIDENCE}#target> .",
    f'<{EVIDENCE}#target> <{OA}exact> "„500“ \\"€\\"\\n"@de .',
]
TEXT = "\n".join(LINES).encode()
CONTEXT: dict[str, Any] = {"target": {"@id": "oa:hasTarget", "@type": "@id"}, "exact": "oa:exact"}


@pytest.fixture(scope="module")
def context(edition: Edition) -> dict[str, Any]:
    words: dict[str, Any] = json.loads(edition.context_path.read_bytes())["@context"]
    return words


@pytest.fixture(scope="module")
def things(edition: Edition, context: Mapping[str, Any]) -> PackedThings:
    opened = open_packed(edition.folder, edition.manifest.base_uri, context)
    assert opened
    return opened


@pytest.fixture(scope="module")
def store(edition: Edition) -> EmbeddedStore:
    return EmbeddedStore.from_folder(edition.store_folder, edition.manifest.base_uri)


def list_paths(edition: Edition) -> list[str]:
    with closing(sqlite3.connect(edition.folder / FILE)) as connection:
        return [path for (path,) in connection.execute("SELECT path FROM thing")]


def test_every_thing_is_put_together_as_it_is_written(
    edition: Edition, context: dict[str, Any], things: PackedThings, store: EmbeddedStore
) -> None:
    base_uri = edition.manifest.base_uri
    words = FOREIGN_PREFIXES | context
    together: Counter[str] = Counter()
    for path in list_paths(edition):
        description = describe_thing(store, f"{base_uri}id/{path}")
        for format in WRITTEN:
            if document := things.write(store, path, format):
                wanted = write_description(description, format, words, prefixes(base_uri))
                assert document.body == wanted, (path, format.label)
                assert list(document.types) == description.types
                together[path.partition("/")[0]] += 1

    assert together.keys() == {kind.name for kind in KINDS.values() if not kind.is_catalogued}
    assert together.total() > 1.9 * len(list_paths(edition))


def test_what_much_points_at_is_written_as_ever(
    things: PackedThings, store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "organisation/werra-meissner-kreis"

    assert things.write(store, path, JSON_LD)
    monkeypatch.setattr(query_packed, "PORTION", 1)
    assert things.write(store, path, JSON_LD) is None


def test_what_has_no_record_is_written_as_ever(
    things: PackedThings, store: EmbeddedStore, tmp_path: Path
) -> None:
    assert things.write(store, "grant/never-there", JSON_LD) is None
    assert open_packed(tmp_path, BASE, {}) is None


def test_records_of_another_version_are_left_alone(tmp_path: Path) -> None:
    keep(tmp_path, [pack()])

    assert open_packed(tmp_path, BASE, CONTEXT)
    with open_to_write(tmp_path / FILE, "PRAGMA user_version = 0"):
        pass
    assert open_packed(tmp_path, BASE, CONTEXT) is None


def read_triples(*lines: str) -> list[Triple]:
    return [quad.triple for quad in parse("\n".join((*lines, "")), format=RdfFormat.N_TRIPLES)]


@pytest.mark.parametrize(
    "pointing",
    [
        pytest.param([], id="nothing points here"),
        pytest.param([f"<{ID}release/r> <{OA}hasBody> <{EVIDENCE}> ."], id="another kind"),
        pytest.param([f"<{ID}grant/g> <{OA}hasBody> <{EVIDENCE}> ."], id="a new prefix"),
    ],
)
def test_what_points_here_is_put_together_with_what_is_said(pointing: Iterable[str]) -> None:
    packing = Packing(BASE, CONTEXT)
    record = packing.pack(EVIDENCE, TEXT, index_said(LINES))
    assert record
    own = packing.unpack(record)
    incoming = in_order(read_triples(*pointing), EVIDENCE)
    whole = Description(EVIDENCE, in_order(read_triples(*LINES), EVIDENCE), incoming)
    wanted = [
        write_description(whole, format, FOREIGN_PREFIXES | CONTEXT, prefixes(BASE))
        for format in WRITTEN
    ]

    assert [packing.write_turtle(own, incoming), packing.write_jsonld(own, incoming)] == wanted


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([], id="nothing"),
        pytest.param(LINES * MOST, id="much"),
        pytest.param([f"<{EVIDENCE}> <{OA}x> <{BASE}{GENID}1> ."], id="a node without a name"),
    ],
)
def test_what_is_not_plain_is_written_as_ever(lines: list[str]) -> None:
    text = "\n".join(lines).encode()

    assert Packing(BASE, CONTEXT).pack(EVIDENCE, text, index_said(lines)) is None


def test_parts_are_pointed_at_from_elsewhere_only() -> None:
    values = find_values(index_said([*LINES, f'<{EVIDENCE}> <{OA}x> "<{ID}grant/g#y> ." .']))
    found = Packer(BASE, CONTEXT, "rules", None).find_pointed(EVIDENCE, values)

    assert list(found) == ["grant/g#amount"]


def keep(folder: Path, rows: Iterable[Row]) -> None:
    with keep_records(folder, Packer(BASE, CONTEXT, "rules", None).rules) as write:
        write(rows, ())


def pack() -> Row:
    row = Packer(BASE, CONTEXT, "rules", None).pack(EVIDENCE, TEXT, index_said(LINES), "said")
    assert row
    return row


def take(before: Path, rules: str = "rules", said: str = "said") -> list[Row]:
    return list(Packer(BASE, CONTEXT, rules, before).take({EVIDENCE: said}))


def test_a_record_is_taken_where_the_same_is_said(tmp_path: Path) -> None:
    keep(tmp_path, [row := pack()])

    assert take(tmp_path) == [row]


@pytest.mark.parametrize(("rules", "said"), [("others", "said"), ("rules", "other")])
def test_no_record_is_taken_where_it_may_be_another(tmp_path: Path, rules: str, said: str) -> None:
    keep(tmp_path, [pack()])

    assert take(tmp_path, rules, said) == []


def test_a_spoilt_record_is_not_taken(tmp_path: Path) -> None:
    keep(tmp_path, [pack()])
    with open_to_write(tmp_path / FILE) as connection:
        connection.execute("UPDATE thing SET record = x'00'")

    with pytest.raises(PublishingError):
        take(tmp_path)

"""What is gone since any edition that people saw, not since the current one alone."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from wirlod.edition import Edition, Manifest, Tombstone
from wirlod.namespaces import expand
from wirlod.publish.changes import Known, build_withdrawn, find_stated

BASE = "http://example.org/"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def keep(folder: Path, things: str, *withdrawn: Tombstone) -> Edition:
    """Write as much of an edition as is looked back at."""
    none: dict[str, int] = {}
    counts = {name: none for name in ("records", "classes", "properties", "shapes")}
    about = {"edition": folder.name, "source_fingerprint": "", "versions": {}, "triples": 1}
    edition = Edition(folder, Manifest(created=NOW, base_uri=BASE, **about, **counts))  # type: ignore[arg-type]
    edition.store_folder.mkdir(parents=True)
    store = Store(str(edition.store_folder))
    for key in things:
        thing = NamedNode(f"{BASE}id/grant/{key}")
        store.add(Quad(thing, NamedNode(expand("dct:identifier")), Literal(key)))
        label = Literal(f"{folder.name} {key}", language="en")
        store.add(Quad(thing, NamedNode(expand("rdfs:label")), label))
    store.flush()
    (folder / "withdrawn.json").write_bytes(msgspec.json.encode(withdrawn))
    return edition


def buried(key: str, reason: str) -> Tombstone:
    return Tombstone(target=f"grant/{key}", title={}, date="2026-01-01", reason={"en": reason})


@pytest.fixture
def earlier(tmp_path: Path) -> list[Edition]:
    """Three editions: a and b went with the second, c was buried in it, d went with the third."""
    return [
        keep(tmp_path / "first", "abz"),
        keep(tmp_path / "second", "dz", buried("c", "then")),
        keep(tmp_path / "third", "z", buried("d", "lately"), buried("z", "too early")),
    ]


def test_all_that_any_edition_showed_is_remembered(earlier: list[Edition]) -> None:
    found = build_withdrawn([], earlier, {"grant/z"}, NOW)  # type: ignore[arg-type]

    told = {tombstone.target[-1]: tombstone.reason["en"] for tombstone in found}
    unstated = "without a stated reason"
    assert told == {"a": unstated, "b": unstated, "c": "then", "d": "lately"}
    assert found[0].title == {"en": "first a"}


def test_what_is_stated_now_goes_before_what_was_said_then(earlier: list[Edition]) -> None:
    found = build_withdrawn([buried("c", "now")], earlier, {"grant/z"}, NOW)  # type: ignore[arg-type]

    assert {tombstone.target: tombstone.reason for tombstone in found}["grant/c"] == {"en": "now"}


@pytest.mark.parametrize(("key", "is_known"), [("a", True), ("c", True), ("x", False)])
def test_whatever_any_edition_showed_or_buried_was_published(
    earlier: list[Edition], key: str, is_known: bool
) -> None:
    known = Known(set(), earlier, NOW.date())  # type: ignore[arg-type]

    assert known.was_published(f"grant/{key}") is is_known


@pytest.mark.parametrize(
    ("date", "is_told"), [("2026", False), ("2026-11-22", False), ("2026-11-23", True)]
)
def test_a_day_that_may_have_been_is_not_still_to_come(
    tmp_path: Path, date: str, *, is_told: bool
) -> None:
    header = "thing,title,title_en,date,reason,reason_en,successor"
    (tmp_path / "withdrawn.csv").write_text(f"{header}\ngrant/x,X,X,{date},weg,gone,\n")

    found = list(find_stated(tmp_path, Known(set(), [], NOW.date())))  # type: ignore[arg-type]

    assert ["still to come" in str(problem) for problem in found] == [is_told]

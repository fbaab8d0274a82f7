"""An edition that follows another: what is as it was is not made again, and nobody can tell."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest
from tests.benchmarks.generator import Size, write_records

from wirlod import asking
from wirlod.edition import Edition
from wirlod.editions import current_edition, find_damage
from wirlod.errors import Problem, PublishingError, SourceError
from wirlod.publish import conversion, inspection, kept, storing
from wirlod.publish.batches import KeptBatches
from wirlod.publish.conversion import find_batches
from wirlod.publish.made_of import digest_conversion
from wirlod.publish.publisher import check, publish
from wirlod.settings import Settings

Change = Callable[[Path], None]

CLOCK = datetime(2026, 11, 22, 15, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 15, tzinfo=UTC)
GRANTS = 120
ROWS, RELEASES, SHARE = 25, 4, 2
"""Batches are as small beside the records as in a large edition; one in two may change."""


def silent(line: str) -> None:
    """Take a line of progress and show it to nobody."""


@pytest.fixture(scope="module", autouse=True)
def few_are_judged() -> Iterator[None]:
    """Let pySHACL see few things, for it is slow and not what is tested here; batches are small."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversion, "ROWS", ROWS)
        patch.setattr(conversion, "RELEASES", RELEASES)
        patch.setattr(storing, "SHARE", SHARE)
        patch.setattr(inspection, "WHOLLY_JUDGED", 0)
        patch.setattr(inspection, "JUDGED", 3)
        yield


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An edition of some grants."""
    folder = tmp_path_factory.mktemp("first")
    write_records(folder / "data", Size(grants=GRANTS))
    settings = Settings(data=folder / "data", editions=folder / "editions", publish_processes=1)
    publish(settings, CLOCK, silent)
    return settings


@pytest.fixture
def next_one(first: Settings, tmp_path: Path) -> Settings:
    """The same records and editions, to be changed."""
    shutil.copytree(first.editions, tmp_path / "editions", symlinks=True)
    shutil.copytree(first.data, tmp_path / "data")
    return msgspec.structs.replace(first, editions=tmp_path / "editions", data=tmp_path / "data")


def edit(path: Path, before: str, after: str) -> None:
    """Replace the one place that says *before*."""
    text = path.read_text("utf-8")
    assert before in text, before
    path.write_text(text.replace(before, after, 1), "utf-8")


def change_cells(data: Path) -> None:
    """Change the first, a middle and the last generated grant, and who publishes."""
    for number in (1, GRANTS // 2, GRANTS - 1):
        edit(data / "grants.csv", f'Vorhaben {number}"', f'Anderes {number}"')
    edit(data / "publication.yaml", "title:\n  de: ", "title:\n  de: Neue ")


def change_rows(data: Path) -> None:
    """Add a grant at the top, remove a step, rename a body and a programme that grants name."""
    header, *lines = (data / "grants.csv").read_text("utf-8").splitlines()
    like = next(line for line in lines if f'Vorhaben {GRANTS // 2}"' in line)
    added = like.replace(like.split(",")[0], "aaa-new", 1)
    (data / "grants.csv").write_text("\n".join([header, added, *lines]), "utf-8")
    header, _, *lines = (data / "milestones.csv").read_text("utf-8").splitlines()
    (data / "milestones.csv").write_text("\n".join([header, *lines]), "utf-8")
    edit(data / "organisations.csv", "land-hessen,state-government,", "land-hessen,authority,")
    edit(data / "organisations.csv", "Hessisches Sozial", "Hessens Sozial")
    edit(data / "programmes.csv", "Regions for Integration", "Regions of Integration")
    edit(data / "map.csv", "landkreis-kassel,Lk Kassel", "landkreis-kassel,Kreis Kassel")


def checksums(edition: Edition) -> dict[str, str]:
    """Give a checksum per file, and one of what the store says."""
    store = ox.Store.read_only(str(edition.store_folder))
    said = sorted((store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines())
    files = {
        str(path.relative_to(edition.folder)): path.read_bytes()
        for path in sorted(edition.folder.rglob("*"))
        if path.is_file() and edition.store_folder not in path.parents
    }
    return {
        name: hashlib.sha256(content).hexdigest()
        for name, content in {**files, "store": b"\n".join(said)}.items()
    }


@pytest.fixture
def dirty(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the things of which something else is said, publication by publication."""
    found: list[int] = []
    real = storing.follow_store

    def follow(draft: storing.Draft) -> None:
        found.append(len(draft.dirty or ()))
        real(draft)

    monkeypatch.setattr(storing, "follow_store", follow)
    return found


def from_nothing(patch: pytest.MonkeyPatch) -> None:
    """Let nothing be taken from the edition before."""
    patch.setattr(storing, "_find_plan", lambda *ignored: None)
    patch.setattr(kept.Keeper, "find", lambda *ignored: None)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the saved questions that are asked, publication by publication; no data is small."""
    found: list[int] = []
    real = asking.count_all

    def count(store: Path, questions: Sequence[asking.Asked]) -> Iterator[asking.Counted]:
        found.append(len(questions))
        return real(store, questions)

    monkeypatch.setattr(asking, "count_all", count)
    monkeypatch.setattr("wirlod.publish.draft.ALONE", 0)
    return found


@pytest.mark.parametrize(("change", "all_as_before"), [(change_cells, True), (change_rows, False)])
def test_what_follows_is_the_same_as_what_is_made_from_nothing(
    next_one: Settings,
    tmp_path: Path,
    dirty: list[int],
    asked: list[int],
    change: Change,
    all_as_before: bool,
) -> None:
    change(next_one.data)
    before = current_edition(next_one.editions)
    shutil.copytree(next_one.editions, tmp_path / "whole", symlinks=True)
    quick = publish(next_one, LATER, silent)
    with pytest.MonkeyPatch.context() as patch:
        from_nothing(patch)
        whole = publish(
            msgspec.structs.replace(next_one, editions=tmp_path / "whole"), LATER, silent
        )

    assert len(dirty) == 1
    assert 0 < dirty[0] < 30
    assert checksums(quick) == checksums(whole)
    assert find_damage(before) == ""
    assert (asked[0] == 0) is all_as_before
    assert asked[1] > 20


PROGRESS = re.compile(r" *[0-9.]+ s  ")
HARMED_IN = f"""
import importlib, os, resource, signal, sys
from wirlod.cli import main
from wirlod.publish import conversion, inspection, storing

harm, module, name, calls = sys.argv[1:]
inspection.WHOLLY_JUDGED, inspection.JUDGED = 0, 3
conversion.ROWS, conversion.RELEASES, storing.SHARE = {ROWS}, {RELEASES}, {SHARE}
*within, name = name.split(".")
owner = importlib.import_module(module)
for part in within:
    owner = getattr(owner, part)
real, called = getattr(owner, name), []

def count(*given):
    found = real(*given)
    called.append(found)
    if len(called) == int(calls) and harm == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif len(called) == int(calls):
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1))  # no file takes another byte
    return found

setattr(owner, name, count)
main(["publish"])
"""
WHILE_FOLLOWING = (
    ("wirlod.publish.batches", "KeptBatches.read", 5),
    ("wirlod.publish.following", "_change", 1),
    ("wirlod.publish.storing", "follow_store", 1),
    ("wirlod.publish.kept", "Keeper.read", 3),
    ("wirlod.publish.lists", "_KindWriter.write", 2),
)
"""Module and function, and after how many of its calls the publication is harmed."""


@pytest.mark.slow
def test_whoever_was_harmed_while_following_is_followed_by_the_same_bytes(
    next_one: Settings, tmp_path: Path, dirty: list[int]
) -> None:
    change_cells(next_one.data)
    shutil.copytree(next_one.editions, tmp_path / "undisturbed", symlinks=True)
    undisturbed = publish(
        msgspec.structs.replace(next_one, editions=tmp_path / "undisturbed"), LATER, silent
    )
    before = current_edition(next_one.editions)
    for step in WHILE_FOLLOWING:
        for harm in ("kill", "full disk"):
            run = publish_harmed(next_one, harm, step)
            said = run.stderr.decode().splitlines()
            if harm == "kill":
                assert run.returncode == -signal.SIGKILL, f"{step}: {said}"
            else:
                assert run.returncode == 1, f"{step}: {said}"
                assert re.search("File too large|is the disk full", said[-1]), f"{step}: {said}"
                assert [line for line in said if not PROGRESS.match(line)] == said[-1:]
                assert not list(next_one.editions.glob(".staging-*"))
            assert current_edition(next_one.editions) == before
            assert find_damage(before) == ""

    assert checksums(publish(next_one, LATER, silent)) == checksums(undisturbed)
    assert len(dirty) == 2
    assert not list(next_one.editions.glob(".staging-*"))


def publish_harmed(
    settings: Settings, harm: str, step: tuple[str, str, int]
) -> subprocess.CompletedProcess[bytes]:
    """Publish in a process of its own that is killed, or finds the disk full, after *step*."""
    where = {
        "WIRLOD_BASE_URI": settings.base_uri,
        "WIRLOD_DATA": str(settings.data),
        "WIRLOD_EDITIONS": str(settings.editions),
        "WIRLOD_PUBLISH_PROCESSES": "1",
        "LC_ALL": "C",
    }
    command = [sys.executable, "-c", HARMED_IN, harm, *map(str, step)]
    return subprocess.run(command, check=False, capture_output=True, env=os.environ | where)


def find_problems(settings: Settings) -> list[Problem]:
    """Check the records, and give what is wrong with them."""
    with pytest.raises(SourceError) as caught:
        check(settings, LATER, silent)
    return sorted(caught.value.problems)


def test_what_rows_that_did_not_change_refer_to_may_not_go(
    next_one: Settings, dirty: list[int]
) -> None:
    path = next_one.data / "organisations.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if "stadt-darmstadt," not in line), "utf-8")
    quick = find_problems(next_one)
    with pytest.MonkeyPatch.context() as patch:
        from_nothing(patch)
        whole = find_problems(next_one)

    assert len(dirty) == 1
    assert quick
    assert quick == whole


PASSAGE = re.compile(r"supports: grant/(grant-\d+)#amount\n.*\n  exact: .* (\d+) Euro")


def find_passage(data: Path) -> tuple[Path, str, str]:
    """Find a release with a passage about a generated grant, that grant, and its sum."""
    for path in sorted((data / "releases").glob("release-*.md")):
        if found := PASSAGE.search(path.read_text("utf-8")):
            return path, found[1], found[2]
    raise AssertionError("no passage")


def change_a_sum(data: Path) -> None:
    """Let a grant say another sum than the passage that is evidence of it."""
    _, grant, euros = find_passage(data)
    lines = (data / "grants.csv").read_text("utf-8").splitlines()
    row = next(line for line in lines if line.startswith(f"{grant},"))
    assert f",{euros}," in row
    edit(data / "grants.csv", row, row.replace(f",{euros},", f",{euros}0,"))


def change_a_passage(data: Path) -> None:
    """Let a passage say another sum than the grant that it is evidence of."""
    path, _, euros = find_passage(data)
    edit(path, f" {euros} Euro", f" {euros[0]}1 Euro")


@pytest.mark.parametrize("change", [change_a_sum, change_a_passage])
def test_a_passage_that_is_contradicted_now_is_found(
    next_one: Settings, dirty: list[int], change: Change
) -> None:
    change(next_one.data)
    quick = find_problems(next_one)
    with pytest.MonkeyPatch.context() as patch:
        from_nothing(patch)
        whole = find_problems(next_one)

    assert len(dirty) == 1
    assert any("is evidence of" in problem.message for problem in quick)
    assert quick == whole


def test_batches_made_by_other_rules_are_not_known(first: Settings) -> None:
    edition = current_edition(first.editions)

    assert len(KeptBatches(edition.folder, digest_conversion(first))) > 0
    assert len(KeptBatches(edition.folder, "other rules")) == 0
    assert len(KeptBatches(None, digest_conversion(first))) == 0


@pytest.mark.parametrize("name", [kept.PICKED, "dumps/grants.ttl.gz"])
def test_a_portion_that_was_spoilt_is_an_error(first: Settings, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "edition"
    shutil.copytree(current_edition(first.editions).folder, folder)
    found = msgspec.json.decode((folder / kept.FILE).read_bytes(), type=kept.Kept)
    portion = next(portion for portion in found.portions if portion.dataset == "grants")
    place = portion.picked if name == kept.PICKED else portion.places["ttl"]
    keeper = kept.Keeper(folder, found.rules)
    assert kept.Picked.unpack(keeper.read(portion)[0]).digests
    content = bytearray((folder / name).read_bytes())
    content[place.start + 40] ^= 1
    (folder / name).write_bytes(content)

    with pytest.raises(PublishingError, match="publish again"):
        keeper.read(portion)


def test_one_more_row_changes_few_batches(first: Settings, tmp_path: Path) -> None:
    shutil.copytree(first.data, tmp_path / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wirlod.publish.conversion.ROWS", 20)
        before = [batch.key for batch in find_batches(tmp_path / "data")]
        change_rows(tmp_path / "data")
        after = [batch.key for batch in find_batches(tmp_path / "data")]

    assert len(before) > 30
    assert 0 < len(set(after) - set(before)) < 10


def test_an_edition_that_follows_shares_no_file_with_the_one_before(
    next_one: Settings, dirty: list[int]
) -> None:
    change_cells(next_one.data)
    edition = publish(next_one, LATER, silent)

    shared = [
        path
        for path in edition.folder.rglob("*")
        if path.is_file() and not path.is_symlink() and path.stat().st_nlink > 1
    ]
    assert dirty
    assert shared == []  # one damaged file would spoil both

"""What an edition changes is kept for good, and told before it is published."""

import csv
import io
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse
from tests.publish.conftest import silent

from wirlod.cli.comparing import confirm, diff
from wirlod.edition import Edition, read_edition
from wirlod.editions import roll_back
from wirlod.errors import PublishingError
from wirlod.history import FILE as HISTORY
from wirlod.history import ONTOLOGY, Action, History, Selection, find_event_at, target_iri
from wirlod.history import compare as compare_states
from wirlod.publish.chronicle import Writer
from wirlod.publish.differences import Side
from wirlod.publish.digests import Digests
from wirlod.publish.draft import Draft
from wirlod.publish.publisher import compare, find_unchanged, publish
from wirlod.settings import Settings

DAYS = [datetime(2026, 12, day, 12, tzinfo=UTC) for day in (1, 8, 15)]
MILESTONE = "milestone/koordination-landkreis-limburg-weilburg"


def edit(table: Path, key: str, **cells: str) -> None:
    """Change cells of the row *key*; no cells: remove the row."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [row for row in rows if row["key"] == key]
    assert found, f"{table} has no row {key}"
    kept = [row for row in rows if cells or row["key"] != key]
    found[0].update(cells)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(kept)


def publish_on(settings: Settings, day: datetime) -> Edition:
    return publish(settings, day, silent)


def a_milestone(settings: Settings) -> str:
    with (settings.data / "milestones.csv").open(encoding="utf-8", newline="") as file:
        return next(row["key"] for row in csv.DictReader(file))


def statements_of(store: Store) -> set[str]:
    return {str(q.triple) for q in store.quads_for_pattern(None, None, None, DefaultGraph())}


@pytest.fixture(scope="module")
def three(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with three editions: as is, a title changed, a milestone gone; not to be changed."""
    folder = tmp_path_factory.mktemp("history")
    shutil.copytree(settings.data, folder / "data")
    own = msgspec.structs.replace(settings, data=folder / "data", editions=folder / "editions")
    publish_on(own, DAYS[0])
    edit(own.data / "milestones.csv", a_milestone(own), label="Ein anderer Titel")
    publish_on(own, DAYS[1])
    edit(own.data / "milestones.csv", MILESTONE.partition("/")[2])
    publish_on(own, DAYS[2])
    return own


def test_what_an_older_program_digested_otherwise_has_not_changed(
    three: Settings, tmp_path: Path
) -> None:
    edition = read_edition(three.editions / "current")
    store, base_uri = Store.read_only(str(edition.store_folder)), edition.manifest.base_uri
    after = Side.from_edition(edition)
    before = Side(
        store, base_uri, {name: f"older {d}" for name, d in Digests.of_edition(edition).items()}
    )
    with Writer(tmp_path / HISTORY, edition) as writer:
        writer.begin_edition("next", "2026-12-22", base_uri)

        writer.add(before, after)

        assert list(writer.find_noted()) == []
        assert list(before.pairs()) != list(after.pairs())


@pytest.fixture
def copied(three: Settings, tmp_path: Path) -> Settings:
    """A copy of the three editions that a test may go on from."""
    shutil.copytree(three.editions, tmp_path / "editions", symlinks=True)
    shutil.copytree(three.data, tmp_path / "data")
    return msgspec.structs.replace(three, data=tmp_path / "data", editions=tmp_path / "editions")


@pytest.fixture(scope="module")
def first(three: Settings) -> Path:
    """The folder of the first of them, of which nothing was changed yet."""
    return three.editions / "2026-12-01T120000Z"


@pytest.fixture
def begun(settings: Settings, first: Path, tmp_path: Path) -> Settings:
    """Settings with a copy of the records and one edition of them."""
    shutil.copytree(settings.data, tmp_path / "data")
    shutil.copytree(first, tmp_path / "editions" / first.name)
    (tmp_path / "editions/current").symlink_to(first.name)
    return msgspec.structs.replace(settings, data=tmp_path / "data", editions=tmp_path / "editions")


def test_a_history_begins_with_everything(first: Path) -> None:
    with History.open(first) as history:
        [past] = history.editions()
        shapes = history.count(Selection(kind="shapes"))
        assert shapes > 10
        assert past.counts == {Action.ADDED: history.last - shapes}
        assert history.last > 500
        assert history.of_thing(ONTOLOGY)


def test_each_edition_adds_what_it_changes(three: Settings) -> None:
    with History.open(three.editions / "current") as history:
        counts = [past.counts for past in history.editions()]
        changed = history.newest(Selection(edition="2026-12-08T120000Z"), 10)
        gone = history.newest(Selection(), 1)[0]

    assert counts[1:] == [{Action.CHANGED: 1}, {Action.WITHDRAWN: 1}]
    assert [event.title["de"] for event in changed] == ["Ein anderer Titel"]
    assert (gone.target, gone.action) == (MILESTONE, Action.WITHDRAWN)


def test_what_a_thing_was_is_kept_word_for_word(three: Settings) -> None:
    before = Store.read_only(str(three.editions / "2026-12-01T120000Z/store"))
    with History.open(three.editions / "current") as history:
        event = history.of_thing(MILESTONE)[0]
        kept = history.statements(event.number)

    assert kept
    was = {str(quad.triple) for quad in parse(kept, format=RdfFormat.N_TRIPLES)}
    iri = target_iri(three.base_uri, MILESTONE)
    assert was == {line for line in statements_of(before) if line.startswith(f"<{iri}")}


def test_history_outlives_the_editions(copied: Settings) -> None:
    settings = msgspec.structs.replace(copied, keep_editions=1)
    edit(settings.data / "milestones.csv", a_milestone(settings), label="Noch ein Titel")
    edition = publish_on(settings, datetime(2026, 12, 22, 12, tzinfo=UTC))

    assert len(list(settings.editions.glob("2026-*"))) == 1
    with History.open(edition.folder) as history:
        assert len(history.editions()) == 4
        assert history.of_thing(MILESTONE)[0].edition == "2026-12-01T120000Z"


def test_after_a_rollback_the_history_is_that_of_the_edition_served(copied: Settings) -> None:
    roll_back(copied.editions, "2026-12-08T120000Z")
    edition = publish_on(copied, datetime(2026, 12, 22, 12, tzinfo=UTC))

    with History.open(edition.folder) as history:
        names = [past.name for past in history.editions()]
    assert names == ["2026-12-01T120000Z", "2026-12-08T120000Z", "2026-12-22T120000Z"]


def test_a_day_between_two_editions_belongs_to_the_first(three: Settings) -> None:
    with History.open(three.editions / "current") as history:
        events = history.of_thing(MILESTONE)

    then = find_event_at(events, datetime(2026, 12, 10, tzinfo=UTC))
    assert then is not None
    assert then.edition == "2026-12-01T120000Z"
    assert find_event_at(events, datetime(2026, 10, 1, tzinfo=UTC)) is None


def test_whoever_a_thing_names_is_told_of_it(three: Settings) -> None:
    with History.open(three.editions / "current") as history:
        state = history.newest(Selection(about="territory/hessen"), 10)
        elsewhere = history.newest(Selection(about="territory/kassel"), 10)

    assert MILESTONE in {event.target for event in state}
    assert [event.target for event in elsewhere] == ["territory/kassel"]


def test_nothing_changed_is_noticed(begun: Settings) -> None:
    unchanged = find_unchanged(begun)
    assert unchanged
    assert unchanged.name == "2026-12-01T120000Z"

    edit(begun.data / "milestones.csv", a_milestone(begun), label="Ein anderer Titel")
    assert find_unchanged(begun) is None


def test_a_difference_says_before_after_and_where(begun: Settings) -> None:
    edit(begun.data / "milestones.csv", a_milestone(begun), label="Ein anderer Titel")
    [found] = compare(begun, DAYS[1], silent)

    assert found.action is Action.CHANGED
    assert found.origin
    assert found.origin.path.name == "milestones.csv"
    assert any("Ein anderer Titel" in statement.after for statement in found.statements)


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_two_editions_are_compared_in_every_form(
    three: Settings, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIRLOD_EDITIONS", str(three.editions))
    run = CliRunner().invoke(diff, ["2026-12-01T120000Z", "2026-12-15T120000Z", "--format", form])

    assert run.exit_code == 0, run.output
    assert MILESTONE in run.output
    assert "Ein anderer Titel" in run.output


def asked(settings: Settings, ask: Callable[[str], bool] | None, yes: bool = False) -> Edition:
    def rehearsal(draft: Draft) -> None:
        confirm(draft, yes, ask)

    return publish(settings, DAYS[2], silent, rehearsal)


@pytest.mark.parametrize("answer", [True, False])
def test_a_withdrawal_is_asked_about(begun: Settings, answer: bool) -> None:
    edit(begun.data / "milestones.csv", MILESTONE.partition("/")[2])
    questions: list[str] = []

    def ask(question: str) -> bool:
        questions.append(question)
        return answer

    if answer:
        asked(begun, ask)
    else:
        with pytest.raises(PublishingError, match="nothing was published"):
            asked(begun, ask)
    assert MILESTONE in questions[0]
    current = (begun.editions / "current").resolve().name
    assert current == ("2026-12-15T120000Z" if answer else "2026-12-01T120000Z")


def test_a_small_change_is_no_question(begun: Settings) -> None:
    edit(begun.data / "milestones.csv", a_milestone(begun), label="Ein anderer Titel")

    assert asked(begun, lambda question: False).name == "2026-12-15T120000Z"


def test_where_nobody_can_answer_the_way_is_said(
    begun: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(begun.data / "milestones.csv", MILESTONE.partition("/")[2])
    monkeypatch.setattr("sys.stdin", io.StringIO())

    with pytest.raises(PublishingError, match="--yes"):
        asked(begun, None)
    assert asked(begun, None, yes=True)


def test_what_no_history_was_kept_of_is_new_to_it(three: Settings, tmp_path: Path) -> None:
    earlier, later = (read_edition(three.editions / f"{day:%Y-%m-%dT%H%M%SZ}") for day in DAYS[:2])
    shutil.copyfile(earlier.folder / HISTORY, tmp_path / HISTORY)
    with closing(sqlite3.connect(tmp_path / HISTORY)) as kept:
        forgotten = kept.execute("DELETE FROM events WHERE kind = 'shapes'").rowcount
        kept.commit()
    assert forgotten > 10
    grown = tmp_path / "grown"
    grown.mkdir()
    with Writer(grown / HISTORY, Edition(tmp_path, earlier.manifest)) as writer:
        writer.begin_edition(later.name, later.manifest.created.isoformat(), three.base_uri)
        writer.add(Side.from_edition(earlier), Side.from_edition(later))
        changed = dict(writer.find_noted())

    assert list(changed.values()).count(Action.ADDED) == forgotten
    assert list(changed.values()).count(Action.CHANGED) == 1
    with History.open(grown) as history:
        assert [event.action for event in history.of_thing("def/shapes/grant")] == [Action.ADDED]


def test_what_changed_in_one_language_is_told_apart_from_the_other() -> None:
    said = '<x:a> <x:name> "{}"@de .\n<x:a> <x:name> "{}"@en .\n<x:a> <x:sum> "{}" .'
    before, after = said.format("Stadt", "Town", 1), said.format("Ort", "Place", 2)

    told = compare_states(before.encode(), after.encode(), "x:a")

    assert [(s.language, s.before, s.after) for s in told] == [
        ("de", ("Stadt",), ("Ort",)),
        ("en", ("Town",), ("Place",)),
        ("", ("1",), ("2",)),
    ]

"""
The steps of publishing, in order, and the switch.

An edition is made in a folder beside the current one, whose name nobody reads, and gets its own
name by one rename when it is whole. The link ``current`` is replaced by a second rename. Killed
at any moment, a publisher leaves the old edition serving; the next one clears what is left.
"""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from wirlod.edition import (
    STAGING,
    Edition,
    current_edition,
    edition_name,
    find_editions,
    read_edition,
    switch_to,
)
from wirlod.errors import NothingPublished, Problem, PublisherBusy, PublishingError
from wirlod.iris import BaseUri
from wirlod.publish.catalogue.steps import write_catalogue
from wirlod.publish.charts import write_charts
from wirlod.publish.checks import ask_questions, check_losses
from wirlod.publish.chronicle import draft_side, write_history
from wirlod.publish.consistency import compare_records
from wirlod.publish.differences import Difference, Side, find_differences
from wirlod.publish.draft import (
    Draft,
    Report,
    index_sources,
    is_made_of,
    store_records,
    write_description,
)
from wirlod.publish.index import new_index
from wirlod.publish.inspection import inspect_all
from wirlod.publish.publication.checking import check_publication
from wirlod.publish.publication.site import write_site
from wirlod.publish.search_index import write_search_index
from wirlod.publish.signposts import write_signposts
from wirlod.publish.tables.steps import write_tables
from wirlod.publish.terms import check_terms
from wirlod.settings import Settings

Step = tuple[str, Callable[[Draft], None]]

CHECKS: tuple[Step, ...] = (
    ("Reading what there is", index_sources),
    ("Reading who publishes", check_publication),
    ("Understanding and storing the records", store_records),
    ("Comparing the records with each other", compare_records),
    ("Validating and writing every thing", inspect_all),
    ("Holding the ontology against its last version", check_terms),
    ("Comparing with the current edition", check_losses),
    ("Asking the saved questions", ask_questions),
)
WRITING: tuple[Step, ...] = (
    ("Comparing every thing with what it was", write_history),
    ("Writing tables", write_tables),
    ("Writing the catalogue", write_catalogue),
    ("Drawing charts", write_charts),
    ("Indexing for the search", write_search_index),
    ("Writing what crawlers ask for", write_signposts),
    ("Writing what the pages call themselves", write_site),
    ("Describing the edition", write_description),
)
REHEARSING = "Rehearsing"
SWITCHING = "Switching"

Rehearsal = Callable[[Draft], None]
"""Serves a draft to the harvesters of portals; only whoever knows HTTP can make one."""


class Checked(msgspec.Struct, frozen=True):
    """What a check found where nothing is wrong."""

    records: dict[str, int]
    """The number of records per kind."""
    warnings: tuple[Problem, ...]
    """Records that are strange beside each other, each with both places."""
    unsaid: tuple[Problem, ...]
    """What the publisher has left open, each with its place."""


def check(settings: Settings, created: datetime, report: Report) -> Checked:
    """
    Run every check of a publication, and keep nothing.

    :raises SourceError, ValidationError: with all problems.
    """
    with TemporaryDirectory() as parent, _draft(settings, created, Path(parent), report) as draft:
        draft.writes = False
        _run(CHECKS, draft)
        return Checked(dict(draft.records), tuple(draft.warnings), tuple(draft.unsaid))


def try_out(settings: Settings, created: datetime, report: Report, rehearsal: Rehearsal) -> None:
    """
    Make an edition, rehearse it, and keep nothing.

    :raises SourceError, ValidationError, PublishingError: with what would stop a publication.
    """
    with TemporaryDirectory() as parent, _draft(settings, created, Path(parent), report) as draft:
        _run((*CHECKS, *WRITING, (REHEARSING, rehearsal)), draft)


def compare(settings: Settings, created: datetime, report: Report) -> list[Difference]:
    """
    Tell what a publication of the records would change, and keep nothing.

    :raises NothingPublished: when there is nothing to compare with.
    :raises SourceError, ValidationError: with all problems.
    """
    previous = Side.from_edition(current_edition(settings.editions))
    with TemporaryDirectory() as parent, _draft(settings, created, Path(parent), report) as draft:
        draft.writes = False
        _run(CHECKS, draft)
        return list(find_draft_differences(previous, draft))


def find_unchanged(settings: Settings) -> Edition | None:
    """Give the current edition where a publication would only repeat it."""
    previous = _previous(settings)
    return previous if previous and is_made_of(previous, settings) else None


def publish(
    settings: Settings,
    created: datetime,
    report: Report,
    rehearsal: Rehearsal | None = None,
    allow_loss: tuple[str, ...] = (),
) -> Edition:
    """
    Make an edition and switch to it.

    :param created: the time in UTC that the edition is named after.
    :param rehearsal: what must succeed before the switch.
    :param allow_loss: kinds and datasets that may be dropped.
    :raises SourceError, ValidationError: with all problems.
    :raises LossRefused: when it would drop what is published.
    :raises PublisherBusy: when another publisher is at work.
    """
    rehearsing = ((REHEARSING, rehearsal),) if rehearsal else ()
    editions = settings.editions
    with _lock(editions):
        _clear_leftovers(editions)
        with _draft(settings, created, editions, report) as draft:
            _refuse_current(draft)
            draft.allow_loss = allow_loss
            _run((*CHECKS, *WRITING, *rehearsing), draft)
            report(f"{SWITCHING} …")
            edition = _settle(draft, editions)
            switch_to(edition, editions)
        _prune(settings)
    return edition


def find_draft_differences(previous: Side, draft: Draft) -> Iterator[Difference]:
    """Yield what *draft* has otherwise than *previous*, with the places in the records."""
    for found in find_differences(previous, draft_side(draft)):
        yield msgspec.structs.replace(found, origin=draft.index.origin(found.target))


def _run(steps: tuple[Step, ...], draft: Draft) -> None:
    for title, step in steps:
        draft.report(f"{title} …")
        step(draft)


@contextmanager
def _draft(settings: Settings, created: datetime, parent: Path, report: Report) -> Iterator[Draft]:
    """Make a staging folder below *parent*; it is gone afterwards."""
    name = edition_name(created)
    folder = parent / f"{STAGING}{name}"
    folder.mkdir()
    try:
        with new_index(folder / "index.sqlite") as index:
            own = msgspec.structs.replace(settings, base_uri=addressed(settings))
            yield Draft(name, created, folder, own, index, _previous(settings), report)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def addressed(settings: Settings) -> str:
    """Give the base address, which knows the namespace of the ontology where that is another's."""
    namespace = settings.ontology_namespace
    return BaseUri(settings.base_uri, namespace) if namespace else settings.base_uri


def _clear_leftovers(editions: Path) -> None:
    """Remove what killed publishers left."""
    for folder in editions.glob(f"{STAGING}*"):
        shutil.rmtree(folder)


def _refuse_current(draft: Draft) -> None:
    if draft.previous and draft.previous.name == draft.name:
        raise PublishingError(
            f"{draft.name} is the current edition already: wait a second, or give another --clock"
        )


def _previous(settings: Settings) -> Edition | None:
    try:
        return current_edition(settings.editions)
    except NothingPublished:
        return None


def _settle(draft: Draft, editions: Path) -> Edition:
    """Give the finished folder its name; the index does not go with it."""
    folder = editions / draft.name
    if folder.exists():
        _remove(folder)
    draft.index_path.unlink()
    draft.folder.rename(folder)
    return read_edition(folder)


def _prune(settings: Settings) -> None:
    """Remove the oldest editions beyond the number to keep, never the current one."""
    editions = list(find_editions(settings.editions))
    current = current_edition(settings.editions).name
    for edition in editions[: -settings.keep_editions]:
        if edition.name != current:
            _remove(edition.folder)


def _remove(folder: Path) -> None:
    """Take the name away first, so that nobody finds half an edition."""
    dying = folder.with_name(f"{STAGING}removed-{folder.name}")
    folder.rename(dying)
    shutil.rmtree(dying)


@contextmanager
def _lock(editions: Path) -> Iterator[None]:
    """Hold the publisher's lock; the kernel releases it when the process dies."""
    editions.mkdir(parents=True, exist_ok=True)
    with (editions / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PublisherBusy(
                f"another publisher is at work in {editions}: wait until it has finished"
            ) from error
        yield

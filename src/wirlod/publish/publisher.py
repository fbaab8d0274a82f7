"""
The steps of publishing, in order, and the switch.

An edition is made in a folder beside the current one, whose name nobody reads, and gets its own
name by one rename when it is whole. The link ``current`` is replaced by a second rename. Killed
at any moment, a publisher leaves the old edition serving; the next one clears what is left.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from wirlod.edition import Edition, edition_name, read_edition, seal_edition
from wirlod.editions import (
    STAGING,
    SWITCH_SECONDS,
    current_name,
    find_editions,
    list_editions,
    lock_editions,
    switch_to,
    usable_edition,
)
from wirlod.errors import (
    LossRefused,
    NothingPublished,
    Origin,
    Problem,
    PublishingError,
    SourceError,
    ValidationError,
)
from wirlod.iris import BaseUri
from wirlod.publish.catalogue.editions import read_history
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
    write_description,
)
from wirlod.publish.followed import find_previous, find_salvaged
from wirlod.publish.index import new_index
from wirlod.publish.inspection import inspect_all
from wirlod.publish.lists import write_lists
from wirlod.publish.made_of import is_made_of
from wirlod.publish.processes import few_collections, give_back_memory
from wirlod.publish.publication.checking import check_publication
from wirlod.publish.publication.site import write_site
from wirlod.publish.search_index import write_search_index
from wirlod.publish.signposts import write_signposts
from wirlod.publish.storing import store_records
from wirlod.publish.tables.steps import write_tables
from wirlod.publish.terms import check_terms
from wirlod.saying import message, say
from wirlod.settings import Settings
from wirlod.together import undo_interrupted

Step = tuple[str, Callable[[Draft], None]]

CHECKS: tuple[Step, ...] = (
    (message("Reading what there is"), index_sources),
    (message("Reading who publishes"), check_publication),
    (message("Understanding and storing the records"), store_records),
    (message("Comparing the records with each other"), compare_records),
    (message("Validating and writing every thing"), inspect_all),
    (message("Holding the ontology against its last version"), check_terms),
    (message("Comparing with the current edition"), check_losses),
    (message("Asking the saved questions"), ask_questions),
)
WRITING: tuple[Step, ...] = (
    (message("Comparing every thing with what it was"), write_history),
    (message("Writing tables"), write_tables),
    (message("Writing the catalogue"), write_catalogue),
    (message("Drawing charts"), write_charts),
    (message("Indexing for the search"), write_search_index),
    (message("Ordering the lists"), write_lists),
    (message("Writing what crawlers ask for"), write_signposts),
    (message("Writing what the pages call themselves"), write_site),
    (message("Describing the edition"), write_description),
)
REHEARSING = message("Rehearsing")
SWITCHING = message("Switching")

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
        _check(draft)
        return Checked(dict(draft.records), tuple(draft.warnings), tuple(draft.unsaid))


def try_out(settings: Settings, created: datetime, report: Report, rehearsal: Rehearsal) -> None:
    """
    Make an edition, rehearse it, and keep nothing.

    :raises SourceError, ValidationError, PublishingError: with what would stop a publication.
    """
    with TemporaryDirectory() as parent, _draft(settings, created, Path(parent), report) as draft:
        _check(draft)
        _run((*WRITING, (REHEARSING, rehearsal)), draft)


def compare(settings: Settings, created: datetime, report: Report) -> list[Difference]:
    """
    Tell what a publication of the records would change, and keep nothing.

    :raises NothingPublished: when there is nothing to compare with.
    :raises SourceError, ValidationError: with all problems.
    """
    previous = Side.from_edition(usable_edition(settings.editions)[0])
    with TemporaryDirectory() as parent, _draft(settings, created, Path(parent), report) as draft:
        draft.writes = False
        _check(draft)
        return list(find_draft_differences(previous, draft))


def find_unchanged(settings: Settings) -> Edition | None:
    """Give the current edition where a publication would only repeat it."""
    undo_interrupted(settings.data)
    try:
        current, warning = usable_edition(settings.editions)
    except NothingPublished:
        return None
    return current if not warning and is_made_of(current, settings) else None


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
    with lock_editions(editions):
        _clear_leftovers(editions)
        with _draft(settings, created, editions, report) as draft:
            _refuse_known(draft, editions)
            draft.allow_loss = allow_loss
            _check(draft)
            _run((*WRITING, *rehearsing), draft)
            report(f"{say(SWITCHING)} …")
            edition = _settle(draft, editions)
            switch_to(edition, editions)
        _prune(settings, draft.previous)
    return edition


def find_draft_differences(previous: Side, draft: Draft) -> Iterator[Difference]:
    """Yield what *draft* has otherwise than *previous*, with the places in the records."""
    for found in find_differences(previous, draft_side(draft)):
        yield msgspec.structs.replace(found, origin=draft.index.origin(found.target))


def _check(draft: Draft) -> None:
    """
    Run every check, and report everything they found together.

    :raises SourceError: where a row or file could not be understood.
    :raises ValidationError: where all could be, and something of it cannot be published.
    :raises LossRefused: where nothing is wrong but that it would drop what is published.
    """
    _run(CHECKS, draft)
    found = {*draft.problems, *draft.violations}
    if found and draft.losses:
        found.add(Problem(Origin(draft.settings.data), draft.losses))
    if draft.problems:
        raise SourceError(sorted(found))
    if found:
        raise ValidationError(sorted(found))
    if draft.losses:
        raise LossRefused(draft.losses)


def _run(steps: tuple[Step, ...], draft: Draft) -> None:
    for title, step in steps:
        draft.report(f"{say(title)} …")
        step(draft)
        give_back_memory()


@contextmanager
def _draft(settings: Settings, created: datetime, parent: Path, report: Report) -> Iterator[Draft]:
    """Make a staging folder below *parent*; it is gone afterwards."""
    undo_interrupted(settings.data)
    name = edition_name(created)
    folder = parent / f"{STAGING}{name}"
    folder.mkdir()
    try:
        with few_collections(), new_index(folder / "index.sqlite") as index:
            own = msgspec.structs.replace(settings, base_uri=addressed(settings))
            previous = find_previous(settings, report)
            salvaged = None if previous else find_salvaged(settings, report)
            yield Draft(name, created, folder, own, index, previous, report, salvaged)
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


def _refuse_known(draft: Draft, editions: Path) -> None:
    """What an address under the name of an edition gives never changes, so a name serves once."""
    known = {found.name for found in list_editions(editions)}
    known |= {told.name for told in read_history(draft.previous)}
    if draft.name in known:
        raise PublishingError(
            say(
                "{name} is an edition already: wait a second, or give another --clock",
                name=draft.name,
            )
        )


def _settle(draft: Draft, editions: Path) -> Edition:
    """Give the finished folder its name; index and digests do not go with it."""
    folder = editions / draft.name
    draft.index_path.unlink()
    draft.digests_path.unlink()
    numbers = (edition.manifest.number for edition in find_editions(editions))
    seal_edition(draft.folder, 1 + max(numbers, default=0))
    draft.folder.rename(folder)
    return read_edition(folder)


def _prune(settings: Settings, previous: Edition | None) -> None:
    """Remove the editions published first, beyond the number to keep; never the current one."""
    names = [found.name for found in list_editions(settings.editions)]
    current = current_name(settings.editions)
    going = [name for name in names[: -settings.keep_editions] if name != current]
    if previous and previous.name in going:
        time.sleep(2 * SWITCH_SECONDS)  # who serves it has noticed then, and has finished
    for name in going:
        _remove(settings.editions / name)


def _remove(folder: Path) -> None:
    """Take the name away first, so that nobody finds half an edition."""
    dying = folder.with_name(f"{STAGING}removed-{folder.name}")
    folder.rename(dying)
    shutil.rmtree(dying)

"""
What must hold of an edition as a whole: nothing is lost by mistake, every saved question answers.

Portals delete whatever the catalogue no longer lists, and with it what others linked to. A
filter left on, a table half saved, a renamed column of keys would do that in one run.
"""

from collections import Counter
from collections.abc import Iterator

import msgspec

from wirlod.asking import find_problems
from wirlod.errors import LossRefused, ValidationError
from wirlod.kinds.datasets import DATASETS
from wirlod.publish.catalogue.history import read_past
from wirlod.publish.changes import find_vanished
from wirlod.publish.draft import Draft
from wirlod.publish.records.offices import table_key
from wirlod.questions import read_questions
from wirlod.sheets.folder import find_folders

MOST = 10
"""One in so many things of a kind may vanish unasked."""


def check_losses(draft: Draft) -> None:
    """
    Compare what is stated with what the current edition has.

    :raises LossRefused: when it drops a dataset, more than a tenth of the things of a kind,
        or changes every address, and ``allow_loss`` does not name it.
    """
    losses = {name: what for name, what in _losses(draft) if name not in draft.allow_loss}
    if losses:
        allowing = " ".join(f"--allow-loss {name}" for name in losses)
        raise LossRefused(
            "; ".join(losses.values())
            + f". Portals would delete these too. If that is meant: {allowing}"
        )


def _losses(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield what goes, by the name that allows it."""
    if draft.previous is None:
        return
    old, new = draft.previous.manifest.base_uri, draft.settings.base_uri
    if old != new:
        yield "base-uri", f"every address changes from {old} to {new}"
    kept = {dataset.key for dataset in DATASETS}
    kept |= {table_key(folder.name) for folder in find_folders(draft.settings.data)}
    for key in sorted(read_past(draft.previous).keys() - kept):
        yield f"dataset/{key}", f"the dataset {key} is dropped"
    vanished = find_vanished(draft.previous, draft.index, draft.created)
    gone = Counter(tombstone.target.partition("/")[0] for tombstone in vanished)
    for kind, count in sorted(gone.items()):
        had = draft.previous.manifest.records.get(kind, count)
        if count * MOST > had:
            yield kind, f"{count} of {had} things of the kind {kind} vanish"


def ask_questions(draft: Draft) -> None:
    """
    Run every question of ``data/questions/``, and keep them with the edition.

    :raises SourceError: when a file cannot be read.
    :raises ValidationError: when an answer is not as expected.
    """
    folder = draft.settings.data / "questions"
    questions = read_questions(folder)
    store, base_uri = draft.store_folder, draft.settings.base_uri
    if problems := list(find_problems(store, questions, folder, base_uri)):
        raise ValidationError(problems)
    (draft.folder / "questions.json").write_bytes(msgspec.json.encode(questions))
    draft.report(f"{len(questions)} questions answered")

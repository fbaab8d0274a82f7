"""
What must hold of an edition as a whole: nothing is lost by mistake, every saved question answers.

Portals delete whatever the catalogue no longer lists, and with it what others linked to. A
filter left on, a table half saved, a renamed column of keys would do that in one run.
"""

from collections import Counter
from collections.abc import Iterator

import msgspec

from wirlod.asking import ask_all
from wirlod.databases import open_to_write
from wirlod.kinds.datasets import DATASETS
from wirlod.publish.answers import open_answers
from wirlod.publish.catalogue.history import read_past
from wirlod.publish.changes import find_vanished
from wirlod.publish.draft import Draft
from wirlod.publish.records.offices import table_key
from wirlod.questions import ANSWERS, ExpectedRows, Question, answer_key, find_questions
from wirlod.saying import say
from wirlod.sheets.folder import find_folders

MOST = 10
"""One in so many things of a kind may vanish unasked."""


def check_losses(draft: Draft) -> None:
    """
    Compare what is stated with what the current edition has.

    Noted is a dataset that is dropped, a kind of which more than a tenth of the things goes, and
    a change of every address, unless ``allow_loss`` names it.
    """
    losses = {name: what for name, what in _losses(draft) if name not in draft.allow_loss}
    if losses:
        allowing = " ".join(f"--allow-loss {name}" for name in losses)
        draft.losses = "; ".join(losses.values()) + say(
            ". Portals would delete these too. If that is meant: wirlod publish {allowing}",
            allowing=allowing,
        )


def _losses(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield what goes, by the name that allows it."""
    if draft.previous is None:
        return
    old, new = draft.previous.manifest.base_uri, draft.settings.base_uri
    if old != new:
        yield "base-uri", say("every address changes from {old} to {new}", old=old, new=new)
    kept = {dataset.key for dataset in DATASETS}
    tables = () if draft.is_partial else find_folders(draft.settings.data)
    kept |= {table_key(folder.name) for folder in tables}
    for key in sorted(read_past(draft.previous).keys() - kept):
        yield f"dataset/{key}", say("the dataset {key} is dropped", key=key)
    vanished = find_vanished(draft.previous, draft.index, draft.created, draft.dirty)
    gone = Counter(tombstone.target.partition("/")[0] for tombstone in vanished)
    for kind, count in sorted(gone.items()):
        had = draft.previous.manifest.records.get(kind, count)
        if count * MOST > had and kind not in draft.index.incomplete:
            yield (
                kind,
                say(
                    "{count} of {had} things of the kind {kind} vanish",
                    count=count,
                    had=had,
                    kind=kind,
                ),
            )


def ask_questions(draft: Draft) -> None:
    """
    Run every question of ``data/questions/``, and keep them with the edition.

    What cannot be asked or has another answer than expected joins the violations of the draft; how
    many rows there are is not known where records are refused.
    """
    folder = draft.settings.data / "questions"
    questions, problems = find_questions(folder)
    store, base_uri = draft.store_folder, draft.settings.base_uri
    draft.problems += problems
    asked = questions if not draft.is_partial else [_with_any_rows(one) for one in questions]
    with (
        open_to_write(draft.folder / "questions.sqlite", ANSWERS) as file,
        open_answers(draft) as answers,
    ):
        for answered in ask_all(store, asked, folder, base_uri, answers.find_counted):
            draft.violations += answered.problems
            for text, counted in answered.counted.items():
                answers.keep(text, counted)
                if body := counted.body or counted.beginning:
                    key = answer_key(text, beginning=not counted.body)
                    file.execute("INSERT OR IGNORE INTO answer VALUES (?, ?)", (key, body))
    (draft.folder / "questions.json").write_bytes(msgspec.json.encode(questions))
    draft.report(say("{questions} questions answered", questions=len(questions)))


def _with_any_rows(question: Question) -> Question:
    return msgspec.structs.replace(question, rows=ExpectedRows(at_least=0))

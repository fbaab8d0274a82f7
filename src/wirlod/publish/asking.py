"""The saved questions, asked of the edition in the making: one that breaks stops it."""

import msgspec

from wirlod.errors import ValidationError
from wirlod.publish.draft import Draft
from wirlod.questions import find_problems, read_questions


def ask_questions(draft: Draft) -> None:
    """
    Run every question of ``data/questions/``, and keep them with the edition.

    :raises SourceError: when a file cannot be read.
    :raises ValidationError: when an answer is not as expected.
    """
    folder = draft.settings.data / "questions"
    questions = read_questions(folder)
    store, base_uri = draft.open_store(), draft.settings.base_uri
    if problems := list(find_problems(store, questions, folder, base_uri)):
        raise ValidationError(problems)
    (draft.folder / "questions.json").write_bytes(msgspec.json.encode(questions))
    draft.report(f"{len(questions)} questions answered")

"""``wirlod review``: a person decides on what extraction proposes, and on whom tables may mean."""

from datetime import UTC, datetime
from pathlib import Path

import click
from prompt_toolkit import PromptSession
from rich.console import Console

from wirlod.extract.review.decisions import Reviewer
from wirlod.extract.review.release_file import read_release_file
from wirlod.extract.review.screen import Ended, review_file
from wirlod.intake.deciding import Occasion, review_matches
from wirlod.saying import message, say
from wirlod.settings import read_settings
from wirlod.sheets.folder import FILES, TABLES, read_folder
from wirlod.together import undo_interrupted

WHO = message("Who reviews (a name or office to be published, never a login)")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "name",
    help="Who reviews: a name or an office, which is published; asked for where it is left out.",
)
@click.option("--on", "date", help="The day of the review, default: today.")
def review(file: Path, name: str | None, date: str | None) -> None:
    """Walk through the proposed records of a release FILE, or the likely matches of a table."""
    day = date or datetime.now(UTC).date().isoformat()
    if folder := _find_table(file):
        undo_interrupted(folder.parent.parent)
        _review_table(folder, day)
        return
    undo_interrupted(file.parent.parent)
    proposed = read_release_file(file)
    name = name or click.prompt(say(WHO))
    session: PromptSession[str] = PromptSession()

    def ask(question: str, suggestion: str) -> str:
        try:
            return session.prompt(question, default=suggestion)
        except (EOFError, KeyboardInterrupt):
            raise Ended from None

    left = review_file(proposed, Reviewer(name, day), ask, Console(highlight=False))
    click.echo(
        say("{file}: {left} records left to review", file=file, left=left)
        if left
        else say("{file}: all reviewed", file=file)
    )


def _find_table(named: Path) -> Path | None:
    """Find the folder of a table by its path or name; None where a release is meant."""
    for folder in (named, read_settings().data / TABLES / named):
        if (folder / FILES).is_file():
            return folder
    return None


def _review_table(folder: Path, day: str) -> None:
    session: PromptSession[str] = PromptSession()

    def ask(question: str, suggestion: str) -> str:
        try:
            return session.prompt(question, default=suggestion)
        except KeyboardInterrupt:
            raise EOFError from None

    occasion = Occasion(day, read_settings().editions)
    left = review_matches(read_folder(folder), ask, Console(highlight=False), occasion)
    click.echo(
        say("{name}: {left} likely matches left", name=folder.name, left=left)
        if left
        else say("{name}: all decided", name=folder.name)
    )

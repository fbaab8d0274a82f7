"""``wirlod review``: a person decides on what extraction proposes."""

from datetime import UTC, datetime
from pathlib import Path

import click
from prompt_toolkit import PromptSession
from rich.console import Console

from wirlod.extract.review.decisions import Reviewer
from wirlod.extract.review.release_file import read_release_file
from wirlod.extract.review.screen import Ended, review_file


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "name",
    prompt="Who reviews (a name or office to be published, never a login)",
    help="Who reviews: a name or an office, which is published; asked for where it is left out.",
)
@click.option("--on", "date", help="The day of the review, default: today.")
def review(file: Path, name: str, date: str | None) -> None:
    """Walk through the proposed records of a release file: accept, edit, reject, skip, go back."""
    today = datetime.now(UTC).date().isoformat()
    proposed = read_release_file(file)
    session: PromptSession[str] = PromptSession()

    def ask(question: str, suggestion: str) -> str:
        try:
            return session.prompt(question, default=suggestion)
        except (EOFError, KeyboardInterrupt):
            raise Ended from None

    left = review_file(proposed, Reviewer(name, date or today), ask, Console(highlight=False))
    click.echo(f"{file}: {left} records left to review" if left else f"{file}: all reviewed")

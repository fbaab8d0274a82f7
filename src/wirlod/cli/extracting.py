"""``wirlod extract`` and ``wirlod review``: from a press release to reviewed records."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec
from prompt_toolkit import PromptSession
from rich.console import Console

from wirlod.errors import Origin, Problem, SourceError, WirlodError
from wirlod.extract.facts import ReleaseFacts
from wirlod.extract.names.gazetteer import read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.review.proposal import propose_release
from wirlod.extract.review.release_file import ReleaseFile, read_release_file, write_release_file
from wirlod.extract.review.review import review_file
from wirlod.extract.review.reviewing import Reviewer
from wirlod.extract.review.terminal import show_release
from wirlod.extract.text.document import MAXIMUM_BYTES, Document, decode_document, read_document
from wirlod.settings import read_settings

STANDARD_INPUT = "-"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "form", flag_value="json", help="Print one JSON object per file and line.")
@click.option("--text", "form", flag_value="text", help="Print the text that positions count in.")
@click.option("--propose", "form", flag_value="propose", help="Write a file to review.")
@click.option("--key", default="", help="With --propose: name the file, default: date and title.")
def extract(files: tuple[Path, ...], form: str | None, key: str) -> None:
    """Find the facts in press releases: text, saved HTML, Markdown, or - for standard input."""
    data = read_settings().data
    gazetteer = read_gazetteer(data)
    failures = 0
    for path in files:
        try:
            document = _read(path)
            facts = extract_release(document, gazetteer)
            if form == "propose":
                _propose(propose_release(facts, document, gazetteer, data, key))
            else:
                _print(facts, document, form)
        except WirlodError as error:
            click.echo(str(error), err=True)
            failures += 1
    sys.exit(1 if failures else 0)


def _print(facts: ReleaseFacts, document: Document, form: str | None) -> None:
    if form == "text":
        click.echo(document.text, nl=False)
    elif form == "json":
        click.echo(msgspec.json.encode(facts).decode())
    else:
        show_release(facts, document.text, Console())


def _propose(file: ReleaseFile) -> None:
    if file.path.exists():
        raise SourceError([Problem(Origin(file.path), "is there already: review or remove it")])
    write_release_file(file)
    count = len(file.proposed)
    click.echo(f"{file.path}: {count} records proposed; next: wirlod review {file.path}")


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
    """Walk through the proposed records of a release file: accept, correct or reject each."""
    today = datetime.now(UTC).date().isoformat()
    proposed = read_release_file(file)
    session: PromptSession[str] = PromptSession()

    def ask(question: str, suggestion: str) -> str:
        try:
            return session.prompt(question, default=suggestion)
        except (EOFError, KeyboardInterrupt):
            return "q"

    left = review_file(proposed, Reviewer(name, date or today), ask, Console(highlight=False))
    click.echo(f"{file}: {left} records left to review" if left else f"{file}: all reviewed")


def _read(path: Path) -> Document:
    if str(path) == STANDARD_INPUT:
        content = sys.stdin.buffer.read(MAXIMUM_BYTES + 1)
        return decode_document("standard input", content)
    return read_document(path)

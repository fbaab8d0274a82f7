"""``wirlod extract``: the facts of press releases, each with the words that say it."""

import os
import sys
from pathlib import Path

import click
import msgspec

from wirlod.errors import SourceError, WirlodError
from wirlod.extract.facts import ReleaseFacts
from wirlod.extract.names.gazetteer import Gazetteer, read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.second_reader import Endpoint
from wirlod.extract.text.document import (
    MAXIMUM_BYTES,
    Document,
    decode_document,
    read_document,
    visible,
)
from wirlod.saying import say
from wirlod.settings import read_settings
from wirlod.values.keys import is_key

STANDARD_INPUT = "-"
KEY_VARIABLE = "OPENAI_API_KEY"
"""Where the key of a second reader is looked for, as its clients do; it is never shown."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "form", flag_value="json", help="Print one JSON object per file and line.")
@click.option("--text", "form", flag_value="text", help="Print the text that positions count in.")
@click.option("--propose", "form", flag_value="propose", help="Write a file to review.")
@click.option("--key", default="", help="With --propose: name the file, default: date and title.")
@click.option("--reader", default="", metavar="URL", help="Ask this endpoint as a second reader.")
@click.option("--reader-model", default="default", help="The model that the second reader names.")
def extract(
    files: tuple[Path, ...], form: str | None, key: str, reader: str, reader_model: str
) -> None:
    """Find the facts in press releases: text, saved HTML, Markdown, or - for standard input."""
    _check_key(key, len(files))
    endpoint = _endpoint(reader, reader_model)
    data = read_settings().data
    gazetteer = read_gazetteer(data)
    failures = 0
    for path in files:
        try:
            document = _read(path)
            facts = extract_release(document, gazetteer, endpoint)
            if form == "propose":
                _propose(facts, document, gazetteer, (data, key))
            else:
                _print(facts, document, form)
        except WirlodError as error:
            click.echo(visible(str(error)), err=True)
            failures += 1
    sys.exit(1 if failures else 0)


def _check_key(key: str, count: int) -> None:
    if key and not is_key(key):
        raise click.BadParameter(
            say(
                "{key!r} is no key: wanted small letters, digits, single hyphens", key=visible(key)
            ),
            param_hint="--key",
        )
    if key and count > 1:
        raise click.BadParameter(say("names one file: give one release"), param_hint="--key")


def _endpoint(address: str, model: str) -> Endpoint | None:
    if not address:
        return None
    if not address.startswith(("http://", "https://")):
        raise click.BadParameter(
            say(
                "{address!r} is no web address: wanted http://… or https://…",
                address=visible(address),
            ),
            param_hint="--reader",
        )
    return Endpoint(address, model, os.environ.get(KEY_VARIABLE, ""))


def _print(facts: ReleaseFacts, document: Document, form: str | None) -> None:
    if form == "text":
        click.echo(document.text, nl=False)
    elif form == "json":
        click.echo(msgspec.json.encode(facts).decode())
    else:  # imported here, for most runs print no table
        from rich.console import Console  # noqa: PLC0415

        from wirlod.extract.review.terminal import show_release  # noqa: PLC0415

        show_release(facts, document.text, Console())


def _propose(
    facts: ReleaseFacts, document: Document, gazetteer: Gazetteer, named: tuple[Path, str]
) -> None:
    from wirlod.extract.review.proposal import propose_release  # noqa: PLC0415
    from wirlod.extract.review.release_file import write_release_file  # noqa: PLC0415

    file = propose_release(facts, document, gazetteer, *named)
    if file.path.exists():
        raise SourceError.at(file.path, say("is there already: review or remove it"))
    write_release_file(file)
    count = len(file.proposed)
    click.echo(
        say(
            "{path}: {count} records proposed; next: wirlod review {path}",
            path=file.path,
            count=count,
        )
    )


def _read(path: Path) -> Document:
    if str(path) == STANDARD_INPUT:
        content = sys.stdin.buffer.read(MAXIMUM_BYTES + 1)
        return decode_document("standard input", content)
    return read_document(path)

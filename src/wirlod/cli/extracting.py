"""``wirlod extract`` and ``wirlod review``: from a press release to reviewed records."""

import sys
from pathlib import Path

import click
import msgspec
from rich.console import Console

from wirlod.errors import WirlodError
from wirlod.extract.document import MAXIMUM_BYTES, Document, decode_document, read_document
from wirlod.extract.gazetteer import read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.terminal import show_release
from wirlod.settings import read_settings

STANDARD_INPUT = "-"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file and line.")
@click.option("--text", "as_text", is_flag=True, help="Print the text that positions count in.")
def extract(files: tuple[Path, ...], as_json: bool, as_text: bool) -> None:
    """Find the facts in press releases: text, saved HTML, Markdown, or - for standard input."""
    gazetteer = read_gazetteer(read_settings().data)
    failures = 0
    for path in files:
        try:
            document = _read(path)
        except WirlodError as error:
            click.echo(str(error), err=True)
            failures += 1
            continue
        if as_text:
            click.echo(document.text, nl=False)
            continue
        facts = extract_release(document, gazetteer)
        if as_json:
            click.echo(msgspec.json.encode(facts).decode())
        else:
            show_release(facts, document.text, Console())
    sys.exit(1 if failures else 0)


def _read(path: Path) -> Document:
    if str(path) == STANDARD_INPUT:
        content = sys.stdin.buffer.read(MAXIMUM_BYTES + 1)
        return decode_document("standard input", content)
    return read_document(path)

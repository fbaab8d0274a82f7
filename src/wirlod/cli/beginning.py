"""``wirlod new``: a folder of records for another programme."""

from pathlib import Path

import click

from wirlod.publish.beginning import make_folder
from wirlod.saying import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make FOLDER for another programme: tables with an example each, publication.yaml, README."""
    for path in make_folder(folder):
        click.echo(path)
    click.echo(
        say(
            "Next: fill in {folder}/publication.yaml, then WIRLOD_DATA={folder} wirlod check",
            folder=folder,
        )
    )

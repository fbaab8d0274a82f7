"""``wirlod editions`` and ``wirlod rollback``: which edition is current."""

import click

from wirlod.edition import CURRENT, find_editions, roll_back
from wirlod.settings import read_settings


@click.command()
def editions() -> None:
    """List the editions, oldest first; ``*`` marks the current one."""
    folder = read_settings().editions
    current = (folder / CURRENT).resolve()
    for edition in find_editions(folder):
        mark = "*" if edition.folder.resolve() == current else " "
        click.echo(f"{mark} {edition.name}  {edition.manifest.triples} triples")


@click.command()
@click.argument("name", default="")
def rollback(name: str) -> None:
    """Switch to the edition NAME, or to the one before the current one."""
    edition = roll_back(read_settings().editions, name)
    click.echo(f"Current edition is {edition.name} now")

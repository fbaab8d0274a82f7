"""``wirlod editions`` and ``wirlod rollback``: which edition is current."""

import click

from wirlod.edition import CURRENT, find_editions
from wirlod.settings import read_settings


@click.command()
def editions() -> None:
    """List the editions, oldest first; ``*`` marks the current one."""
    folder = read_settings().editions
    current = (folder / CURRENT).resolve()
    for edition in find_editions(folder):
        mark = "*" if edition.folder.resolve() == current else " "
        click.echo(f"{mark} {edition.name}  {edition.manifest.triples} triples")

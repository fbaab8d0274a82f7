"""``wirlod editions`` and ``wirlod rollback``: which edition is current."""

import click

from wirlod.editions import current_name, list_editions, nothing_published, roll_back
from wirlod.saying import say
from wirlod.settings import read_settings


@click.command()
def editions() -> None:
    """List the editions in the order of publication; ``*`` marks the current one."""
    folder = read_settings().editions
    current, found = current_name(folder), list_editions(folder, whole=True)
    for one in found:
        mark = "*" if one.name == current else " "
        number = one.edition.manifest.triples if one.edition else 0
        triples = say("  {triples} triples", triples=number) if one.edition else ""
        damaged = say("  damaged") if one.fault else ""
        click.echo(f"{mark} {one.name}{triples}{damaged}")
    for one in found:
        if one.fault:
            click.echo(say("damaged: {fault}", fault=one.fault), err=True)
    if not found:
        raise nothing_published(folder)
    if current not in {one.name for one in found}:
        click.echo(say("no edition is current: 'wirlod rollback NAME' switches to one"), err=True)


@click.command()
@click.argument("name", default="")
def rollback(name: str) -> None:
    """Switch to the edition NAME, or to the one before the current one."""
    edition = roll_back(read_settings().editions, name)
    click.echo(say("Current edition is {name} now", name=edition.name))

"""``wirlod doctor`` and ``wirlod verify``: whether an installation and its editions are well."""

import sys

import click

from wirlod.cli.serving import PORTS
from wirlod.edition import unknown_edition
from wirlod.editions import check_whole, list_editions, nothing_published
from wirlod.errors import EditionDamaged
from wirlod.operation.doctor import Verdict, examine
from wirlod.saying import say
from wirlod.settings import read_settings

MARKS = {Verdict.GOOD: "  ok  ", Verdict.DOUBT: "doubt ", Verdict.BAD: " BAD  "}


@click.command()
@click.option("--port", type=PORTS, default=8000, show_default=True, help="Port to be served at.")
def doctor(port: int) -> None:
    """Look at this installation, and say what is wrong and what to do; 1 where it cannot work."""
    bad = 0
    for finding in examine(read_settings(), port):
        advice = f"\n        {finding.advice}" if finding.advice else ""
        click.echo(f"{MARKS[finding.verdict]} {finding.what}{advice}")
        bad += finding.verdict is Verdict.BAD
    if bad:
        sys.exit(1)


@click.command()
@click.argument("names", nargs=-1)
def verify(names: tuple[str, ...]) -> None:
    """Compare every file of the editions NAMES, or of all, with what was written."""
    folder = read_settings().editions
    listed = [one for one in list_editions(folder) if not names or one.name in names]
    if unknown := sorted(set(names) - {one.name for one in listed}):
        raise unknown_edition(unknown[0])
    if not listed:
        raise nothing_published(folder)
    damaged = []
    for one in listed:
        try:
            if one.edition is None:
                raise EditionDamaged(one.fault)
            check_whole(one.edition)
        except EditionDamaged as error:
            damaged.append(f"{error}")
        else:
            click.echo(say("{name} is whole", name=one.name))
    if damaged:
        raise EditionDamaged("\n".join(damaged))

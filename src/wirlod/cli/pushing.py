"""``wirlod push``: an edition into the engine that ``WIRLOD_STORE`` names."""

import time

import click

from wirlod.edition import read_edition
from wirlod.editions import check_whole, current_edition, lock_editions
from wirlod.operation.pushing import push as push_edition
from wirlod.saying import say
from wirlod.settings import read_settings

TELL_SECONDS = 2.0
"""How often a steward is told how far it is."""


class Progress:
    """Tells how far it is, not too often."""

    def __init__(self) -> None:
        self._started = self._told = time.monotonic()

    def __call__(self, line: str) -> None:
        """Say *line*, if it is time."""
        now = time.monotonic()
        if now - self._told >= TELL_SECONDS:
            self._told = now
            click.echo(f"{now - self._started:6.1f} s  {line}")

    @property
    def seconds(self) -> float:
        """How long it took until now."""
        return time.monotonic() - self._started


@click.command()
@click.argument("edition", default="")
@click.option(
    "--take-over", is_flag=True, help="End the claim of a push on another machine, which died."
)
def push(edition: str, take_over: bool) -> None:
    """
    Load EDITION, or the current one, into the engine of WIRLOD_STORE, and switch to it there.

    Killed in the middle, it goes on when it is called again. An edition that is there already is
    only compared and switched to: that rolls back. Two machines never push at once; --take-over
    ends the claim of one that died.
    """
    settings = read_settings()
    progress = Progress()
    with lock_editions(settings.editions):
        folder = settings.editions
        found = read_edition(folder / edition) if edition else current_edition(folder)
        check_whole(found)
        pushed = push_edition(settings, found, progress, take_over=take_over)
    if pushed.surplus:
        taken = say("Took out {count:,} statements that did not belong there", count=pushed.surplus)
        click.echo(taken)
    if pushed.removed:
        click.echo(say("Removed {editions}", editions=", ".join(pushed.removed)))
    click.echo(
        say(
            "Pushed {edition}: {triples:,} triples in {graphs} graphs, {sent} portions sent, "
            "{seconds:.1f} s. SHA-256 of all sorted statements: {digest}",
            edition=pushed.edition,
            triples=pushed.triples,
            graphs=pushed.graphs,
            sent=pushed.sent,
            seconds=progress.seconds,
            digest=pushed.digest,
        )
    )

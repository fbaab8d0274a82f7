"""``wirlod publish`` and ``wirlod check``: from ``data/`` to an edition."""

import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime

import click

from wirlod.cli.comparing import confirm
from wirlod.cli.staging import rehearse_draft
from wirlod.iris import is_key
from wirlod.kinds import KINDS
from wirlod.publish import publisher
from wirlod.publish.draft import Draft
from wirlod.saying import say
from wirlod.settings import read_settings

clock = click.option(
    "--clock",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%SZ"]),
    help="The time (UTC) that the edition is named after; default: now.",
)


def check_losses(
    context: click.Context, parameter: click.Parameter, names: tuple[str, ...]
) -> tuple[str, ...]:
    """Refuse names of what nobody could lose: a slip of the pen would allow nothing."""
    for name in names:
        folder, _, key = name.partition("/")
        is_dataset = folder == "dataset" and is_key(key)
        if name not in (*KINDS, "base-uri") and not is_dataset:
            raise click.BadParameter(
                say(
                    "found {name!r}, wanted a kind ({kinds}), dataset/… or base-uri.",
                    name=name,
                    kinds=", ".join(KINDS),
                ),
                context,
                parameter,
            )
    return names


@click.command()
@clock
@click.option(
    "--allow-loss",
    multiple=True,
    callback=check_losses,
    metavar="NAME",
    help="A kind (grant) or dataset (dataset/grants) that may be dropped, or base-uri.",
)
@click.option("--yes", is_flag=True, help="Do not ask before a large change or a withdrawal.")
@click.option("--again", is_flag=True, help="Make an edition even where nothing changed.")
def publish(clock: datetime | None, allow_loss: tuple[str, ...], yes: bool, again: bool) -> None:
    """
    Make an edition out of the records, rehearse it and switch to it.

    What it changes is shown first; where nothing changed, the current edition stays.
    """
    started = time.monotonic()
    settings = read_settings()
    if not again and clock is None and (unchanged := publisher.find_unchanged(settings)):
        click.echo(
            say(
                "Nothing changed since {name}, which stays the current edition", name=unchanged.name
            )
        )
        return

    def rehearsal(draft: Draft) -> None:
        for warning in draft.warnings:
            draft.report(say("Warning: {text}", text=warning))
        confirm(draft, yes)
        rehearse_draft(draft)

    edition = publisher.publish(
        settings, created_at(clock), reporter(started), rehearsal, allow_loss
    )
    manifest = edition.manifest
    _print_counts(manifest.records)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    click.echo(
        say(
            "Published {name}: {triples:,} triples in {seconds:.1f} s, {peak:,.0f} MiB "
            "of memory at most",
            name=edition.name,
            triples=manifest.triples,
            seconds=time.monotonic() - started,
            peak=peak,
        )
    )


@click.command()
def check() -> None:
    """Check the records as a publication would, and publish nothing."""
    started = time.monotonic()
    checked = publisher.check(read_settings(), created_at(None), reporter(started))
    _print_counts(checked.records)
    if checked.warnings:
        click.echo(say("Strange beside each other (it stops nothing, and is counted at /quality):"))
    for warning in checked.warnings:
        click.echo(f"  {warning}")
    if checked.unsaid:
        click.echo(say("Still to be said (it stops nothing):"))
    for unsaid in checked.unsaid:
        click.echo(f"  {unsaid}")
    click.echo(say("No problem found; nothing was published"))


def created_at(clock: datetime | None) -> datetime:
    """Give the time that ``--clock`` says, or now."""
    return clock.replace(tzinfo=UTC) if clock else datetime.now(UTC).replace(microsecond=0)


def reporter(started: float) -> Callable[[str], None]:
    """Make what writes progress with the seconds since *started*."""

    def report(line: str) -> None:
        click.echo(f"{time.monotonic() - started:6.1f} s  {line}", err=True)

    return report


def _print_counts(records: dict[str, int]) -> None:
    width = max((len(kind) for kind in records), default=0)
    for kind, count in records.items():
        click.echo(f"{kind:{width}} {count:8,}")

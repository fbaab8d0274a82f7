"""``wirlod publish`` and ``wirlod check``: from ``data/`` to an edition."""

import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime

import click

from wirlod.publish import publisher
from wirlod.settings import read_settings

clock = click.option(
    "--clock",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%SZ"]),
    help="The time (UTC) that the edition is named after; default: now.",
)


@click.command()
@clock
def publish(clock: datetime | None) -> None:
    """Make an edition out of the records and switch to it."""
    started = time.monotonic()
    edition = publisher.publish(read_settings(), _created(clock), _reporter(started))
    manifest = edition.manifest
    _print_counts(manifest.records)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    click.echo(
        f"Published {edition.name}: {manifest.triples:,} triples "
        f"in {time.monotonic() - started:.1f} s, {peak:,.0f} MiB of memory at most"
    )


@click.command()
def check() -> None:
    """Check the records as a publication would, and publish nothing."""
    started = time.monotonic()
    records = publisher.check(read_settings(), _created(None), _reporter(started))
    _print_counts(records)
    click.echo("No problem found; nothing was published")


def _created(clock: datetime | None) -> datetime:
    return clock.replace(tzinfo=UTC) if clock else datetime.now(UTC).replace(microsecond=0)


def _reporter(started: float) -> Callable[[str], None]:
    def report(line: str) -> None:
        click.echo(f"{time.monotonic() - started:6.1f} s  {line}", err=True)

    return report


def _print_counts(records: dict[str, int]) -> None:
    width = max((len(kind) for kind in records), default=0)
    for kind, count in records.items():
        click.echo(f"{kind:{width}} {count:8,}")

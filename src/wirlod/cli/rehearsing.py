"""``wirlod rehearse``: how portals would take the next edition; nothing is published."""

import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import click

from wirlod.cli.publishing import clock, created_at, reporter
from wirlod.cli.staging import rehearse_draft
from wirlod.errors import PublishingError
from wirlod.publish import publisher
from wirlod.publish.draft import Draft
from wirlod.saying import say
from wirlod.settings import read_settings

PROFILES = ("de3+konv", "ap301", "dashboard")
"""Sets of official shapes, as their kit calls them."""

GATE = PROFILES[0]
"""The set that must find nothing; the others report."""


@click.command()
@clock
@click.option(
    "--official",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with the official DCAT-AP.de shapes and their validate.py, asked as well.",
)
def rehearse(clock: datetime | None, official: Path | None) -> None:
    """Play the harvesters of portals against the next edition, and publish nothing."""

    def rehearsal(draft: Draft) -> None:
        rehearse_draft(draft)
        if official:
            ask_official_shapes(official, draft)

    publisher.try_out(read_settings(), created_at(clock), reporter(time.monotonic()), rehearsal)
    click.echo(say("Portals would take this edition; nothing was published"))


def ask_official_shapes(official: Path, draft: Draft) -> None:
    """
    Have the catalogue judged by the kit of official shapes in the folder *official*.

    :raises PublishingError: when the shapes that decide find a violation.
    """
    for profile in PROFILES:
        kit, catalogue = official / "validate.py", draft.folder / "catalogue.ttl"
        command = [sys.executable, str(kit), profile, str(catalogue)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        for line in run.stdout.splitlines():
            draft.report(line)
        if run.returncode and profile == GATE:
            raise PublishingError(
                say("the official shapes {profile} find faults: see above", profile=profile)
            )

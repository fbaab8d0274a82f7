"""Editions made one after the other, each rehearsed before the switch."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from wirlod.cli.staging import Stage, rehearse_draft
from wirlod.edition import Edition
from wirlod.publish.publisher import publish
from wirlod.settings import Settings
from wirlod.web import create_app

Publish = Callable[[int], Edition]


def silent(line: str) -> None:
    """Take a line of progress and show it to nobody."""


def publish_rehearsed(settings: Settings, day: int, *allow_loss: str) -> Edition:
    """Publish on a day of November 2026, with the rehearsal."""
    created = datetime(2026, 11, day, tzinfo=UTC)
    return publish(settings, created, silent, rehearse_draft, allow_loss)


def read_verdict(edition: Edition) -> dict[str, Any]:
    """Read what the rehearsal of *edition* found."""
    verdict: dict[str, Any] = json.loads((edition.folder / "quality.json").read_bytes())
    return verdict


@pytest.fixture(scope="session")
def rehearsed(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The real records, published with a rehearsal."""
    editions = tmp_path_factory.mktemp("rehearsed") / "editions"
    return publish_rehearsed(msgspec.structs.replace(settings, editions=editions), 1)


@pytest.fixture
def copied(settings: Settings, rehearsed: Edition, tmp_path: Path) -> Settings:
    """Settings with copies of the records and of the folder of editions."""
    shutil.copytree(settings.data, tmp_path / "data")
    shutil.copytree(rehearsed.folder.parent, tmp_path / "editions", symlinks=True)
    return msgspec.structs.replace(settings, data=tmp_path / "data", editions=tmp_path / "editions")


@pytest.fixture(scope="session")
def stage(rehearsed: Edition) -> Iterator[Stage]:
    """The site that serves :func:`rehearsed`."""
    base_uri = rehearsed.manifest.base_uri
    app = create_app(Settings(base_uri=base_uri, editions=rehearsed.folder.parent))
    with app.test_client() as client:
        yield Stage(client, base_uri)


def add_row(path: Path, **cells: str) -> None:
    """Repeat the last row of a table with other *cells*."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, rows[0], lineterminator="\n").writerow(rows[-1] | cells)


def keep_rows(path: Path, kept: Callable[[str], bool]) -> None:
    """Keep the header and the rows whose key is *kept*."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [rows[0], *(row for row in rows[1:] if kept(row[0]))]
        )

"""
When each dataset first appeared and last changed: what portals compare.

A dataset has changed when its statements have. Otherwise it keeps the day and version it had
in the edition before, so that a portal which harvests again finds nothing new.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from wirlod.edition import Edition

FILE = "datasets.json"


class Past(msgspec.Struct, frozen=True):
    """What an edition knows of the past of one dataset."""

    key: str
    fingerprint: str
    """SHA-256 of its statements."""
    issued: datetime
    modified: datetime
    version: str
    """The edition in which it last changed."""
    previous: str = ""
    """The edition in which it had changed before that."""


def read_past(edition: Edition | None) -> dict[str, Past]:
    """Read what *edition* knows, by key of the dataset; empty where there is none."""
    if edition is None or not (edition.folder / FILE).exists():
        return {}
    return read_past_of(edition.folder)


def read_past_of(folder: Path) -> dict[str, Past]:
    """Read what the edition in *folder* knows."""
    known = msgspec.json.decode((folder / FILE).read_bytes(), type=list[Past])
    return {past.key: past for past in known}


def build_past(
    fingerprints: Mapping[str, str], before: dict[str, Past], edition: str, created: datetime
) -> dict[str, Past]:
    """Compare the *fingerprints* of the datasets, by key, with those of the edition *before*."""
    return {
        key: _continue(key, fingerprint, before.get(key), edition, created)
        for key, fingerprint in fingerprints.items()
    }


def _continue(
    key: str, fingerprint: str, past: Past | None, edition: str, created: datetime
) -> Past:
    if past is None:
        return Past(key, fingerprint, created, created, edition)
    if past.fingerprint == fingerprint:
        return past
    return Past(key, fingerprint, past.issued, created, edition, past.version)


def write_past(past: dict[str, Past], folder: Path) -> None:
    """Write it for the next edition."""
    (folder / FILE).write_bytes(msgspec.json.encode(list(past.values())))

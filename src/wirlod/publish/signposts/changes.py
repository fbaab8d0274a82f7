"""When the statements about each thing last changed: carried on from edition to edition."""

from datetime import datetime
from pathlib import Path

import msgspec

from wirlod.edition import Edition

FILE = "pages.json"


class Page(msgspec.Struct, frozen=True, array_like=True):
    """A thing, a digest of all that is said of it, and the day since when it has been so."""

    target: str
    digest: str
    day: str


def build_pages(digests: dict[str, str], previous: Edition | None, created: datetime) -> list[Page]:
    """Compare *digests* with those of the edition before; what is unchanged keeps its day."""
    before = {page.target: page for page in read_pages(previous)} if previous else {}
    today = created.date().isoformat()
    pages = []
    for target in sorted(digests):
        digest = digests[target]
        known = before.get(target)
        pages.append(known if known and known.digest == digest else Page(target, digest, today))
    return pages


def read_pages(edition: Edition) -> list[Page]:
    """Read the pages of *edition*."""
    path = edition.folder / FILE
    return msgspec.json.decode(path.read_bytes(), type=list[Page]) if path.exists() else []


def write_pages(pages: list[Page], folder: Path) -> None:
    """Write them for the next edition."""
    (folder / FILE).write_bytes(msgspec.json.encode(pages))

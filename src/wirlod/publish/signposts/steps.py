"""The step of publishing that writes what crawlers ask for."""

import gzip
from pathlib import Path

from wirlod.kinds import KINDS
from wirlod.kinds.datasets import DATASETS
from wirlod.publish.catalogue.history import read_past_of
from wirlod.publish.draft import Draft
from wirlod.publish.publication import read_publication
from wirlod.publish.signposts.changes import Page, build_pages, write_pages
from wirlod.publish.signposts.sitemap import Entry, write_sitemaps
from wirlod.publish.signposts.texts import write_llms, write_robots, write_security

FOLDER = "signposts"


def write_signposts(draft: Draft) -> None:
    """Write the sitemap and the small texts."""
    folder, base_uri = draft.folder / FOLDER, draft.settings.base_uri
    folder.mkdir()
    pages = build_pages(draft.digests, draft.previous, draft.created)
    write_pages(pages, draft.folder)
    for name, content in write_sitemaps(_entries(draft, pages), base_uri):
        _write(folder / name, content)
        (folder / f"{name}.gz").write_bytes(gzip.compress(content.encode(), mtime=0))
    publication = read_publication(draft.settings.data)
    _write(folder / "robots.txt", write_robots(base_uri))
    _write(folder / "security.txt", write_security(publication, draft.created, base_uri))
    _write(folder / "llms.txt", write_llms(publication, base_uri))
    draft.report(f"{len(pages)} pages")


def _entries(draft: Draft, pages: list[Page]) -> list[Entry]:
    """List home, catalogue, datasets and ontology, then every thing."""
    base_uri, today = draft.settings.base_uri, draft.created.date().isoformat()
    past = read_past_of(draft.folder)
    entries = [(base_uri, today), (f"{base_uri}catalogue", today)]
    for dataset in DATASETS:
        day = past[dataset.key].modified.date().isoformat()
        entries.append((f"{base_uri}doc/dataset/{dataset.key}", day))
    entries += [(f"{base_uri}doc/{kind}", today) for kind in KINDS if kind in draft.records]
    entries += [(f"{base_uri}doc/{page.target}", page.day) for page in pages]
    return entries


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")

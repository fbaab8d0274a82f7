"""
What crawlers ask for before anything else: sitemap, ``robots.txt``, ``security.txt``, ``llms.txt``.

The sitemap names every page with the day on which its statements last changed, which is carried
on from edition to edition.
"""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape

from wirlod.iris import ONTOLOGY
from wirlod.kinds import KINDS
from wirlod.kinds.datasets import DATASETS
from wirlod.publish.catalogue.history import read_past_of
from wirlod.publish.digests import FILE, Digests, write_pages
from wirlod.publish.draft import Draft
from wirlod.publish.publication import Publication, read_publication

FOLDER = "signposts"

MOST = 50_000
"""Addresses in one file, by the protocol of sitemaps."""

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

Entry = tuple[str, str]
"""An address and the day it last changed."""

VALID_DAYS = 365
"""How long ``security.txt`` holds; an edition is made more often."""


def write_sitemaps(entries: Iterable[Entry], base_uri: str) -> Iterator[tuple[str, str]]:
    """Yield the name and content of each file; beyond 50,000 addresses an index names parts."""
    remaining = iter(entries)
    part, following = (list(islice(remaining, MOST)) for _ in range(2))
    if not following:
        yield "sitemap.xml", _write_xml("urlset", "url", part)
        return
    parts: list[Entry] = []
    while part:
        name = f"sitemap-{len(parts) + 1}.xml"
        parts.append((base_uri + name, max(day for _, day in part)))
        yield name, _write_xml("urlset", "url", part)
        part, following = following, list(islice(remaining, MOST))
    yield "sitemap.xml", _write_xml("sitemapindex", "sitemap", parts)


def _write_xml(outer: str, inner: str, entries: Iterable[Entry]) -> str:
    lines = [
        f"<{inner}><loc>{escape(address)}</loc><lastmod>{day}</lastmod></{inner}>\n"
        for address, day in entries
    ]
    return f'{HEAD}<{outer} xmlns="{NAMESPACE}">\n{"".join(lines)}</{outer}>\n'


def write_robots(base_uri: str) -> str:
    """Write ``robots.txt``: everything may be read, queries are not for crawlers."""
    return f"User-agent: *\nAllow: /\nDisallow: /sparql?\n\nSitemap: {base_uri}sitemap.xml\n"


def write_security(publication: Publication, created: datetime, base_uri: str) -> str:
    """Write ``security.txt`` (RFC 9116)."""
    contact = publication.contact
    address = f"mailto:{contact.email}" if contact.email else contact.url or base_uri
    expires = created + timedelta(days=VALID_DAYS)
    return (
        f"Contact: {address}\n"
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}\n"
        "Preferred-Languages: de, en\n"
        f"Canonical: {base_uri}.well-known/security.txt\n"
    )


def write_llms(publication: Publication, base_uri: str) -> str:
    """Write ``llms.txt``: what is here and where, in Markdown."""
    lines = [f"# {publication.title.en}", "", f"> {publication.description.en}", ""]
    lines += ["## Datasets", ""]
    for dataset in DATASETS:
        words = publication.datasets[dataset.key]
        page = f"{base_uri}doc/dataset/{dataset.key}.ttl"
        lines.append(f"- [{words.title.en}]({page}): {words.description.en}")
        lines += [f"  - [{t}.csv]({base_uri}download/{t}.csv)" for t in dataset.flat_tables]
    lines += ["", "## How to ask", ""]
    lines += [
        f"- [SPARQL endpoint]({base_uri}sparql): read-only, SPARQL 1.1",
        f"- [Catalogue]({base_uri}catalogue): DCAT-AP.de in RDF/XML, Turtle and JSON-LD",
        f"- [Ontology]({base_uri}{ONTOLOGY}): the words the data are written in",
        f"- [Data package]({base_uri}download/datapackage.json): the tables, described",
        "",
        f"Every page under {base_uri}doc/ is there as Turtle (.ttl) and JSON-LD (.jsonld) too. "
        f"Licence: {publication.licence_name.en} ({publication.licence_text}); "
        f"attribution: {publication.publisher.name.en}.",
        "",
    ]
    return "\n".join(lines)


def write_signposts(draft: Draft) -> None:
    """Write the sitemap and the small texts."""
    folder, base_uri = draft.folder / FOLDER, draft.settings.base_uri
    folder.mkdir()
    write_pages(draft.digests, draft.previous, draft.created, draft.folder / FILE)
    with closing(Digests.in_file(draft.folder / FILE)) as pages:
        for name, content in write_sitemaps(_entries(draft, pages), base_uri):
            _write(folder / name, content)
            (folder / f"{name}.gz").write_bytes(gzip.compress(content.encode(), mtime=0))
    publication = read_publication(draft.settings.data)
    _write(folder / "robots.txt", write_robots(base_uri))
    _write(folder / "security.txt", write_security(publication, draft.created, base_uri))
    _write(folder / "llms.txt", write_llms(publication, base_uri))
    draft.report(f"{len(draft.digests)} pages")


def _entries(draft: Draft, pages: Digests) -> Iterator[Entry]:
    """Yield home, catalogue, datasets and ontology, then every thing."""
    base_uri, today = draft.settings.base_uri, draft.created.date().isoformat()
    past = read_past_of(draft.folder)
    yield from ((base_uri, today), (f"{base_uri}catalogue", today))
    for dataset in DATASETS:
        day = past[dataset.key].modified.date().isoformat()
        yield f"{base_uri}doc/dataset/{dataset.key}", day
    yield from ((f"{base_uri}doc/{kind}", today) for kind in KINDS if kind in draft.records)
    yield from ((f"{base_uri}doc/{target}", day) for target, _, day in pages.pages())


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")

"""The sitemap: every page with the day on which its statements last changed."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

MOST = 50_000
"""Addresses in one file, by the protocol of sitemaps."""

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

Entry = tuple[str, str]
"""An address and the day it last changed."""


def write_sitemaps(entries: list[Entry], base_uri: str) -> Iterator[tuple[str, str]]:
    """Yield the name and content of each file; beyond 50,000 addresses an index names parts."""
    if len(entries) <= MOST:
        yield "sitemap.xml", _write("urlset", "url", entries)
        return
    parts = []
    for start in range(0, len(entries), MOST):
        name = f"sitemap-{start // MOST + 1}.xml"
        part = entries[start : start + MOST]
        parts.append((base_uri + name, max(day for _, day in part)))
        yield name, _write("urlset", "url", part)
    yield "sitemap.xml", _write("sitemapindex", "sitemap", parts)


def _write(outer: str, inner: str, entries: Iterable[Entry]) -> str:
    lines = [
        f"<{inner}><loc>{escape(address)}</loc><lastmod>{day}</lastmod></{inner}>\n"
        for address, day in entries
    ]
    return f'{HEAD}<{outer} xmlns="{NAMESPACE}">\n{"".join(lines)}</{outer}>\n'

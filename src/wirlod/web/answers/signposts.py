"""What crawlers ask for first: robots.txt, sitemap.xml, llms.txt, security.txt."""

from flask import Blueprint, Response, request

from wirlod.errors import ThingNotFound
from wirlod.web.answers.serving import current
from wirlod.web.http.caching import FRESH, build_etag, http_date, is_unchanged

signposts = Blueprint("signposts", __name__)

TYPES = {
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "gz": "application/gzip",
}
"""Suffix of a file → its type."""


@signposts.get("/<any('robots.txt', 'llms.txt'):name>")
@signposts.get("/.well-known/<any('security.txt'):name>")
@signposts.get("/<any('sitemap.xml', 'sitemap.xml.gz'):name>")
def file(name: str) -> Response:
    """Answer with a small file of the current edition."""
    opened = current()
    path = opened.edition.folder / "signposts" / name
    if not path.is_file():
        raise ThingNotFound(f"this edition has no {name}")
    headers = {
        "Content-Type": TYPES[name.rpartition(".")[2]],
        "Cache-Control": FRESH,
        "ETag": build_etag(opened.fingerprint, name),
        "Last-Modified": http_date(opened.edition.manifest.created),
    }
    if is_unchanged(request.environ, headers["ETag"], headers["Last-Modified"]):
        return Response(status=304, headers=headers)
    return Response(path.read_bytes(), headers=headers)


@signposts.get("/sitemap-<int:number>.xml")
def part(number: int) -> Response:
    """Answer with a part of a sitemap that is too long for one file."""
    return file(f"sitemap-{number}.xml")


@signposts.get("/sitemap-<int:number>.xml.gz")
def packed_part(number: int) -> Response:
    """Answer with the same part, packed."""
    return file(f"sitemap-{number}.xml.gz")

"""
The files of an edition, sent as they were written: dumps, charts, and what crawlers ask for.

``/download/{edition}/{file}`` names the edition, so what it gives never changes;
``/download/{file}`` leads to the file of the edition that is current.
"""

import re
from collections.abc import Callable, Mapping
from typing import cast

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import PreconditionFailed
from werkzeug.http import http_date
from werkzeug.utils import send_file

from wirlod.edition import Dump, Edition, read_edition
from wirlod.editions import CURRENT, NAME
from wirlod.errors import EditionNotFound, ThingNotFound
from wirlod.iris import is_key
from wirlod.saying import say
from wirlod.web.answers.png import draw_png
from wirlod.web.answers.serving import Serving, current
from wirlod.web.http.addresses import asked_path, relative_root
from wirlod.web.http.caching import (
    CONDITIONS,
    FOREVER,
    FRESH,
    PRECONDITIONS,
    build_etag,
    code_etag,
    is_refused,
    is_unchanged,
)
from wirlod.web.http.compression import CODINGS, compress_kept
from wirlod.web.http.negotiation import choose_coding

files = Blueprint("files", __name__)

CHART_TYPES = {
    "svg": "image/svg+xml",
    "de.svg": "image/svg+xml",
    "en.svg": "image/svg+xml",
    "de.png": "image/png",
    "en.png": "image/png",
    "csv": "text/csv; charset=utf-8",
}
"""How the name of a file of a chart ends → what it is."""

PACKED = ("application/gzip", "image/png")
"""What no coding makes smaller."""

ONE_RANGE = re.compile(r"bytes=(?:(?P<first>\d{1,18})-(?P<last>\d{1,18})?|-\d{1,18})", re.ASCII)
"""A field ``Range`` with one range of bytes."""

SIGNPOST_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "gz": "application/gzip",
}
"""How the name of a signpost ends → what it is."""


@files.get("/download/<name>")
def newest_dump(name: str) -> Response:
    """Lead to the file of the current edition."""
    edition = current().edition
    find_dump(edition, name)
    root = relative_root(asked_path(request.environ))
    headers = {"Location": f"{root}download/{edition.name}/{name}", "Cache-Control": FRESH}
    return Response(status=307, headers=headers)


@files.get("/download/<edition_name>/<name>")
def dump(edition_name: str, name: str) -> Response:
    """Answer with a file of an edition, or with a range of its bytes."""
    if edition_name == CURRENT:
        return newest_dump(name)
    edition = find_edition(edition_name)
    found = find_dump(edition, name)
    etag, modified = f'"{found.sha256}"', http_date(edition.manifest.created)
    if is_refused(request.environ, etag, modified):
        raise PreconditionFailed("this file is another one now")
    headers = {"ETag": etag, "Last-Modified": modified, "Cache-Control": FOREVER}
    if is_unchanged(request.environ, etag, modified):
        return Response(status=304, headers=headers)
    sent = send_file(
        edition.dumps_folder.resolve() / found.name,
        read_range(request.environ),
        mimetype=found.compression or found.media_type,
        download_name=f"{edition.name}-{found.name}",
        as_attachment=True,
        etag=found.sha256,
        last_modified=edition.manifest.created,
        response_class=Response,
    )
    sent.headers.update(headers)
    return cast("Response", sent)


def read_range(environ: Mapping[str, object]) -> dict[str, object]:
    """
    Give the *environ* of a request that wants one range of bytes, or the whole.

    RFC 9110 section 14.2 lets a range be ignored, and demands it of other methods than GET and
    of other units than bytes; Werkzeug refuses the one and cuts the other. Conditions were
    looked at before, and by Werkzeug would come after the range.

    >>> ranges = ("bytes=0-9", "bytes=-5", "bytes=5-2", "bytes=0-1,3-4", "lines=1-2")
    >>> [len(read_range({"REQUEST_METHOD": "GET", "HTTP_RANGE": text})) for text in ranges]
    [2, 2, 1, 1, 1]
    """
    looked_at = CONDITIONS | PRECONDITIONS
    kept = {key: value for key, value in environ.items() if key not in looked_at}
    asked = ONE_RANGE.fullmatch(str(environ.get("HTTP_RANGE", "")))
    is_one = asked is not None and (not asked["last"] or int(asked["first"]) <= int(asked["last"]))
    if environ["REQUEST_METHOD"] != "GET" or not is_one:
        kept.pop("HTTP_RANGE", None)
    return kept


def find_edition(name: str) -> Edition:
    """
    Open the edition *name*, which need not be the current one.

    :raises EditionNotFound: when it is not kept.
    """
    serving: Serving = current_app.extensions["wirlod"]
    if not NAME.fullmatch(name):
        raise EditionNotFound(say("no edition is called {name!r}", name=name))
    return read_edition(serving.editions / name)


def find_dump(edition: Edition, name: str) -> Dump:
    """
    Find the file *name* of *edition*.

    :raises ThingNotFound: when it has none.
    """
    for found in edition.manifest.dumps:
        if found.name == name:
            return found
    raise ThingNotFound(
        say("edition {edition} has no file {name!r}", edition=edition.name, name=name)
    )


@files.get("/chart/<file_name>")
def chart(file_name: str) -> Response:
    """Answer with one file of a chart: ``map.de.svg``, ``map.de.png``, ``map.csv``."""
    opened = current()
    name, _, suffix = file_name.partition(".")
    is_png = suffix.endswith(".png")
    suffix = f"{suffix.removesuffix('.png')}.svg" if is_png else suffix
    path = opened.edition.charts_folder / f"{name}.{suffix}"
    if not is_key(name) or suffix not in CHART_TYPES or not path.is_file():
        raise ThingNotFound(say("no chart has the file {name}", name=file_name))
    if not is_png:
        return _send(path.name, CHART_TYPES[suffix], path.read_bytes)

    def draw() -> bytes:
        return opened.remembered.get(file_name, lambda: draw_png(path.read_bytes()))

    return _send(file_name, "image/png", draw)


@files.get("/<any('robots.txt', 'llms.txt'):name>")
@files.get("/.well-known/<any('security.txt'):name>")
@files.get("/<any('sitemap.xml', 'sitemap.xml.gz'):name>")
def signpost(name: str) -> Response:
    """Answer with what a crawler asks for first."""
    path = current().edition.folder / "signposts" / name
    if not path.is_file():
        raise ThingNotFound(say("this edition has no {name}", name=name))
    return _send(name, SIGNPOST_TYPES[name.rpartition(".")[2]], path.read_bytes)


@files.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    """Answer with a part of a sitemap that is too long for one file."""
    return signpost(f"sitemap-{number}.xml")


@files.get("/sitemap-<int:number>.xml.gz")
def packed_sitemap_part(number: int) -> Response:
    """Answer with the same part, packed."""
    return signpost(f"sitemap-{number}.xml.gz")


def _send(name: str, media_type: str, read: Callable[[], bytes]) -> Response:
    version = current().version
    is_text = media_type not in PACKED
    asked = request.headers.get("Accept-Encoding", "") if is_text else ""
    coding = choose_coding(asked, CODINGS)
    headers = {
        "Content-Type": media_type,
        "Cache-Control": FRESH,
        "ETag": code_etag(build_etag(version.fingerprint, name), coding),
        "Last-Modified": http_date(version.created),
    }
    if is_text:
        headers["Vary"] = "Accept-Encoding"
    if is_unchanged(request.environ, headers["ETag"], headers["Last-Modified"]):
        return Response(status=304, headers=headers)
    if coding:
        headers["Content-Encoding"] = coding
    return Response(compress_kept(read(), coding), headers=headers)

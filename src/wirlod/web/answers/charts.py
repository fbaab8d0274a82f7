"""The files of a chart: ``/chart/map.de.svg``, ``/chart/map.csv``."""

from flask import Blueprint, Response

from wirlod.errors import ThingNotFound
from wirlod.iris import is_key
from wirlod.web.answers.serving import current
from wirlod.web.http.caching import FRESH, build_etag, http_date

charts = Blueprint("charts", __name__)

MEDIA_TYPES = {
    "de.svg": "image/svg+xml",
    "en.svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
}
"""How the name of a file of a chart ends → what it is."""


@charts.get("/chart/<file_name>")
def file(file_name: str) -> Response:
    """Answer with one file of a chart."""
    name, _, suffix = file_name.partition(".")
    opened = current()
    path = opened.edition.charts_folder / file_name
    if not is_key(name) or suffix not in MEDIA_TYPES or not path.is_file():
        raise ThingNotFound(f"no chart has the file {file_name}")
    headers = {
        "Content-Type": MEDIA_TYPES[suffix],
        "Cache-Control": FRESH,
        "ETag": build_etag(opened.fingerprint, path.name),
        "Last-Modified": http_date(opened.edition.manifest.created),
    }
    return Response(path.read_bytes(), headers=headers)

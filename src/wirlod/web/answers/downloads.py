"""
The files of editions: ``/download/{edition}/{file}``.

The address names the edition, so what it gives never changes. ``/download/{file}`` leads to
the file of the edition that is current.
"""

from flask import Blueprint, Response, current_app, send_file

from wirlod.edition import Dump, Edition, read_edition
from wirlod.errors import EditionNotFound, ThingNotFound
from wirlod.iris import is_key
from wirlod.web.answers.serving import Serving, current
from wirlod.web.http.caching import FOREVER, FRESH

downloads = Blueprint("downloads", __name__, url_prefix="/download")


@downloads.get("/<name>")
def newest(name: str) -> Response:
    """Lead to the file of the current edition."""
    edition = current().edition
    find_dump(edition, name)
    headers = {"Location": f"../download/{edition.name}/{name}", "Cache-Control": FRESH}
    return Response(status=307, headers=headers)


@downloads.get("/<edition_name>/<name>")
def file(edition_name: str, name: str) -> Response:
    """Answer with a file of an edition, or with a range of its bytes."""
    edition = find_edition(edition_name)
    dump = find_dump(edition, name)
    response = send_file(
        edition.dumps_folder.resolve() / dump.name,
        mimetype=dump.compression or dump.media_type,
        download_name=f"{edition.name}-{dump.name}",
        as_attachment=True,
        conditional=True,
        etag=dump.sha256,
        last_modified=edition.manifest.created,
    )
    response.headers["Cache-Control"] = FOREVER
    return response


def find_edition(name: str) -> Edition:
    """
    Open the edition *name*, which need not be the current one.

    :raises EditionNotFound: when it is not kept.
    """
    serving: Serving = current_app.extensions["wirlod"]
    if not is_key(name.lower()):
        raise EditionNotFound(f"no edition is called {name!r}")
    return read_edition(serving.editions / name)


def find_dump(edition: Edition, name: str) -> Dump:
    """
    Find the file *name* of *edition*.

    :raises ThingNotFound: when it has none.
    """
    for dump in edition.manifest.dumps:
        if dump.name == name:
            return dump
    raise ThingNotFound(f"edition {edition.name} has no file {name!r}")

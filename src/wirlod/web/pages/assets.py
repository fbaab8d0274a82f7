"""
Style sheets, scripts and pictures of the site itself: ``/static/{digest}/{name}``.

The address names the content, so a cache may keep it for ever; a page of an older version that
asks with an older digest gets the file as it is now, to be kept for a short time only.
"""

from functools import lru_cache
from hashlib import blake2b
from importlib import resources

import msgspec
from flask import Blueprint, Response, request

from wirlod.errors import ThingNotFound
from wirlod.web.http.caching import FOREVER, FRESH
from wirlod.web.http.compression import CODINGS, compress_kept
from wirlod.web.http.negotiation import choose_coding

assets = Blueprint("assets", __name__)

MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


class Asset(msgspec.Struct, frozen=True):
    """One file of the site."""

    body: bytes
    digest: str
    media_type: str


@lru_cache
def read_assets() -> dict[str, Asset]:
    """Read every file of ``static/`` whose type is known, by name."""
    folder = resources.files("wirlod.web.pages") / "static"
    bundle = folder / "bundle"
    found = {}
    for file in (*folder.iterdir(), *(bundle.iterdir() if bundle.is_dir() else ())):
        suffix = file.name.rpartition(".")[2]
        if suffix in MEDIA_TYPES:
            body = file.read_bytes()
            digest = blake2b(body, digest_size=6).hexdigest()
            found[file.name] = Asset(body, digest, MEDIA_TYPES[suffix])
    return found


def asset_path(name: str) -> str:
    """Give the path of the file *name* below the root of the site."""
    return f"static/{read_assets()[name].digest}/{name}"


@lru_cache(maxsize=64)
def coded(name: str, coding: str) -> bytes:
    """Give the file *name* in a content coding."""
    return compress_kept(read_assets()[name].body, coding)


@assets.get("/static/<digest>/<name>")
def asset(digest: str, name: str) -> Response:
    """Answer with a file of the site."""
    found = read_assets().get(name)
    if found is None:
        raise ThingNotFound(f"no file of this site is called {name}")
    coding = choose_coding(request.headers.get("Accept-Encoding", ""), CODINGS)
    headers = {
        "Content-Type": found.media_type,
        "Cache-Control": FOREVER if digest == found.digest else FRESH,
        "ETag": f'"{found.digest}{coding}"',
        "Vary": "Accept-Encoding",
    }
    if coding:
        headers["Content-Encoding"] = coding
    return Response(coded(name, coding), headers=headers)

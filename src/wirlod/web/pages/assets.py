"""
Style sheets, scripts and pictures of the site itself: ``/static/{digest}/{name}``.

The digest is that of all files that lie together, for pages name it once for all of them; what is
bundled from packages has its own. So a cache may keep a file for ever; a page of an older version
that asks with an older digest gets the file as it is now, to be kept for a short time only.
"""

import re
from functools import lru_cache
from hashlib import blake2b
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec
from flask import Blueprint, Response, request

from wirlod.errors import ThingNotFound
from wirlod.saying import say
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
    """Changes with any of the files that lie beside it."""
    media_type: str


@lru_cache
def read_assets() -> dict[str, Asset]:
    """Read every file of ``static/`` whose type is known, by name."""
    folder = resources.files("wirlod.web.pages") / "static"
    bundle = folder / "bundle"
    return _read_folder(folder) | (_read_folder(bundle) if bundle.is_dir() else {})


def _read_folder(folder: Traversable) -> dict[str, Asset]:
    files = {file.name: file for file in folder.iterdir() if _suffix(file.name) in MEDIA_TYPES}
    bodies = {name: _read(files[name]) for name in sorted(files)}
    digest = blake2b(b"".join(bodies.values()), digest_size=6).hexdigest()
    return {name: Asset(body, digest, MEDIA_TYPES[_suffix(name)]) for name, body in bodies.items()}


def _read(file: Traversable) -> bytes:
    body = file.read_bytes()
    return squeeze(body.decode()).encode() if _suffix(file.name) == "css" else body


def squeeze(style: str) -> str:
    """
    Leave out of a style sheet what only its writers read; spaces between words part selectors.

    >>> squeeze("/* Lists */\\nli a,\\nol :hover {\\n  margin: 0 1rem;\\n}\\n")
    'li a, ol :hover{margin: 0 1rem;}'
    """
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r" ?([{};]) ?", r"\1", re.sub(r"\s+", " ", bare)).strip()


def _suffix(name: str) -> str:
    return name.rpartition(".")[2]


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
        raise ThingNotFound(say("no file of this site is called {name}", name=name))
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

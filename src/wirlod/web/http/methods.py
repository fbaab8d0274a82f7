"""
Every address answers GET, HEAD and OPTIONS alike, to scripts from any origin.

There is nothing here that only one visitor may see: no cookies, no credentials. So any origin
may read everything, the headers that linked data lives by included.
"""

from flask import Flask, Response, request

from wirlod.errors import AddressMalformed
from wirlod.saying import say

EXPOSED = (
    "Link, ETag, Last-Modified, Content-Location, Content-Profile, Content-Language, "
    "Content-Range, Accept-Ranges, Location, Retry-After, Allow, X-Request-ID"
)
REQUEST_HEADERS = (
    "Accept, Accept-Language, Accept-Profile, Content-Type, If-None-Match, If-Modified-Since, Range"
)
READING = ("GET", "HEAD")
PREFLIGHT_SECONDS = "86400"
FOR_ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": EXPOSED,
}
"""What every answer says, errors included."""


def register_methods(app: Flask) -> None:
    """Have *app* do this for every address."""
    app.before_request(check_decodable)
    app.after_request(let_ask_again)
    app.after_request(allow_any_origin)


def check_decodable() -> None:
    """Refuse an address that is no UTF-8: what it means cannot be known."""
    try:
        str(request.environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8")
    except UnicodeError:
        raise AddressMalformed(say("the address is not UTF-8 after percent-decoding")) from None


def let_ask_again(response: Response) -> Response:
    """
    Give an answer that anybody may keep, and that has no entity tag yet, that of its bytes.

    A view that knows what decides its bytes answers 304 before it makes them; what is small and
    made anew each time is compared here.
    """
    may_keep = response.headers.get("Cache-Control", "").startswith("public")
    is_whole = response.status_code == 200 and not response.is_streamed
    if may_keep and is_whole and "ETag" not in response.headers and request.method in READING:
        response.add_etag()
        response.make_conditional(request)
        del response.headers["Date"]  # the server's to say
    return response


def allow_any_origin(response: Response) -> Response:
    """Let scripts of any origin read the answer, errors included."""
    headers = response.headers
    headers.update(FOR_ANY_ORIGIN)
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = headers.get("Allow", "GET, HEAD, OPTIONS")
        headers["Access-Control-Allow-Headers"] = REQUEST_HEADERS
        headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
    return response

"""
How an answer is written: as gunicorn does, with less work.

What is short goes out with its head in one piece, so a client wakes once; a field that was found
well-formed is not looked at again, and the date is written once a second.
"""

import time
from collections.abc import Iterable
from email.utils import formatdate
from functools import lru_cache

from gunicorn.http.wsgi import FileWrapper, Response

TOGETHER_BYTES = 2**16
"""A longer body is not copied behind its head."""

FIELDS = 1_000
"""How many fields are known to be well-formed; most answers have the same."""


class Sending(Response):  # type: ignore[misc]
    """One answer on its way to its client."""

    response_length: int | None
    headers_sent: bool

    def send(self, body: Iterable[bytes]) -> None:
        """Send what the application gave, and let it know when that is over."""
        try:
            if isinstance(body, FileWrapper):
                self.write_file(body)
            else:
                for piece in body:
                    self.write(piece)
            self.close()
        finally:
            if close := getattr(body, "close", None):
                close()

    def process_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        """Keep the fields that may be sent."""
        for name, value in headers:
            kept, length = check_field(name, value)
            self.headers += kept
            self.response_length = self.response_length if length is None else length

    def default_headers(self) -> list[str]:
        """Give the lines that the server itself says."""
        connection = "close" if self.should_close() else "keep-alive"
        major, minor = self.req.version
        lines = [
            f"HTTP/{major}.{minor} {self.status}\r\n",
            f"Server: {self.version}\r\n",
            f"Date: {write_date(int(time.time()))}\r\n",
            f"Connection: {connection}\r\n",
        ]
        return [*lines, "Transfer-Encoding: chunked\r\n"] if self.chunked else lines

    def write(self, arg: bytes) -> None:
        """Send a piece of the body, and the head before it."""
        is_all = self.response_length == len(arg) <= TOGETHER_BYTES
        if self.headers_sent or not is_all or self._omits_body:
            super().write(arg)
            return
        lines = [*self.default_headers(), *(f"{name}: {value}\r\n" for name, value in self.headers)]
        head = "".join([*lines, "\r\n"]).encode("latin-1")
        self.headers_sent, self.sent = True, len(arg)
        self.sock.sendall(head + arg)


@lru_cache(FIELDS)
def check_field(name: str, value: str) -> tuple[tuple[tuple[str, str], ...], int | None]:
    """
    Let gunicorn look at a field: what of it is sent, and which length it gives.

    >>> check_field("Content-Length", "5"), check_field("Vary", "Accept"), check_field("TE", "x")
    (((('Content-Length', '5'),), 5), ((('Vary', 'Accept'),), None), ((), None))
    """
    looking = Response(None, None, None)
    looking.process_headers([(name, value)])
    return tuple(looking.headers), looking.response_length


@lru_cache(2)
def write_date(second: int) -> str:
    """
    Write the time of an answer.

    >>> write_date(0)
    'Thu, 01 Jan 1970 00:00:00 GMT'
    """
    return formatdate(second, usegmt=True)

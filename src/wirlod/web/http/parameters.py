"""Parameters of a request, read strictly."""

from urllib.parse import unquote_plus

from flask import request

from wirlod.errors import AddressMalformed
from wirlod.saying import say


def read_number(name: str, default: int, largest: int) -> int:
    """
    Read the parameter *name* as a number from 1 to *largest*.

    :raises AddressMalformed: when it is none.
    """
    text = request.args.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 12 and 1 <= int(text) <= largest):
        raise AddressMalformed(
            say(
                "{name} is {found!r}: give a number from 1 to {most}",
                name=name,
                found=text[:40],
                most=largest,
            )
        )
    return int(text)


def read_names(query: str) -> set[str]:
    """
    Name the parameters that a query string has.

    >>> sorted(read_names("utm_source=x&_pr%6Ffile=y"))
    ['_profile', 'utm_source']
    """
    return {unquote_plus(part.partition("=")[0]) for part in query.split("&") if part}

"""
Pieces of pages that are the same on a great many: ``{% kept root, sticky %} … {% endkept %}``.

A piece is written once for each language and each value of what it names, and then read from
memory; so it must name everything in it that is not the same on every page. When the pages call
themselves otherwise, as another edition may have them do, all is forgotten.
"""

from collections.abc import Callable

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

MOST_PIECES = 500
"""Strangers make up addresses, and so depths of folders, without end."""


class Pieces(dict[tuple[object, ...], Markup]):
    """The pieces that are kept in one language, of pages that call themselves as *site* says."""

    def __init__(self, site: object = None) -> None:
        super().__init__()
        self.site = site

    def of(self, site: object) -> "Pieces":
        """Give those of *site*: these, or none yet."""
        return self if self.site is site and len(self) < MOST_PIECES else Pieces(site)


class Kept(Extension):
    """Reads the tag."""

    tags = {"kept"}  # noqa: RUF012 - as Jinja declares it

    def parse(self, parser: Parser) -> nodes.Node:
        """Make a call of it, with what it names and what writes the piece."""
        token = next(parser.stream)
        named = parser.parse_tuple()
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{token.lineno}")
        call = self.call_method("_give", [nodes.Name("pieces", "load"), place, named])
        return nodes.CallBlock(call, [], [], body).set_lineno(token.lineno)

    @staticmethod
    def _give(pieces: Pieces, place: str, named: object, caller: Callable[[], str]) -> Markup:
        key = (place, named)
        if (piece := pieces.get(key)) is None:
            piece = pieces[key] = Markup(caller())
        return piece


def add_pieces(environment: Environment) -> None:
    """Teach the templates of *environment* the tag."""
    environment.add_extension(Kept)

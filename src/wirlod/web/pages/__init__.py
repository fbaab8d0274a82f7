"""
Pages for people: one module per kind of thing, one for those that stand for themselves.

:mod:`.rendering` is the one way to make a page, :mod:`.naming` turns IRIs into labels and
addresses, :mod:`.thing` decides which module shows a thing.
"""

from wirlod.web.pages.listing import list_page
from wirlod.web.pages.naming import page_path
from wirlod.web.pages.rendering import render_page
from wirlod.web.pages.thing import thing_page

__all__ = ["list_page", "page_path", "render_page", "thing_page"]

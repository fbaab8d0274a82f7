"""
Pages for people: one module per kind of thing, one for those that stand for themselves.

:mod:`.rendering` is the one way to make a page, :mod:`.naming` turns IRIs into labels and
addresses, :mod:`.thing` decides which module shows a thing. The functions named here are what
:class:`wirlod.web.answers.page_makers.PageMakers` asks for.
"""

from wirlod.web.pages.catalogue import catalogue_page, quality_page
from wirlod.web.pages.changes import changes_page, version_page
from wirlod.web.pages.listing import list_page
from wirlod.web.pages.query_pages import (
    editor_page,
    fault_page,
    prefixes_page,
    question_page,
    questions_page,
    result_page,
)
from wirlod.web.pages.rendering import error_page, explanation_page
from wirlod.web.pages.thing import preview_page, thing_page, told_page

__all__ = [
    "catalogue_page",
    "changes_page",
    "editor_page",
    "error_page",
    "explanation_page",
    "fault_page",
    "list_page",
    "prefixes_page",
    "preview_page",
    "quality_page",
    "question_page",
    "questions_page",
    "result_page",
    "thing_page",
    "told_page",
    "version_page",
]

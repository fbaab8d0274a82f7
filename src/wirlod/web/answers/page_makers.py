"""
The pages that answers want, without knowing who makes them.

:mod:`wirlod.web.pages` makes them and knows answers; so the application puts it here, and
nothing below imports it.
"""

from collections.abc import Sequence
from typing import Any, Protocol, cast

import msgspec
from flask import current_app

from wirlod.errors import QueryError
from wirlod.formats import HTML, Format
from wirlod.history import Event
from wirlod.query.endpoint import Asked
from wirlod.query.listing import Page
from wirlod.query.things import Told
from wirlod.query.workers.table import Table
from wirlod.questions import Question
from wirlod.web.answers.change_pages import ChangePage
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.choosing import Choice
from wirlod.writing.description import Description

EXTENSION = "wirlod-pages"


class QueryResult(msgspec.Struct, frozen=True):
    """The answer to a query, for a page to show."""

    asked: Asked
    form: str
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``."""
    table: Table
    format: Format = HTML
    """A page, or one of the formats of pictures."""


class Made(msgspec.Struct, frozen=True):
    """A page or a picture of an answer."""

    body: bytes
    is_as_wished: bool = True
    """Whether it shows the view that was asked for; where not, the page says why."""


class PageMakers(Protocol):
    """One function for each kind of answer that people see as a page."""

    def thing_page(self, opened: OpenEdition, choice: Choice, description: Description) -> bytes:
        """Show a thing."""

    def told_page(self, opened: OpenEdition, choice: Choice, told: Told) -> bytes:
        """Show a thing of which is told."""

    def list_page(self, opened: OpenEdition, choice: Choice, page: Page) -> bytes:
        """Show a page of a list."""

    def changes_page(self, opened: OpenEdition, choice: Choice, page: ChangePage) -> bytes:
        """Show what changed."""

    def version_page(
        self, opened: OpenEdition, choice: Choice, description: Description, event: Event
    ) -> bytes:
        """Show what a thing was like after *event*."""

    def preview_page(self, opened: OpenEdition, language: str, description: Description) -> bytes:
        """Show a thing in a few lines."""

    def catalogue_page(self, opened: OpenEdition, choice: Choice) -> bytes:
        """Show all datasets with their files."""

    def quality_page(self, opened: OpenEdition, choice: Choice, verdict: dict[str, Any]) -> bytes:
        """Show what the rehearsal of the edition found."""

    def prefixes_page(self, opened: OpenEdition, choice: Choice) -> bytes:
        """Show the prefixes that are known."""

    def questions_page(
        self, opened: OpenEdition, choice: Choice, questions: Sequence[Question]
    ) -> bytes:
        """Show all saved questions."""

    def editor_page(self, opened: OpenEdition, choice: Choice) -> bytes:
        """Show a form to ask with."""

    def result_page(self, opened: OpenEdition, result: QueryResult) -> Made:
        """Show the answer to a query, or draw it."""

    def fault_page(self, opened: OpenEdition, asked: Asked, error: QueryError) -> bytes:
        """Show a query that was not answered, with the place marked where it cannot be read."""

    def question_page(self, opened: OpenEdition, question: Question, result: QueryResult) -> Made:
        """Show the answer to a saved question, or draw it."""

    def explanation_page(self, explanation: dict[str, Any]) -> bytes:
        """Show how a request was read."""


def page_makers() -> PageMakers:
    """Give what makes pages in this application."""
    return cast(PageMakers, current_app.extensions[EXTENSION])

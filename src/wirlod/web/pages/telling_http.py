"""What people are told of HTTP itself: errors, and how a request was read."""

from http import HTTPStatus
from typing import Any

from wirlod.web.http.choosing import page_language
from wirlod.web.pages.rendering import render_page


def error_page(status: HTTPStatus, detail: str, members: dict[str, object]) -> bytes:
    """Tell an error, with what can be done about it."""
    return render_page("error.html", page_language(), status=status, detail=detail, **members)


def explanation_page(explanation: dict[str, Any]) -> bytes:
    """Tell how a request was read, what was chosen and what else there is."""
    return render_page("explain.html", page_language(), explanation=explanation)

"""
The one way to make a page out of a template.

Templates speak through ``_`` and ``{% trans %}`` in the language of the page, and link through
``href``, which keeps the language where the address names it.
"""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, g, render_template, request

from wirlod.errors import NothingPublished
from wirlod.languages import LANGUAGES
from wirlod.web.answers.serving import current, current_site
from wirlod.web.http.addresses import asked_path, relative_root
from wirlod.web.http.choosing import Choice, named_language, page_language
from wirlod.web.pages.assets import asset_path
from wirlod.web.pages.naming import page_path
from wirlod.web.pages.reading import Reader

ABSENT = {"choice": None, "canonical": "", "edition": None, "q": ""}
"""What templates ask for and not every page has."""

LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}


def register_pages(app: Flask) -> None:
    """Teach the templates of *app* to speak the language of the page."""
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    install: Any = environment.install_gettext_callables  # type: ignore[attr-defined]
    install(_gettext, _ngettext, newstyle=True)


def _gettext(message: str) -> str:
    reader: Reader = g.reader
    return reader.gettext(message)


def _ngettext(one: str, many: str, count: int) -> str:
    reader: Reader = g.reader
    return reader.ngettext(one, many, count)


def render_page(name: str, language: str, **shown: object) -> bytes:
    """Render the template *name* in *language*."""
    g.reader = reader = Reader(language)
    root = relative_root(asked_path(request.environ))
    sticky, site = _sticky(shown), current_site()

    def href(path: str) -> str:
        return root + page_path(path, sticky)

    return render_template(
        name,
        language=language,
        languages=LANGUAGES,
        language_names=LANGUAGE_NAMES,
        root=root,
        href=href,
        reader=reader,
        site=site,
        asset=lambda file: root + asset_path(file),
        absolute=lambda address: _folder(shown) + address,
        **({**ABSENT, "named": _name_page(shown)} | shown),
    ).encode()


def _name_page(shown: dict[str, object]) -> str:
    """Name this page and its edition, for whoever finds an error on it."""
    try:
        opened = current()
    except NothingPublished:
        return ""
    address = shown.get("canonical") or opened.base_uri + asked_path(request.environ).lstrip("/")
    return f"{address} ({opened.edition.name})"


def _folder(shown: dict[str, object]) -> str:
    """Give the absolute address of the folder that the page lies in, for search engines."""
    canonical, choice = str(shown.get("canonical", "")), shown.get("choice")
    return (
        canonical.removesuffix(choice.offered.canonical) + choice.offered.folder
        if (isinstance(choice, Choice) and canonical)
        else ""
    )


def _sticky(shown: dict[str, object]) -> str:
    choice = shown.get("choice")
    return str(shown.get("sticky") or getattr(choice, "sticky", ""))


def error_page(status: HTTPStatus, detail: str, members: dict[str, object]) -> bytes:
    """Tell an error, with what can be done about it."""
    language, sticky = page_language(), named_language()
    told = {"status": status, "detail": detail, "sticky": sticky, **members}
    if request.method in ("GET", "HEAD"):
        told["in_languages"] = {tag: _same_address(tag) for tag in LANGUAGES}
    return render_page("error.html", language, **told)


def _same_address(language: str) -> str:
    """Give the address that is asked for, below the home page, with its answer in *language*."""
    path = quote(request.path.lstrip("/"))
    for tag in LANGUAGES:
        if path.endswith(suffix := f".{tag}.html"):
            path = f"{path.removesuffix(suffix)}.{language}.html"
    asked = [pair for pair in request.args.items(multi=True) if pair[0] != "lang"]
    return f"{path}?{urlencode([*asked, ('lang', language)])}"


def explanation_page(explanation: dict[str, Any]) -> bytes:
    """Tell how a request was read, what was chosen and what else there is."""
    return render_page("explain.html", page_language(), explanation=explanation)

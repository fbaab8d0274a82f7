"""
The one way to make a page out of a template.

Templates speak through ``_`` and ``{% trans %}`` in the language of the page, and link through
``href``, which keeps the language where the address names it. What they say is translated when they
are compiled, once for each language: a page says sixty things.
"""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, current_app, g, request
from flask.templating import Environment
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from wirlod.errors import NothingPublished
from wirlod.languages import LANGUAGES
from wirlod.web.answers.serving import current, current_site
from wirlod.web.http.addresses import asked_path, relative_root
from wirlod.web.http.choosing import Choice, named_language, page_language
from wirlod.web.pages.assets import asset_path
from wirlod.web.pages.naming import page_path
from wirlod.web.pages.pieces import Pieces, add_pieces
from wirlod.web.pages.reading import Reader
from wirlod.web.pages.wording import make_filters

ABSENT = {"choice": None, "canonical": "", "edition": None, "q": ""}
"""What templates ask for and not every page has."""

LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}


SAYING = ("_", "gettext")
"""What templates call to say something."""

EXTENSION = "wirlod-templates"


class Translator(NodeTransformer):
    """Puts translations into the place of messages that a template spells out."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's word for it
        """Translate a message; one that is found while a page is made is left as it is."""
        self.generic_visit(node)
        is_said = isinstance(node.node, nodes.Name) and node.node.name in SAYING
        if not is_said or len(node.args) != 1 or node.dyn_args or node.dyn_kwargs:
            return node
        (message,) = node.args
        if not isinstance(message, nodes.Const) or not isinstance(message.value, str):
            return node
        said = nodes.MarkSafeIfAutoescape(nodes.Const(self._reader.gettext(message.value)))
        values = [nodes.Pair(nodes.Const(given.key), given.value) for given in node.kwargs]
        return nodes.Mod(said, nodes.Dict(values)).set_lineno(node.lineno, override=True)


class Templates(Environment):
    """Templates in one language, where they have one."""

    reader: Reader | None = None
    pieces: Pieces
    """What stays the same on many pages."""

    def _generate(self, source: nodes.Template, *rest: Any, **more: Any) -> str:
        """Translate what was parsed, and write it as Python: a hook of Jinja's for such things."""
        spoken = Translator(self.reader).visit(source) if self.reader else source
        return super()._generate(spoken, *rest, **more)


def register_pages(app: Flask) -> None:
    """Teach the templates of *app* to speak the language of the page."""
    app.jinja_environment = Templates
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    install: Any = environment.install_gettext_callables  # type: ignore[attr-defined]
    install(_gettext, _ngettext, newstyle=True)
    add_pieces(environment)
    app.extensions[EXTENSION] = {tag: _speak(environment, Reader(tag)) for tag in LANGUAGES}


def _speak(environment: Any, reader: Reader) -> Templates:
    templates: Templates = environment.overlay()
    templates.reader = reader
    templates.filters = {**environment.filters, **make_filters(reader)}
    templates.pieces = Pieces()
    return templates


def _gettext(message: str) -> str:
    reader: Reader = g.reader
    return reader.gettext(message)


def _ngettext(one: str, many: str, count: int) -> str:
    reader: Reader = g.reader
    return reader.ngettext(one, many, count)


def render_page(name: str, language: str, **shown: object) -> bytes:
    """Render the template *name* in *language*; the request tells ``root`` where nobody does."""
    g.reader = reader = Reader(language)
    root = str(shown.pop("root", "")) or relative_root(asked_path(request.environ))
    sticky, site = _sticky(shown), current_site()

    def href(path: str) -> str:
        return root + page_path(path, sticky)

    templates: Templates = current_app.extensions[EXTENSION][language]
    templates.pieces = pieces = templates.pieces.of(site)
    told = dict(
        pieces=pieces,
        language=language,
        languages=LANGUAGES,
        language_names=LANGUAGE_NAMES,
        root=root,
        href=href,
        reader=reader,
        site=site,
        asset=lambda file: root + asset_path(file),
        absolute=lambda address: _folder(shown) + address,
        **({**ABSENT, "named": _name_page(shown)} | shown | {"sticky": sticky}),
    )
    current_app.update_template_context(told)
    return templates.get_template(name).render(told).encode()


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

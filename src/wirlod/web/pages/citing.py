"""
What is said about a page: how it is cited, and how to report an error on it.

``/about/{page}`` has the sentence, and leads to the files for BibTeX, CSL (JSON) and RIS at
``/cite/{form}/{page}``. All are made of what the page itself says: so they cannot differ, and no
page carries what few readers come for.
"""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, current_app, request

from wirlod.edition import Edition
from wirlod.errors import ThingNotFound
from wirlod.formats import HTML
from wirlod.languages import LANGUAGES
from wirlod.saying import say
from wirlod.site import Site
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.caching import FRESH
from wirlod.web.http.choosing import PARAMETERS, Choice
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.response import Content, respond
from wirlod.web.pages.rendering import render_page

citing = Blueprint("citing", __name__)

BIBTEX_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
BIBTEX_WORDS = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
"""Characters that a backslash alone does not make harmless."""


OFFERS = build_offers((HTML,))

TITLE = re.compile("<title>(.*?)</title>", re.S)
CANONICAL = re.compile('<link rel="canonical" href="(.*?)">')
CITE_AS = re.compile('<([^>]*)>; rel="cite-as"')
"""What a page says of itself; a thing is cited by its own address, not by that of its page."""

OWN = ("cite/", "about/")
"""How the addresses begin of what is said about pages: nothing is said about that."""

NOT_OF_PAGES = frozenset(
    (
        *("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
        *("HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE", "HTTP_ACCEPT_ENCODING"),
        *("RAW_URI", "REQUEST_URI"),
    )
)
"""What a request says of the file, not of the page it is made of."""


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """What is cited: a page as one edition showed it."""

    title: str
    site: str
    publisher: str
    address: str
    edition: str
    day: date
    """When the edition was published."""
    language: str
    licence: str = ""
    """What the licence is called and where it can be read; blank where nobody said."""

    @classmethod
    def of_page(
        cls, edition: Edition, site: Site, language: str, title: str, address: str
    ) -> "Citation":
        """Cite the page *title* of *site* in *language*, as *edition* shows it."""
        return cls(
            title=title,
            site=site.name.say(language),
            publisher=site.publisher.say(language),
            address=address,
            edition=edition.name,
            day=edition.manifest.created.date(),
            language=language,
            licence=name_licence(edition, language),
        )

    @property
    def key(self) -> str:
        """What BibTeX and CSL call the entry."""
        step = re.sub(r"[^a-z0-9-]+", "-", self.address.partition("://")[2].lower()).strip("-")
        return f"{step}-{self.day.year}"

    @property
    def bibtex(self) -> str:
        """Write an entry for BibTeX, with the fields that BibLaTeX reads too."""
        fields = {
            "title": f"{{{escape_bibtex(self.title)}}}",
            "author": f"{{{escape_bibtex(self.publisher)}}}",
            "howpublished": escape_bibtex(self.site),
            "year": str(self.day.year),
            "date": self.day.isoformat(),
            "version": escape_bibtex(self.edition),
            "url": self.address,
            "language": {"de": "ngerman", "en": "english"}[self.language],
            "note": escape_bibtex(self.licence),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value.strip("{}")]
        return "\n".join([f"@misc{{{self.key},", *lines, "}"])

    @property
    def csl(self) -> str:
        """Write an item for CSL processors."""
        item = {
            "id": self.key,
            "type": "webpage",
            "title": self.title,
            "container-title": self.site,
            "author": [{"literal": self.publisher}] if self.publisher else [],
            "issued": {"date-parts": [[self.day.year, self.day.month, self.day.day]]},
            "version": self.edition,
            "URL": self.address,
            "language": self.language,
        } | ({"note": self.licence} if self.licence else {})
        return msgspec.json.format(msgspec.json.encode([item]), indent=2).decode()

    @property
    def ris(self) -> str:
        """Write an entry for RIS."""
        fields = [
            *(("TY", "ELEC"), ("TI", self.title), ("AU", self.publisher), ("T2", self.site)),
            *(("PY", str(self.day.year)), ("DA", self.day.strftime("%Y/%m/%d"))),
            *(
                ("ET", self.edition),
                ("UR", self.address),
                ("LA", self.language),
                ("N1", self.licence),
            ),
            ("ER", ""),
        ]
        return "\n".join(f"{tag}  - {value}" for tag, value in fields if value or tag == "ER")


def escape_bibtex(text: str) -> str:
    r"""
    Write *text* so that BibTeX takes it as it is.

    >>> escape_bibtex("100 % & 5_000 {€} ~")
    '100 \\% \\& 5\\_000 \\{€\\} \\textasciitilde{}'
    """
    return BIBTEX_SPECIAL.sub(lambda m: BIBTEX_WORDS.get(m[0], f"\\{m[0]}"), text)


def name_licence(edition: Edition, language: str) -> str:
    """Name the licence of an edition, with where it can be read; blank where nobody said."""
    manifest = edition.manifest
    said = (manifest.licence_name.get(language, ""), manifest.licence)
    return ", ".join(filter(None, said))


class Form(msgspec.Struct, frozen=True):
    """What a reference manager reads."""

    label: str
    media_type: str
    """BibTeX and RIS have none that is registered."""
    write: Callable[[Citation], str]


FORMS = {
    "bib": Form("BibTeX", "text/plain", lambda cited: cited.bibtex),
    "csl.json": Form("CSL-JSON", "application/vnd.citationstyles.csl+json", lambda c: c.csl),
    "ris": Form("RIS", "text/plain", lambda cited: cited.ris),
}
"""Step in the address, and suffix of the file → form."""


class Page(msgspec.Struct, frozen=True):
    """What a page says of itself."""

    title: str
    """As its window has it: with the name of the site behind it."""
    canonical: str
    address: str
    """The one that is cited."""
    language: str
    vary: str

    def cite(self, opened: OpenEdition) -> Citation:
        """Cite it as *opened* shows it."""
        site = opened.site.name.say(self.language)
        title = self.title.removesuffix(f" – {site}")
        return Citation.of_page(opened.edition, opened.site, self.language, title, self.address)


@citing.get("/cite/<form>/<path:page>")
def citation_file(form: str, page: str) -> Response:
    """Answer with the citation of *page*, which keeps the parameters of the request."""
    if form not in FORMS:
        raise ThingNotFound(
            say(
                "no citation has the form {form!r}: there is {forms}",
                form=form,
                forms=", ".join(FORMS),
            )
        )
    found = read_page(f"/cite/{form}", page)
    cited = found.cite(current())
    headers = {
        "Content-Type": f"{FORMS[form].media_type}; charset=utf-8",
        "Content-Disposition": f'inline; filename="{cited.key}.{form}"',
        "Cache-Control": FRESH,
        "Vary": found.vary,
    }
    return Response(FORMS[form].write(cited), headers=headers)


@citing.get("/about/<path:page>")
def about_page(page: str) -> Response:
    """Answer with what is said about *page*, which keeps the parameters of the request."""
    opened = current()
    said = tuple((name, value) for name, value in _parameters() if name not in PARAMETERS)
    choice = choose_own(opened, f"about/{page}", OFFERS, said)
    return respond(opened.version, choice, lambda: show_about(opened, choice, page))


def show_about(opened: OpenEdition, choice: Choice, page: str) -> Content:
    """Render what is said about *page*."""
    found = read_page("/about", page)
    in_languages = {tag: _in_language(page, choice.language, tag) for tag in LANGUAGES}
    body = render_page(
        "about-page.html",
        choice.language,
        cited=found.cite(opened),
        forms=FORMS,
        page=in_languages[choice.language],
        in_languages={tag: f"about/{address}" for tag, address in in_languages.items()},
        named=f"{found.canonical} ({opened.edition.name})",
        sticky=choice.sticky,
        edition=opened.edition,
    )
    return Content(body)


def _parameters() -> list[tuple[str, str]]:
    return list(request.args.items(multi=True))


def _in_language(page: str, language: str, other: str) -> str:
    """Give the address of *page*, which is in *language*, in the *other* one."""
    suffix = f".{language}.{HTML.suffix}"
    parameters = [(name, value) for name, value in _parameters() if name != "lang"]
    if page.endswith(suffix):
        page = f"{page.removesuffix(suffix)}.{other}.{HTML.suffix}"
    else:
        parameters.append(("lang", other))
    return f"{page}?{urlencode(parameters)}" if parameters else page


def read_page(prefix: str, page: str) -> Page:
    """
    Read what *page* says of itself, which this request asks about at *prefix*.

    :raises ThingNotFound: where there is no such page, or none that can be cited.
    """
    response = show_page(prefix, page)
    text = response.get_data(as_text=True) if response.mimetype == HTML.media_type else ""
    response.close()
    title, canonical = TITLE.search(text), CANONICAL.search(text)
    if not (response.status_code == 200 and title and canonical):
        raise ThingNotFound(say("{page} cannot be cited: give the address of a page", page=page))
    cite_as = CITE_AS.search(response.headers.get("Link", ""))
    return Page(
        title=unescape(title[1]),
        canonical=unescape(canonical[1]),
        address=cite_as[1] if cite_as else unescape(canonical[1]),
        language=response.headers["Content-Language"],
        vary=response.headers.get("Vary", "Accept-Encoding"),
    )


def show_page(prefix: str, page: str) -> Response:
    """
    Answer as if *page* had been asked for by a browser that knows nothing of it.

    :raises ThingNotFound: where it is itself said about a page.
    """
    if page.startswith(OWN):
        raise ThingNotFound(say("a citation has no citation: give the address of a page"))
    environ = {name: said for name, said in request.environ.items() if name not in NOT_OF_PAGES}
    environ["PATH_INFO"] = environ["PATH_INFO"].removeprefix(prefix)
    environ["HTTP_ACCEPT"] = HTML.media_type
    environ["REQUEST_METHOD"] = "GET"
    with current_app.request_context(environ):
        return current_app.full_dispatch_request()

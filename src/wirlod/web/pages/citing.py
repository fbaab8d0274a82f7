"""
How a page is cited: as a sentence, and as a file for BibTeX, CSL (JSON) and RIS.

The sentence stands on the page. A file has an address of its own, ``/cite/{form}/{page}``, and
is made of what the page itself says: so they cannot differ, and no page carries its files.
"""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import msgspec
from flask import Blueprint, Response, current_app, request

from wirlod.edition import Edition
from wirlod.errors import ThingNotFound
from wirlod.site import Site
from wirlod.web.answers.serving import current
from wirlod.web.http.caching import FRESH

citing = Blueprint("citing", __name__)

BIBTEX_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
BIBTEX_WORDS = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
"""Characters that a backslash alone does not make harmless."""


CITED = re.compile(
    r'<details class="cite">.*?<cite>(?P<title>.*?)</cite>.*?<code>(?P<address>.*?)</code>', re.S
)
"""Where a page says what is cited."""

OWN = "cite/"
"""How addresses of citations begin: they are no pages."""

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


@citing.get("/cite/<form>/<path:page>")
def citation_file(form: str, page: str) -> Response:
    """Answer with the citation of *page*, which keeps the parameters of the request."""
    if form not in FORMS:
        raise ThingNotFound(f"no citation has the form {form!r}: there is {', '.join(FORMS)}")
    response = show_page(form, page)
    if response.status_code >= 400:
        return response
    found = response.mimetype == "text/html" and CITED.search(response.get_data(as_text=True))
    response.close()
    if not found:
        raise ThingNotFound(
            f"{page} says no citation: give the address of a page, as index.de.html"
        )
    opened, (title, address) = current(), map(unescape, found.groups())
    language = response.headers["Content-Language"]
    cited = Citation.of_page(opened.edition, opened.site, language, title, address)
    name = f"{cited.key}.{form}"
    headers = {
        "Content-Type": f"{FORMS[form].media_type}; charset=utf-8",
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": FRESH,
        "Vary": response.headers.get("Vary", "Accept-Encoding"),
    }
    return Response(FORMS[form].write(cited), headers=headers)


def show_page(form: str, page: str) -> Response:
    """
    Answer as if *page* had been asked for, and nothing of it were known.

    :raises ThingNotFound: where it is itself a citation.
    """
    if page.startswith(OWN):
        raise ThingNotFound("a citation has no citation: give the address of a page")
    environ = {name: said for name, said in request.environ.items() if name not in NOT_OF_PAGES}
    environ["PATH_INFO"] = environ["PATH_INFO"].removeprefix(f"/{OWN}{form}")
    environ["REQUEST_METHOD"] = "GET"
    with current_app.request_context(environ):
        return current_app.full_dispatch_request()

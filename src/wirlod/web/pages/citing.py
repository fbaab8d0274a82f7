"""How a page is cited: as a sentence, for BibTeX, for CSL (JSON) and for RIS."""

import re
from datetime import date
from urllib.parse import quote

import msgspec

BIBTEX_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
BIBTEX_WORDS = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
"""Characters that a backslash alone does not make harmless."""


PLAIN = "text/plain"
SAFE = "/:=,;@!$()*+?"
"""Signs that an address may hold as they are."""

CSL = "application/vnd.citationstyles.csl+json"


class CitationFile(msgspec.Struct, frozen=True):
    """A citation as a file for a reference manager."""

    label: str
    suffix: str
    media_type: str
    """BibTeX and RIS have none that is registered."""
    text: str

    @property
    def address(self) -> str:
        """Write the file as an address that holds all of it (RFC 2397), to be saved."""
        return f"data:{self.media_type};charset=utf-8,{quote(self.text, safe=SAFE)}"


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

    @property
    def files(self) -> tuple[CitationFile, ...]:
        """Give the entry in the formats of reference managers."""
        return (
            CitationFile("BibTeX", "bib", PLAIN, self.bibtex),
            CitationFile("CSL-JSON", "csl.json", CSL, self.csl),
            CitationFile("RIS", "ris", PLAIN, self.ris),
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

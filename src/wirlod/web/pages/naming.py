"""
How terms of RDF become what a person reads: labels, numbers, dates, and addresses to follow.

Links on pages are relative and so hold behind any host, port and path prefix; a page whose
address names its language links to pages in that language.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Self, cast
from urllib.parse import urlencode

import msgspec
from flask import request
from pyoxigraph import Literal, NamedNode

from wirlod.facts import Facts, Objects
from wirlod.iris import local_path, namespace_of
from wirlod.languages import LANGUAGES
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.query.describe import find_labels
from wirlod.query.store import Labels, Store
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.addresses import asked_path, relative_root
from wirlod.web.http.choosing import Choice
from wirlod.web.pages.properties import NAME_OF
from wirlod.web.pages.reading import Reader, message

XSD = FOREIGN_PREFIXES["xsd"]
DATES = frozenset(XSD + name for name in ("date", "gYear", "gYearMonth"))
NUMBERS = frozenset(XSD + name for name in ("decimal", "integer"))
DATE_TIME = f"{XSD}dateTime"
WKT = expand("geo:wktLiteral")
MOST_KEPT = 5_000
"""Things whose names are remembered from page to page, in each language."""

MOST_WKT = 100
"""Characters of a course of borders that is shown as it is."""

LABELS = (expand("rdfs:label"), expand("sh:name"))
"""What names a thing where it is described; shapes are looked at outside of the data."""

UNNAMED = "#node-"
"""What the addresses of nodes have that have no name in their file."""

BOOLEAN = f"{XSD}boolean"
BOOLEANS = {"true": message("yes"), "1": message("yes"), "false": message("no"), "0": message("no")}
"""How a truth is written, and how it is said."""


class Value(msgspec.Struct, frozen=True):
    """One thing said: a text, or another thing by its label."""

    text: str
    language: str = ""
    address: str = ""
    """Where it leads; empty for a text."""
    foreign: bool = False
    """Whether it leads to another site."""


class Naming(msgspec.Struct, frozen=True):
    """How things are called and where they are found, on one page."""

    store: Store
    base_uri: str
    root: str
    reader: Reader
    sticky: str
    catalogued: Mapping[str, Labels] = {}
    """How the catalogue calls things, which holds."""
    labels: dict[str, Labels] = msgspec.field(default_factory=dict)
    """Labels found so far, by IRI."""
    values: dict[str, Value] = msgspec.field(default_factory=dict)
    """Things shown so far, by IRI."""
    heard: list[Objects] | None = msgspec.field(default_factory=list)
    """What was read on the way, and may name what it speaks of; None where that is not needed."""
    is_preview: bool = False
    """Whether links lead to what is said here of an address, not to the address."""

    @classmethod
    def of_request(cls, opened: OpenEdition, language: str, sticky: str = "") -> Self:
        """Call things as one who reads in *language* does, on the page that is asked for."""
        root = relative_root(asked_path(request.environ))
        return cls(
            opened.store,
            opened.base_uri,
            root,
            Reader(language),
            sticky,
            is_preview=opened.edition.manifest.is_preview,
        )

    @staticmethod
    def kept(opened: OpenEdition, choice: Choice) -> "Naming":
        """
        Call things as on all pages that are so deep, in one language: by what their edition says.

        What one page found out, others need not.
        """

        def make() -> Naming:
            return Naming(
                *(opened.store, opened.base_uri, choice.root),
                *(Reader(choice.language), choice.sticky, opened.catalogue.labels),
                heard=None,
                is_preview=opened.edition.manifest.is_preview,
            )

        key = ("naming", choice.root, choice.language, choice.sticky)
        naming = opened.remembered.get(key, make)
        if len(naming.labels) > MOST_KEPT:
            naming.labels.clear()
            naming.values.clear()
        return naming

    def learn(self, iris: Iterable[str]) -> dict[str, Labels]:
        """Look up, in one go, the labels of those of *iris* that are not known; give these."""
        unknown = {iri for iri in iris if iri not in self.labels}
        named: dict[str, Labels] = {iri: self._recall(iri) for iri in unknown}
        if unheard := [iri for iri, labels in named.items() if not labels]:
            named.update(find_labels(self.store, unheard))
        self.labels.update(named)
        return named

    def _labels_of(self, iri: str) -> Labels:
        """Give the labels of *iri*, which others may forget meanwhile."""
        labels = self.labels.get(iri)
        return self.learn([iri]).get(iri, {}) if labels is None else labels

    def _recall(self, iri: str) -> Labels:
        """Give the labels of *iris* that need not be looked up."""
        if (labels := self.catalogued.get(iri)) or not self.heard:
            return labels or {}
        said = (objects.get((iri, name), ()) for objects in self.heard for name in LABELS)
        return name_by(term for terms in said for term in terms)

    def hear(self, facts: Facts) -> None:
        """Listen to what *facts* call things; where the store is far, ask it for all the others."""
        if self.heard is not None:
            self.heard.append(facts.objects)
        if not self.store.is_near:
            self.learn(facts.named)

    def value(self, term: object) -> Value:
        """Show *term* as a person would read it."""
        if isinstance(term, Literal):
            return Value(self._written(term), term.language or "")
        return self.thing(cast(NamedNode, term).value)

    def thing(self, iri: str) -> Value:
        """Show the thing *iri* by its label, with the way to it."""
        if (value := self.values.get(iri)) is None:
            text, language = self.label(iri)
            foreign = local_path(iri, self.base_uri) is None
            value = self.values[iri] = Value(text, language, self.address(iri), foreign)
        return value

    def label(self, iri: str) -> tuple[str, str]:
        """Choose the label: the asked language, German, English, any, the tail of the IRI."""
        labels = self._labels_of(iri)
        for language in (self.reader.language, *LANGUAGES, "", *sorted(labels)):
            if language in labels:
                return self._begin(iri, labels[language]), language
        if iri in NAME_OF:
            return self.reader.gettext(NAME_OF[iri]), self.reader.language
        return self._tail(iri), ""

    def _begin(self, iri: str, label: str) -> str:
        """Begin the names of terms with a capital, as those of other vocabularies do on pages."""
        is_term = iri.startswith(namespace_of(self.base_uri))
        return label[:1].upper() + label[1:] if is_term else label

    def has_label(self, iri: str) -> bool:
        """Tell whether anything is said of what *iri* is called."""
        return bool(self._labels_of(iri)) or iri in NAME_OF

    def address(self, iri: str) -> str:
        """Give the address to link to: relative for what is ours, none for what is no web page."""
        path = local_path(iri, self.base_uri)
        if path is None and self.is_preview:
            return f"{self.root}describe?{urlencode({'iri': iri})}"
        if path is None:
            return iri if iri.startswith(("http://", "https://")) else ""
        return self.root + page_path(path, self.sticky)

    def choose(self, texts: Iterable[object]) -> Value | None:
        """Choose, among literals, the one in the language that suits best."""
        literals = {t.language or "": t for t in texts if isinstance(t, Literal)}
        for language in (self.reader.language, *LANGUAGES, "", *sorted(literals)):
            if language in literals:
                return self.value(literals[language])
        return None

    def _written(self, literal: Literal) -> str:
        """Write a literal as one says it; as it is, where it is not what its type says."""
        datatype, text = literal.datatype.value, literal.value
        if datatype == DATE_TIME:
            text = text[: len("2026-11-22")]
        if datatype in (*DATES, DATE_TIME) and _is_day(text):
            return self.reader.date(text)
        if datatype in NUMBERS and self.reader.is_number(text):
            return self.reader.number(text)
        if datatype == BOOLEAN and text in BOOLEANS:
            return self.reader.gettext(BOOLEANS[text])
        if datatype == WKT and len(text) > MOST_WKT:
            points = self.reader.number(str(text.count(",") + 1))
            return self.reader.gettext("%(points)s points") % {"points": points}
        return literal.value

    def _tail(self, iri: str) -> str:
        if UNNAMED in iri:
            number = iri.partition(UNNAMED)[2]
            return self.reader.say("Part without a name, %(number)s", number=number)
        if local_path(iri, self.base_uri) is None and "#" not in iri:
            return iri.partition("://")[2].rstrip("/") or iri
        return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2] or iri


def name_by(terms: Iterable[object]) -> Labels:
    """Take what a thing is called from *terms*; of several in a language the first."""
    names = [term for term in terms if isinstance(term, Literal)]
    return {name.language or "": name.value for name in reversed(names)}


def _is_day(text: str) -> bool:
    """
    Tell whether *text* is a year, a month or a day that there is.

    >>> _is_day("2015-09"), _is_day("2015-09-24Z"), _is_day("2015-02-30")
    (True, False, False)
    """
    try:
        date.fromisoformat(text + "-01-01"[len(text) - len("2015") :])
    except ValueError:
        return False
    return text.isascii()


def page_path(path: str, language: str) -> str:
    """
    Turn the path of a thing or document into that of its page, in *language* if that sticks.

    >>> page_path("id/grant/x#amount", "en"), page_path("def/wir#Grant", ""), page_path("", "de")
    ('doc/grant/x.en.html#amount', 'def/wir#Grant', 'index.de.html')
    """
    path, hash_mark, fragment = path.partition("#")
    path, question_mark, query = path.partition("?")
    if path.startswith("id/"):
        path = path.replace("id/", "doc/", 1)
    if language and "." not in path:
        path = f"{path or 'index'}.{language}.html"
    return path + question_mark + query + hash_mark + fragment

"""
Pages: what a template needs to know, and the one way to render one.

Links on pages are relative and so hold behind any host, port and path prefix; a page whose
address names its language links to pages in that language.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import cast

import msgspec
from flask import render_template, request
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.iris import local_path
from wirlod.query.describe import Description, find_labels, subject_iri
from wirlod.query.listing import Page
from wirlod.web.addresses import LANGUAGES, asked_path, relative_root
from wirlod.web.choosing import Choice
from wirlod.web.paging import neighbours, page_address
from wirlod.web.serving import OpenEdition


class Value(msgspec.Struct, frozen=True):
    """One thing said: a text, or another thing by its label."""

    text: str
    language: str = ""
    address: str = ""
    """Where it leads; empty for a text."""


class Statement(msgspec.Struct, frozen=True):
    """What is said by one property."""

    property: Value
    values: tuple[Value, ...]


class Section(msgspec.Struct, frozen=True):
    """What is said of one thing or part."""

    title: Value
    fragment: str
    statements: tuple[Statement, ...]


class Naming(msgspec.Struct, frozen=True):
    """How IRIs become labels and addresses on one page."""

    labels: Mapping[str, Mapping[str, str]]
    base_uri: str
    root: str
    language: str
    sticky: str

    def value(self, term: object) -> Value:
        """Show *term* as a person would read it."""
        if isinstance(term, Literal):
            return Value(term.value, term.language or "")
        iri = cast(NamedNode, term).value
        text, language = self.label(iri)
        return Value(text, language, self.address(iri))

    def label(self, iri: str) -> tuple[str, str]:
        """Choose the label: the asked language, German, English, any, the tail of the IRI."""
        labels = self.labels.get(iri, {})
        for language in (self.language, *LANGUAGES, "", *sorted(labels)):
            if language in labels:
                return labels[language], language
        return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2] or iri, ""

    def address(self, iri: str) -> str:
        """Give the address to link to: relative for what is ours, none for what is no web page."""
        path = local_path(iri, self.base_uri)
        if path is None:
            return iri if iri.startswith(("http://", "https://")) else ""
        return self.root + page_path(path, self.sticky)


def page_path(path: str, language: str) -> str:
    """
    Turn the path of a thing or document into that of its page, in *language* if that sticks.

    >>> page_path("id/grant/x#amount", "en"), page_path("def/wir#Grant", "")
    ('doc/grant/x.en.html#amount', 'def/wir#Grant')
    """
    path, hash_mark, fragment = path.partition("#")
    if path.startswith("id/"):
        path = path.replace("id/", "doc/", 1)
    if language and "." not in path and path.startswith(("doc/", "def/")):
        path = f"{path}.{language}.html"
    return path + hash_mark + fragment


def render_page(name: str, language: str, **shown: object) -> bytes:
    """Render the template *name* in *language*."""
    root = relative_root(asked_path(request.environ))
    return render_template(name, language=language, root=root, **shown).encode()


def name_things(opened: OpenEdition, choice: Choice, triples: Iterable[Triple]) -> Naming:
    """Look up the labels of everything *triples* mention."""
    terms = {term for triple in triples for term in (triple.subject, triple.predicate)}
    objects = {t.object for t in triples if isinstance(t.object, NamedNode)}
    iris = {term.value for term in terms | objects if isinstance(term, NamedNode)}
    return _naming(opened, choice, find_labels(opened.store, iris))


def _naming(opened: OpenEdition, choice: Choice, labels: Mapping[str, Mapping[str, str]]) -> Naming:
    root = relative_root(asked_path(request.environ))
    return Naming(labels, opened.base_uri, root, choice.language, choice.sticky)


def thing_page(opened: OpenEdition, choice: Choice, description: Description) -> bytes:
    """Render everything that is known of a thing, one section for it and each of its parts."""
    naming = name_things(opened, choice, description.triples)
    sections = list(_sections(description.own, naming))
    return render_page(
        "thing.html",
        choice.language,
        title=naming.value(NamedNode(description.thing)),
        thing=description.thing,
        sections=sections,
        incoming=list(_incoming(description.incoming, naming)),
        complete=description.complete,
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
    )


def _sections(triples: Iterable[Triple], naming: Naming) -> Iterator[Section]:
    for subject, own in groupby(triples, key=lambda triple: triple.subject):
        statements = tuple(
            Statement(naming.value(predicate), tuple(naming.value(t.object) for t in said))
            for predicate, said in groupby(own, key=lambda triple: triple.predicate)
        )
        fragment = subject.value.partition("#")[2] if isinstance(subject, NamedNode) else ""
        yield Section(naming.value(subject), fragment, statements)


def _incoming(triples: Iterable[Triple], naming: Naming) -> Iterator[Statement]:
    by_property = sorted(triples, key=lambda triple: triple.predicate.value)
    for predicate, said in groupby(by_property, key=lambda triple: triple.predicate):
        values = tuple(naming.value(NamedNode(subject_iri(triple))) for triple in said)
        yield Statement(naming.value(predicate), values)


def list_page(opened: OpenEdition, choice: Choice, page: Page) -> bytes:
    """Render one page of things by their labels."""
    things = [NamedNode(thing) for thing in page.things]
    labels = find_labels(opened.store, [*page.things, *(f.value for f in page.listing.filters)])
    naming = _naming(opened, choice, labels)
    return render_page(
        "list.html",
        choice.language,
        page=page,
        things=[naming.value(thing) for thing in things],
        filters=[(f.name, naming.value(NamedNode(f.value))) for f in page.listing.filters],
        neighbours={
            name: _list_address(choice, page, number, opened.base_uri)
            for name, number in neighbours(page).items()
        },
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
    )


def _list_address(choice: Choice, page: Page, number: int, base_uri: str) -> str:
    """Give the address of another page of the list, relative to this one."""
    address = page_address(page, number, base_uri).removeprefix(f"{base_uri}doc/")
    name, mark, query = address.partition("?")
    suffix = f".{choice.sticky}.html" if choice.sticky else ""
    return name + suffix + mark + query

"""
Typed links (RFC 8288): what a client can know of a document without reading it.

They are always absolute and begin with ``base_uri``, as relative ones crash real clients and
what a cache keeps must not depend on who asked. The relations are those of FAIR Signposting.
"""

from collections.abc import Iterable, Iterator

import msgspec

from wirlod.formats import HTML, LINK_FORMAT
from wirlod.languages import LANGUAGES
from wirlod.web.http.addresses import HOME
from wirlod.web.http.choosing import Choice, representation_address
from wirlod.web.http.negotiation import JSON_LD_PROFILE, Offer


class Link(msgspec.Struct, frozen=True):
    """One typed link."""

    target: str
    relation: str
    attributes: dict[str, str] = {}
    """``type``, ``hreflang`` …"""

    def __str__(self) -> str:
        """``<https://…>; rel="alternate"; type="text/turtle"``."""
        written = f'<{self.target}>; rel="{self.relation}"'
        for name, value in self.attributes.items():
            written += f'; {name}="{value}"'
        return written


def write_links(links: Iterable[Link]) -> str:
    """Write a ``Link`` header."""
    return ", ".join([str(link) for link in links])


def document_links(choice: Choice, base_uri: str, licence: str) -> Iterator[Link]:
    """Yield what holds for every document."""
    folder = base_uri + choice.offered.folder
    yield Link(base_uri + choice.offered.canonical, "canonical")
    if licence:
        yield Link(licence, "license")
    yield Link(choice.profile.iri, "profile")
    for offer in choice.offered.offers:
        if offer.format is not HTML and offer != choice.offer:
            address = representation_address(choice.offered, offer.suffix, choice.profile)
            relation = "alternate describedby" if choice.is_page else "alternate"
            yield Link(folder + address, relation, _type_attributes(offer))
    if HTML in {offer.format for offer in choice.offered.offers}:
        yield from _page_links(choice, folder)


def write_document_links(choice: Choice, base_uri: str, licence: str) -> str:
    """
    Write what holds for every document.

    Documents of one folder differ by their names only, so what was written for one is remembered;
    where parameters say more, it is not, for strangers make them up.
    """
    offered = choice.offered
    if offered.parameters or offered.name == HOME:
        return write_links(document_links(choice, base_uri, licence))
    language = choice.language if choice.is_page else ""
    form = (choice.offer.suffix, choice.profile.iri, language)
    key = (offered.folder, offered.offers, form, base_uri, licence)
    written = _WRITTEN.get(key)
    if written is None:
        nameless = msgspec.structs.replace(offered, name=_NAME)
        like = msgspec.structs.replace(choice, offered=nameless)
        written = write_links(document_links(like, base_uri, licence))
        if len(_WRITTEN) >= _MOST_WRITTEN:
            _WRITTEN.clear()
        _WRITTEN[key] = written
    return written.replace(_NAME, offered.name)


_NAME = "\0"
"""Stands where the name of a document will stand; no address has it."""

_WRITTEN: dict[tuple[object, ...], str] = {}
_MOST_WRITTEN = 1_000


def _page_links(choice: Choice, folder: str) -> Iterator[Link]:
    for language in LANGUAGES:
        if not (choice.is_page and choice.language == language):
            page = representation_address(choice.offered, f"{language}.html", choice.profile)
            yield Link(folder + page, "alternate", {"type": "text/html", "hreflang": language})


def _type_attributes(offer: Offer) -> dict[str, str]:
    attributes = {"type": offer.format.media_type}
    return attributes | ({"profile": JSON_LD_PROFILE + offer.form} if offer.form else {})


def memento_links(base_uri: str, path: str) -> Iterator[Link]:
    """Yield what leads from the document at *path* to its past (RFC 7089)."""
    yield Link(f"{base_uri}timegate/{path}", "timegate")
    yield Link(f"{base_uri}timemap/{path}", "timemap", {"type": LINK_FORMAT.media_type})

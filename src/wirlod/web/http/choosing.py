"""
What this request asks for: the address first, then ``?format=``, ``?lang=`` and
``?_profile=``, then the headers.

A choice also knows which headers it looked at, for ``Vary``, and the one address under which
the representation chosen is always found, whatever a client accepts.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from flask import g, request

from wirlod.errors import NotAcceptable
from wirlod.formats import HTML
from wirlod.languages import LANGUAGES, read_language
from wirlod.saying import say
from wirlod.web.http.addresses import HOME, Address
from wirlod.web.http.negotiation import (
    Offer,
    choose_language,
    choose_named,
    choose_offer,
    choose_profile,
)

PARAMETERS = frozenset(("format", "_mediatype", "lang", "_profile"))
"""Parameters that take part in a choice."""


class Profile(msgspec.Struct, frozen=True):
    """One vocabulary that things are offered in (W3C Content Negotiation by Profile)."""

    token: str
    """What ``?_profile=`` calls it."""
    iri: str
    label: Mapping[str, str]


class Offered(msgspec.Struct, frozen=True):
    """What there is to choose from at an address."""

    folder: str
    """The address without its last step: ``doc/grant/``."""
    name: str
    """The last step of the address, without suffix."""
    offers: tuple[Offer, ...]
    profiles: tuple[Profile, ...]
    parameters: tuple[tuple[str, str], ...] = ()
    """Parameters that say what, not how: a page number, a filter."""

    @property
    def canonical(self) -> str:
        """The negotiated address, of which all representations are."""
        name = "" if self.name == HOME else self.name
        query = f"?{urlencode(self.parameters)}" if self.parameters else ""
        return f"{self.folder}{name}{query}"

    @property
    def is_one_of_few(self) -> bool:
        """Whether there are as many of its like as of kinds and charts, however much data is."""
        return self.folder.count("/") < 2 and not self.parameters


class Choice(msgspec.Struct, frozen=True):
    """One representation of those offered."""

    offered: Offered
    offer: Offer
    language: str
    profile: Profile
    sticky: str = ""
    """The language, where the address names it and links on the page shall keep it."""
    negotiated: bool = True
    """Whether a header decided the format or the language."""
    vary: str = "Accept-Encoding"

    @property
    def is_page(self) -> bool:
        """Whether a person will read it."""
        return self.offer.format is HTML

    @property
    def root(self) -> str:
        """The way from the address asked to the root of this site."""
        return "../" * self.offered.folder.count("/") or "./"

    @property
    def own_address(self) -> str:
        """The representation's own address, relative to the one asked."""
        suffix = f"{self.language}.html" if self.is_page else self.offer.suffix
        return representation_address(self.offered, suffix, self.profile)

    def address_of(self, offer: Offer) -> str:
        """Give the address of another representation in the same profile."""
        return representation_address(self.offered, offer.suffix, self.profile)

    def page_address(self, language: str) -> str:
        """Give the address of the page in *language*."""
        return representation_address(self.offered, f"{language}.html", self.profile)


def representation_address(offered: Offered, suffix: str, profile: Profile) -> str:
    """Give the address of one representation, relative to the one asked."""
    query = list(offered.parameters)
    if profile is not offered.profiles[0]:
        query.append(("_profile", profile.token))
    return f"{offered.name}.{suffix}" + (f"?{urlencode(query)}" if query else "")


def choose(address: Address, offered: Offered) -> Choice:
    """
    Choose the representation this request asks for.

    :raises NotAcceptable: when there is none that fits.
    """
    g.offered = offered
    return choose_from(request.environ, request.args, address, offered)


def choose_from(
    environ: Mapping[str, Any], parameters: Mapping[str, str], address: Address, offered: Offered
) -> Choice:
    """
    Choose what a request with this *environ* and these *parameters* asks for, without Flask.

    :raises NotAcceptable: when there is none that fits.
    """
    offers, profiles = offered.offers, offered.profiles
    looked_at = ["Accept-Encoding"]
    offer = address.offer or _offer_in_query(parameters, offers)
    if offer is None:
        looked_at.append("Accept")
        offer = choose_offer(environ.get("HTTP_ACCEPT", ""), offers)
    language = sticky = address.language or _language_in_query(parameters)
    if not language and _may_be_page(offer, offers, looked_at):
        looked_at.append("Accept-Language")
    profile = _profile_in_query(parameters, profiles)
    if profile is None and len(profiles) > 1:
        looked_at.append("Accept-Profile")
    return Choice(
        offered=offered,
        offer=offer,
        language=language or _accepted_language(environ),
        profile=profile or _profile_in_header(environ, profiles),
        sticky=sticky,
        negotiated=len(looked_at) > 1,
        vary=", ".join(sorted(looked_at)),
    )


def _may_be_page(offer: Offer, offers: Sequence[Offer], looked_at: Sequence[str]) -> bool:
    """Tell whether a page is among what this address could have answered."""
    if "Accept" in looked_at:
        return any(offer.format is HTML for offer in offers)
    return offer.format is HTML


def _language_in_query(parameters: Mapping[str, str]) -> str:
    asked = parameters.get("lang", "")
    language = read_language(asked)
    if asked and not language:
        raise NotAcceptable(
            say(
                "no page is in {asked!r}: there is {languages}",
                asked=asked,
                languages=", ".join(LANGUAGES),
            )
        )
    return language


def page_language() -> str:
    """Give the language a page would have: that of its address, else of ``Accept-Language``."""
    return named_language() or _accepted_language(request.environ)


def named_language() -> str:
    """Give the language that the address names, which links on the page keep; blank for none."""
    for language in LANGUAGES:
        if request.path.endswith(f".{language}.html"):
            return language
    return read_language(request.args.get("lang", ""))


def _accepted_language(environ: Mapping[str, Any]) -> str:
    return choose_language(environ.get("HTTP_ACCEPT_LANGUAGE", ""), LANGUAGES)


def _offer_in_query(parameters: Mapping[str, str], offers: Sequence[Offer]) -> Offer | None:
    asked = parameters.get("format") or parameters.get("_mediatype")
    if not asked:
        return None
    return choose_named(asked, offers)


def _profile_in_query(parameters: Mapping[str, str], profiles: Sequence[Profile]) -> Profile | None:
    asked = parameters.get("_profile")
    if not asked:
        return None
    for profile in profiles:
        if asked in (profile.token, profile.iri):
            return profile
    known = ", ".join(profile.token for profile in profiles)
    raise NotAcceptable(
        say("no profile is called {asked!r} here: there is {known}", asked=asked, known=known)
    )


def _profile_in_header(environ: Mapping[str, Any], profiles: Sequence[Profile]) -> Profile:
    header = environ.get("HTTP_ACCEPT_PROFILE", "")
    chosen = choose_profile(header, tuple(profile.iri for profile in profiles))
    return next(profile for profile in profiles if profile.iri == chosen)

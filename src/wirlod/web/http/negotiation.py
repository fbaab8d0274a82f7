"""
Which of the offers a request asks for: RFC 9110 section 12.5, as pure functions.

A header is read once into weighted parts; every offer is then ranked against them. Two
decisions go beyond the letter of the RFC, both for the sake of real clients:

- A part whose weight cannot be read is the last choice; a part that is no media range at all
  is left out. A header of which nothing is left counts as absent.
- Names of whole families (``application/xml``, ``application/json``, ``text/plain``) mean a
  format that has another name only where the header names none of the offers itself: a browser
  that accepts XML beside HTML does not want RDF/XML.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

import msgspec

from wirlod.errors import NotAcceptable
from wirlod.formats import JSON_LD, RESULTS_JSON, Format, find_format, read_name
from wirlod.saying import say

JSON_LD_PROFILE = "http://www.w3.org/ns/json-ld#"
FAMILIES = frozenset(("application/xml", "text/xml", "application/json", "text/json", "text/plain"))
"""Aliases that say no more than «XML», «JSON» or «text»."""

JSON_NAMES = frozenset(("application/json", "text/json"))
"""What programs call the results of a query in JSON, whatever else they take."""

_PART = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*"?)+')
_PARAMETER = re.compile(r';\s*([^\s;=",]+)\s*=\s*("(?:\\.|[^"\\])*"?|[^;"]*)')
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA_RANGE = re.compile(rf"\*/\*|{_TOKEN}/{_TOKEN}")
_WEIGHT = re.compile(r"[01](?:\.[0-9]*)?|\.[0-9]+")
LAST_CHOICE = 0.0001
"""The weight of a part whose own weight cannot be read."""


REFUSED = (3, 0.0)
"""How a language fits that is named with the weight 0; one that is not named is better."""

REMEMBERED = 512
"""How many headers are remembered with what was read in them."""

LONGEST_REMEMBERED = 300
"""Characters of a header that is remembered: browsers and libraries send shorter ones."""

Read = TypeVar("Read", bound=Callable[..., Any])


def remember(read: Read) -> Read:
    """Remember what *read* gives for usual headers; strangers make up others without end."""
    remembered = lru_cache(maxsize=REMEMBERED)(read)

    @wraps(read)
    def read_or_remember(header: str, *arguments: Any) -> Any:
        chosen = remembered if len(header) <= LONGEST_REMEMBERED else read
        return chosen(header, *arguments)

    return cast("Read", read_or_remember)


class Part(msgspec.Struct, frozen=True):
    """One element of a negotiation header: what is asked for, and how much."""

    value: str
    weight: float = 1.0
    profiles: tuple[str, ...] = ()
    """What a media type's ``profile`` parameter lists."""


class Offer(msgspec.Struct, frozen=True):
    """A format that can be answered, in one of its forms."""

    format: Format
    form: str = ""
    """The form of JSON-LD other than compact: ``expanded`` or ``flattened``."""

    @property
    def suffix(self) -> str:
        """How an address of this representation ends: ``ttl``, ``expanded.jsonld``."""
        return f"{self.form}.{self.format.suffix}" if self.form else self.format.suffix

    @property
    def label(self) -> str:
        """What people call it: ``Turtle``, ``JSON-LD (expanded)``."""
        return f"{self.format.label} ({self.form})" if self.form else self.format.label

    @property
    def content_type(self) -> str:
        """The value of ``Content-Type``, with the JSON-LD profile where there is one."""
        if not self.form:
            return self.format.content_type
        return f'{self.format.media_type};profile="{JSON_LD_PROFILE}{self.form}"'


class Ranked(msgspec.Struct, frozen=True):
    """How an offer fares against a header."""

    offer: Offer
    weight: float
    """Between 0, not acceptable, and 1."""
    closeness: int
    """5 a profile named · 4 the type named · 3 an alias · 2 a family · 1 ``type/*`` · 0 ``*/*``."""
    part: str
    """The part of the header that decided; empty where none fits."""


def build_offers(formats: Sequence[Format]) -> tuple[Offer, ...]:
    """List the *formats* in order of preference, JSON-LD in its three forms."""
    plain = tuple(Offer(format) for format in formats)
    forms = (Offer(JSON_LD, "expanded"), Offer(JSON_LD, "flattened"))
    return plain + (forms if JSON_LD in formats else ())


@remember
def read_parts(header: str) -> tuple[Part, ...]:
    """
    Read a weighted list; commas inside quotation marks do not separate.

    >>> read_parts("de-AT, en;q=0.5, ,fr;q=high")
    (Part(value='de-at', weight=1.0, profiles=()), Part(value='en', weight=0.5, profiles=()), \
Part(value='fr', weight=0.0001, profiles=()))
    """
    parts = (_read_part(text) for text in _PART.findall(header))
    return tuple(part for part in parts if part.value)


def _read_part(text: str) -> Part:
    value, semicolon, rest = text.partition(";")
    weight = 1.0
    profiles: tuple[str, ...] = ()
    for name, raw in _PARAMETER.findall(semicolon + rest):
        setting = re.sub(r"\\(.)", r"\1", raw.strip().strip('"'))
        if name.lower() == "q":
            weight = _read_weight(setting)
            break
        if name.lower() == "profile":
            profiles = tuple(setting.split())
    return Part(value.strip().lower(), weight, profiles)


def _read_weight(text: str) -> float:
    if not _WEIGHT.fullmatch(text):
        return LAST_CHOICE
    weight = float(text)
    return weight if weight <= 1 else LAST_CHOICE


def read_media_ranges(header: str) -> tuple[Part, ...]:
    """Read an ``Accept`` header; what is no media range is left out, ``*`` is Java's ``*/*``."""
    parts = read_parts(header)
    ranges = (msgspec.structs.replace(p, value="*/*") if p.value == "*" else p for p in parts)
    return tuple(
        part
        for part in ranges
        if _MEDIA_RANGE.fullmatch(part.value)
        and (part.value == "*/*" or not part.value.startswith("*"))
    )


def rank_offers(accept: str, offers: Sequence[Offer]) -> list[Ranked]:
    """
    Put the *offers* in the order in which *accept* wants them, unacceptable ones last.

    Equal weights are decided by how closely the header names the format, then by the order
    of the offers.
    """
    ranges = read_media_ranges(accept) or (Part("*/*"),)
    types = {offer.format.media_type for offer in offers}
    if types & {part.value for part in ranges if part.weight}:
        vague = FAMILIES - types - (JSON_NAMES if RESULTS_JSON.media_type in types else set())
        ranges = tuple(part for part in ranges if part.value not in vague)
    ranked = [_rank(offer, ranges) for offer in offers]
    return sorted(ranked, key=lambda rank: (-rank.weight, -rank.closeness))


def _rank(offer: Offer, ranges: Sequence[Part]) -> Ranked:
    fitting = [(_closeness(part, offer), part.weight, part.value) for part in ranges]
    closeness, weight, value = max(fitting)
    return Ranked(offer, weight, closeness, value) if closeness >= 0 else Ranked(offer, 0, -1, "")


def _closeness(part: Part, offer: Offer) -> int:
    media_type = offer.format.media_type
    if part.value == media_type:
        return _form_closeness(part, offer)
    if part.value in offer.format.aliases and not offer.form:
        return 2 if part.value in FAMILIES else 3
    if part.value == "*/*":
        return 0
    return 1 if part.value == media_type.partition("/")[0] + "/*" else -1


def _form_closeness(part: Part, offer: Offer) -> int:
    forms = {profile.removeprefix(JSON_LD_PROFILE) for profile in part.profiles}
    if forms.isdisjoint(("compacted", "expanded", "flattened")):
        return 4
    return 5 if (offer.form or "compacted") in forms else -1


def choose_named(name: str, offers: Sequence[Offer]) -> Offer:
    """
    Choose the offer that a client calls *name*: by suffix, media type, or any name people use.

    :raises NotAcceptable: when none is called so.
    """
    wanted = read_name(name)
    for offer in offers:
        if offer.form and offer.suffix == wanted:
            return offer
    plain = [offer for offer in offers if not offer.form]
    format = find_format(name, [offer.format for offer in plain])
    if format is None:
        known = ", ".join(offer.suffix for offer in offers)
        raise NotAcceptable(
            say("no format is called {name!r} here: there is {known}", name=name, known=known)
        )
    return next(offer for offer in plain if offer.format is format)


@remember
def choose_offer(accept: str, offers: tuple[Offer, ...]) -> Offer:
    """
    Choose the offer that *accept* wants most; an empty header takes the first.

    :raises NotAcceptable: when none fits.
    """
    best = rank_offers(accept, offers)[0]
    if not best.weight:
        names = ", ".join(dict.fromkeys(offer.format.media_type for offer in offers))
        raise NotAcceptable(
            say(
                "nothing here fits 'Accept: {accept}': there is {names}", accept=accept, names=names
            )
        )
    return best.offer


@remember
def choose_language(accept_language: str, offered: tuple[str, ...]) -> str:
    """
    Choose a language by RFC 4647 lookup; the first is the answer where none fits.

    >>> choose_language("en-GB, de;q=0.5", ("de", "en")), choose_language("fr", ("de", "en"))
    ('en', 'de')
    """
    parts = read_parts(accept_language) or (Part("*"),)
    fits = [max(_language_fit(part, language) for part in parts) for language in offered]
    best = max(fits, key=lambda fit: (fit[1], fit != REFUSED))
    return offered[fits.index(best)]


def _language_fit(part: Part, language: str) -> tuple[int, float]:
    if part.value == language:
        return 3, part.weight
    if part.value.startswith(f"{language}-"):
        return 2, part.weight
    return (1, part.weight) if part.value == "*" else (0, 0.0)


@remember
def choose_coding(accept_encoding: str, offered: tuple[str, ...]) -> str:
    """
    Choose a content coding; empty means none.

    >>> choose_coding("gzip, br;q=0.9", ("br", "gzip")), choose_coding("gzip;q=0", ("gzip",))
    ('gzip', '')
    """
    weights = {part.value.removeprefix("x-"): part.weight for part in read_parts(accept_encoding)}
    others = weights.get("*", 0.0)
    plain = weights.get("identity", 0.0)
    best = max(offered, key=lambda coding: weights.get(coding, others))
    weight = weights.get(best, others)
    return best if weight and weight >= plain else ""


@remember
def choose_profile(accept_profile: str, offered: tuple[str, ...]) -> str:
    """
    Choose a profile's IRI; the first where none fits, as the W3C draft allows.

    >>> choose_profile("<https://schema.org/>;q=0.5", ("http://a/", "https://schema.org/"))
    'https://schema.org/'
    """
    wanted = {part.value.strip("<>"): part.weight for part in read_parts(accept_profile)}
    best = max(offered, key=lambda profile: wanted.get(profile.lower(), 0.0))
    return best if wanted.get(best.lower()) else offered[0]

"""Every representation of a document: profile × format × language, each with its address."""

from collections.abc import Iterator

import msgspec

from wirlod.formats import HTML
from wirlod.languages import LANGUAGES
from wirlod.web.http.choosing import Offered, Profile, representation_address
from wirlod.web.http.negotiation import Offer


class Representation(msgspec.Struct, frozen=True):
    """One way in which a document can be had."""

    address: str
    """Relative to the negotiated address."""
    offer: Offer
    profile: Profile
    language: str = ""


def list_representations(offered: Offered) -> Iterator[Representation]:
    """Yield every representation of what is *offered*."""
    for profile in offered.profiles:
        for offer in offered.offers:
            languages = LANGUAGES if offer.format is HTML else ("",)
            for language in languages:
                suffix = f"{language}.{offer.suffix}" if language else offer.suffix
                address = representation_address(offered, suffix, profile)
                yield Representation(address, offer, profile, language)

"""
What the pages of an edition call themselves, and who answers for them.

The words are the publisher's, from ``data/publication.yaml``; an edition keeps them beside the
data, so that what serves needs no records.
"""

from pathlib import Path

import msgspec

from wirlod.kinds.kind import Bilingual

SITE = "site.json"
"""The file of an edition that holds them."""

NOT_SAID = Bilingual(de="", en="")
PREVIEW = Bilingual(de="Vorschau", en="Preview")


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages of an edition call themselves, and who answers for them."""

    name: Bilingual = PREVIEW
    title: Bilingual = PREVIEW
    question: Bilingual = PREVIEW
    lead: Bilingual = NOT_SAID
    about: Bilingual = NOT_SAID
    summary: Bilingual = NOT_SAID
    limits: Bilingual = NOT_SAID
    """What the data leave out."""
    easy_language: dict[str, list[str]] = {}
    """Language → what the programme is, in easy language, a statement each."""
    provenance: Bilingual = NOT_SAID
    """How the data came about."""
    programme: str = ""
    """The key of the programme that all is about."""
    funder: str = ""
    """The key of the organisation whose money it gives."""
    publisher: Bilingual = NOT_SAID
    homepage: str = ""
    contact_name: str = ""
    email: str = ""
    contact_url: str = ""
    imprint: dict[str, str] = {}
    """What the law wants besides, by its name in ``publication.yaml``."""


def read_site(folder: Path) -> Site:
    """Read the words of the edition in *folder*; a preview has none of its own."""
    path = folder / SITE
    return msgspec.json.decode(path.read_bytes(), type=Site) if path.exists() else Site()

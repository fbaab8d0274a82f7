"""What the pages call themselves: the words of the publisher, kept with the edition."""

import msgspec

from wirlod.publish.draft import Draft
from wirlod.publish.publication import read_publication
from wirlod.site import NOT_SAID, SITE, Site


def write_site(draft: Draft) -> None:
    """Write the words of ``publication.yaml`` that pages show."""
    publication = read_publication(draft.settings.data)
    words, contact = publication.site, publication.contact
    said = msgspec.structs.asdict(publication.imprint)
    site = Site(
        name=words.name,
        title=words.title,
        question=words.question,
        lead=words.lead,
        about=words.about,
        summary=words.summary,
        limits=words.limits or NOT_SAID,
        easy_language=words.easy_language.words if words.easy_language else {},
        provenance=publication.provenance,
        programme=publication.programme,
        funder=publication.funder,
        publisher=publication.publisher.name,
        homepage=publication.publisher.homepage,
        contact_name=contact.name,
        email=contact.email,
        contact_url=contact.url,
        imprint={name: text for name, text in said.items() if text},
    )
    (draft.folder / SITE).write_bytes(msgspec.json.encode(site) + b"\n")

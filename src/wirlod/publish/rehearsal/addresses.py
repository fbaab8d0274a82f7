"""
Whether everything the catalogue names answers as stated.

Every address of ours is fetched by HEAD and by GET; a file must have the type, size and
checksum that the catalogue says. Addresses of others are not asked: a publication must not
depend on them.
"""

import hashlib
from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from wirlod.facts import Facts
from wirlod.iris import thing_of
from wirlod.namespaces import MEDIA_TYPES
from wirlod.publish.rehearsal.harvest import Harvest
from wirlod.publish.rehearsal.site import Reply, Site, follow


def find_addresses(harvest: Harvest, base_uri: str) -> list[str]:
    """List every address of ours that is named, without fragments."""
    terms = (term for triple in harvest.triples for term in _ends(triple))
    ours = {thing_of(term.value) for term in terms if term.value.startswith(base_uri)}
    return sorted(ours)


def _ends(triple: Triple) -> Iterator[NamedNode]:
    for term in (triple.subject, triple.object):
        if isinstance(term, NamedNode):
            yield term


def check_addresses(site: Site, harvest: Harvest, base_uri: str) -> Iterator[str]:
    """Yield what is wrong with the addresses that *harvest* names."""
    facts = harvest.facts
    files = {
        facts.value(file, "dcat:downloadURL"): file for file in facts.instances("dcat:Distribution")
    }
    for url in find_addresses(harvest, base_uri):
        head, reply = follow(site, "HEAD", url), follow(site, "GET", url)
        if (head.status, reply.status) != (200, 200):
            yield f"{url} answers HEAD with {head.status} and GET with {reply.status}"
        elif url in files:
            yield from _check_file(url, files[url], reply, facts)


def _check_file(url: str, file: str, reply: Reply, facts: Facts) -> Iterator[str]:
    checksum = facts.value(facts.value(file, "spdx:checksum"), "spdx:checksumValue")
    kind = facts.value(file, "dcat:compressFormat") or facts.value(file, "dcat:mediaType")
    stated = {
        "type": kind.removeprefix(MEDIA_TYPES),
        "size": facts.value(file, "dcat:byteSize"),
        "checksum": checksum.lower(),
    }
    found = {
        "type": reply.media_type,
        "size": str(len(reply.body)),
        "checksum": hashlib.sha256(reply.body).hexdigest(),
    }
    for what, value in stated.items():
        if found[what] != value:
            yield f"{url} has the {what} {found[what]}, the catalogue says {value}"

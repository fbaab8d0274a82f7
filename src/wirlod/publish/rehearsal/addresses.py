"""
Whether everything the catalogue names answers as stated.

Every address of ours is fetched by HEAD and by GET; a file must have the type, size and
checksum that the catalogue says. Addresses of others are not asked: a publication must not
depend on them.
"""

import hashlib
from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.publish.rehearsal.harvest import Harvest, value_of
from wirlod.publish.rehearsal.site import Reply, Site, follow

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def name(short: str) -> NamedNode:
    """
    Expand a prefixed name.

    >>> name("dcat:byteSize").value
    'http://www.w3.org/ns/dcat#byteSize'
    """
    prefix, _, local = short.partition(":")
    return NamedNode(FOREIGN_PREFIXES[prefix] + local)


class Facts:
    """What a harvest says, by subject and property."""

    def __init__(self, harvest: Harvest) -> None:
        self._said: dict[tuple[str, NamedNode], list[str]] = {}
        for triple in sorted(harvest.triples, key=str):
            key = (value_of(triple.subject), triple.predicate)
            self._said.setdefault(key, []).append(value_of(triple.object))

    def all(self, subject: str, short: str) -> list[str]:
        """Give every value of a property."""
        return self._said.get((subject, name(short)), [])

    def one(self, subject: str, short: str) -> str:
        """Give the first value of a property, empty where there is none."""
        return next(iter(self.all(subject, short)), "")

    def instances(self, short: str) -> list[str]:
        """List the things of a class."""
        wanted, kind = name("rdf:type"), name(short).value
        return [s for (s, p), values in self._said.items() if p == wanted and kind in values]


def find_addresses(harvest: Harvest, base_uri: str) -> list[str]:
    """List every address of ours that is named, without fragments."""
    terms = (term for triple in harvest.triples for term in _ends(triple))
    ours = {term.value.partition("#")[0] for term in terms if term.value.startswith(base_uri)}
    return sorted(ours)


def _ends(triple: Triple) -> Iterator[NamedNode]:
    for term in (triple.subject, triple.object):
        if isinstance(term, NamedNode):
            yield term


def check_addresses(site: Site, harvest: Harvest, base_uri: str) -> Iterator[str]:
    """Yield what is wrong with the addresses that *harvest* names."""
    facts = Facts(harvest)
    files = {
        facts.one(file, "dcat:downloadURL"): file for file in facts.instances("dcat:Distribution")
    }
    for url in find_addresses(harvest, base_uri):
        head, reply = follow(site, "HEAD", url), follow(site, "GET", url)
        if (head.status, reply.status) != (200, 200):
            yield f"{url} answers HEAD with {head.status} and GET with {reply.status}"
        elif url in files:
            yield from _check_file(url, files[url], reply, facts)


def _check_file(url: str, file: str, reply: Reply, facts: Facts) -> Iterator[str]:
    checksum = facts.one(facts.one(file, "spdx:checksum"), "spdx:checksumValue")
    kind = facts.one(file, "dcat:compressFormat") or facts.one(file, "dcat:mediaType")
    stated = {
        "type": kind.removeprefix(MEDIA_TYPES),
        "size": facts.one(file, "dcat:byteSize"),
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

"""
How a thing gets its address, and back.

``{base}id/{kind}/{key}`` names a thing, ``{base}doc/{kind}/{key}`` a document about it,
``…#{part}`` a part that makes no sense alone. Ontology terms are ``{base}def/wir#{Term}``.
Every address begins with the one setting ``base_uri``, never with what a request says.
"""

import re

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_key(text: str) -> bool:
    """
    Tell whether *text* can be a key.

    >>> is_key("werra-meissner-kreis-2021"), is_key("Werra-Meißner"), is_key("a--b")
    (True, False, False)
    """
    return KEY.fullmatch(text) is not None


def thing_iri(base_uri: str, kind: str, key: str) -> str:
    """
    Build the IRI of a thing.

    >>> thing_iri("https://example.org/", "grant", "werra-meissner-kreis-2021")
    'https://example.org/id/grant/werra-meissner-kreis-2021'
    """
    return f"{base_uri}id/{kind}/{key}"


def ontology_iri(base_uri: str) -> str:
    """Build the IRI of the programme ontology; its terms are this + ``#`` + name."""
    return f"{base_uri}def/wir"


def term_iri(base_uri: str, name: str) -> str:
    """
    Build the IRI of a term of the programme ontology.

    >>> term_iri("https://example.org/", "Grant")
    'https://example.org/def/wir#Grant'
    """
    return f"{ontology_iri(base_uri)}#{name}"


def local_path(iri: str, base_uri: str) -> str | None:
    """
    Give the path below *base_uri* where *iri* is served here, None for a foreign IRI.

    >>> local_path("https://example.org/wir/id/grant/x", "https://example.org/wir/")
    'id/grant/x'
    """
    return iri.removeprefix(base_uri) if iri.startswith(base_uri) else None

"""
How a thing gets its address, and back.

``{base}id/{kind}/{key}`` names a thing, ``{base}doc/{kind}/{key}`` a document about it,
``…#{part}`` a part that makes no sense alone. Ontology terms are ``{base}def/wir#{Term}``, unless
the publisher uses the ontology of another: then they begin with its namespace. Every address of
ours begins with the one setting ``base_uri``, never with what a request says.
"""

import re

ONTOLOGY = "def/wir"
"""Where the ontology is served below the base address, be its terms ours or another's."""

SHAPES = "def/shapes"
"""Where the documents of shapes are served, each with its name."""

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


GENID = ".well-known/genid/"
"""Where things are that have no name in the data they come from."""


def is_key(text: str) -> bool:
    """
    Tell whether *text* can be a key.

    >>> is_key("musterkreis-2021"), is_key("Süd-Weiß"), is_key("a--b")
    (True, False, False)
    """
    return KEY.fullmatch(text) is not None


def thing_iri(base_uri: str, kind: str, key: str) -> str:
    """
    Build the IRI of a thing.

    >>> thing_iri("https://example.org/", "grant", "musterkreis-2021")
    'https://example.org/id/grant/musterkreis-2021'
    """
    return f"{base_uri}id/{kind}/{key}"


class BaseUri(str):
    """
    The base address of a publisher who uses another's ontology; it knows the namespace of that.

    Whoever builds addresses is handed the base address and nothing else, so what it takes to
    write a term travels with it, into other processes too.
    """

    namespace: str

    def __new__(cls, base_uri: str, namespace: str = "") -> "BaseUri":
        """Make the base address *base_uri*, with the terms of the ontology under *namespace*."""
        made = super().__new__(cls, base_uri)
        made.namespace = namespace
        return made


def namespace_of(base_uri: str) -> str:
    """
    Give what the terms of the ontology begin with.

    >>> namespace_of("https://example.org/")
    'https://example.org/def/wir#'
    >>> namespace_of(BaseUri("https://example.org/", "https://example.net/terms/"))
    'https://example.net/terms/'
    """
    named = base_uri.namespace if isinstance(base_uri, BaseUri) else ""
    return named or f"{base_uri}{ONTOLOGY}#"


def ontology_iri(base_uri: str) -> str:
    """
    Build the IRI of the programme ontology.

    >>> ontology_iri(BaseUri("https://example.org/", "https://example.net/terms/"))
    'https://example.net/terms'
    """
    return namespace_of(base_uri).rstrip("#/")


def term_iri(base_uri: str, name: str) -> str:
    """
    Build the IRI of a term of the programme ontology.

    >>> term_iri("https://example.org/", "Grant")
    'https://example.org/def/wir#Grant'
    """
    return f"{namespace_of(base_uri)}{name}"


def thing_of(iri: str) -> str:
    """
    Give the address of the thing that *iri* is, or is a part of.

    >>> thing_of("https://example.org/id/grant/x#amount")
    'https://example.org/id/grant/x'
    """
    return iri.partition("#")[0]


def target_of(iri: str, base_uri: str) -> str:
    """
    Give ``kind/key`` of *iri*, with the part if it is one; empty for what has no place in ``/id/``.

    >>> target_of("https://example.org/id/grant/x#amount", "https://example.org/")
    'grant/x#amount'
    >>> target_of("https://example.org/def/wir", "https://example.org/")
    ''
    """
    start = f"{base_uri}id/"
    return iri.removeprefix(start) if iri.startswith(start) else ""


def kind_of(iri: str, base_uri: str) -> str:
    """
    Name the kind that the address of a thing or part states, empty where it states none.

    >>> kind_of("https://example.org/id/grant/x#amount", "https://example.org/")
    'grant'
    """
    return target_of(iri, base_uri).partition("/")[0]


def is_shapes(target: str) -> bool:
    """
    Tell whether *target* is a document of shapes.

    >>> is_shapes("def/shapes/grant"), is_shapes("def/wir"), is_shapes("grant/x")
    (True, False, False)
    """
    return target.startswith(f"{SHAPES}/")


def document_path(target: str) -> str:
    """
    Give the path of the document about *target*, a thing or a definition.

    >>> document_path("grant/x"), document_path("def/shapes/grant")
    ('doc/grant/x', 'def/shapes/grant')
    """
    return target if target.startswith("def/") else f"doc/{target}"


def folder_of(target: str) -> str:
    """
    Name the kind of a thing, and that of a definition: ``def`` or ``shapes``.

    >>> folder_of("grant/x"), folder_of("def/wir"), folder_of("def/shapes/grant")
    ('grant', 'def', 'shapes')
    """
    return target.split("/")[-2]


def local_path(iri: str, base_uri: str) -> str | None:
    """
    Give the path below *base_uri* where *iri* is served here, None for a foreign IRI.

    >>> local_path("https://example.org/data/id/grant/x", "https://example.org/data/")
    'id/grant/x'
    """
    return iri.removeprefix(base_uri) if iri.startswith(base_uri) else None

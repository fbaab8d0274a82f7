"""A store that holds just what a test writes down."""

from pyoxigraph import RdfFormat, Store

from wirlod.kinds import prefixes
from wirlod.query.embedded import EmbeddedStore

BASE = "http://example.org/"
NAMES = prefixes(BASE) | {"id": f"{BASE}id/"}


def load(turtle: str) -> Store:
    """Read Turtle that may use every prefix of ours, and ``id:`` for things."""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in NAMES.items())
    store = Store()
    store.load(head + turtle, format=RdfFormat.TURTLE)
    return store


def open_store(turtle: str) -> EmbeddedStore:
    """Read Turtle into a store that is asked as an edition's is."""
    return EmbeddedStore(load(turtle), BASE)


def shorten(iri: str) -> str:
    """Give what follows ``id:``."""
    return iri.removeprefix(f"{BASE}id/")

"""A small store, and limits that a test can wait for."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from wirlod.settings import Settings

THINGS = 400
GRAPH = "http://example.org/graph"


def quads() -> Iterator[Quad]:
    label = NamedNode("http://example.org/label")
    near = NamedNode("http://example.org/near")
    for number in range(THINGS):
        thing = NamedNode(f"http://example.org/{number}")
        yield Quad(thing, label, Literal(f"thing {number}"))
        yield Quad(thing, near, NamedNode(f"http://example.org/{(number + 1) % THINGS}"))
    yield Quad(NamedNode("http://example.org/0"), label, Literal("named"), NamedNode(GRAPH))


def strict(**changes: object) -> Settings:
    """Limits that a test can wait for."""
    limits = {"query_seconds": 3.0, "query_memory_mb": 300, "query_workers": 2, **changes}
    return Settings(**limits)  # type: ignore[arg-type]

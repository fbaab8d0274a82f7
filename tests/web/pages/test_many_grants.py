"""Pages of what a great many grants point at."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad
from tests.web.conftest import BASE, write_edition

from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.query.facts import MOST
from wirlod.settings import Settings
from wirlod.web import create_app

PREFIXES = FOREIGN_PREFIXES | {"wir": f"{BASE}def/wir#"}
PROGRAMME = NamedNode(f"{BASE}id/programme/big")


def describe_programme() -> Iterator[Quad]:
    """Name a programme and its guideline, and many times as many grants as a page looks at."""
    guideline = NamedNode(f"{BASE}id/guideline/rules")
    grants = [NamedNode(f"{BASE}id/grant/many-{number}") for number in range(12 * MOST)]
    label, programme, kind = (
        NamedNode(expand(name, PREFIXES)) for name in ("rdfs:label", "wir:programme", "rdf:type")
    )
    for thing, name in ((PROGRAMME, "Programme"), (guideline, "Guideline")):
        yield Quad(thing, kind, NamedNode(expand(f"wir:{name}", PREFIXES)))
    yield Quad(PROGRAMME, label, Literal("The big one", language="en"))
    yield Quad(guideline, label, Literal("Rules of the big one", language="en"))
    for thing in (guideline, *grants):
        yield Quad(thing, programme, PROGRAMME)


def test_a_programme_shows_its_guideline_however_many_grants_it_has(tmp_path: Path) -> None:
    write_edition(tmp_path / "editions", more=describe_programme())
    app = create_app(Settings(base_uri=BASE, editions=tmp_path / "editions"))

    page = app.test_client().get("/doc/programme/big.en.html").text

    assert "The big one" in page
    assert "Rules of the big one" in page

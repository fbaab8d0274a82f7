"""What pages keep for kinds is about kinds there are."""

from importlib import resources

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from wirlod.kinds import KINDS
from wirlod.web.pages.kinds import ONTOLOGY
from wirlod.web.pages.lines import COLUMNS, NAMES
from wirlod.web.pages.thing import STORIES


@pytest.mark.parametrize("named", [STORIES, COLUMNS, NAMES], ids=["stories", "columns", "names"])
def test_what_is_named_is_a_kind(named: dict[str, object]) -> None:
    assert named
    assert set(named) <= {*KINDS, ONTOLOGY}


@pytest.mark.parametrize("kind", STORIES)
def test_a_story_has_a_template_of_its_name(kind: str) -> None:
    assert resources.files("wirlod.web.pages").joinpath(f"templates/{kind}.html").is_file()


@pytest.mark.parametrize(
    ("path", "is_open"),
    [("person/anne-janz", False), ("organisation/stadt-hanau", False), ("concept/exact", True)],
)
def test_what_a_page_has_told_already_is_folded_at_its_end(
    site: FlaskClient, path: str, is_open: bool
) -> None:
    incoming = LexborHTMLParser(site.get(f"/doc/{path}.de.html").text).css_first(".incoming")

    assert incoming.css_first("summary h2").text() == "Was hierauf verweist"
    assert len(incoming.css("li a")) > 3
    assert ("open" in incoming.attributes) is is_open

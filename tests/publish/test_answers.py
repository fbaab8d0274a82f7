"""Answers that cannot have changed are those of the edition before; all others are found anew."""

import pytest

from wirlod.publish.answers import find_named

BASE = "https://example.org/"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SELECT * { ?a ?any ?b }", id="any property"),
        pytest.param("SELECT * { ?a <p:1> ?b OPTIONAL { ?b ?c ?d } }", id="any in a part"),
        pytest.param("ASK { FILTER EXISTS { ?a ?b ?c } }", id="any within EXISTS"),
        pytest.param("ASK { ?a <p:1> 1 FILTER NOT EXISTS { ?a <p:2> 2 ; ?b ?c } }", id="behind ;"),
        pytest.param("SELECT * { { SELECT ?a { ?a ?b ?c } } }", id="any in a query within"),
        pytest.param("SELECT * { ?a !<p:1> ?b }", id="all but one"),
        pytest.param("SELECT * { ?a <p:1>* ?b }", id="from anything to itself"),
        pytest.param("SELECT * { ?a (<p:1>?/^<p:2>*) ?b }", id="the same in steps"),
        pytest.param("SELECT * { ?a <p:1>|<p:2>? ?b }", id="the same as an alternative"),
        pytest.param("SELECT * { GRAPH ?g { ?a <p:1> ?b } }", id="of graphs"),
        pytest.param("ASK { FILTER EXISTS { GRAPH ?g { ?a <p:1> ?b } } }", id="graphs in EXISTS"),
        pytest.param("SELECT * FROM <a:b> { ?a <p:1> ?b }", id="from a graph"),
        pytest.param("DESCRIBE ?a { ?a <p:1> ?b }", id="describes"),
        pytest.param("SELECT (NOW() AS ?now) { ?a <p:1> ?b }", id="the time"),
        pytest.param("SELECT * { ?a <p:1> ?b BIND(BNODE() AS ?c) }", id="a new name"),
        pytest.param("SELECT * { ?a <p:1> ?b } ORDER BY RAND()", id="by chance"),
        pytest.param("no query", id="not to be read"),
    ],
)
def test_what_may_depend_on_anything_is_asked_anew(text: str) -> None:
    assert find_named(text, BASE) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("SELECT * { ?a <p:1> ?b ; <p:2> ?c }", {"p:1", "p:2"}, id="of one subject"),
        pytest.param("SELECT * { ?a <p:1>/^<p:2>+ ?b }", {"p:1", "p:2"}, id="a path"),
        pytest.param(
            "SELECT * { ?a <p:1>* ?b . ?a <p:2> 1 }", {"p:1", "p:2"}, id="held by another"
        ),
        pytest.param("SELECT * { ?a <p:1>* <a:b> }", {"p:1", "a:b"}, id="held by its end"),
        pytest.param("ASK { ?a <p:1> 1 MINUS { ?a <p:2> 2 } }", {"p:1", "p:2"}, id="less others"),
        pytest.param("ASK { FILTER EXISTS { ?a <p:1> 1 ; <p:2> 2 } }", {"p:1", "p:2"}, id="EXISTS"),
        pytest.param("PREFIX p: <p:> ASK { ?a p:1 [ p:2 (1) ] }", {"p:1", "p:2"}, id="brackets"),
    ],
)
def test_the_properties_are_found(text: str, names: set[str]) -> None:
    found = find_named(text, BASE)

    assert found is not None
    assert names <= found

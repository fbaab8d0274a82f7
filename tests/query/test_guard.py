"""What is refused on sight, what passes, and that nothing refused reaches the network."""

import pytest

from wirlod.errors import QueryMalformed, QueryRefused, QueryTextTooLong
from wirlod.sparql.guard import Reading, read_query

PREFIXES = {"": "http://e/", "ex": "http://e/"}

FEDERATED = {
    "plain": "SELECT * { SERVICE <U> { ?s ?p ?o } }",
    "small letters": "select * { service <U> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <U> { ?s ?p ?o } }",
    "a variable": "SELECT * { VALUES ?e { <U> } SERVICE ?e { ?s ?p ?o } }",
    "a sub-select": "SELECT * { { SELECT * { SERVICE <U> { ?s ?p ?o } } } }",
    "inside EXISTS": "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <U> { ?s ?p ?o } } }",
    "inside OPTIONAL": "SELECT * { OPTIONAL { SERVICE <U> { ?s ?p ?o } } }",
    "inside UNION": "SELECT * { { ?s ?p ?o } UNION { SERVICE <U> { ?s ?p ?o } } }",
    "inside GRAPH": "SELECT * { GRAPH ?g { SERVICE <U> { ?s ?p ?o } } }",
    "in CONSTRUCT": "CONSTRUCT WHERE { SERVICE <U> { ?s ?p ?o } }",
    "in ASK": "ASK { SERVICE <U> { ?s ?p ?o } }",
    "in DESCRIBE": "DESCRIBE ?s { SERVICE <U> { ?s ?p ?o } }",
    "a prefix": "PREFIX u: <U> SELECT * { SERVICE u: { ?s ?p ?o } }",
    "no white space": "SELECT*{SERVICE<U>{?s ?p ?o}}",
    "after a comment": "SELECT * { # harmless\n SERVICE <U> { ?s ?p ?o } }",
    "after a carriage return": "SELECT * { #\r SERVICE <U> { ?s ?p ?o } }",
    "glued to a number": "SELECT * { ?a ?b 1SERVICE <U> { ?s ?p ?o } }",
    "glued to true": "SELECT * { ?a ?b trueSERVICE <U> { ?s ?p ?o } }",
    "glued to a prefix": "PREFIX : <U> SELECT * { ?a ?b 1 . SERVICE:x { ?s ?p ?o } }",
    "a prefix called SERVICE": (
        "PREFIX SERVICE: <http://z/> PREFIX : <U> SELECT * { ?a ?b 1 . SERVICE:x { ?s ?p ?o } }"
    ),
    "SILENT glued to a prefix": (
        "PREFIX SERVICESILENT: <http://z/> PREFIX : <U> SELECT * { SERVICESILENT:x { ?s ?p ?o } }"
    ),
    "behind less-than and a comment": (
        "SELECT * { ?a ?b 1 FILTER(1<2)SERVICE#>\n<U> { ?s ?p ?o } }"
    ),
    "between a comment and a string": (
        'SELECT * { ?a ?b 1 FILTER(1<2#>"""\n) SERVICE <U> { ?s ?p ?o } #"""\n}'
    ),
    "between less-than and a quote": (
        "SELECT * { ?a ?b ?c FILTER(?c<'>'||'a'!='\\'') SERVICE <U> { ?s ?p ?o } }"
    ),
}
"""Ways to make the engine ask another server; ``U`` is its address."""

HARMLESS = {
    "a literal": 'ASK { ?s ?p "SERVICE <http://e/> { LOAD }" }',
    "a long literal": 'ASK { ?s ?p """x" SERVICE <http://e/> {} """ }',
    "a comment": "ASK { ?s ?p ?o # SERVICE <http://e/> {}\n}",
    "an IRI": "ASK { <http://e/SERVICE#LOAD> ?p <http://e/service> }",
    "a variable": "ASK { ?SERVICE ?load $from }",
    "a prefixed name": "ASK { ex:SERVICE ex:service ex:LOAD }",
    "a prefix": "PREFIX service: <http://e/> ASK { service:a service:b service:c }",
    "a graph": "PREFIX service: <http://e/> ASK { GRAPH service:a { ?s ?p ?o } }",
    "a language": 'ASK { ?s ?p "x"@service }',
    "a blank node": "ASK { _:service ?p ?o }",
    "less-than": "ASK { ?s ?p ?o FILTER(?o<3&&?o>1) }",
    "a path of relative IRIs": "ASK { ?s (<#a>/<#b>) ?o }",
}


def read(text: str) -> Reading:
    return read_query(text, PREFIXES, "http://base/", 10_000)


@pytest.mark.parametrize("text", FEDERATED.values(), ids=FEDERATED.keys())
def test_a_query_that_would_ask_another_server_is_refused(text: str) -> None:
    with pytest.raises((QueryRefused, QueryMalformed)):
        read(text.replace("U", "http://127.0.0.1/"))


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS.keys())
def test_a_forbidden_word_is_harmless_as_a_part_of_something_else(text: str) -> None:
    assert read(text).form == "ASK"


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://a> <http://b> 1 }",
        "PREFIX ex: <http://e/> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1/>",
        "# SELECT\nCLEAR ALL",
        "BASE <http://e/> WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused, match="read-only"):
        read(text)


@pytest.mark.parametrize("form", ["SELECT * ", "ASK ", "CONSTRUCT WHERE ", "DESCRIBE ?s "])
def test_the_form_of_a_query_is_known_before_it_runs(form: str) -> None:
    assert (
        read(f"BASE <http://SELECT/> PREFIX ASK: <http://e/> {form} {{ ?s ?p ?o }}").form
        == (form.split(maxsplit=1)[0])
    )


@pytest.mark.parametrize(
    ("text", "graphs"),
    [
        pytest.param("SELECT * FROM <http://g/> {}", ("http://g/",), id="absolute"),
        pytest.param("SELECT * FROM NAMED <http://g/> {}", ("http://g/",), id="named"),
        pytest.param("SELECT*FROM<g>{}", ("http://base/g",), id="relative to the endpoint"),
        pytest.param(
            "BASE <file:///etc/> ASK FROM <passwd> {}", ("file:///etc/passwd",), id="BASE"
        ),
        pytest.param("ASK FROM ex:g FROM NAMED :h {}", ("http://e/g", "http://e/h"), id="prefixed"),
        pytest.param('ASK { ?s ?p "FROM <g>" } # FROM <g>', (), id="only a literal"),
    ],
)
def test_graphs_that_a_query_takes_from_are_known_before_it_runs(
    text: str, graphs: tuple[str, ...]
) -> None:
    assert read(text).graphs == graphs


@pytest.mark.parametrize("opening", ["{", "(", "[", "FILTER EXISTS {", "IF("])
def test_deep_nesting_is_refused_by_its_place(opening: str) -> None:
    with pytest.raises(QueryRefused, match="nested more than 150 deep at line 1, column"):
        read("ASK {" + opening * 200)


def test_a_text_that_is_too_long_is_not_read() -> None:
    with pytest.raises(QueryTextTooLong, match="10,000"):
        read("#" * 10_001)


def test_an_unknown_prefix_is_named_with_its_place() -> None:
    with pytest.raises(QueryMalformed, match="'schem:'") as caught:
        read("ASK {\n  ?s schem:name ?o }")

    assert (caught.value.line, caught.value.column) == (2, 6)


@pytest.mark.parametrize("text", ["", "  # nothing", "SELEKT * {}", "<http://e/>"])
def test_a_text_without_a_query_says_how_a_query_begins(text: str) -> None:
    with pytest.raises(QueryMalformed, match="SELECT, ASK, CONSTRUCT"):
        read(text)

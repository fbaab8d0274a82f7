"""Words of a query are found in linear time, and never otherwise than the engine finds them."""

import pytest
from pyoxigraph import Store
from tests.growth import LINEAR, measure_growth

from wirlod.errors import QueryError, QueryMalformed
from wirlod.sparql.complaints import mark_place, read_complaint
from wirlod.sparql.guard import read_query
from wirlod.sparql.tokens import find_tokens

CHARACTERS = 50_000
"""A quarter of what a query may have."""

WORST = {
    "names without a colon": "a.a.a.",
    "long strings that never end": '"""\\"""\n',
    "short strings that never end": '"\\"',
    "brackets of IRIs that never end": "<a'",
    "escapes in names": "a:%",
    "middle dots": "a·",
    "hyphens of languages": "@a-",
    "numbers without exponent": "1.e",
    "comments": "#",
    "backslashes": "\\",
    "prefixes": "PREFIX a:<b>",
    "quotation marks": "''",
}


def read(text: str) -> None:
    """Read as the endpoint does."""
    message = ""
    try:
        read_query(text, {"a": "http://a/"}, "http://b/", 10**9)
    except QueryError as error:
        message = str(error)
    assert len(message) < 1_000  # what is repeated of a query is cut


@pytest.mark.parametrize("worst", WORST.values(), ids=WORST)
def test_the_work_grows_no_faster_than_the_query(worst: str) -> None:
    assert measure_growth(lambda text: list(find_tokens(text)), worst, CHARACTERS) < LINEAR
    assert measure_growth(read, f"ASK {{ {worst}", CHARACTERS) < LINEAR


@pytest.mark.parametrize("worst", ["?s ?p ?o.", "ASK ", "}", "\n", "x"])
def test_the_work_of_explaining_a_fault_grows_no_faster(worst: str) -> None:
    def explain(text: str) -> None:
        line, column = text.count("\n") + 1, len(text)
        complaint = read_complaint("error at 1:1: expected WHERE", text, line, column)
        assert len(str(complaint)) + len(mark_place(text, line, column)) < 1_000

    assert measure_growth(explain, worst, CHARACTERS) < LINEAR


FEDERATED = "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }"

HIDDEN = {
    "an escape that ends a long string": 'SELECT * { VALUES ?x { """a" } %s # \\x """\n }',
    "half of a pair of codes": 'SELECT * { VALUES ?x { """a" } %s # \\uD800 """\n }',
    "a code beyond Unicode": 'SELECT * { VALUES ?x { """a" } %s # \\U00110000 """\n }',
    "single quotation marks": "SELECT * { VALUES ?x { '''a' } %s # \\x '''\n }",
    "a long string without end": 'SELECT * { VALUES ?x { """a" } %s }',
    "an escape in an IRI": "SELECT * { VALUES ?v { <\\u0041'> } %s FILTER(?o != <b'>) }",
    "a long escape in an IRI": "SELECT * { VALUES ?v { <\\U00000041'> } %s FILTER(?o != <b'>) }",
}


@pytest.mark.parametrize("query", HIDDEN.values(), ids=HIDDEN)
def test_federation_is_not_hidden_in_what_only_looks_like_a_string(query: str) -> None:
    text = query % FEDERATED

    with pytest.raises(OSError, match=r"port|refused|sending"):
        list(Store().query(text, base_iri="http://b/"))  # type: ignore[arg-type]
    with pytest.raises(QueryError):
        read_query(text, {}, "http://b/", 10_000)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u00a0", "NO-BREAK SPACE"),
        ("\u200b", "ZERO WIDTH SPACE"),
        ("\u201c", "LEFT DOUBLE"),
        ("\ufeff", "ZERO WIDTH NO-BREAK SPACE"),
        ("\u2013", "EN DASH"),
        ("\x0b", "control"),
    ],
)
def test_a_character_that_nobody_sees_is_named_with_its_place(character: str, name: str) -> None:
    with pytest.raises(QueryMalformed, match=f"{name}.*U\\+") as caught:
        read_query(f"SELECT * {{\n ?s{character} ?p ?o }}", {}, "http://b/", 10_000)

    assert (caught.value.line, caught.value.column) == (2, 4)


@pytest.mark.parametrize("clause", ["FROM <http://[x>", "BASE <http://[x> ASK FROM <a>"])
def test_an_iri_that_is_none_is_a_fault_of_the_query(clause: str) -> None:
    text = clause if clause.startswith("BASE") else f"SELECT * {clause} {{}}"

    with pytest.raises(QueryMalformed, match="no IRI"):
        read_query(text, {}, "http://b/", 10_000)

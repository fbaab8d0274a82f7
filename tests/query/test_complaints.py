"""What is said of a query that cannot be read: the exact place, and what to do."""

import pytest

from wirlod.errors import QueryMalformed
from wirlod.query.workers.pool import Pool
from wirlod.query.workers.wire import Question

MISTAKES = [
    pytest.param("SELECT * { ?s ?p ⌖} LIMIT 10 OFFSET 100", "not complete", id="no object"),
    pytest.param("SELECT * { ?s ?p ?o ⌖?x } LIMIT 10", "cannot stand here", id="four terms"),
    pytest.param('ASK {\n?s ?p "abc"\n⌖FILTR(?x) }', "did you mean FILTER", id="misspelt"),
    pytest.param("SELECT * { ?s ?p ?o . } ⌖LIMT 10 ", "did you mean LIMIT", id="misspelt end"),
    pytest.param("SELECT ?s WHERE { ?s ?p ?o }⌖}  ", "no open '{'", id="one bracket too many"),
    pytest.param("SELECT ?s { ?s a ⌖Person . ?x a ?y }", "needs a prefix", id="bare name"),
    pytest.param("SELECT ⌖COUNT(*) { ?s ?p ?o }", "outer brackets", id="aggregate"),
    pytest.param("SELECT ?s { ?s ?p ?o⌖", "1 × '{' is not closed", id="one bracket too few"),
    pytest.param('ASK { ?s ?p ⌖"abc }\n#', "not closed on its line", id="open quotation"),
    pytest.param("# é\r\nASK { ?s ?p 'ä' ⌖'b' }", "cannot stand here", id="after umlauts"),
]


@pytest.mark.parametrize(("marked", "hint"), MISTAKES)
def test_a_mistake_is_shown_where_it_is(pool: Pool, marked: str, hint: str) -> None:
    before, _, after = marked.partition("⌖")

    with pytest.raises(QueryMalformed, match=hint) as caught:
        pool.answer(Question(text=before + after, format="json"))

    assert caught.value.line == before.count("\n") + 1
    assert caught.value.column == len(before.split("\n")[-1]) + 1

"""What is one look into an index is answered here, as a worker would; all else is left to one."""

import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from tests.query.hostile import HOSTILE
from tests.query.small_store import THINGS

from wirlod.errors import QueryError
from wirlod.query.embedded import EmbeddedStore
from wirlod.query.lookups import MOST_BYTES, look_up
from wirlod.query.workers.pool import Pool
from wirlod.query.workers.wire import Question
from wirlod.sparql.guard import Reading, read_query
from wirlod.sparql.tokens import find_tokens

BASE = "http://example.org/"
PREFIXES = {"ex": BASE}

LOOKUPS = {
    "a value": "SELECT ?o { <http://example.org/7> <http://example.org/label> ?o }",
    "a thing": "SELECT * WHERE { ex:7 ?p ?o . }",
    "backwards": "select $s where { $s ex:near ex:8 }",
    "yes": "ASK { ex:7 ex:near ex:8 }",
    "no": "ASK WHERE { ex:7 ex:near ex:9 }",
    "a graph": "CONSTRUCT WHERE { ex:7 ?p ?o }",
    "a prefix of its own": "PREFIX n: <http://example.org/ne> SELECT ?o { ex:7 n:ar ?o }",
    "a prefix of the same name": "PREFIX ex: <http://other.org/> ASK { ex:7 ?p ?o }",
    "a comment": "SELECT ?o { ex:7 ex:label # the name\n ?o }",
    "at most": "SELECT ?s ?o { ?s ex:label ?o } LIMIT 3",
    "nothing selected": "SELECT ?other { ex:7 ex:label ?o }",
    "a class": "SELECT ?s { ?s a ex:Thing }",
}

OTHERS = {
    "two patterns": "SELECT * { ex:7 ex:near ?n . ?n ex:label ?l }",
    "two properties": "SELECT * { ex:7 ex:near ?n ; ex:label ?l }",
    "two objects": "SELECT * { ex:7 ex:near ex:8 , ?n }",
    "one variable twice": "SELECT * { ?a ex:near ?a }",
    "one column twice": "SELECT ?a ?a { ?a ex:near ?b }",
    "a filter": "SELECT * { ex:7 ?p ?o FILTER(?o > 1) }",
    "a path": "SELECT * { ex:7 ex:near+ ?o }",
    "a reversed path": "SELECT * { ex:7 ^ex:near ?o }",
    "different ones": "SELECT DISTINCT ?p { ?s ?p ?o }",
    "a count": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "an order": "SELECT * { ?s ?p ?o } ORDER BY ?o",
    "an offset": "SELECT * { ?s ?p ?o } LIMIT 1 OFFSET 300",
    "a limit to yes or no": "ASK { ?s ?p ?o } LIMIT 1",
    "a limit that is none": "SELECT * { ?s ?p ?o } LIMIT -1",
    "a graph's name": "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "a dataset": "SELECT * FROM <http://example.org/graph> { ?s ?p ?o }",
    "values": "SELECT * { ex:7 ?p ?o } VALUES ?p { ex:near }",
    "a template": "CONSTRUCT { ?s ex:is ?o } WHERE { ?s ex:near ?o }",
    "a description": "DESCRIBE ex:7",
    "a base": "BASE <http://example.org/> ASK { <7> ?p ?o }",
    "a relative address": "ASK { <7> ?p ?o }",
    "a step back": "ASK { <http://example.org/a/../7> ?p ?o }",
    "an escape": "ASK { <http://example.org/\\u0037> ?p ?o }",
    "an escape in a name": "ASK { ex:7\\-a ?p ?o }",
    "a dot behind a name": "ASK { ?s ?p ex:7. }",
    "a blank node": "ASK { _:a ?p ?o }",
    "a literal": 'ASK { ?s ?p "thing 7" }',
    "nothing selected at all": "SELECT { ?s ?p ?o }",
    "an empty pattern": "ASK { }",
}


def read(text: str) -> Reading:
    return read_query(text, PREFIXES, BASE, 200_000)


def ask(store: EmbeddedStore, text: str, format: str = "json") -> bytes | None:
    reading = read(text)
    question = Question(text=text, format=format, prefixes=PREFIXES, required_graphs=reading.graphs)
    found = look_up(store, reading.lookup, question)
    return None if found is None else b"".join(found)


def ask_worker(pool: Pool, text: str, format: str) -> bytes:
    with pool.answer(Question(text=text, format=format, prefixes=PREFIXES)) as answer:
        return b"".join(answer)


@pytest.fixture(scope="module")
def store(store_folder: Path) -> EmbeddedStore:
    return EmbeddedStore.from_folder(store_folder, BASE)


def in_any_order(body: bytes) -> object:
    """What an answer says, whatever order its rows have."""
    if not body.startswith(b"{"):
        return sorted(body.splitlines())
    answer = json.loads(body)
    rows = answer.get("results", {}).get("bindings", [])
    return answer["head"], answer.get("boolean"), sorted(map(str, rows))


@pytest.mark.parametrize("text", LOOKUPS.values(), ids=LOOKUPS.keys())
def test_a_look_is_answered_as_a_worker_answers(
    store: EmbeddedStore, pool: Pool, text: str
) -> None:
    graph = text.startswith("CONSTRUCT")
    for format in ("ntriples",) if graph else ("json", "csv", "tsv"):
        found = ask(store, text, format)

        assert found is not None
        if "LIMIT" in text:  # which rows these are is the engine's choice
            assert len(found.splitlines()) == len(ask_worker(pool, text, format).splitlines())
        else:
            assert in_any_order(found) == in_any_order(ask_worker(pool, text, format))


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_what_is_more_than_a_look_goes_to_a_worker(store: EmbeddedStore, text: str) -> None:
    assert read(text).lookup == ""
    assert ask(store, text) is None


def test_a_dataset_in_the_request_goes_to_a_worker(store: EmbeddedStore) -> None:
    text = LOOKUPS["a thing"]
    question = Question(text=text, format="json", default_graphs=("http://example.org/graph",))

    assert look_up(store, read(text).lookup, question) is None


def test_an_answer_that_grows_large_goes_to_a_worker() -> None:
    store = Store()
    label = NamedNode(f"{BASE}label")
    store.bulk_extend(
        Quad(NamedNode(f"{BASE}{number}"), label, Literal("x" * 100)) for number in range(THINGS)
    )
    opened = EmbeddedStore(store, BASE)
    size = len(ask(opened, "SELECT ?o { ?s ex:label ?o } LIMIT 100") or b"")

    assert 0 < size < MOST_BYTES
    assert ask(opened, "SELECT ?s ?o { ?s ex:label ?o }") is None


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_hostile_query_is_taken_for_more_than_one_pattern(text: str) -> None:
    try:
        lookup = read(text).lookup
    except QueryError:
        lookup = ""
    words = [token.text for token in find_tokens(lookup)]

    assert lookup == "" or words.index("}") - words.index("{") == 4

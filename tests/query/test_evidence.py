"""The sentences of a source come in the order of its text."""

from tests.query.tiny import BASE, open_store

from wirlod.query.evidence import find_evidence, find_evidence_in

PLACES = {"a": 300, "b": 20, "c": 100}
SENTENCES = "".join(
    f"""
id:{key} oa:hasBody id:thing ; wir:supportsProperty wir:recipient ; oa:hasTarget id:t{key} .
id:t{key} oa:hasSource id:release ; oa:hasSelector id:q{key}, id:p{key} .
id:q{key} oa:exact "at {start}" . id:p{key} oa:start {start} .
"""
    for key, start in PLACES.items()
)


def test_sentences_come_in_the_order_of_their_text() -> None:
    found = find_evidence_in(open_store(SENTENCES), f"{BASE}id/release")

    assert [sentence.exact for sentence in found] == ["at 20", "at 100", "at 300"]


def test_sentences_about_a_thing_come_by_name() -> None:
    found = find_evidence(open_store(SENTENCES), [f"{BASE}id/thing"])

    assert [sentence.exact for sentence in found] == ["at 300", "at 20", "at 100"]

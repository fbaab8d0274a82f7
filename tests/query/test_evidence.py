"""The sentences of a source come in the order of its text."""

from tests.query.tiny import BASE, open_store

from wirlod.kinds import prefixes
from wirlod.query.evidence import find_evidence_in, read_evidence
from wirlod.query.things import Things

PLACES = {"a": 300, "b": 20, "c": 100}
SENTENCES = "".join(
    f"""
id:{key} oa:hasBody id:thing ; wir:supportsProperty wir:recipient ; oa:hasTarget id:{key}\\#t .
id:{key}\\#t oa:hasSource id:release ; oa:hasSelector id:{key}\\#q, id:{key}\\#p .
id:{key}\\#q oa:exact "at {start}" . id:{key}\\#p oa:start {start} .
"""
    for key, start in PLACES.items()
)


def test_sentences_come_in_the_order_of_their_text() -> None:
    found = find_evidence_in(open_store(SENTENCES), f"{BASE}id/release")

    assert [sentence.exact for sentence in found] == ["at 20", "at 100", "at 300"]


def test_sentences_about_a_thing_come_by_name() -> None:
    things = Things(open_store(SENTENCES), None, BASE, prefixes(BASE))
    named = [f"{BASE}id/{key}" for key in "cab"]
    found = read_evidence(things.facts(named), named)

    assert [sentence.exact for sentence in found] == ["at 300", "at 20", "at 100"]

"""Every value is counted once: by its sentence, else as derived, else by its source."""

from pyoxigraph import NamedNode, Quad, Store

from wirlod.kinds import prefixes
from wirlod.namespaces import expand
from wirlod.publish.standing import CLAIMED, count_standing

BASE = "http://example.org/"
GRANTS = {
    "a": ("derived", True),
    "b": ("stated", True),
    "c": ("derived", False),
    "d": ("stated", False),
    "e": ("stated", False),
}
"""Key → basis, and whether a passage supports its recipient."""


def read_store() -> Store:
    names = prefixes(BASE)
    store = Store()

    def say(subject: str, name: str, value: str) -> None:
        triple = (subject, expand(name, names), value)
        store.add(Quad(*map(NamedNode, triple)))

    for key, (basis, has_passage) in GRANTS.items():
        grant, evidence = f"{BASE}id/grant/{key}", f"{BASE}id/evidence/{key}"
        say(grant, "rdf:type", expand("wir:Grant", names))
        say(grant, "wir:recipient", f"{BASE}id/organisation/x")
        say(grant, "wir:basis", f"{BASE}id/concept/{basis}")
        say(evidence, "oa:hasBody", grant)
        supported = "wir:recipient" if has_passage else "wir:purpose"
        say(evidence, "wir:supportsProperty", expand(supported, names))
    return store


def test_a_sentence_comes_before_reasoning_and_both_before_the_source_alone() -> None:
    standing = {found.key: found for found in count_standing(read_store(), BASE)}

    recipients = standing["grant-recipients"]
    assert (recipients.passages, recipients.derived, recipients.sources) == (2, 1, 2)
    assert standing["grant-sums"].sources == 0
    assert len(standing) == len(CLAIMED)

"""
The guard of the ontology: what a version said, it says for ever.

Others write queries and documents in our terms. So an ontology that changed has another version,
and one in which a term is gone or means less says in its header with what it is incompatible:
``owl:incompatibleWith <def/wir/1.0.0>``.
"""

from collections.abc import Iterator

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from wirlod.errors import Origin, Problem, ValidationError
from wirlod.history import target_iri
from wirlod.iris import ONTOLOGY
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.publish.chronicle import draft_side
from wirlod.publish.differences import Side
from wirlod.publish.draft import Draft

FILE = "wir.ttl"
NARROWING = ("rdf:type", "schema:domainIncludes", "schema:rangeIncludes")
"""What a term may not lose without becoming another one."""


class Version:
    """What one version of the ontology says."""

    def __init__(self, iri: str, statements: bytes) -> None:
        self.iri = iri
        self.triples = {quad.triple for quad in parse(statements, format=RdfFormat.N_TRIPLES)}

    @classmethod
    def of(cls, side: Side) -> "Version":
        """Read the ontology of an edition."""
        return cls(target_iri(side.base_uri, ONTOLOGY), side.read(ONTOLOGY))

    @property
    def number(self) -> str:
        """What it calls itself: ``1.1.0``."""
        return next(iter(self._values(self.iri, "owl:versionInfo")), "")

    @property
    def incompatible(self) -> set[str]:
        """The versions that it says it breaks with."""
        found = self._values(self.iri, "owl:incompatibleWith")
        return {iri.rpartition("/")[2] for iri in found}

    @property
    def terms(self) -> set[str]:
        """The IRIs of all terms."""
        defined_by = NamedNode(expand("rdfs:isDefinedBy", FOREIGN_PREFIXES))
        return {t.subject.value for t in self.triples if t.predicate == defined_by}

    def limits(self, term: str) -> set[Triple]:
        """Give what narrows *term* where it is taken away."""
        names = {NamedNode(expand(name, FOREIGN_PREFIXES)) for name in NARROWING}
        return {t for t in self.triples if t.subject == NamedNode(term) and t.predicate in names}

    def _values(self, subject: str, name: str) -> set[str]:
        wanted = NamedNode(subject), NamedNode(expand(name, FOREIGN_PREFIXES))
        return {t.object.value for t in self.triples if (t.subject, t.predicate) == wanted}


def check_terms(draft: Draft) -> None:
    """
    Hold the ontology against that of the current edition.

    :raises ValidationError: when it changed under the same version, or broke with it in silence.
    """
    previous = draft.previous
    if previous is None or previous.manifest.base_uri != draft.settings.base_uri:
        return
    before, after = Version.of(Side.from_edition(previous)), Version.of(draft_side(draft))
    if before.iri != after.iri:
        return
    origin = Origin(draft.settings.ontology / FILE)
    if problems := [Problem(origin, message) for message in find_breaks(before, after)]:
        raise ValidationError(problems)


def find_breaks(before: Version, after: Version) -> Iterator[str]:
    """Yield what of *after* readers of *before* were not told."""
    if before.triples == after.triples:
        return
    if before.number == after.number:
        yield (
            f"the ontology changed, but is version {after.number} as before: "
            "give it another owl:versionInfo and owl:versionIRI"
        )
    if before.number in after.incompatible:
        return
    version = f"<{ONTOLOGY}/{before.number}>"
    way = f"keep it, deprecated, or say in the header: owl:incompatibleWith {version}"
    for term in sorted(before.terms - after.terms):
        yield f"{_name(term)} of version {before.number} is gone: {way}"
    for term in sorted(before.terms & after.terms):
        for lost in sorted(before.limits(term) - after.limits(term), key=str):
            what = f"{_name(lost.predicate.value)} {_name(str(lost.object).strip('<>'))}"
            yield f"{_name(term)} lost {what} of version {before.number}: {way}"


def _name(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]

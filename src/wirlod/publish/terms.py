"""
The guard of the definitions: what a version said, it says for ever.

Others write queries and documents in our terms, and hold their own data against our shapes. So
the ontology, or a document of shapes, that changed has another version and names the one it
follows; and one in which a term is gone or means less, or a shape wants more, says in its header
with what it is incompatible: ``owl:incompatibleWith <def/wir/1.0.0>``.
"""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import cast

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from wirlod.errors import Origin, Problem
from wirlod.facts import Term
from wirlod.history import target_iri
from wirlod.iris import ONTOLOGY, SHAPES, is_shapes
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.publish.chronicle import draft_side
from wirlod.publish.differences import Side
from wirlod.publish.draft import Draft
from wirlod.saying import say
from wirlod.settings import Settings

FILE = "wir.ttl"
NODE = "#node-"
"""What the names of nodes have that were none in the file (:func:`.graph.read_turtle`)."""

NARROWING = ("rdf:type", "schema:domainIncludes", "schema:rangeIncludes", "sh:path", "sh:in")
"""What a term may not lose without becoming another one."""
DEMANDS = frozenset(
    f"{FOREIGN_PREFIXES['sh']}{name}"
    for name in (
        *("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "minCount"),
        *("maxCount", "datatype", "class", "nodeKind", "pattern", "flags", "hasValue", "closed"),
        *("in", "languageIn", "uniqueLang", "minLength", "maxLength", "minInclusive", "node"),
        *("maxInclusive", "minExclusive", "maxExclusive", "lessThan", "lessThanOrEquals"),
        *("equals", "disjoint", "or", "and", "xone", "not", "property", "qualifiedValueShape"),
        *("qualifiedMinCount", "qualifiedMaxCount", "sparql", "select"),
    )
)
"""What a shape may not ask for anew, or otherwise, as long as it names no break."""
LOOSER_ABOVE = ("maxCount", "maxLength", "maxInclusive", "maxExclusive", "qualifiedMaxCount")
LOOSER_BELOW = ("minCount", "minLength", "minInclusive", "minExclusive", "qualifiedMinCount")


class Version:
    """What one version of a definition says."""

    def __init__(self, iri: str, statements: bytes, target: str = ONTOLOGY) -> None:
        self.iri = iri
        self.target = target
        read = (quad.triple for quad in parse(statements, format=RdfFormat.N_TRIPLES))
        self.triples: set[Triple] = set(_name_nodes(list(read)))

    @classmethod
    def of(cls, side: Side, target: str) -> "Version":
        """Read a definition of an edition: ``def/wir``, ``def/shapes/grant``."""
        return cls(target_iri(side.base_uri, target), side.read(target), target)

    @property
    def number(self) -> str:
        """What it calls itself: ``1.1.0``."""
        return next(iter(sorted(self._names(self.iri, "owl:versionInfo"))), "")

    @property
    def incompatible(self) -> set[str]:
        """The versions that it says it breaks with."""
        found = self._names(self.iri, "owl:incompatibleWith")
        return {iri.rpartition("/")[2] for iri in found}

    @property
    def follows(self) -> bool:
        """Whether it names the version it follows."""
        return bool(self._names(self.iri, "owl:priorVersion"))

    @property
    def terms(self) -> set[str]:
        """The IRIs of all terms or shapes; a node without a name is a part of what names it."""
        start = f"{self.iri}#" if is_shapes(self.target) else ""
        defined_by = NamedNode(expand("rdfs:isDefinedBy"))
        return {
            name
            for name, predicate in ((_subject(t), t.predicate) for t in self.triples)
            if NODE not in name and ((start and name.startswith(start)) or predicate == defined_by)
        }

    def limits(self, term: str) -> set[tuple[str, str]]:
        """Give what narrows *term* where it is taken away: property and value."""
        return {
            (name, _say(value))
            for name in NARROWING
            for said in self._values(term, name)
            for value in self._members(said)
        }

    def demands(self, term: str) -> set[tuple[str, Term]]:
        """Give what the shape *term* asks for: property and value."""
        return {
            (t.predicate.value, member)
            for t in self.triples
            if t.predicate.value in DEMANDS and t.subject == NamedNode(term)
            for member in self._members(cast(Term, t.object))
        }

    def _members(self, value: Term) -> Iterator[Term]:
        """Yield the members of the list *value*, or what is no list as it is."""
        firsts = self._values(value, "rdf:first")
        if not firsts:
            yield value
        seen: set[Term] = set()
        while firsts and value not in seen:
            seen.add(value)
            yield from firsts
            value = next(iter(self._values(value, "rdf:rest")), value)
            firsts = self._values(value, "rdf:first")

    def _values(self, subject: Term | str, name: str) -> list[Term]:
        node = NamedNode(subject) if isinstance(subject, str) else subject
        wanted = node, NamedNode(expand(name, FOREIGN_PREFIXES))
        found = [t.object for t in self.triples if (t.subject, t.predicate) == wanted]
        return cast(list[Term], found)

    def _names(self, subject: str, name: str) -> set[str]:
        return {term.value for term in self._values(subject, name)}


def _name_nodes(triples: list[Triple]) -> Iterator[Triple]:
    """
    Call each node that is numbered by its place in the file by what is said of it.

    So a line more in a file does not make all nodes behind it other ones.
    """
    said: dict[str, list[Triple]] = {}
    for triple in triples:
        said.setdefault(_subject(triple), []).append(triple)
    names: dict[str, str] = {}

    def name(term: Term) -> Term:
        if not isinstance(term, NamedNode) or NODE not in term.value:
            return term
        if term.value not in names:
            names[term.value] = term.value  # for those that lead back to themselves
            own = sorted(f"{t.predicate} {name(cast(Term, t.object))}" for t in said[term.value])
            digest = blake2b("\n".join(own).encode(), digest_size=8).hexdigest()
            names[term.value] = f"{term.value.partition(NODE)[0]}{NODE}{digest}"
        return NamedNode(names[term.value])

    for triple in triples:
        subject, object = name(cast(NamedNode, triple.subject)), name(cast(Term, triple.object))
        yield Triple(cast(NamedNode, subject), triple.predicate, object)


def _subject(triple: Triple) -> str:
    return cast(NamedNode, triple.subject).value


def check_terms(draft: Draft) -> None:
    """Note where ontology or shapes changed under the same version, or broke with it in silence."""
    previous = draft.previous
    if previous is None or previous.manifest.base_uri != draft.settings.base_uri:
        return
    before, after = Side.from_edition(previous), draft_side(draft)
    draft.violations += [
        Problem(Origin(_file(draft.settings, target)), message)
        for target in before.definitions
        for message in _compare(before, after, target)
    ]


def _compare(before: Side, after: Side, target: str) -> Iterator[str]:
    if before.digest_of(target) == after.digest_of(target):
        return
    old, new = Version.of(before, target), Version.of(after, target)
    if old.iri == new.iri and old.number:
        yield from find_breaks(old, new)


def _file(settings: Settings, target: str) -> Path:
    if target == ONTOLOGY:
        return settings.ontology / FILE
    return settings.shapes / f"{target.removeprefix(f'{SHAPES}/')}.ttl"


def find_breaks(before: Version, after: Version) -> Iterator[str]:
    """Yield what of *after* readers of *before* were not told."""
    if before.triples == after.triples:
        return
    version = f"<{before.target}/{before.number}>"
    if before.number == after.number:
        yield (
            say(
                "{target} changed, but is version {number} as before: give it another "
                "owl:versionInfo and owl:versionIRI",
                target=before.target,
                number=after.number,
            )
        )
    elif not after.follows:
        yield f"version {after.number} does not say what it follows: owl:priorVersion {version}"
    if before.number not in after.incompatible:
        yield from _find_losses(
            before,
            after,
            say("or say in the header: owl:incompatibleWith {version}", version=version),
        )


def _find_losses(before: Version, after: Version, way: str) -> Iterator[str]:
    """Yield what is gone, means less or asks for more; *way* is how to say so."""
    number = before.number
    for term in sorted(before.terms - after.terms):
        yield say(
            "{term} of version {number} is gone: keep it, deprecated, {way}",
            term=_name(term),
            number=number,
            way=way,
        )
    for term in sorted(before.terms & after.terms):
        for name, value in sorted(before.limits(term) - after.limits(term)):
            what = say(
                "{local} {value} of version {number}",
                local=_local(name),
                value=value,
                number=number,
            )
            yield say(
                "{term} lost {what}: keep it, deprecated, {way}",
                term=_name(term),
                what=what,
                way=way,
            )
        for name, asked in _find_demands(before, after, term):
            what = say(
                "{name} {asked}, which version {number} did not",
                name=_name(name),
                asked=_say(asked),
                number=number,
            )
            yield say(
                "{term} wants {what}: take it back, {way}", term=_name(term), what=what, way=way
            )


def _find_demands(before: Version, after: Version, term: str) -> list[tuple[str, Term]]:
    """List what a shape wants and did not want before."""
    old, new = before.demands(term), after.demands(term)
    found = [demand for demand in new - old if not _is_looser(*demand, old, after)]
    return sorted(found, key=str)


def _is_looser(name: str, value: Term, old: set[tuple[str, Term]], after: Version) -> bool:
    """Tell whether what held the old demands holds this one, too."""
    short = _name(name)
    earlier = [was for property, was in old if property == name]
    if short in ("in", "languageIn"):  # one more value is allowed, where there were some before
        return bool(earlier)
    if short == "property":  # another property is free to be there, unless it has to be
        wanted = {_name(demand) for demand, _ in after.demands(_say(value, full=True))}
        return "minCount" not in wanted and any(_name(property) == "closed" for property, _ in old)
    if short == "minCount" and _number(value) <= 0:
        return True
    limits = [_number(was) for was in earlier]
    if short in LOOSER_ABOVE:
        return any(_number(value) >= limit for limit in limits)
    return short in LOOSER_BELOW and any(_number(value) <= limit for limit in limits)


def _number(value: Term) -> float:
    try:
        return float(value.value)
    except ValueError:
        return float("nan")


def _say(value: Term, *, full: bool = False) -> str:
    text = str(value.value)
    return text if full or not isinstance(value, NamedNode) else _name(text)


def _local(name: str) -> str:
    return _name(name).rpartition(":")[2]


def _name(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]

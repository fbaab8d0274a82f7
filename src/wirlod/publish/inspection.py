"""
The one pass over what the store gives out: every thing is looked at, counted and written.

Two fast engines scout everything; pySHACL judges what either flags and a sample drawn anew for
each edition. Should it find fault where no scout did, the scouts are blind: it judges everything.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pyoxigraph as ox

from wirlod.errors import PublishingError, SourceError, ValidationError
from wirlod.kinds import prefixes
from wirlod.publish.draft import CATALOGUE_SHAPES, Draft, reference_quads
from wirlod.publish.dumps import Bodies, Files, write_graph, write_triples
from wirlod.publish.graph import read_turtle
from wirlod.publish.portions import Content, Portion, Reader, find_portions, thing_of
from wirlod.publish.processes import run_in_order
from wirlod.publish.scouts import make_scouts
from wirlod.publish.search_index import Findable, Finder, stage_search
from wirlod.publish.validation import (
    Ground,
    Judge,
    Target,
    Verdict,
    Violation,
    find_dead,
    find_problems,
    read_shapes,
    read_targets,
    without_consequences,
)
from wirlod.settings import Settings

JUDGED = 1_000
"""How many things pySHACL sees at least, whatever the scouts say."""

ONE_IN = 1_000
"""One in so many things it sees of a large edition."""

TOGETHER = 500
"""Things that it judges together."""


class Task(msgspec.Struct, frozen=True):
    """What to do with each portion."""

    ground: Ground
    writes: bool


class Seen(msgspec.Struct):
    """What came of a portion."""

    portion: Portion
    triples: int
    digests: dict[str, str] = {}
    """A digest of all that is said of a thing, by its IRI."""
    looked_at: Counter[str] = msgspec.field(default_factory=Counter)
    """Shape → number of things it looked at."""
    unseen: list[str] = []
    dangling: list[tuple[str, str]] = []
    flagged: dict[str, set[str]] = {}
    """Name of a scout → the things it found fault with."""
    bodies: Bodies = {}
    """How the files of the dataset say it."""
    findable: list[Findable] = []
    """What the search finds things by."""
    whole: Bodies = {}
    """How the files of the whole edition say it."""


class Inspector:
    """Looks at portions; one works in each process."""

    def __init__(self, task: Task) -> None:
        ground = task.ground
        self._base_uri, self._writes = ground.base_uri, task.writes
        self._reader = Reader(ground.store_folder, ground.base_uri)
        self._scouts = make_scouts(ground.shapes, ground.base_uri)
        self._targets = read_targets(read_shapes(ground.shapes, ground.base_uri))
        self._prefixes = prefixes(ground.base_uri)
        self._finder = Finder(ground.base_uri)

    def __call__(self, portion: Portion) -> Seen:
        """Look at all things of *portion*."""
        if portion.graph:
            return self._look_at_graph(portion)
        content = self._reader.read(portion.things)
        said = [triple for triples in content.triples.values() for triple in triples]
        seen = Seen(portion, len(said), dangling=content.dangling)
        lines = {thing: _write_lines(triples) for thing, triples in content.triples.items()}
        seen.digests = {
            thing: hashlib.blake2b(text, digest_size=16).hexdigest()
            for thing, text in lines.items()
        }
        self._count(said, seen)
        data = b"".join((*lines.values(), _write_lines(content.types)))
        seen.flagged = self._scout(data.decode(), content)
        if self._writes and said:
            seen.bodies = seen.whole = write_triples(said, self._prefixes)
            found = (self._finder.find(*item) for item in content.triples.items())
            seen.findable = [item for item in found if item]
        return seen

    def _look_at_graph(self, portion: Portion) -> Seen:
        """Look at a named graph; its statements belong to a dataset, too."""
        quads = self._reader.read_graph(portion.graph)
        triples = [quad.triple for quad in quads]
        seen = Seen(portion, len(quads))
        seen.digests = {portion.graph: hashlib.sha256(_write_lines(triples)).hexdigest()}
        if self._writes:
            seen.bodies = write_triples(triples, self._prefixes)
            seen.whole = write_graph(quads, self._prefixes)
        return seen

    def _scout(self, data: str, content: Content) -> dict[str, set[str]]:
        """Name the things that each scout finds fault with; what is only referred to is none."""
        return {
            name: {thing_of(iri, self._base_uri) for iri in scout(data)} & content.triples.keys()
            for name, scout in self._scouts.items()
        }

    def _count(self, said: list[ox.Triple], seen: Seen) -> None:
        """Count what each shape looks at, and note our things and parts that none does."""
        has: dict[tuple[str, str], set[str]] = {}
        for triple in said:
            subject, value = _iri(triple.subject), _iri(triple.object)
            has.setdefault((triple.predicate.value, ""), set()).add(subject)
            has.setdefault((triple.predicate.value, value), set()).add(subject)
        looked = set[str]()
        for target in self._targets:
            found = has.get(target[:2], set())
            seen.looked_at[target[2]] += len(found)
            looked |= found
        ours = {subject for found in has.values() for subject in found}
        unseen = {iri for iri in ours - looked if iri.startswith(self._base_uri)}
        seen.unseen = sorted(unseen)


def _iri(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _write_lines(triples: list[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


class Inspection:
    """What came of all portions together."""

    def __init__(self, draft: Draft, targets: list[Target], share: float) -> None:
        self._draft, self._share = draft, share
        self.verdict = Verdict([], Counter({shape: 0 for *_, shape in targets}), [], [])
        self.flagged, self.drawn = set[str](), set[str]()
        self.triples = 0
        self._fingerprints: dict[str, hashlib._Hash] = {}
        self._ours = f"{draft.settings.base_uri}id/"

    def add(self, seen: Seen) -> None:
        """Add what came of a portion."""
        self.triples += seen.triples
        self.verdict.looked_at.update(seen.looked_at)
        self.verdict.unseen += seen.unseen
        self.verdict.dangling += seen.dangling
        self.flagged = self.flagged.union(*seen.flagged.values())
        fingerprint = self._fingerprints.setdefault(seen.portion.dataset, hashlib.sha256())
        for thing, digest in seen.digests.items():
            fingerprint.update(f"{thing} {digest}\n".encode())
            if thing.startswith(self._ours):
                self._draft.digests[thing.removeprefix(self._ours)] = digest
        if not seen.portion.graph:
            self.drawn |= {thing for thing in seen.digests if self._is_drawn(thing)}

    def _is_drawn(self, thing: str) -> bool:
        """Draw lots: the same for the same edition, others for the next."""
        lot = hashlib.blake2b(f"{self._draft.name} {thing}".encode(), digest_size=8).digest()
        return int.from_bytes(lot) < self._share * 2**64

    @property
    def fingerprints(self) -> dict[str, str]:
        """SHA-256 of all statements of a dataset, by its key."""
        return {key: found.hexdigest() for key, found in self._fingerprints.items()}


def inspect_all(draft: Draft) -> None:
    """
    Look at everything, and write it unless only problems are wanted.

    Rows with problems are not in the store; the rest is looked at all the same, so that one run
    reports everything.

    :raises SourceError: with every problem, where a row could not be understood.
    :raises ValidationError: with every violation, where all rows could be.
    """
    settings = draft.settings
    ground = Ground(draft.store_folder, _record_shapes(settings), settings.base_uri)
    portions = list(find_portions(draft.index, reference_quads(settings), settings.base_uri))
    things = sum(len(portion.things) for portion in portions)
    processes = draft.processes
    targets = read_targets(read_shapes(ground.shapes, settings.base_uri))
    found = Inspection(draft, targets, max(JUDGED / things, 1 / ONE_IN) if things else 0)
    seen = run_in_order(portions, Inspector, Task(ground, draft.writes), processes)
    _take(seen, found, draft)
    if found.triples != (stored := len(draft.open_store())):
        raise PublishingError(
            f"the store holds {stored} statements, but {found.triples} were looked at: "
            "this is a fault of the program"
        )
    _judge(found, portions, ground, processes, draft)
    found.verdict.dead = find_dead(targets, found.verdict.looked_at, _read_examples(settings))
    _refuse(found.verdict, draft)
    draft.fingerprints = found.fingerprints
    draft.shapes = dict(sorted(found.verdict.looked_at.items()))
    draft.report(f"{len(draft.shapes)} shapes looked at {sum(draft.shapes.values())} things")


def _record_shapes(settings: Settings) -> tuple[Path, ...]:
    found = sorted(settings.shapes.glob("*.ttl"))
    return tuple(path for path in found if path.name != CATALOGUE_SHAPES)


def _take(results: Iterable[Seen], found: Inspection, draft: Draft) -> None:
    """Take what came of each portion, in order, and let it be written."""
    if not draft.writes:
        for seen in results:
            found.add(seen)
        return
    files = Files(draft.folder / "dumps", prefixes(draft.settings.base_uri))
    try:
        with stage_search(draft.folder) as stage:
            for seen in results:
                found.add(seen)
                files.add(seen.portion.dataset, seen.bodies, seen.whole, seen.triples)
                stage(seen.findable)
        draft.dumps += files.finish()
    finally:
        files.close()
    size = sum(dump.bytes for dump in draft.dumps)
    draft.report(f"{len(draft.dumps)} files, {size / 1024:,.0f} KiB")


def _judge(
    found: Inspection, portions: list[Portion], ground: Ground, processes: int, draft: Draft
) -> None:
    """Let pySHACL judge what was flagged or drawn, or everything if no scout saw a violation."""
    chosen = found.flagged | found.drawn
    found.verdict.violations = list(_judge_things(sorted(chosen), ground, processes))
    guilty = {thing_of(v.focus, ground.base_uri) for v in found.verdict.violations}
    draft.report(f"{len(chosen)} things judged, {len(found.flagged)} of them flagged")
    if overlooked := sorted(guilty - found.flagged):
        draft.report(f"no scout saw the faults of {overlooked[0]}: everything is judged")
        things = (thing for portion in portions for thing in portion.things)
        found.verdict.violations = list(_judge_things(things, ground, processes))
    found.verdict.violations.sort()


def _judge_things(things: Iterable[str], ground: Ground, processes: int) -> Iterator[Violation]:
    remaining = iter(things)
    batches = iter(lambda: tuple(islice(remaining, TOGETHER)), ())
    for violations in run_in_order(batches, Judge, ground, processes):
        yield from violations


def _refuse(verdict: Verdict, draft: Draft) -> None:
    base_uri = draft.settings.base_uri
    if draft.problems:
        violations = find_problems(without_consequences(verdict), draft.index, base_uri)
        raise SourceError(sorted([*draft.problems, *violations]))
    if problems := sorted(find_problems(verdict, draft.index, base_uri)):
        raise ValidationError(problems)


def _read_examples(settings: Settings) -> Iterator[ox.Quad]:
    """Yield the examples, and the ontology itself: not ours to validate where it is another's."""
    for path in sorted(settings.ontology.rglob("*.ttl")):
        yield from read_turtle(path, settings.base_uri)

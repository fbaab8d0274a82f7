"""
The one pass over all that is said: every thing is looked at, counted and written.

Two fast engines scout everything that is not as it was in the edition before; pySHACL judges what
either flags and a sample of the same, drawn anew for each edition. Should it find fault where no
scout did, the scouts are blind: it judges everything.
"""

import hashlib
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from wirlod.errors import PublishingError
from wirlod.kinds import prefixes
from wirlod.publish.draft import CATALOGUE_SHAPES, Draft
from wirlod.publish.dumps import Files, Place
from wirlod.publish.following import Following
from wirlod.publish.graph import read_context, read_turtle
from wirlod.publish.inspector import Inspector, Lots, Seen, Task
from wirlod.publish.kept import KeptPortion, Writer, digest_things, write_kept
from wirlod.publish.lists import stage_members
from wirlod.publish.made_of import digest_writing
from wirlod.publish.packing import Packer, digest_rules, keep_records
from wirlod.publish.portions import Ground, Portion, Portions, Target, thing_of
from wirlod.publish.processes import run_in_order
from wirlod.publish.search_index import stage_search
from wirlod.publish.staging import drop_said
from wirlod.publish.tables import TABLES
from wirlod.publish.tables.writing import open_csv
from wirlod.publish.validation import (
    Judge,
    Verdict,
    Violation,
    find_dead,
    find_problems,
    read_shapes,
    read_targets,
    without_consequences,
)
from wirlod.saying import say
from wirlod.settings import Settings

WHOLLY_JUDGED = 1_000
"""An edition of no more things than these is seen by pySHACL, and read back, entirely."""

JUDGED = 100
"""How many things it sees at least of a larger one, whatever the scouts say."""

ONE_IN = 1_000
"""One in so many things it sees of a large edition."""

READ_BACK = 1 / 16
"""The share of the portions of a large edition whose files are read back, drawn anew for each."""

TOGETHER = 500
"""Things that it judges together."""

SCOUTED = 4
"""Portions that the scouts see together."""

SEVERAL = 16
"""Portions that are worth another process."""

Item = TypeVar("Item")


class Inspection:
    """What came of all portions together."""

    def __init__(self, draft: Draft, targets: list[Target], judged: Lots) -> None:
        self._draft, self._judged = draft, judged
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
        self.flagged.update(*seen.flagged.values())
        self._draft.totals[seen.portion.dataset].add(seen.picked.figures)
        fingerprint = self._fingerprints.setdefault(seen.portion.dataset, hashlib.sha256())
        for thing, digest in seen.picked.digests.items():
            fingerprint.update(f"{thing} {digest}\n".encode())
        self._draft.digests.add(
            (thing.removeprefix(self._ours), digest)
            for thing, digest in seen.picked.digests.items()
            if thing.startswith(self._ours)
        )
        if not seen.portion.graph and not seen.is_taken:
            self.drawn |= set(filter(self._judged.draw, seen.picked.digests))

    @property
    def fingerprints(self) -> dict[str, str]:
        """SHA-256 of all statements of a dataset, by its key."""
        return {key: found.hexdigest() for key, found in self._fingerprints.items()}


def inspect_all(draft: Draft) -> None:
    """
    Look at everything, and write it unless only problems are wanted.

    Rows with problems are not in the store; the rest is looked at all the same, so that one run
    reports everything: what is wrong joins the violations of the draft.
    """
    settings = draft.settings
    ground = Ground(draft.folder, draft.store_folder, _record_shapes(settings), settings.base_uri)
    portions = Portions(draft.index, draft.reference, settings.base_uri)
    draft.reference.clear()
    things = sum(1 for _ in portions.things)
    targets = read_targets(read_shapes(ground.shapes, settings.base_uri))
    found = Inspection(draft, targets, Lots(draft.name, share_to_judge(things)))
    before = draft.previous.folder if draft.previous else None
    context = read_context(settings.ontology, settings.base_uri)
    read_back = Lots(draft.name, 1 if things <= WHOLLY_JUDGED else READ_BACK)
    rules = digest_writing(settings)
    task = Task(ground, draft.writes, rules, before, context, read_back, targets)
    with closing(_see_all(portions, draft, task)) as results:
        _take(results, found, draft, task)
    if found.triples != (stored := len(draft.open_store())):
        raise PublishingError(
            f"the store holds {stored} statements, but {found.triples} were looked at: "
            "this is a fault of the program"
        )
    draft.triples = found.triples
    _judge(found, portions, ground, draft)
    drop_said(draft.folder)
    found.verdict.dead = find_dead(targets, found.verdict.looked_at, _read_examples(settings))
    _note_violations(found.verdict, draft)
    draft.fingerprints = found.fingerprints
    draft.shapes = dict(sorted(found.verdict.looked_at.items()))
    draft.report(
        say(
            "{shapes} shapes looked at {things:,} things",
            shapes=len(draft.shapes),
            things=sum(draft.shapes.values()),
        )
    )


def _see_all(portions: Iterable[Portion], draft: Draft, task: Task) -> Generator[Seen, None, None]:
    """Yield what came of each portion, in order: as it is in the edition before, or looked at."""
    following = Following(draft)
    new = portions
    if draft.dirty is not None:
        new = [portion for portion in portions if following.find_same(portion) is None]
        following.stage_rest(new)
    read = (portion for portion in new if portion.things)
    several = len(list(islice(read, SEVERAL))) == SEVERAL
    groups = _group(new, SCOUTED)
    processes = draft.processes if several else 1
    packer = Packer(task.ground.base_uri, task.context, task.rules, task.before)
    with closing(run_in_order(groups, Inspector, task, processes)) as helped:
        looked = chain.from_iterable(helped)
        for portion in portions:
            same = following.find_same(portion)
            yield _take_again(portion, same, following, packer) if same else next(looked)


def _take_again(portion: Portion, same: KeptPortion, following: Following, packer: Packer) -> Seen:
    """Take *portion* as it is in the edition before."""
    packed, bodies = following.keeper.read(same)
    seen = Seen(portion, same.triples, same.key, True, packed, same.asked)
    seen.looked_at, seen.bodies, seen.whole = Counter(same.looked_at), bodies, bodies
    seen.records = list(packer.take(seen.picked.digests))
    return seen


def share_to_judge(things: int) -> float:
    """
    Give the share of so many *things* that pySHACL sees.

    >>> share_to_judge(600), share_to_judge(10_000), share_to_judge(1_000_000)
    (1, 0.01, 0.001)
    """
    return 1 if things <= WHOLLY_JUDGED else max(JUDGED / things, 1 / ONE_IN)


def _record_shapes(settings: Settings) -> tuple[Path, ...]:
    found = sorted(settings.shapes.glob("*.ttl"))
    return tuple(path for path in found if path.name != CATALOGUE_SHAPES)


def _take(results: Iterable[Seen], found: Inspection, draft: Draft, task: Task) -> None:
    """Take what came of each portion, in order, and let it be written."""
    if not draft.writes:
        for seen in results:
            found.add(seen)
        return
    files = Files(draft.folder / "dumps", prefixes(draft.settings.base_uri))
    taken = number = 0
    try:
        with (
            stage_search(draft.folder) as stage,
            stage_members(draft.folder) as stage_lists,
            open_csv(TABLES.values(), draft.folder / "dumps") as write_rows,
            keep_records(draft.folder, digest_rules(task.rules, task.context)) as keep,
            write_kept(draft.folder, task.rules) as keep_portions,
        ):
            for seen in results:
                found.add(seen)
                dataset = seen.portion.dataset
                places = files.add(dataset, seen.bodies, seen.whole, seen.triples)
                stage(seen.picked.findable)
                stage_lists(seen.picked.members)
                write_rows(seen.picked.rows)
                keep(seen.records, seen.picked.pointed)
                taken += seen.is_taken
                if seen.key and places:
                    number += 1
                    keep_portions.add(_keep(seen, places, keep_portions))
        draft.dumps += files.finish()
    finally:
        files.close()
    size = sum(dump.bytes for dump in draft.dumps)
    draft.report(say("{files} files, {size:,.0f} KiB", files=len(draft.dumps), size=size / 1024))
    draft.report(say("{taken} of {kept} portions are as they were", taken=taken, kept=number))


def _keep(seen: Seen, places: dict[str, Place], writer: Writer) -> KeptPortion:
    return KeptPortion(
        key=seen.key,
        dataset=seen.portion.dataset,
        looked_at={shape: count for shape, count in seen.looked_at.items() if count},
        places=places,
        first=seen.portion.things[0],
        things=digest_things(seen.portion.things),
        triples=seen.triples,
        asked=seen.asked,
        picked=writer.put(seen.packed),
    )


def _judge(found: Inspection, portions: Portions, ground: Ground, draft: Draft) -> None:
    """Let pySHACL judge what was flagged or drawn, or everything if no scout saw a violation."""
    chosen = found.flagged | found.drawn
    helping = draft.processes if len(chosen) > TOGETHER else 1  # one batch is not worth a process
    found.verdict.violations = list(_judge_things(sorted(chosen), ground, helping))
    guilty = {thing_of(v.focus, ground.base_uri) for v in found.verdict.violations}
    draft.report(
        say(
            "{chosen} things judged, {flagged} of them flagged",
            chosen=len(chosen),
            flagged=len(found.flagged),
        )
    )
    if overlooked := sorted(guilty - found.flagged):
        draft.report(
            say("no scout saw the faults of {thing}: everything is judged", thing=overlooked[0])
        )
        Following(draft).stage_rest(portions)
        found.verdict.violations = list(_judge_things(portions.things, ground, draft.processes))
    found.verdict.violations.sort()


def _judge_things(things: Iterable[str], ground: Ground, processes: int) -> Iterator[Violation]:
    """Yield the violations of *things*."""
    for violations in run_in_order(_group(things, TOGETHER), Judge, ground, processes):
        yield from violations


def _group(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    remaining = iter(items)
    return iter(lambda: tuple(islice(remaining, size)), ())


def _note_violations(verdict: Verdict, draft: Draft) -> None:
    if draft.is_partial:
        verdict = without_consequences(verdict, draft.open_store())
    draft.violations += find_problems(verdict, draft.index, draft.settings.base_uri)


def _read_examples(settings: Settings) -> Iterator[ox.Quad]:
    """Yield the examples, and the ontology itself: not ours to validate where it is another's."""
    folders = settings.ontology, settings.ontology / "examples"
    for path in sorted(path for folder in folders for path in folder.glob("*.ttl")):
        yield from read_turtle(path, settings.base_uri)

"""
What a process does with a portion: it reads, scouts, counts and writes it, or takes it as it was.

Two fast engines scout everything, see :mod:`~wirlod.publish.scouts`; what they flag is judged
elsewhere.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

import msgspec
import pyoxigraph as ox

from wirlod.iris import kind_of
from wirlod.kinds import KINDS, prefixes
from wirlod.publish.catalogue.figures import Gauge
from wirlod.publish.dumps import Bodies, write_graph, write_lines
from wirlod.publish.graph import check_spelling
from wirlod.publish.kept import Keeper, Picked, pack_asked, portion_key
from wirlod.publish.lists import Lister
from wirlod.publish.packing import Packer
from wirlod.publish.packing import Row as Record
from wirlod.publish.portions import Content, Ground, Portion, Reader, Target, thing_of
from wirlod.publish.scouts import make_scouts
from wirlod.publish.search_index import Finder
from wirlod.publish.tables import TABLES
from wirlod.publish.tables.table import Picker
from wirlod.publish.tokens import Said, find_tagged, node

ANY = ""
"""Stands for any value of a property that shapes look for."""


class Lots(msgspec.Struct, frozen=True):
    """Lots that are drawn: the same for the same edition, others for the next."""

    edition: str
    share: float

    def draw(self, name: str) -> bool:
        """Tell whether *name* is drawn."""
        lot = hashlib.blake2b(f"{self.edition} {name}".encode(), digest_size=8).digest()
        return int.from_bytes(lot) < self.share * 2**64


class Task(msgspec.Struct, frozen=True):
    """What to do with each portion."""

    ground: Ground
    writes: bool
    rules: str
    """A digest of all that decides, beside the data, what comes of a portion."""
    before: Path | None
    """The edition whose portions may be taken again."""
    context: dict[str, object]
    """The JSON-LD context, which names the properties that lists are narrowed down by."""
    read_back: Lots
    """Draws the portions whose files are read back."""
    targets: list[Target]
    """What shapes look at."""


class Seen(msgspec.Struct, dict=True):
    """What came of a portion."""

    portion: Portion
    triples: int
    key: str = ""
    """What it is kept by for the next edition; empty for what is always made."""
    is_taken: bool = False
    """Whether it is as it was in the edition before."""
    packed: bytes = b""
    """What was picked out of it, as it goes from one process to another and is kept."""
    asked: bytes = b""
    """Checksums of things elsewhere that rows in tables say something of."""
    looked_at: Counter[str] = msgspec.field(default_factory=Counter)
    """Shape → number of things it looked at."""
    unseen: list[str] = []
    dangling: list[tuple[str, str]] = []
    flagged: dict[str, set[str]] = {}
    """Name of a scout → the things it found fault with."""
    bodies: Bodies = {}
    """How the files of the dataset say it."""
    records: list[Record] = []
    """What answers about them are written from."""
    whole: Bodies = {}
    """How the files of the whole edition say it."""

    @cached_property
    def picked(self) -> Picked:
        """What was picked out of it, and a digest of all that is said of each thing."""
        return Picked.unpack(self.packed)


class Inspector:
    """Looks at portions; one works in each process."""

    def __init__(self, task: Task) -> None:
        ground = task.ground
        self._base_uri, self._writes = ground.base_uri, task.writes
        self._read_back = task.read_back
        self._reader = Reader(ground.staged, ground.store_folder, ground.base_uri)
        self._scouts = make_scouts(ground.shapes, ground.base_uri)
        self._targets: dict[str, dict[str, list[str]]] = {}
        """Property → value, empty for any → the shapes that look at whatever has them."""
        for path, value, shape in task.targets:
            by_value = self._targets.setdefault(node(path), {})
            by_value.setdefault(value and node(value), []).append(shape)
        self._prefixes = prefixes(ground.base_uri)
        self._finder = Finder(ground.base_uri)
        self._lister = Lister(ground.base_uri, task.context)
        self._gauge = Gauge(ground.base_uri)
        tables = {kind.name: TABLES[kind.flat_table] for kind in KINDS.values() if kind.flat_table}
        self._pickers = {
            kind: (table.name, Picker(table, ground.base_uri, self._ask))
            for kind, table in tables.items()
        }
        self._asked = set[str]()
        """Of what tables say something, though it is not of the portion."""
        before = task.before if task.writes else None
        self._keeper = Keeper(before, task.rules)
        self._packer = Packer(ground.base_uri, task.context, task.rules, before)

    def __call__(self, portions: Sequence[Portion]) -> list[Seen]:
        """Look at all things of *portions*; the scouts, slow to begin, look at them together."""
        looked = [self._look_at(portion) for portion in portions]
        new = [(seen, content) for seen, content in looked if content]
        flagged = self._scout([content for _, content in new])
        for seen, content in new:
            seen.flagged = {name: found & content.texts.keys() for name, found in flagged.items()}
        return [seen for seen, _ in looked]

    def _look_at(self, portion: Portion) -> tuple[Seen, Content | None]:
        """Read, count and write a portion; give its content where scouts have to see it."""
        if portion.graph:
            return self._look_at_graph(portion), None
        content = self._reader.read(portion.things)
        text = content.text
        seen = Seen(portion, text.count(b"\n"), dangling=content.dangling)
        picked = Picked({thing: _digest(found) for thing, found in content.texts.items()})
        seen.key = portion_key(text + content.context)
        if self._writes and text:
            self._pick(content, picked, seen)
        seen.packed = picked.pack()
        if kept := self._keeper.find(portion.dataset, seen.key):
            before, seen.bodies = kept
            seen.looked_at, seen.whole, seen.is_taken = Counter(before.looked_at), seen.bodies, True
            return seen, None
        self._count(content.said.values(), seen)
        check_spelling(find_tagged(content.every_value))
        if self._writes and text:
            reads_back = self._read_back.draw(portion.things[0])
            seen.bodies = seen.whole = write_lines(text, self._prefixes, reads_back=reads_back)
        return seen, content

    def _pick(self, content: Content, picked: Picked, seen: Seen) -> None:
        """Pick out what things are searched and listed by, and make their rows and records."""
        pointed = set[str]()
        self._asked.clear()
        for thing, said in content.said.items():
            name, picker = self._pickers.get(kind_of(thing, self._base_uri), ("", None))
            if picker:
                picked.rows.append((name, picker.pick(thing, said)))
            if findable := self._finder.find(thing, said):
                picked.findable.append(findable)
            if member := self._lister.find(thing, said):
                picked.members.append(member)
            pointed.update(self._packer.find_pointed(thing, content.values[thing]))
            text, digest = content.texts[thing], picked.digests[thing]
            if record := self._packer.pack(thing, text, said, digest):
                seen.records.append(record)
        picked.pointed = sorted(pointed)
        picked.figures = self._gauge.read(seen.portion.dataset, content.said)
        seen.asked = pack_asked(thing_of(node[1:-1], self._base_uri) for node in self._asked)

    def _ask(self, subject: str, property: str) -> tuple[str, ...]:
        self._asked.add(subject)
        return self._reader.ask(subject, property)

    def _look_at_graph(self, portion: Portion) -> Seen:
        """Look at a named graph; its statements belong to a dataset, too."""
        quads = self._reader.read_graph(portion.graph)
        text = ox.serialize([quad.triple for quad in quads], format=ox.RdfFormat.N_TRIPLES) or b""
        seen = Seen(portion, len(quads))
        seen.packed = Picked({portion.graph: hashlib.sha256(text).hexdigest()}).pack()
        if self._writes:
            seen.bodies = write_lines(text, self._prefixes)
            seen.whole = write_graph(quads, self._prefixes)
        return seen

    def _scout(self, contents: Sequence[Content]) -> dict[str, set[str]]:
        """Name the things that each scout finds fault with."""
        said = b"".join(content.text for content in contents).decode()
        classes = b"".join(content.context for content in contents).decode()
        return {
            name: {thing_of(iri, self._base_uri) for iri in scout(said, classes)} if said else set()
            for name, scout in self._scouts.items()
        }

    def _count(self, things: Iterable[Said], seen: Seen) -> None:
        """Count what each shape looks at, and note our things and parts that none does."""
        looking_at_any: list[str] = []
        for subject, properties in chain.from_iterable(map(dict.items, things)):
            looking = [
                shape
                for path, by_value in self._targets.items()
                if path in properties
                for value in (ANY, *properties[path])
                for shape in by_value.get(value, ())
            ]
            looking_at_any += looking
            if not looking and subject.startswith(f"<{self._base_uri}"):
                seen.unseen.append(subject[1:-1])
        seen.looked_at.update(looking_at_any)


def _digest(said: bytes) -> str:
    return hashlib.blake2b(said, digest_size=16).hexdigest()

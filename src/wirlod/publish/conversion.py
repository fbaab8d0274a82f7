"""
Records → N-Triples, batch by batch and in several processes, in the order of the files.

The process that publishes reads the tables, for rows cannot be told apart without reading them;
release files, whose headers take longest to read, are read where they are understood.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import msgspec

from wirlod.errors import Problem
from wirlod.iris import thing_of
from wirlod.publish.batches import KeptBatch, Overheard, digest, digest_pieces
from wirlod.publish.code_lists import read_code_lists
from wirlod.publish.geometry import Surveyor
from wirlod.publish.graph import read_context
from wirlod.publish.index import open_index
from wirlod.publish.lines import Writer
from wirlod.publish.portions import cut
from wirlod.publish.publication import Geometry, find_geometry
from wirlod.publish.records.reader import (
    SourceRow,
    UnreadRow,
    find_releases,
    find_table_rows,
    read_release,
)
from wirlod.publish.records.thing import Thing
from wirlod.publish.staging import Piece
from wirlod.publish.statements import Refused, find_things
from wirlod.settings import Settings

ROWS, RELEASES = 500, 100
"""How many rows of tables, or release files, are converted together on average."""

Source = SourceRow | UnreadRow | Problem | Path
"""A row of a table, what is in the place of one, or a release file."""


class Batch(msgspec.Struct, frozen=True):
    """Rows of tables, or release files."""

    rows: tuple[SourceRow | UnreadRow | Problem, ...] = ()
    releases: tuple[Path, ...] = ()

    @property
    def key(self) -> bytes:
        """A digest of all that is in it but where it stands; empty where not all can be read."""
        rows = [(r.row_type.__name__, r.cells) for r in self.rows if isinstance(r, SourceRow)]
        if len(rows) < len(self.rows):
            return b""
        files = [(path.name, path.read_bytes()) for path in self.releases]
        return digest(msgspec.msgpack.encode((rows, files)))

    @property
    def things(self) -> set[str]:
        """``kind/key`` of the things that its rows and release files are about."""
        rows = {thing_of(row.target) for row in self.rows if isinstance(row, SourceRow)}
        return rows | {f"release/{path.stem}" for path in self.releases}


class Setup(msgspec.Struct, frozen=True):
    """What a process needs to know to convert records."""

    data: Path
    geometry: Geometry | None
    """The outlines that territories get; None where there are none."""
    index: Path
    incomplete: frozenset[str]
    is_sound: bool
    """Whether nothing is stated twice."""
    ontology: Path
    base_uri: str

    @classmethod
    def from_settings(
        cls,
        settings: Settings,
        index: Path,
        incomplete: Iterable[str] = (),
        *,
        is_sound: bool = False,
    ) -> "Setup":
        """Take what *settings* say; *index* is the file that knows what is stated where."""
        return cls(
            data=settings.data,
            geometry=find_geometry(settings.data),
            index=index,
            incomplete=frozenset(incomplete),
            is_sound=is_sound,
            ontology=settings.ontology,
            base_uri=settings.base_uri,
        )


class Converted(msgspec.Struct):
    """What a batch states, and what is wrong with it."""

    said: list[Piece] = []
    problems: list[Problem] = []
    refused: list[Refused] = []
    records: Counter[str] = msgspec.field(default_factory=Counter)
    """Number of records per kind."""
    kept: KeptBatch | None = None
    """What the next edition needs, not to convert it again; None where something is wrong."""


def find_batches(data: Path) -> Iterator[Batch]:
    """
    Yield all that *data* holds, in order.

    Where a batch ends depends on what is in it alone, so that a row more changes one of them.
    """
    for rows in cut(find_table_rows(data), ROWS, 2 * ROWS, _name):
        yield Batch(rows=tuple(rows))
    for files in cut(find_releases(data), RELEASES, 2 * RELEASES, _name):
        yield Batch(releases=tuple(files))


def _name(source: Source) -> str:
    if isinstance(source, SourceRow):
        return source.target
    return source.name if isinstance(source, Path) else ""


class Converter:
    """Converts batches; one works in each process."""

    def __init__(self, setup: Setup) -> None:
        self._index = open_index(setup.index, setup.incomplete, Overheard)
        self._index.has_doubles = not setup.is_sound
        self._surveyor = Surveyor(setup.data, setup.geometry, self._index)
        self._codes = read_code_lists(setup.ontology)
        self._writer = Writer(read_context(setup.ontology, setup.base_uri))

    def __call__(self, batch: Batch) -> Converted:
        """Understand a batch and write what it states."""
        self._index.listen()
        converted = Converted()
        said = self._writer.write(self.understand(batch, converted))
        converted.said = [(thing, "".join(lines).encode()) for thing, lines in said.items()]
        if not converted.problems and (key := batch.key):
            asked, answers = self._index.asked, self._index.answers
            pieces = digest_pieces(converted.said)
            converted.kept = KeptBatch(key, dict(converted.records), pieces, asked, answers)
        return converted

    def understand(self, batch: Batch, converted: Converted) -> Iterator[Thing]:
        """Yield the things that *batch* states, and note in *converted* what else came of it."""
        rows = chain(batch.rows, *map(read_release, batch.releases))
        found = _take_sound(find_things(rows, self._index, self._codes), converted)
        yield from self._surveyor.survey(found)


def _take_sound(
    found: Iterable[Thing | Problem | Refused], converted: Converted
) -> Iterator[Thing]:
    """Pass things on and count them per kind; keep problems aside."""
    for item in found:
        if isinstance(item, Problem):
            converted.problems.append(item)
        elif isinstance(item, Refused):
            converted.refused.append(item)
        else:
            converted.records[_kind(item)] += 1
            yield item


def _kind(thing: Thing) -> str:
    """Give the kind of a thing, ``grant``, or of a record that is a part, ``grant#claim``."""
    kind, _, rest = thing.id.removeprefix("thing:").partition("/")
    part = rest.partition("#")[2].partition("-")[0]
    return f"{kind}#{part}" if part else kind

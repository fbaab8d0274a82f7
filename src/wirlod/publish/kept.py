"""
What an edition keeps of its portions, so that the next one need not make them again.

A portion of which the same is said, under the same rules and by the same program, conforms as it
did and is written as it was: its packed bodies are copied out of the files of the edition before,
and what was picked out of it for search, lists and tables. What has not the checksum that it had is
made anew.
"""

import gzip
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Self
from zlib import crc32

import msgspec
import zstandard

from wirlod.errors import PublishingError
from wirlod.formats import N_TRIPLES
from wirlod.publish.catalogue.figures import Figures
from wirlod.publish.dumps import Bodies, Place, complete
from wirlod.publish.lists import Member
from wirlod.publish.portions import thing_of
from wirlod.publish.search_index import Findable
from wirlod.publish.tables.table import Row
from wirlod.saying import message, say

FILE = "portions.json"
PICKED = "picked.bin"
CHECKSUMS = "I"
"""How an array holds CRC-32."""
LEVEL = 3
"""Of packing."""

SPOILT = message("{name} was spoilt while it was read: publish again")


class Picked(msgspec.Struct, array_like=True):
    """What was picked out of what is said of the things of a portion."""

    digests: dict[str, str] = {}
    """A digest of all that is said of a thing, by its IRI."""
    findable: list[Findable] = []
    """What the search finds things by."""
    members: list[Member] = []
    """What things are listed by."""
    rows: list[Row] = []
    """Their rows in tables."""
    pointed: list[str] = []
    """Parts of other things that they point at, in order."""
    figures: Figures = Figures()
    """What they come to."""

    def pack(self) -> bytes:
        """Write it, packed."""
        return zstandard.compress(msgspec.msgpack.encode(self), LEVEL)

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Read what :meth:`pack` wrote."""
        return msgspec.msgpack.decode(zstandard.decompress(packed), type=cls)


class KeptPortion(msgspec.Struct, frozen=True, array_like=True):
    """A portion that conforms, and where its bodies lie in the files of its dataset."""

    key: str
    """A digest of all that is said of its things, and of the classes of what they refer to."""
    dataset: str
    looked_at: dict[str, int]
    """Shape → number of things it looked at."""
    places: dict[str, Place]
    """Suffix of a format → place in its file."""
    first: str
    """The IRI of its first thing."""
    things: str
    """A digest of the IRIs of all."""
    triples: int
    asked: bytes
    """CRC-32 of each thing elsewhere that rows in tables say something of."""
    picked: Place


class Kept(msgspec.Struct, frozen=True):
    """The portions of an edition."""

    rules: str
    """A digest of everything else that decides what came of them: shapes, program, addresses."""
    portions: list[KeptPortion]


def portion_key(said: bytes) -> str:
    """Digest what is said of the things of a portion."""
    return blake2b(said, digest_size=16).hexdigest()


def digest_things(things: Iterable[str]) -> str:
    """Digest the IRIs of the things of a portion."""
    return portion_key("\n".join(things).encode())


def pack_asked(things: Iterable[str]) -> bytes:
    """Write the checksums of *things*."""
    return array(CHECKSUMS, sorted({crc32(thing.encode()) for thing in things})).tobytes()


class Writer:
    """Keeps portions for the next edition."""

    def __init__(self, folder: Path, rules: str) -> None:
        self._path, self._rules = folder / FILE, rules
        self._file = (folder / PICKED).open("wb")
        self._portions: list[KeptPortion] = []

    def put(self, picked: bytes) -> Place:
        """Keep what was picked out of a portion."""
        place = Place(self._file.tell(), len(picked), crc32(picked))
        self._file.write(picked)
        return place

    def add(self, portion: KeptPortion) -> None:
        """Keep a portion."""
        self._portions.append(portion)

    def finish(self) -> None:
        """Write what is kept."""
        self._path.write_bytes(msgspec.json.encode(Kept(self._rules, self._portions)))

    def close(self) -> None:
        """Let go of the file, finished or not."""
        self._file.close()


@contextmanager
def write_kept(folder: Path, rules: str) -> Iterator[Writer]:
    """Give what keeps portions in the edition below *folder*, which was made by *rules*."""
    writer = Writer(folder, rules)
    try:
        yield writer
        writer.finish()
    finally:
        writer.close()


class Keeper:
    """Finds portions in the edition before; in none where it was made by other rules."""

    def __init__(self, edition: Path | None, rules: str) -> None:
        self._edition = edition or Path()
        path = edition / FILE if edition else None
        kept = _read_kept(path) if path and path.exists() else None
        found = kept.portions if kept and kept.rules == rules else []
        self._portions = {(portion.dataset, portion.key): portion for portion in found}
        self._by_things = {(portion.dataset, portion.things): portion for portion in found}
        self._ordered = sorted(found, key=_first)
        self._read = lru_cache(maxsize=2)(self._read_text)

    def find(self, dataset: str, key: str) -> tuple[KeptPortion, Bodies] | None:
        """Find a portion with its bodies, None where they cannot be had as they were."""
        portion = self._portions.get((dataset, key))
        bodies = self._read_bodies(portion) if portion else None
        return (portion, bodies) if portion and bodies else None

    def find_things(self, dataset: str, things: Iterable[str]) -> KeptPortion | None:
        """Find the portion of exactly these *things*, whatever is said of them."""
        return self._by_things.get((dataset, digest_things(things)))

    def read(self, portion: KeptPortion) -> tuple[bytes, Bodies]:
        """
        Read what was made of a portion, what was picked out of it as :meth:`Picked.pack` wrote it.

        :raises PublishingError: when that is not what was written, and cannot be made anew here.
        """
        picked, bodies = self._read_place(PICKED, portion.picked), self._read_bodies(portion)
        if picked is None or bodies is None:
            raise _spoilt(self._edition)
        return picked, bodies

    def read_lines(self, thing: str, base_uri: str) -> Sequence[str]:
        """Read what is said of the IRI *thing* and its parts; nothing where it is not there."""
        place = bisect_right(self._ordered, thing, key=_first) - 1
        return self._read(place, base_uri).get(thing, ()) if place >= 0 else ()

    def _read_text(self, number: int, base_uri: str) -> dict[str, list[str]]:
        portion = self._ordered[number]
        place = portion.places[N_TRIPLES.suffix]
        body = self._read_place(f"dumps/{portion.dataset}.{N_TRIPLES.suffix}.gz", place)
        if body is None:
            raise _spoilt(self._edition)
        lines = gzip.decompress(body).decode().removesuffix("\n").split("\n")
        things = groupby(lines, key=lambda line: thing_of(line[1 : line.index("> ")], base_uri))
        return {thing: list(found) for thing, found in things}

    def _read_bodies(self, portion: KeptPortion) -> Bodies | None:
        bodies = {}
        for suffix, place in portion.places.items():
            body = self._read_place(f"dumps/{portion.dataset}.{suffix}.gz", place)
            if body is None:
                return None
            bodies[suffix] = body
        return complete(bodies)

    def _read_place(self, name: str, place: Place) -> bytes | None:
        """Read a part of a file; None where it is not what was written."""
        try:
            with (self._edition / name).open("rb") as file:
                file.seek(place.start)
                found = file.read(place.length)
        except OSError:
            return None
        return found if crc32(found) == place.checksum else None


def _first(portion: KeptPortion) -> str:
    return portion.first


def _read_kept(path: Path) -> Kept | None:
    """Read what is kept; None where an older program kept it otherwise."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except msgspec.DecodeError:
        return None


def _spoilt(edition: Path) -> PublishingError:
    return PublishingError(say(SPOILT, name=edition.name))

"""
What an edition keeps of its portions, so that the next one need not make them again.

A portion of which the same is said, under the same rules and by the same program, conforms as it
did and is written as it was: its packed bodies are copied out of the files of the edition before.
A body whose checksum is not what it was is made anew.
"""

from hashlib import blake2b
from pathlib import Path
from zlib import crc32

import msgspec

from wirlod.publish.dumps import Bodies, Place, complete

FILE = "portions.json"


class KeptPortion(msgspec.Struct, frozen=True, array_like=True):
    """A portion that conforms, and where its bodies lie in the files of its dataset."""

    key: str
    """A digest of all that is said of its things, and of the classes of what they refer to."""
    dataset: str
    looked_at: dict[str, int]
    """Shape → number of things it looked at."""
    places: dict[str, Place]
    """Suffix of a format → place in its file."""


class Kept(msgspec.Struct, frozen=True):
    """The portions of an edition."""

    rules: str
    """A digest of everything else that decides what came of them: shapes, program, addresses."""
    portions: list[KeptPortion]


def portion_key(said: bytes) -> str:
    """Digest what is said of the things of a portion."""
    return blake2b(said, digest_size=16).hexdigest()


def write_kept(folder: Path, rules: str, portions: list[KeptPortion]) -> None:
    """Keep *portions* for the next edition."""
    (folder / FILE).write_bytes(msgspec.json.encode(Kept(rules, portions)))


class Keeper:
    """Finds portions in the edition before; in none where it was made by other rules."""

    def __init__(self, edition: Path | None, rules: str) -> None:
        self._dumps = edition / "dumps" if edition else Path()
        path = edition / FILE if edition else None
        kept = msgspec.json.decode(path.read_bytes(), type=Kept) if path and path.exists() else None
        found = kept.portions if kept and kept.rules == rules else []
        self._portions = {(portion.dataset, portion.key): portion for portion in found}

    def find(self, dataset: str, key: str) -> tuple[KeptPortion, Bodies] | None:
        """Find a portion with its bodies, None where they cannot be had as they were."""
        portion = self._portions.get((dataset, key))
        if portion is None:
            return None
        bodies = {}
        for suffix, place in portion.places.items():
            try:
                with (self._dumps / f"{dataset}.{suffix}.gz").open("rb") as file:
                    file.seek(place.start)
                    bodies[suffix] = file.read(place.length)
            except OSError:
                return None
            if crc32(bodies[suffix]) != place.checksum:
                return None
        return portion, complete(bodies)

"""Loading in bulk: pieces of any size are one text, and what cannot be read leaves nothing."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from wirlod.publish.graph import READ_TOGETHER, load


def write_line(number: int) -> bytes:
    """State one thing."""
    return f'<https://example.org/{number}> <https://example.org/is> "{number}" .\n'.encode()


@pytest.mark.parametrize("size", [1, 100, 3 * READ_TOGETHER])
def test_pieces_of_any_size_are_loaded(tmp_path: Path, size: int) -> None:
    text = b"".join(map(write_line, range(500)))
    text *= -(-size // len(text))  # no shorter than a piece
    store = ox.Store(str(tmp_path))
    load(store, [b"", *(text[at : at + size] for at in range(0, len(text), size)), b""])

    assert len(store) == 500


def test_nothing_is_no_fault(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path))
    load(store, [])

    assert not len(store)


def test_a_source_that_fails_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> Iterator[bytes]:
        yield write_line(1)
        raise OSError(28, "No space left on device")

    store = ox.Store(str(tmp_path))
    with pytest.raises(OSError, match="No space left"):
        load(store, fail())

    assert not len(store)


def test_what_is_no_iri_is_refused(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path))
    with pytest.raises(SyntaxError, match="Invalid IRI"):
        load(store, [b"<https://example.org/a> <https://example.org/is> <no iri> .\n"])

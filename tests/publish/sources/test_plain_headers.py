"""A plain header is read as YAML's own parser reads it, value by value and line by line."""

from pathlib import Path
from random import Random

import pytest
import yaml
from tests.benchmarks.generator import Size, write_records

from wirlod.errors import Origin
from wirlod.publish.sources import documents
from wirlod.publish.sources.documents import Document, line_of
from wirlod.publish.sources.plain_headers import read_plain_header

PIECES = (
    *("a: b", "name: rund 5 Euro", "b: 2021-10-29", "c:", "d: ''", 'e: "42"', "f: [x, y-1]"),
    *("list:", "- a: 1", "  b: 2", "  - a: x", "    b: y: z", "    b: 'it''s'", "  more words", ""),
    *("a: x # y", "x:y", "h: - i", "i: -5", "j: a:", "k: *x", "l: |", "m: >-", "n: {a: b}", "# o"),
    *("p: 'x", 'q: "a\\tb"', "r: a\tb", "s: a\u2028b", "t: a\u00a0b", "u: b ", "?: v", "w: [a,b]"),
    *("- - a: b", "-", "- x", "  ", "...", "x: [a, [b]]", "y: ä ö — „ü“", "aa: %x", "bb: @x"),
    *("dd: a'b\"c", "ee: ~", "ff: !!str x", "gg: a: b", "hh: https://example.org/x#y", "  c: 3"),
    *("cc: a, b", "g: []"),
)


def read_as_yaml(header: str) -> Document | None:
    """Read *header* with YAML's own parser."""
    try:
        node = yaml.compose(header, Loader=yaml.BaseLoader)
        value = yaml.load(header, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return None
    return Document(value, "", Origin(Path("x")), node)


def find_paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """List the ways to all that is in *value*."""
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    return [path, *(way for step, part in items for way in find_paths(part, (*path, step)))]


def assert_same(header: str) -> bool:
    """Compare both readers where *header* is plain, and tell whether it is."""
    plain = read_plain_header(header)
    if plain is None:
        return False
    read, other = read_as_yaml(header), Document(plain[0], "", Origin(Path("x")), plain[1])
    assert read, header
    assert other.header == read.header, header
    for path in find_paths(read.header):
        if not isinstance(path[-1:] and path[-1], int) or "[" not in header:
            assert line_of(other, iter(path)) == line_of(read, iter(path)), (header, path)
    return True


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_plain_is_read_as_yaml(seed: int) -> None:
    draw = Random(seed)
    headers = ["\n".join(draw.choices(PIECES, k=draw.randrange(1, 6))) for _ in range(1_500)]

    assert sum(map(assert_same, headers)) > 20


def test_headers_of_releases_are_plain(tmp_path: Path) -> None:
    write_records(tmp_path / "data", Size(grants=60))
    paths = list((tmp_path / "data" / "releases").glob("*.md"))
    headers = [path.read_text("utf-8").split("---\n")[1] for path in paths]

    assert sum(map(assert_same, headers)) > len(headers) / 2


def test_what_is_not_plain_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "release.md"
    path.write_text("---\na: |\n  b: c\nd: e\n---\n", "utf-8")
    document = documents.read_document(path)

    assert isinstance(document, Document)
    assert document.header == {"a": "b: c\n", "d": "e"}
    assert line_of(document, iter(["d"])).line == 4

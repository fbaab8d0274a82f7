"""
Markdown documents with a YAML header, each value knowing its line.

All scalars are read as text, for YAML's own guesses turn ``2021`` into a number and ``no`` into
false. What a value means is decided by the record it belongs to. What is not plain, libyaml
parses once; values and lines are both read off its nodes.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import yaml

from wirlod.errors import Origin, Problem
from wirlod.publish.sources.plain_headers import read_plain_header
from wirlod.reading import compose_yaml, find_escape, find_fault, tell_yaml_fault
from wirlod.saying import say

FENCE = "---"


class Document(msgspec.Struct, frozen=True):
    """A header (mappings, lists and text) and the text below it."""

    header: dict[str, object]
    body: str
    origin: Origin
    node: object
    """The YAML node of the header or the places in it, to find lines by; see :func:`line_of`."""


def read_document(path: Path) -> Document | Problem:
    """Read one document; what cannot be read is a problem that names the line."""
    if fault := find_fault(path) or find_escape(path):
        return Problem(Origin(path), fault)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return Problem(Origin(path, line), say("is not UTF-8: save the file with encoding UTF-8"))
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != FENCE or FENCE not in [line.strip() for line in lines[1:]]:
        return Problem(Origin(path), say("has no header, wanted one between two lines of '---'"))
    end = [line.strip() for line in lines].index(FENCE, 1)
    return _parse_header("\n".join(["", *lines[1:end]]), "\n".join(lines[end + 1 :]), path)


def _parse_header(header: str, body: str, path: Path) -> Document | Problem:
    if plain := read_plain_header(header):
        return Document(plain[0], body.strip(), Origin(path), plain[1])
    try:
        node = compose_yaml(header)
        value = _value(node, ()) if node else None
    except yaml.YAMLError as error:
        line, found = tell_yaml_fault(error)
        return Problem(Origin(path, line), say("header is not YAML: {found}", found=found))
    if not isinstance(value, dict):
        return Problem(Origin(path), say("header is not YAML of the form 'name: value'"))
    if doubled := _doubled_key(node):
        return Problem(
            Origin(path, doubled.start_mark.line + 1), say("is there twice"), doubled.value
        )
    return Document(value, body.strip(), Origin(path), node)


def _value(node: yaml.Node, around: tuple[yaml.Node, ...]) -> object:
    """Give what *node* says: text, a list or a mapping; *around* are the nodes that hold it."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if node in around:
        raise yaml.MarkedYAMLError(None, None, say("a value contains itself"), node.start_mark)
    inside = (*around, node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, inside) for item in node.value]
    return {_key(key): _value(item, inside) for key, item in node.value}


def _key(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    raise yaml.MarkedYAMLError(None, None, say("a name is no text"), node.start_mark)


def _doubled_key(node: object) -> yaml.ScalarNode | None:
    seen = set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value in seen:
            return key  # type: ignore[no-any-return]
        seen.add(key.value)
    return None


def line_of(document: Document, path: Iterator[str | int]) -> Origin:
    """Find the line of the value at *path* in the header, or of the deepest part there is."""
    node, line = document.node, document.origin.line
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        node, line = found
    return Origin(document.origin.path, line)


def _child(node: object, step: str | int) -> tuple[object, int] | None:
    if isinstance(node, dict):
        return node.get(step)
    if isinstance(node, list) and isinstance(step, int):
        return node[step] if step < len(node) else None
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line + 1
    return None

"""
YAML → structures, each value checked where it stands.

All scalars are read as text, for YAML's own guesses turn ``06`` into a number and ``no`` into
false. Everything that is wrong is found in one run, each with its line: a misspelt name, a value
of another form, a name that is missing or there twice.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import yaml

from wirlod.errors import Origin, Problem
from wirlod.folding import find_meant
from wirlod.namespaces import expand
from wirlod.publish.publication.rules import WORDS, Rule
from wirlod.reading import compose_yaml, find_fault, tell_yaml_fault
from wirlod.saying import say

T = TypeVar("T", bound=msgspec.Struct)

Lists = Mapping[str, Sequence[str]]
"""Property → the values that a shape allows it."""


class Reading(msgspec.Struct, Generic[T]):
    """What was read of a file."""

    path: Path
    found: T | None
    """None where that cannot be known."""
    problems: list[Problem]
    texts: dict[str, tuple[str, Origin]]
    """Name, such as ``contact.email`` → the text there and its place."""


def read_yaml(path: Path, wanted: type[T], lists: Lists | None = None) -> Reading[T]:
    """Read the file *path* as *wanted*, and everything that is wrong in it."""
    if path.exists() and (fault := find_fault(path)):
        return _unread(Origin(path), fault)
    try:
        node = compose_yaml(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return _unread(Origin(path), say("is missing: it says who publishes the data"))
    except UnicodeDecodeError:
        return _unread(Origin(path), say("is not UTF-8: save the file with encoding UTF-8"))
    except yaml.YAMLError as error:
        line, found = tell_yaml_fault(error)
        return _unread(Origin(path, line), say("is not YAML: {found}", found=found))
    reader = _Reader(path, lists or {})
    found = reader.read(node, wanted, "", True)
    sound = None if reader.problems else msgspec.convert(found, wanted)
    return Reading(path, sound, reader.problems, reader.texts)


def _unread(origin: Origin, message: str) -> Reading[Any]:
    return Reading(origin.path, None, [Problem(origin, message)], {})


class _Reader:
    """Walks down the nodes of one file beside the type that is wanted."""

    def __init__(self, path: Path, lists: Lists) -> None:
        self.path = path
        self.lists = lists
        self.problems: list[Problem] = []
        self.texts: dict[str, tuple[str, Origin]] = {}

    def read(self, node: yaml.Node | None, wanted: Any, name: str, required: bool) -> Any:
        """Read *node*, called *name*, as *wanted* says."""
        rule = WORDS
        if get_origin(wanted) is Annotated:
            wanted, rule = get_args(wanted)
        if isinstance(wanted, UnionType):
            (wanted,) = (member for member in get_args(wanted) if member is not type(None))
        if wanted is str:
            return self._text(node, rule, name, required)
        if get_origin(wanted) is list:
            return self._list(node, rule, name)
        if get_origin(wanted) is dict:
            return self._mapping(node, get_args(wanted)[1], name)
        return self._struct(node, wanted, name)

    def complain(self, node: yaml.Node | None, name: str, message: str) -> None:
        """Note what is wrong at *node*."""
        self.problems.append(Problem(self._place(node), message, name))

    def _place(self, node: yaml.Node | None) -> Origin:
        return Origin(self.path, node.start_mark.line + 1 if node else 1)

    def _text(self, node: yaml.Node | None, rule: Rule, name: str, required: bool) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self.complain(
                node, name, say("found several lines, wanted {wanted}", wanted=rule.tell())
            )
            return ""
        text = str(node.value).strip()
        self.texts[name] = text, self._place(node)
        if (text or required) and (wrong := rule.complain(text, self._choices(rule))):
            self.complain(node, name, wrong)
        return text

    def _choices(self, rule: Rule) -> Sequence[str]:
        return self.lists.get(expand(rule.property), ()) if rule.property else ()

    def _list(self, node: yaml.Node | None, rule: Rule, name: str) -> list[str]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.complain(node, name, say("wanted a list: '- …' lines, or [one, another]"))
            return []
        return [
            self._text(item, rule, f"{name}.{number}", True)
            for number, item in enumerate(node.value, start=1)
        ]

    def _mapping(self, node: yaml.Node | None, wanted: Any, name: str) -> dict[str, Any]:
        return {
            key: self.read(value, wanted, _below(name, key), True)
            for key, (_, value) in self._members(node, name).items()
        }

    def _members(self, node: yaml.Node | None, name: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Name → the node of the name and that of the value."""
        if not isinstance(node, yaml.MappingNode):
            self.complain(node, name, say("wanted 'name: value' lines"))
            return {}
        members: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if str(key.value) in members:
                self.complain(key, _below(name, key.value), say("is there twice"))
            members[str(key.value)] = key, value
        return members

    def _struct(
        self, node: yaml.Node | None, wanted: type[msgspec.Struct], name: str
    ) -> dict[str, Any]:
        members = self._members(node, name)
        hints = get_type_hints(wanted, include_extras=True)
        meant = set[str]()
        for key in members.keys() - hints.keys():
            guess = find_meant(key, hints.keys() - members.keys() - meant)
            meant.add(guess)
            hint = say("; did you mean {guess}?", guess=guess) if guess else ""
            self.complain(
                members[key][0], _below(name, key), say("no such property{hint}", hint=hint)
            )
        found = {}
        for field in msgspec.structs.fields(wanted):
            below = _below(name, field.name)
            if field.name in members:
                value = members[field.name][1]
                found[field.name] = self.read(value, hints[field.name], below, field.required)
            elif field.required and members and field.name not in meant:
                self.complain(node, below, say("is missing"))
        return found


def _below(name: str, key: object) -> str:
    return f"{name}.{key}" if name else str(key)

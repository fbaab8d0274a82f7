"""
Files and YAML that may be anything: looked at before they are read.

A path can be a device that never ends, a pipe that nobody writes to, or a gigabyte of nothing; ten
lines of YAML can be three gigabytes once aliases are followed, and three thousand brackets end
the parser. Regular files only, sizes and depths are known before anything is read.
"""

import os
import stat
from pathlib import Path
from typing import Any

import yaml

from wirlod.saying import say

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's, which the wheels of PyYAML carry: six times as fast as the one in Python."""

TEXT_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The same, which reads every value as text."""

TABLE_BYTES = 500_000_000
TEXT_BYTES = 5_000_000
MOST_EVENTS = 200_000
DEEPEST = 20


class TooMuchYaml(yaml.MarkedYAMLError):
    """YAML that is well formed, and more than anybody writes."""


def find_fault(path: Path, most_bytes: int = TEXT_BYTES) -> str:
    """
    Say why *path* cannot be read; empty where it can.

    >>> find_fault(Path("/dev/zero"))
    'is no regular file: remove it'
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return (
            say("leads nowhere: the link has no file") if path.is_symlink() else say("is not there")
        )
    except OSError as error:
        return say("cannot be read: {strerror}", strerror=error.strerror)
    if not stat.S_ISREG(found.st_mode):
        folder, other = say("is a folder, wanted a file"), say("is no regular file: remove it")
        return folder if stat.S_ISDIR(found.st_mode) else other
    if found.st_size > most_bytes:
        return say(
            "has {count:,} bytes, at most {most:,} are read",
            count=found.st_size,
            most=most_bytes,
        )
    return "" if os.access(path, os.R_OK) else say("cannot be read: you have no permission")


def find_escape(path: Path) -> str:
    """Say that *path* is a link to a file outside its folder; empty where it is none."""
    if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
        return say("is a link that leads out of its folder: put the file itself there")
    return ""


def check_yaml(text: str) -> None:
    """
    Refuse YAML that is more than it looks like; nothing is built of it.

    :raises TooMuchYaml: for an alias, deep nesting or very many parts, with the place.

    >>> check_yaml("[" * 3000)
    Traceback (most recent call last):
    wirlod.reading.TooMuchYaml: values are nested more than 20 deep
      in "<unicode string>", line 1, column 21
    """
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=LOADER)):
        fault = ""
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            fault = say("values are nested more than {deepest} deep", deepest=DEEPEST)
        elif isinstance(event, yaml.AliasEvent):
            fault = say("'*{anchor}' repeats another value: write it out", anchor=event.anchor)
        elif number > MOST_EVENTS:
            fault = say("there are more than {most:,} parts", most=MOST_EVENTS)
        if fault:
            raise TooMuchYaml(problem=fault, problem_mark=_mark(event))


def _mark(event: yaml.Event) -> Any:
    return event.start_mark


def tell_yaml_fault(error: yaml.YAMLError) -> tuple[int, str]:
    """
    Give the line that a fault is in, and what it is.

    What is opened and never closed is at fault where it is opened.

    >>> try:
    ...     compose_yaml("a: [1,\\n  2\\nb: 3")
    ... except yaml.YAMLError as error:
    ...     tell_yaml_fault(error)
    (1, "expected ',' or ']', but got ':'")
    """
    context = getattr(error, "context", "") or ""
    is_open = "flow" in context or "quoted" in context
    mark = getattr(error, "context_mark" if is_open else "problem_mark", None)
    return mark.line + 1 if mark else 1, getattr(error, "problem", None) or str(error)


def compose_yaml(text: str) -> yaml.Node | None:
    """
    Parse YAML into nodes, each with its line and every value as text.

    The reader in Python says best which line is at fault.

    :raises yaml.YAMLError: where it is none, or more than it looks like.
    """
    try:
        check_yaml(text)
        return yaml.compose(text, Loader=TEXT_LOADER)
    except TooMuchYaml:
        raise
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.BaseLoader)


def load_yaml(text: str) -> Any:
    """
    Read YAML into plain values.

    :raises yaml.YAMLError: where it is none, or more than it looks like.
    """
    check_yaml(text)
    return yaml.load(text, Loader=LOADER)

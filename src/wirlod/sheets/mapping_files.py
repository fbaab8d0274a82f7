"""
Mapping files: read with every fault in its line, written as a person would, and their JSON Schema.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

import msgspec
import yaml

from wirlod.errors import Origin, Problem, SourceError
from wirlod.iris import is_key
from wirlod.reading import check_yaml, find_fault, tell_yaml_fault
from wirlod.saying import say
from wirlod.sheets.mapping import Mapping

MOST_PROBLEMS = 20

LISTS = {
    ("columns", "recipient"), ("columns", "purpose"), ("columns", "also"), ("key",),
    ("reading", "sheets"), ("reading", "header"), ("rows", "carry-down"), ("rows", "continued"),
    ("rows", "heading-begins"),
}  # fmt: skip
"""Lists of which a single one may be written without brackets."""


def read_mapping(path: Path) -> Mapping:
    """
    Read a mapping.

    :raises SourceError: with every problem that can be told, each with its line.
    """
    try:
        if fault := find_fault(path):
            raise SourceError.at(path, fault)
        text = path.read_bytes().decode("utf-8-sig")
        check_yaml(text)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        value = yaml.load(text, Loader=yaml.BaseLoader)
    except UnicodeDecodeError as error:
        raise SourceError.at(path, say("is not UTF-8: save it so")) from error
    except yaml.YAMLError as error:
        line, found = tell_yaml_fault(error)
        unread = Problem(Origin(path, line), say("is not YAML: {found}", found=found))
        raise SourceError([unread]) from error
    except OSError as error:
        raise SourceError.at(
            path, say("cannot be read: {strerror}", strerror=error.strerror)
        ) from error
    mapping = _convert(value, node, path)
    if problems := list(_find_contradictions(mapping, path)):
        raise SourceError(problems)
    return mapping


def _convert(value: object, node: object, path: Path) -> Mapping:
    """Read what the file says; a fault is noted and taken out, so that one run finds all."""
    if not isinstance(value, dict):
        raise SourceError.at(path, say("is no mapping of the form 'name: value'"))
    for place in LISTS:
        _make_list(value, place)
    problems: list[Problem] = []
    while True:
        try:
            mapping = msgspec.convert(value, Mapping, strict=False)
        except msgspec.ValidationError as error:
            problem, taken_out = _explain(str(error), node, path), _take_out(str(error), value)
            problems.append(problem)
            if taken_out and len(problems) < MOST_PROBLEMS:
                continue
        if problems:
            raise SourceError(problems)
        return mapping


def _take_out(message: str, value: object) -> bool:
    """Remove the entry that *message* speaks of; False where one is missing."""
    match, unknown = _WHERE.search(message), _UNKNOWN.search(message)
    steps = [name or index for name, index in _STEP.findall(match["path"])] if match else []
    if unknown:
        steps.append(unknown["name"])
    if "missing required" in message or not steps or "..." in steps:
        return False
    *way, last = steps
    at: object = value
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step]  # type: ignore[index]
    if isinstance(at, list):
        del at[int(last)]
    else:
        del at[last]  # type: ignore[attr-defined]
    return True


def _make_list(value: object, place: tuple[str, ...]) -> None:
    *way, last = place
    for step in way:
        value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, dict) and isinstance(value.get(last), str):
        value[last] = [value[last]] if value[last] else []


_WHERE = re.compile(r" - at `(?:key in )?\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.([\w-]+)|\[(\d+|\.\.\.)\]")
_UNKNOWN = re.compile(r"unknown field `(?P<name>.*?)`(?: - at `[^`]*`)?$", re.DOTALL)


def _explain(message: str, node: object, path: Path) -> Problem:
    """Say where and what is wrong in words for the person who wrote the mapping."""
    match = _WHERE.search(message)
    names = [name or index for name, index in _STEP.findall(match["path"])] if match else []
    unknown = _UNKNOWN.search(message)
    line, name = (
        _find_line(node, [*names, *([unknown["name"]] if unknown else [])]),
        ".".join(names),
    )
    if unknown:
        known = _fields_at(names)
        guesses = get_close_matches(unknown["name"], known, n=1, cutoff=0.5)
        hint = (
            say("did you mean {guess}?", guess=guesses[0])
            if guesses
            else say("wanted one of {known}", known=", ".join(known))
        )
        return Problem(Origin(path, line), say("no such entry; {hint}", hint=hint), unknown["name"])
    what = message[: match.start()] if match else message
    if what.startswith("Invalid enum value"):
        choices = ", ".join(str(choice) for choice in _choices_at(names))
        what = say(
            "found {found}, wanted one of {choices}",
            found=what.partition("value ")[2],
            choices=choices,
        )
    else:
        what = what.replace("Object missing required field", "wanted, but missing:")
    return Problem(Origin(path, line), what.replace("`", "'"), name)


def _choices_at(steps: list[str]) -> tuple[object, ...]:
    """Name the words that an entry can be."""
    *way, last = [step for step in steps if not step.isdigit() and step != "..."]
    for field in msgspec.structs.fields(_kind_at(way)):
        if field.encode_name == last:
            return tuple(choice for choice in get_args(field.type) if choice)
    return ()


def _fields_at(steps: list[str]) -> list[str]:
    """Name what a mapping can say at a place."""
    return [field.encode_name for field in msgspec.structs.fields(_kind_at(steps))]


def _kind_at(steps: list[str]) -> type[msgspec.Struct]:
    kind: type[msgspec.Struct] = Mapping
    for step in steps:
        for field in msgspec.structs.fields(kind):
            if step == field.encode_name:
                kind = (get_args(field.type) or (field.type,))[0]
    return kind


def _find_line(node: object, steps: list[str]) -> int:
    line = 1
    for step in steps:
        children: Iterator[tuple[str, yaml.Node, yaml.Node]] = iter(())
        if isinstance(node, yaml.MappingNode):
            children = ((key.value, key, value) for key, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            children = ((str(number), item, item) for number, item in enumerate(node.value))
        found = next(((key, value) for name, key, value in children if name == step), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line


_TOLD_ABOVE = re.compile(r"\$sheet|\$heading(?: [A-Z]{1,2})?")


def _find_contradictions(mapping: Mapping, path: Path) -> Iterator[Problem]:
    origin = Origin(path)
    if not is_key(mapping.name):
        yield Problem(
            origin,
            say("found {name!r}, wanted small letters a-z, digits, hyphens", name=mapping.name),
            "name",
        )
    if not mapping.key:
        yield Problem(
            origin, say("is empty, wanted the columns that tell one row from all others"), "key"
        )
    if not mapping.columns.recipient and mapping.rows.headings != "recipient":
        yield Problem(origin, say("is empty, wanted the column of recipients"), "columns.recipient")
    if not re.match(r"https?://\S+$", mapping.source.url):
        yield Problem(
            origin, say("found {url!r}, wanted a web address", url=mapping.source.url), "source.url"
        )
    if mapping.columns.period and (mapping.columns.start or mapping.columns.end):
        yield Problem(
            origin,
            say("stands beside start or end: one cell has both ends, or two do"),
            "columns.period",
        )
    if mapping.gone == "withdraw" and not mapping.gone_reason:
        yield Problem(origin, say("is empty, wanted why rows are withdrawn"), "gone-reason")
    yield from _find_bad_words(mapping, origin)


def _find_bad_words(mapping: Mapping, origin: Origin) -> Iterator[Problem]:
    """Yield what is no sign, no column and no year, where one is wanted."""
    if len(mapping.reading.delimiter) > 1 and mapping.reading.delimiter != "tab":
        found = say(
            "found {delimiter!r}, wanted one sign, or 'tab'", delimiter=mapping.reading.delimiter
        )
        yield Problem(origin, found, "reading.delimiter")
    for name in mapping.told_above:
        if not _TOLD_ABOVE.fullmatch(name):
            message = say("wanted $sheet, $heading, or $heading and the letters of a column")
            yield Problem(
                origin, say("found {name!r}, {message}", name=name, message=message), "columns"
            )
    for number, money in enumerate(mapping.sums):
        if money.year and not 1950 <= money.year <= 2100:
            found = say("found {year}, wanted a year such as 2021", year=money.year)
            yield Problem(origin, found, f"sums.{number}.year")


def schema() -> dict[str, object]:
    """Give the JSON Schema of a mapping file."""
    made = msgspec.json.schema(Mapping)
    for kind, *names in (("Columns", "recipient", "purpose", "also"), ("Mapping", "key"),
                         ("Reading", "sheets", "header"),
                         ("Rows", "carry-down", "continued", "heading-begins")):  # fmt: skip
        properties = made["$defs"][kind]["properties"]
        for name in names:
            properties[name] = {"anyOf": [properties[name], properties[name]["items"]]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Mapping", **made}


def write_mapping(mapping: Mapping) -> str:
    """Write a mapping as a person would."""
    value = msgspec.to_builtins(mapping)
    for place in LISTS:
        *way, last = place
        at = value
        for step in way:
            at = at.get(step, {})
        if isinstance(at.get(last), list) and len(at[last]) == 1:
            at[last] = at[last][0]
    order = ["name", "source", "reading", "columns", "sums", "constants", "key", "rows"]
    sorted_value = {name: value[name] for name in [*order, *value] if name in value}
    return yaml.safe_dump(sorted_value, allow_unicode=True, sort_keys=False, width=100)

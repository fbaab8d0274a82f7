"""Names in a text: bodies, places, people and their offices, and the word lists for them."""

import re
from importlib import resources

HEADING = re.compile(r"\[[\w-]{2,}\]")
"""``[name]``: what is a class of characters alone has marks in it."""


def read_words(name: str) -> frozenset[str]:
    """Read the list ``words/{name}.txt``: words separated by white space."""
    folder = resources.files("wirlod.extract.names") / "words"
    return frozenset((folder / f"{name}.txt").read_text("utf-8").split())


def read_alternatives(name: str) -> str:
    """Read ``words/{name}.txt`` as one regular expression: an alternative a line."""
    folder = resources.files("wirlod.extract.names") / "words"
    return "|".join((folder / f"{name}.txt").read_text("utf-8").split("\n")[:-1])


def read_patterns(package: str, name: str) -> dict[str, re.Pattern[str]]:
    """Read ``{name}.txt`` of *package*: under each ``[name]`` alternatives, one a line."""
    lines = (resources.files(package) / f"{name}.txt").read_text("utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for line in lines:
        if HEADING.fullmatch(line):
            found[line[1:-1]] = []
        elif line and not line.startswith("#"):
            found[next(reversed(found))].append(line)
    return {name: re.compile(_any_of(alternatives)) for name, alternatives in found.items()}


def _any_of(alternatives: list[str]) -> str:
    r"""
    Join *alternatives*; the word border that all begin with is looked for once.

    >>> _any_of([r"\bLand\b", r"\bBund\b"])
    '\\b(?:Land\\b|Bund\\b)'
    """
    if all(one.startswith(r"\b") for one in alternatives):
        return rf"\b(?:{'|'.join(one[2:] for one in alternatives)})"
    return "|".join(alternatives)

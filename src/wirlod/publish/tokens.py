"""
Terms as N-Triples write them: ``<https://example.org/x>``, ``"Förderung"@de``.

Whoever looks for a few values among thousands of statements compares the words of the lines and
reads only those values; making an object of every term takes five times as long.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import chain

Said = dict[str, dict[str, list[str]]]
"""Subject → property → values, each as it is written."""

NOTHING: dict[str, list[str]] = {}
"""What is said of a subject of which nothing is said."""


def index_said(lines: Iterable[str]) -> Said:
    """
    Make what is said of a thing and its parts easy to follow.

    >>> index_said(['<a:x> <a:p> "y z"@de .'])
    {'<a:x>': {'<a:p>': ['"y z"@de']}}
    """
    said: Said = {}
    before, properties = "", NOTHING
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        if subject != before:
            before, properties = subject, said.setdefault(subject, {})
        properties.setdefault(predicate, []).append(rest[:-2])
    return said


def follow(said: Said, subject: str, path: Sequence[str]) -> Sequence[str]:
    """
    Give what is at the end of *path*.

    >>> said = {"<a:x>": {"<a:p>": ["<a:y>"]}, "<a:y>": {"<a:q>": ['"z"']}}
    >>> follow(said, "<a:x>", ["<a:p>", "<a:q>"])
    ['"z"']
    """
    found: Sequence[str] = (subject,)
    for step in path:
        if len(found) == 1:
            found = said.get(found[0], NOTHING).get(step, ())
        else:
            found = [value for one in found for value in said.get(one, NOTHING).get(step, ())]
    return found


def find_values(said: Said) -> set[str]:
    """Find all values, each once."""
    return set(chain.from_iterable(chain.from_iterable(map(dict.values, said.values()))))


def find_nodes(values: Iterable[str]) -> set[str]:
    """
    Find what is referred to.

    >>> find_nodes(["<a:x>", '"<a:y>"'])
    {'<a:x>'}
    """
    return {value for value in values if value[0] == "<"}


def find_tagged(values: Iterable[str]) -> set[str]:
    """
    Find the literals with a datatype, and an empty one for each language.

    >>> sorted(find_tagged(['"x"@de', '"y"@de', '"1"^^<a:number>', '"z"', "<a:x>"]))
    ['""@de', '"1"^^<a:number>']
    """
    tagged = {value for value in values if value[0] == '"' != value[-1]}
    return {value if value[-1] == ">" else f'""{tag_of(value)}' for value in tagged}


def node(iri: str) -> str:
    """
    Write an IRI.

    >>> node("https://example.org/x")
    '<https://example.org/x>'
    """
    return f"<{iri}>"


def is_literal(token: str) -> bool:
    """Tell whether a term is a text, number or date."""
    return token[0] == '"'


def value_of(token: str) -> str:
    r"""
    Give the IRI, or the text of a literal.

    >>> value_of('<https://example.org/x>'), value_of(r'"a \"b\""@de')
    ('https://example.org/x', 'a "b"')
    """
    if token[0] != '"':
        return token[1:-1]
    text = token[: token.rindex('"') + 1]
    return str(json.loads(text)) if "\\" in text else text[1:-1]


def tag_of(token: str) -> str:
    """
    Give what follows the text of a literal, its language or datatype.

    >>> tag_of('"x"@de'), tag_of('"x"'), tag_of('"1"^^<http://www.w3.org/2001/XMLSchema#integer>')
    ('@de', '', '^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    return token[token.rindex('"') + 1 :]

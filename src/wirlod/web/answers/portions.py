"""
When more points at a thing than one document holds: the rest, portion by portion.

A concept may be pointed at by a million grants. Its document holds what is said of it and the
first portion of what points there; it says so in ``Link`` and in the graph, and ``?page=2``
brings the next portion. Nothing is cut silently.
"""

from collections.abc import Iterator

import msgspec
from pyoxigraph import NamedNode, Triple

from wirlod.query.describe import RDF_TYPE, Description
from wirlod.web.answers.hydra import HYDRA, VIEW
from wirlod.web.http.choosing import Choice, Offered
from wirlod.web.http.links import Link


def portion_parameters(number: int) -> tuple[tuple[str, str], ...]:
    """Give the parameters that lead to portion *number*."""
    return (("page", str(number)),) if number > 1 else ()


def portion_links(description: Description, choice: Choice, base_uri: str) -> list[Link]:
    """List the portions before and after this one."""
    relations = {"previous": "prev"}
    neighbours = _neighbours(description, choice.offered, base_uri)
    return [Link(address, relations.get(name, name)) for name, address in neighbours]


def tell_portion(description: Description, choice: Choice, base_uri: str) -> Description:
    """Say in the graph, where there are several portions, which one this is."""
    neighbours = list(_neighbours(description, choice.offered, base_uri))
    if not neighbours:
        return description
    view = NamedNode(base_uri + choice.offered.canonical)
    told = [Triple(view, RDF_TYPE, VIEW)]
    told += [Triple(view, NamedNode(HYDRA + name), NamedNode(to)) for name, to in neighbours]
    return msgspec.structs.replace(description, incoming=(*description.incoming, *told))


def _neighbours(
    description: Description, offered: Offered, base_uri: str
) -> Iterator[tuple[str, str]]:
    numbers = {"previous": description.portion - 1}
    if not description.complete:
        numbers["next"] = description.portion + 1
    for name, number in numbers.items():
        if number:
            other = msgspec.structs.replace(offered, parameters=portion_parameters(number))
            yield name, base_uri + other.canonical

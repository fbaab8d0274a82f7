"""
A description as JSON-LD that reads like the record it came from.

The thing stands on top with its parts nested where they belong; things that point at it follow
under ``@included``. The context stands inline and holds only what is used, so that a client
without network reads it as well as one with.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from threading import Lock
from typing import Any, cast

import msgspec
from pyld import jsonld
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from wirlod.namespaces import expand
from wirlod.writing.compaction import Compactor, is_plain
from wirlod.writing.context import Order, prune_context, relevant_context
from wirlod.writing.description import RDF_TYPE, Description, iris_in

Node = dict[str, Any]
"""A JSON-LD node object."""

_XSD_STRING = expand("xsd:string")
_ONE_AT_A_TIME = Lock()
"""PyLD keeps contexts in a cache that two threads must not change at once."""


def expand_description(description: Description) -> Node:
    """Build the expanded form: one node, parts nested, incoming triples included."""
    nodes = collect_nodes(description.own)
    top = nodes.pop(description.thing, {"@id": description.thing})
    nest(top, nodes)
    others = [*nodes.values(), *collect_nodes(description.incoming).values()]
    return {**top, "@included": others} if others else top


def write_jsonld(description: Description, context: Mapping[str, Any], form: str) -> bytes:
    """Write *description* under *context*; *form* is empty for compact, expanded or flattened."""
    expanded = expand_description(description)
    if form == "expanded":
        return _encode([expanded])
    if form == "flattened":
        with _ONE_AT_A_TIME:
            return _encode(jsonld.flatten([expanded], None))
    compact = _compact(expanded, description, context)
    ordered = Order(context).put(compact)
    return _encode({"@context": prune_context(context, ordered), **ordered})


def _compact(expanded: Node, description: Description, context: Mapping[str, Any]) -> Node:
    """Compact by ourselves where the context is plain, as ours are; else with PyLD."""
    if compactor := _find_compactor(msgspec.json.encode(context)):
        return compactor.compact(expanded)
    near = relevant_context(context, set(iris_in(description.triples)))
    with _ONE_AT_A_TIME:
        compact: Node = jsonld.compact([expanded], near, {"skipExpansion": True})
    del compact["@context"]
    return compact


@lru_cache(maxsize=16)
def _find_compactor(context: bytes) -> Compactor | None:
    decoded = msgspec.json.decode(context)
    return Compactor(decoded) if is_plain(decoded) else None


def collect_nodes(triples: Iterable[Triple]) -> dict[str, Node]:
    """Build the expanded form of each subject, not nested."""
    nodes: dict[str, Node] = {}
    for triple in triples:
        name = _identifier(cast(NamedNode | BlankNode, triple.subject))
        node = nodes.get(name) or nodes.setdefault(name, {"@id": name})
        value = cast(NamedNode | BlankNode | Literal, triple.object)
        predicate = triple.predicate.value
        if predicate == RDF_TYPE.value:
            node.setdefault("@type", []).append(_identifier(cast(NamedNode, value)))
        else:
            node.setdefault(predicate, []).append(_expand_term(value))
    return nodes


def _identifier(term: NamedNode | BlankNode) -> str:
    return term.value if isinstance(term, NamedNode) else f"_:{term.value}"


def _expand_term(term: NamedNode | BlankNode | Literal) -> Node:
    if not isinstance(term, Literal):
        return {"@id": _identifier(term)}
    if language := term.language:
        return {"@value": term.value, "@language": language}
    datatype = term.datatype.value
    if datatype == _XSD_STRING:
        return {"@value": term.value}
    return {"@value": term.value, "@type": datatype}


def nest(node: Node, nodes: dict[str, Node]) -> None:
    """Put each of *nodes* in the place where *node* first refers to it."""
    for name, values in node.items():
        if name.startswith("@"):
            continue
        for value in values:
            if part := nodes.pop(value.get("@id", ""), None):
                value.update(part)
                nest(value, nodes)


def _encode(document: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"

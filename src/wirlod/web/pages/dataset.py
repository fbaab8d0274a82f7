"""A dataset of the catalogue, and an edition of all data: what it holds, and its files."""

from typing import Any

import msgspec

from wirlod.iris import local_path
from wirlod.kinds import KINDS
from wirlod.web.pages.kinds import name_of_many
from wirlod.web.pages.naming import Value
from wirlod.web.pages.visit import Visit

Node = dict[str, Any]


class File(msgspec.Struct, frozen=True):
    """A file to download."""

    title: str
    address: str
    bytes: int
    name: str


class Measurement(msgspec.Struct, frozen=True):
    """Something counted about the data."""

    label: str
    value: str


class Content(msgspec.Struct, frozen=True):
    """Things of one kind in a dataset."""

    name: str
    path: str
    """Of the list of them."""
    count: int


def tell_dataset(visit: Visit, dataset: str) -> dict[str, object]:
    """Tell what a dataset holds, how good it is, and where its files are."""
    nodes = visit.opened.catalogue.nodes
    node = nodes[dataset]
    period = nodes.get(node.get("temporal", ""), {})
    return {
        "node": node,
        "description": _words(visit, node.get("description", {})),
        "licence": _licence(visit, nodes, node),
        "publisher": _words(visit, nodes.get(node.get("publisher", ""), {}).get("name", {})),
        "period": visit.reader.period(*(_day(period, end) for end in ("periodStart", "periodEnd"))),
        "modified": visit.reader.date(str(node.get("modified", ""))[:10]),
        "contents": _contents(visit, dataset.rpartition("/")[2]),
        "measurements": [_measurement(visit, nodes[iri]) for iri in node.get("measurements", [])],
        "files": read_files(visit, node),
        "editions": _editions(visit, dataset),
    }


def tell_edition(visit: Visit, edition: str) -> dict[str, object]:
    """Tell what an edition is, and where its files are."""
    nodes = visit.opened.catalogue.nodes
    node = nodes[edition]
    current = visit.opened.edition.name == edition.rpartition("/")[2]
    return {
        "node": node,
        "description": _words(visit, node.get("description", {})),
        "issued": visit.reader.date(str(node.get("issued", ""))[:10]),
        "is_current": current,
        "files": read_files(visit, node),
        "licence": _licence(visit, nodes, node),
        "editions": _editions(visit, node.get("inSeries", "")),
    }


def read_files(visit: Visit, node: Node) -> list[File]:
    """List the files of a dataset or edition."""
    nodes, base_uri = visit.opened.catalogue.nodes, visit.opened.base_uri
    found = (nodes[iri] for iri in node.get("distributions", []))
    return [
        File(
            title=_words(visit, file["title"]),
            address=visit.naming.root + (local_path(file["downloadUrl"], base_uri) or ""),
            bytes=int(file["byteSize"]),
            name=file["downloadUrl"].rpartition("/")[2],
        )
        for file in found
    ]


def _words(visit: Visit, words: dict[str, str]) -> str:
    return words.get(visit.reader.language, "")


def _licence(visit: Visit, nodes: dict[str, Node], node: Node) -> Value | None:
    files = [nodes[iri] for iri in node.get("distributions", [])]
    licence = nodes.get(files[0]["licence"], {}) if files else {}
    if not licence:
        return None
    return Value(_words(visit, licence.get("title", {})), "", licence.get("page", ""), foreign=True)


def _day(period: Node, end: str) -> str:
    day: str = period.get(end, {}).get("@value", "")
    return day


def _measurement(visit: Visit, node: Node) -> Measurement:
    return Measurement(_words(visit, node["label"]), visit.reader.share(node["measured"]))


def _contents(visit: Visit, key: str) -> list[Content]:
    counts = visit.opened.edition.manifest.records
    return [
        Content(name_of_many(name, visit.reader), f"doc/{name}", counts[name])
        for name, kind in KINDS.items()
        if kind.dataset == key and kind.is_listed and name in counts
    ]


def _editions(visit: Visit, series: str) -> list[Value]:
    nodes = visit.opened.catalogue.nodes
    found = [iri for iri, node in nodes.items() if series and node.get("inSeries") == series]
    named = {iri: _words(visit, nodes[iri]["title"]) for iri in sorted(found, reverse=True)}
    return [Value(text, "", visit.naming.address(iri)) for iri, text in named.items()]

"""
Changes as an Atom feed (RFC 4287), with what was withdrawn as deleted entries (RFC 6721).

An entry is a thing; of several changes on one page the newest stands for it.
"""

from datetime import datetime
from xml.etree import ElementTree as ET

from wirlod.formats import ATOM, HTML
from wirlod.history import Action, target_iri
from wirlod.iris import document_path, folder_of
from wirlod.query.versions import version_iri
from wirlod.web.answers.change_pages import Change, ChangePage, page_address, tell_statements
from wirlod.web.answers.serving import OpenEdition

NAMESPACE = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
WORDS = {
    "de": {Action.ADDED: "Neu", Action.CHANGED: "Geändert", "title": "Was sich geändert hat"},
    "en": {Action.ADDED: "New", Action.CHANGED: "Changed", "title": "What changed"},
}

ET.register_namespace("", NAMESPACE)
ET.register_namespace("at", TOMBSTONES)


class Feed:
    """An Atom feed in the making."""

    def __init__(self, opened: OpenEdition, page: ChangePage, language: str) -> None:
        self._opened = opened
        self._page = page
        self._language = language
        self.root = ET.Element(f"{{{NAMESPACE}}}feed", {f"{{{XML}}}lang": language})

    def write(self) -> bytes:
        """Write it."""
        self._add_head()
        seen: set[str] = set()
        for change in self._page.changes:
            if change.event.target not in seen:
                seen.add(change.event.target)
                self._add_change(change)
        ET.indent(self.root, " ")
        return bytes(ET.tostring(self.root, "utf-8", xml_declaration=True)) + b"\n"

    def _add_head(self) -> None:
        opened, page = self._opened, self._page
        changed = page.changes[0].event.created if page.changes else opened.version.created
        self._add(self.root, "id", page_address(opened.base_uri, page, 0))
        self._add(self.root, "title", self._title())
        self._add(self.root, "updated", _time(changed))
        self._add(self._add(self.root, "author"), "name", self._publisher())
        if opened.version.licence:
            self._add(self.root, "rights", opened.version.licence)
        own = page_address(opened.base_uri, page, page.number, f".{ATOM.suffix}")
        self._link(self.root, "self", own, ATOM.media_type)
        human = page_address(opened.base_uri, page, page.number, f".{self._language}.html")
        self._link(self.root, "alternate", human, HTML.media_type)
        for name, number in page.neighbours.items():
            address = page_address(opened.base_uri, page, number, f".{ATOM.suffix}")
            self._link(self.root, {"prev": "previous"}.get(name, name), address, ATOM.media_type)

    def _title(self) -> str:
        selection = self._page.selection
        narrowed = " · ".join(filter(None, (selection.kind, selection.about, selection.edition)))
        title = WORDS[self._language]["title"]
        return f"{title}: {narrowed}" if narrowed else title

    def _publisher(self) -> str:
        nodes = self._opened.catalogue.nodes
        catalogue = nodes.get(f"{self._opened.base_uri}catalogue", {})
        publisher = nodes.get(str(catalogue.get("publisher", "")), {})
        name = publisher.get("name", {})
        return (name.get(self._language) if isinstance(name, dict) else "") or self._opened.base_uri

    def _add_change(self, change: Change) -> None:
        event, base_uri = change.event, self._opened.base_uri
        thing = target_iri(base_uri, event.target)
        if event.action is Action.WITHDRAWN:
            gone = {"ref": thing, "when": _time(event.created)}
            entry = ET.SubElement(self.root, f"{{{TOMBSTONES}}}deleted-entry", gone)
            ET.SubElement(entry, f"{{{TOMBSTONES}}}comment").text = self._name(change)
            return
        entry = self._add(self.root, "entry")
        self._add(entry, "id", thing)
        self._add(entry, "title", f"{WORDS[self._language][event.action]}: {self._name(change)}")
        self._add(entry, "updated", _time(event.created))
        path = document_path(event.target)
        self._link(entry, "alternate", f"{base_uri}{path}.{self._language}.html", HTML.media_type)
        self._link(entry, "related", version_iri(base_uri, event), "text/turtle")
        ET.SubElement(entry, f"{{{NAMESPACE}}}category", {"term": folder_of(event.target)})
        told = tell_statements(self._opened, change.statements, self._language)
        self._add(entry, "summary", "\n".join(told) or self._name(change))

    def _name(self, change: Change) -> str:
        title = change.event.title
        return title.get(self._language) or next(iter(title.values()), change.event.target)

    def _add(self, parent: ET.Element, name: str, text: str = "") -> ET.Element:
        element = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}")
        element.text = _clean(text) or None
        return element

    def _link(self, parent: ET.Element, relation: str, address: str, media_type: str) -> None:
        attributes = {"rel": relation, "href": address, "type": media_type}
        ET.SubElement(parent, f"{{{NAMESPACE}}}link", attributes)


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _clean(text: str) -> str:
    """Leave out the control characters that XML 1.0 cannot say."""
    return "".join(character for character in text if character >= " " or character in "\t\n\r")

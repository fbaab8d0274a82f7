"""All places with their outlines as one file of GeoJSON, where the publisher keeps outlines."""

from collections.abc import Iterator

import pyoxigraph as ox

from wirlod.edition import DUMPS, Dump
from wirlod.formats import GEO_JSON
from wirlod.geojson import write_geojson
from wirlod.iris import thing_of
from wirlod.kinds import KINDS
from wirlod.publish.draft import Draft
from wirlod.publish.dumps import describe_file
from wirlod.publish.graph import read_context
from wirlod.publish.publication import Publication

KIND = "territory"
NAME = f"territories.{GEO_JSON.suffix}"


def write_places(draft: Draft, publication: Publication) -> Iterator[Dump]:
    """Write the file, and describe it; nothing where nobody keeps outlines."""
    if not publication.geometry:
        return
    settings, store = draft.settings, draft.open_store()
    context = read_context(settings.ontology, settings.base_uri)
    things = [f"{settings.base_uri}id/{target}" for target in draft.index.targets(KIND)]
    triples = (triple for thing in things for triple in _read(store, thing))
    path = draft.folder / DUMPS / NAME
    path.write_bytes(write_geojson(KIND, things, triples, context))
    yield describe_file(path, GEO_JSON.media_type, KINDS[KIND].dataset)


def _read(store: ox.Store, thing: str) -> Iterator[ox.Triple]:
    """Yield what is said of a thing and of its parts."""
    for quad in store.quads_for_pattern(ox.NamedNode(thing), None, None, ox.DefaultGraph()):
        yield quad.triple
        part = quad.object
        if isinstance(part, ox.NamedNode) and thing_of(part.value) == thing != part.value:
            said = store.quads_for_pattern(part, None, None, ox.DefaultGraph())
            yield from (quad.triple for quad in said)

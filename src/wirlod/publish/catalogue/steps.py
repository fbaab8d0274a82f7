"""The step of publishing that makes the catalogue."""

from wirlod.errors import ValidationError
from wirlod.publish.catalogue.checking import find_faults
from wirlod.publish.catalogue.coverage import find_place, find_spans
from wirlod.publish.catalogue.description import describe_catalogue
from wirlod.publish.catalogue.editions import NAME as EDITIONS
from wirlod.publish.catalogue.editions import build_history, describe_editions, write_history
from wirlod.publish.catalogue.history import build_past, read_past, write_past
from wirlod.publish.catalogue.material import Material
from wirlod.publish.catalogue.quality import measure
from wirlod.publish.catalogue.writing import write_nodes
from wirlod.publish.draft import Draft
from wirlod.publish.publication import read_publication

NAME = "catalogue"


def write_catalogue(draft: Draft) -> None:
    """Write the catalogue that portals harvest."""
    settings, store = draft.settings, draft.open_store()
    past = build_past(draft.fingerprints, read_past(draft.previous), draft.name, draft.created)
    write_past(past, draft.folder)
    material = Material(
        base_uri=settings.base_uri,
        edition=draft.name,
        created=draft.created,
        since=min(known.issued for known in past.values()),
        publication=read_publication(settings.data),
        dumps=tuple(draft.dumps),
        past=past,
        spans=find_spans(store, settings.base_uri),
        place=find_place(store),
        shapes=frozenset(path.stem for path in settings.shapes.glob("*.ttl")),
        measurements=tuple(measure(store, settings.base_uri)),
    )
    nodes = describe_catalogue(material)
    quads = write_nodes(nodes, settings.ontology, draft.folder / NAME, settings.base_uri)
    if faults := find_faults(quads, settings.shapes, settings.data, settings.base_uri):
        raise ValidationError(faults)
    history = build_history(draft.previous, draft.name, draft.created, len(store))
    write_history(history, draft.folder)
    editions = describe_editions(material, history)
    write_nodes(editions, settings.ontology, draft.folder / EDITIONS, settings.base_uri)
    draft.report(f"{len(quads)} statements about {len(past)} datasets")

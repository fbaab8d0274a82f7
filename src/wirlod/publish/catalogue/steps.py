"""
The step of publishing that makes the catalogue, and what judges it: ``shapes/catalogue.ttl``.
"""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad
from pyshacl import validate
from rdflib import RDF, SH, Graph

from wirlod.errors import Origin, Problem, ValidationError
from wirlod.publish.catalogue.coverage import find_place, find_spans
from wirlod.publish.catalogue.description import describe_catalogue
from wirlod.publish.catalogue.editions import NAME as EDITIONS
from wirlod.publish.catalogue.editions import build_history, describe_editions, write_history
from wirlod.publish.catalogue.history import build_past, read_past, write_past
from wirlod.publish.catalogue.material import Material
from wirlod.publish.catalogue.quality import measure
from wirlod.publish.catalogue.writing import write_nodes
from wirlod.publish.draft import CATALOGUE_SHAPES, Draft
from wirlod.publish.graph import store_graph
from wirlod.publish.publication import FILE, read_publication
from wirlod.publish.validation import find_violations, read_shapes, to_triple

NAME = "catalogue"


def write_catalogue(draft: Draft) -> None:
    """Write the catalogue that portals harvest."""
    settings, store = draft.settings, draft.open_store()
    past = build_past(draft.fingerprints, read_past(draft.previous), draft.name, draft.created)
    write_past(past, draft.folder)
    dates = {key: total.dates for key, total in draft.totals.items()}
    shares = {key: total.shares for key, total in draft.totals.items()}
    material = Material(
        base_uri=settings.base_uri,
        edition=draft.name,
        created=draft.created,
        since=min(known.issued for known in past.values()),
        publication=read_publication(settings.data),
        dumps=tuple(draft.dumps),
        past=past,
        spans=find_spans(dates),
        place=find_place(store),
        shapes=frozenset(path.stem for path in settings.shapes.glob("*.ttl")),
        offices=draft.office_datasets,
        measurements=tuple(measure(shares, settings.base_uri)),
    )
    nodes = describe_catalogue(material)
    quads = write_nodes(nodes, settings.ontology, draft.folder / NAME, settings.base_uri)
    if faults := find_faults(quads, settings.shapes, settings.data, settings.base_uri):
        raise ValidationError(faults)
    history = build_history(draft.previous, draft.name, draft.created, draft.triples)
    write_history(history, draft.folder)
    editions = describe_editions(material, history)
    write_nodes(editions, settings.ontology, draft.folder / EDITIONS, settings.base_uri)
    del store  # nobody may read beside a writer
    # the file is the catalogue: the store rewrites types such as xsd:nonNegativeInteger
    triples = {quad.triple for quad in quads}
    store_graph(draft.store_folder, f"{settings.base_uri}{NAME}", triples)
    draft.triples += len(triples)
    draft.report(f"{len(quads)} statements about {len(past)} datasets")


def find_faults(quads: Iterable[Quad], shapes: Path, data: Path, base_uri: str) -> list[Problem]:
    """
    Find what is wrong with the catalogue made of *quads*.

    Its words come from ``publication.yaml`` in *data*, so that is where to repair it. A shape
    that finds nothing to look at is a fault too.
    """
    rules = read_shapes([shapes / CATALOGUE_SHAPES], base_uri)
    graph = Graph()
    for quad in quads:
        graph.add(to_triple(quad))
    _, report, _ = validate(graph, shacl_graph=rules, inference="none", advanced=False)
    place = Origin(data / FILE)
    problems = [
        Problem(place, f"{found.focus}: {' / '.join(text for _, text in found.messages)}")
        for found in find_violations(report)
    ]
    for shape, kind in rules.subject_objects(SH.targetClass):
        if (None, RDF.type, kind) not in graph:
            problems.append(Problem(place, f"{shape} found nothing to look at"))
    return sorted(problems)

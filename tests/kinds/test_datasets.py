"""The datasets of the catalogue: complete, and each fully described."""

from pathlib import Path

from pyoxigraph import NamedNode, Store

from wirlod.edition import Edition
from wirlod.formats import GRAPH_FORMATS
from wirlod.kinds import KINDS
from wirlod.kinds.datasets import DATASETS
from wirlod.publish.publication import read_publication


def test_every_kind_of_thing_is_in_one_dataset() -> None:
    held = [kind.name for dataset in DATASETS for kind in dataset.kinds]

    assert sorted(held) == sorted(set(KINDS) - {"dataset", "edition"})


def test_every_dataset_has_words(checkout: Path) -> None:
    publication = read_publication(checkout / "data")

    assert set(publication.datasets) == {dataset.key for dataset in DATASETS}


def test_every_dataset_is_there_in_every_format(edition: Edition) -> None:
    names = {dump.name for dump in edition.manifest.dumps}

    for dataset in DATASETS:
        assert {f"{dataset.key}.{row.suffix}.gz" for row in GRAPH_FORMATS} <= names


def test_no_statement_of_the_edition_is_lost_between_the_datasets(edition: Edition) -> None:
    dumps = [d for d in edition.manifest.dumps if d.dataset and d.name.endswith(".nt.gz")]
    store = Store.read_only(str(edition.store_folder))
    described = [
        len(list(store.quads_for_pattern(None, None, None, NamedNode(f"{base}{path}"))))
        for base in [edition.manifest.base_uri]
        for path in ("catalogue", ".well-known/void")
    ]

    assert all(described)
    assert sum(dump.triples for dump in dumps) + sum(described) == edition.manifest.triples

"""The real parser and profiles of ckanext-dcat read our catalogue."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.publish.rehearsal.conftest import add_row, silent

from wirlod.edition import Edition
from wirlod.publish.publisher import publish
from wirlod.settings import Settings

READER = Path(__file__).parent / "ckan_reader.py"
FORMATS = {"rdf": "xml", "ttl": "turtle", "jsonld": "json-ld"}
DATASET = ("issued", "modified", "identifier", "frequency", "language", "theme", "conforms_to")
DATASET += ("contact_name", "contact_url", "publisher_name", "publisher_type", "spatial_uri")
DATASET += ("temporal_start", "temporal_end", "access_rights", "provenance", "uri")
RESOURCE = ("name", "description", "url", "download_url", "access_url", "format", "mimetype")
RESOURCE += (
    "license",
    "rights",
    "size",
    "hash",
    "hash_algorithm",
    "issued",
    "modified",
    "language",
)

Dataset = dict[str, Any]


@pytest.fixture(scope="session")
def ckan() -> str:
    """An interpreter with ``ckanext-dcat`` and ``ckan[requirements]``."""
    python = os.environ.get("CKAN_PYTHON", "")
    if not python:
        pytest.skip("needs CKAN_PYTHON, an interpreter with ckanext-dcat and ckan[requirements]")
    return python


def read_as_ckan(ckan: str, folder: Path, suffix: str, seed: str = "0") -> list[Dataset]:
    command = [ckan, str(READER), str(folder / f"catalogue.{suffix}"), FORMATS[suffix]]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": ""}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    datasets: list[Dataset] = json.loads(run.stdout)
    return sorted(datasets, key=lambda dataset: dataset["url"])


@pytest.fixture(scope="module")
def datasets(ckan: str, edition: Edition) -> list[Dataset]:
    return read_as_ckan(ckan, edition.folder, "rdf")


def test_every_dataset_is_complete(datasets: list[Dataset]) -> None:
    assert len(datasets) == 5
    for dataset in datasets:
        extras = {extra["key"] for extra in dataset["extras"]}

        assert set(DATASET) <= extras
        assert dataset["title"]
        assert len(dataset["tags"]) > 5


def test_every_resource_is_complete(datasets: list[Dataset]) -> None:
    resources = [resource for dataset in datasets for resource in dataset["resources"]]

    assert len(resources) == 36
    for resource in resources:
        assert set(RESOURCE) <= set(resource), resource["name"]
        assert resource["license"] == "http://dcat-ap.de/def/licenses/dl-by-de/2.0"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_second_harvest_in_any_format_changes_nothing(
    ckan: str, edition: Edition, datasets: list[Dataset], suffix: str, seed: str
) -> None:
    assert read_as_ckan(ckan, edition.folder, suffix, seed) == datasets


def test_one_record_more_changes_its_dataset_only(ckan: str, spoiled: Settings) -> None:
    first = publish(spoiled, datetime(2026, 11, 1, tzinfo=UTC), silent)
    before = read_as_ckan(ckan, first.folder, "rdf")
    add_row(spoiled.data / "figures.csv", key="another-figure")
    second = publish(spoiled, datetime(2026, 11, 2, tzinfo=UTC), silent)

    after = read_as_ckan(ckan, second.folder, "rdf")

    changed = [new["url"] for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [f"{spoiled.base_uri}doc/dataset/programme"]


@pytest.fixture
def spoiled(settings: Settings, tmp_path: Path) -> Settings:
    """Settings with a copy of the records and an empty folder of editions."""
    shutil.copytree(settings.data, tmp_path / "data")
    return msgspec.structs.replace(settings, data=tmp_path / "data", editions=tmp_path / "editions")

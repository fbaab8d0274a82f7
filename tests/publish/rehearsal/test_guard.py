"""A publication never drops by mistake what portals hold."""

import json

import msgspec
import pytest
from tests.publish.rehearsal.conftest import keep_rows, publish_rehearsed

from wirlod.edition import seal_edition
from wirlod.editions import current_edition
from wirlod.errors import LossRefused
from wirlod.settings import Settings


def half_the_figures(settings: Settings) -> None:
    keep_rows(settings.data / "figures.csv", lambda key: key > "g")


def filtered_milestones(settings: Settings) -> None:
    keep_rows(settings.data / "milestones.csv", lambda key: "werra-meissner" in key)


def drop_a_dataset(settings: Settings) -> None:
    """Have the current edition know a dataset that this program does not make."""
    path = settings.editions / "current" / "datasets.json"
    past = json.loads(path.read_bytes())
    path.write_text(json.dumps([*past, past[0] | {"key": "visits"}]), encoding="utf-8")
    edition = current_edition(settings.editions)
    seal_edition(edition.folder, edition.manifest.number)


BROKEN = [
    pytest.param(half_the_figures, "of 67 things of the kind figure", "figure", id="half"),
    pytest.param(filtered_milestones, "of 65 things of the kind", "milestone", id="filter"),
    pytest.param(drop_a_dataset, "the dataset visits is dropped", "dataset/visits", id="dataset"),
]


@pytest.mark.parametrize(("spoil", "complaint", "name"), BROKEN)
def test_a_loss_is_refused_and_the_current_edition_stays(
    copied: Settings, spoil, complaint: str, name: str
) -> None:
    before = current_edition(copied.editions).name
    spoil(copied)

    with pytest.raises(LossRefused, match=f"{complaint}.*--allow-loss {name}"):
        publish_rehearsed(copied, 2)

    assert current_edition(copied.editions).name == before


def test_a_loss_that_is_named_is_allowed(copied: Settings) -> None:
    half_the_figures(copied)

    edition = publish_rehearsed(copied, 2, "figure")

    assert edition.manifest.records["figure"] < 60


def test_a_small_loss_is_no_question(copied: Settings) -> None:
    keep_rows(copied.data / "figures.csv", lambda key: key != "budget-2014-dpa")

    assert publish_rehearsed(copied, 2).manifest.records["figure"] == 66


def test_another_address_for_everything_is_a_loss_of_everything(copied: Settings) -> None:
    moved = msgspec.structs.replace(copied, base_uri="https://elsewhere.example.org/")

    with pytest.raises(LossRefused, match=r"every address changes.*--allow-loss base-uri"):
        publish_rehearsed(moved, 2)

    assert publish_rehearsed(moved, 3, "base-uri").manifest.base_uri == moved.base_uri

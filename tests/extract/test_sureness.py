"""From where on a grant is sure."""

import pytest

from wirlod.extract.grants.confidence import Confidence
from wirlod.extract.grants.model import SURE, Model
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.release import view_text


@pytest.mark.parametrize(("likely", "is_enough"), [(0.9599, False), (0.96, True)])
def test_what_is_just_below_the_bound_is_not_sure(likely: float, is_enough: bool) -> None:
    around = view_text("Die Stadt Hanau erhält 5.000 Euro.", Gazetteer()).around
    confidence = Confidence(around, Model({SURE: {"": 0.96}}), [])

    assert confidence.is_enough(likely) == is_enough

"""A dataset has changed when its statements have, and only then: portals compare its day."""

from datetime import UTC, datetime

from wirlod.publish.catalogue.history import Past, build_past

FIRST, THEN, NOW = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3))
KNOWN = Past("grants", "old", FIRST, THEN, "second", "first")


def test_a_new_dataset_begins_today() -> None:
    past = build_past({"grants": "new"}, {}, "third", NOW)

    assert past == {"grants": Past("grants", "new", NOW, NOW, "third")}


def test_a_dataset_that_says_the_same_keeps_its_day_and_version() -> None:
    past = build_past({"grants": "old"}, {"grants": KNOWN}, "third", NOW)

    assert past == {"grants": KNOWN}


def test_a_dataset_that_says_something_else_is_modified_and_knows_its_version_before() -> None:
    past = build_past({"grants": "new"}, {"grants": KNOWN}, "third", NOW)

    assert past == {"grants": Past("grants", "new", FIRST, NOW, "third", "second")}

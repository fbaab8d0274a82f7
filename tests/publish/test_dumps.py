"""Files are read back: all of a small edition, a sample of the portions of a large one."""

import pytest

from wirlod.errors import PublishingError
from wirlod.kinds import prefixes
from wirlod.publish import dumps
from wirlod.publish.dumps import write_lines
from wirlod.publish.inspector import Lots

BASE = "https://example.org/"
LINES = b'<https://example.org/a> <http://purl.org/dc/terms/title> "A" .\n'
SHARE = 1 / 16
NAMES = [f"https://example.org/id/grant/{number}" for number in range(4_000)]


def test_a_file_that_says_less_than_was_written_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = dumps.serialize
    monkeypatch.setattr(  # writes all but the last statement, save where it is to be compared
        dumps,
        "serialize",
        lambda quads, **how: real(quads if "prefixes" not in how else list(quads)[:-1], **how),
    )

    with pytest.raises(PublishingError, match="0 statements back where 1 were written"):
        write_lines(LINES, prefixes(BASE), reads_back=True)


def test_a_sample_is_drawn_anew_for_each_edition() -> None:
    first, same, other = (
        set(filter(Lots(edition, SHARE).draw, NAMES)) for edition in ("one", "one", "two")
    )

    assert len(NAMES) * SHARE / 2 < len(first) < len(NAMES) * SHARE * 2
    assert first == same
    assert first != other
    assert all(map(Lots("one", 1).draw, NAMES))

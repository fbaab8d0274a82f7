"""What the publisher says of itself is read whole, or refused with the place to repair."""

from collections.abc import Callable
from pathlib import Path

import pytest

from wirlod.errors import SourceError
from wirlod.publish.publication import FILE, read_publication


@pytest.fixture
def write(checkout: Path, tmp_path: Path) -> Callable[[str, str], Path]:
    """Write the file with one text replaced by another."""

    def replace(old: str, new: str) -> Path:
        text = (checkout / "data" / FILE).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return replace


def test_the_texts_are_there_in_both_languages(checkout: Path) -> None:
    publication = read_publication(checkout / "data")

    assert publication.title.words["de"] != publication.title.words["en"]
    assert publication.contact.name


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param(
            "contributor: ",
            "contributer: ",
            "did you mean contributor",
            id="typo",
        ),
        pytest.param('  url: ""', '  url: "', "is not YAML", id="no YAML"),
        pytest.param("  en: Data licence Germany", "  fr: Data", "en", id="a language is missing"),
    ],
)
def test_a_fault_is_named(
    write: Callable[[str, str], Path], old: str, new: str, complaint: str
) -> None:
    with pytest.raises(SourceError, match=rf"publication\.yaml:\d+: .*{complaint}"):
        read_publication(write(old, new))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is missing: it says who publishes"):
        read_publication(tmp_path)

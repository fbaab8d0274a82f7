"""``publication.yaml``: each mistake is one line that says where, what and what was wanted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.publish.conftest import NOON, silent

from wirlod.errors import SourceError
from wirlod.publish.index import new_index
from wirlod.publish.publication import FILE, read_publication
from wirlod.publish.publication.checking import Found, examine
from wirlod.publish.publisher import check
from wirlod.publish.statements import find_entries
from wirlod.settings import Settings

SetCell = Callable[[str, int, str, str], None]
Examine = Callable[[Settings], Found]


@pytest.fixture
def examine_file(tmp_path: Path) -> Examine:
    """Examine the file of a folder of records, and nothing else."""

    def run(settings: Settings) -> Found:
        with new_index(tmp_path / "index.sqlite") as index:
            index.add(find_entries(settings.data, index))
            return examine(settings, index)

    return run


MISTAKES = [
    pytest.param(
        "publisher:\n",
        "publihser:\n",
        ["publihser: no such property; did you mean publisher?"],
        id="misspelt key",
    ),
    pytest.param(
        "  type: http",
        "  typ: http",
        ["publisher.typ: no such property; did you mean type?"],
        id="misspelt key below another",
    ),
    pytest.param(
        "licence: http://dcat-ap.de/def/licenses/dl-by-de/2.0",
        "licence: CC-BY 4.0",
        [
            "licence: found 'CC-BY 4.0', wanted an address from the list "
            "http://dcat-ap.de/def/licenses/: did you mean http://dcat-ap.de/def/licenses/cc-by/4.0?"
        ],
        id="licence by name",
    ),
    pytest.param(
        'email: ""',
        "email: daten at ministerium",
        ["contact.email: found 'daten at ministerium', wanted an e-mail address such as"],
        id="no address",
    ),
    pytest.param("programme: wir", "programme: wirr", ["no programme/wirr; did"], id="key"),
    pytest.param("funder: sozialm", "funder: s", ["there is no organisation/s"], id="funder"),
    pytest.param('homepage: ""', "homepage: wir.de", ["wanted a web address such as"], id="web"),
    pytest.param("    de: WIR-Daten\n", "", ["site.name.de: is missing"], id="no German"),
    pytest.param("    de: WIR-Daten\n", "    de:\n", ["site.name.de: is empty"], id="empty"),
    pytest.param("contact:", "licence: x\ncontact:", ["licence: is there twice"], id="twice"),
    pytest.param("\nthemes:\n  -", "\nthemes:\n  - x\n  -", ["themes.1: found 'x'"], id="list"),
    pytest.param("  grants:\n", "  grant:\n", ["no such dataset", "is missing"], id="dataset"),
    pytest.param('official_keys: "06"', 'official_keys: "6"', ["wanted the digits"], id="digits"),
    pytest.param("publisher:\n", "publisher: [\n", ["is not YAML"], id="broken"),
    pytest.param("districts.geojson", "none.geojson", ["none.geojson:1"], id="file"),
]


@pytest.mark.parametrize(("old", "new", "messages"), MISTAKES)
def test_a_mistake_is_one_line_with_its_place(
    spoiled: Settings,
    examine_file: Examine,
    old: str,
    new: str,
    messages: list[str],
) -> None:
    path = spoiled.data / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    found = [str(problem) for problem in examine_file(spoiled).problems]

    assert len(found) == len(messages), found
    assert all(any(message in line for line in found) for message in messages), found
    assert all("\n" not in line for line in found)


def test_the_line_is_that_of_the_value(spoiled: Settings, examine_file: Examine) -> None:
    path = spoiled.data / FILE
    path.write_text(path.read_text().replace('email: ""', "email: daten at ministerium"))

    (problem,) = examine_file(spoiled).problems

    assert path.read_text().splitlines()[problem.origin.line - 1].endswith("daten at ministerium")


def test_a_wrong_table_and_a_wrong_publisher_are_reported_together(
    spoiled: Settings, set_cell: SetCell
) -> None:
    set_cell("grants.csv", 3, "basis", "guessed")
    path = spoiled.data / FILE
    path.write_text(path.read_text().replace("\nlicence: http", "\nlicence: htp"))

    with pytest.raises(SourceError) as error:
        check(spoiled, NOON, silent)

    assert [found.origin.path.name for found in error.value.problems] == ["grants.csv", FILE]


def test_an_official_key_of_another_state_is_found(
    spoiled: Settings,
    examine_file: Examine,
    set_cell: Callable[[str, int, str, str], None],
) -> None:
    set_cell("territories.csv", 4, "ags", "07131")

    found = [str(problem) for problem in examine_file(spoiled).problems]

    assert any(
        "territories.csv:4: ags: found '07131', wanted a key that begins with 06" in f
        for f in found
    )


def test_a_check_names_what_the_law_wants_and_nobody_has_said(
    spoiled: Settings, examine_file: Examine
) -> None:
    unsaid = {problem.column: problem for problem in examine_file(spoiled).unsaid}

    assert {"imprint.address", "imprint.responsible", "contact.email"} <= unsaid.keys()
    assert "§ 18 MStV" in unsaid["imprint.responsible"].message
    lines = (spoiled.data / FILE).read_text().splitlines()
    assert "responsible:" in lines[unsaid["imprint.responsible"].origin.line - 1]


def test_what_is_said_is_not_asked_for(spoiled: Settings, examine_file: Examine) -> None:
    path = spoiled.data / FILE
    path.write_text(path.read_text().replace('phone: ""', "phone: +49 431 123456"))

    assert "imprint.phone" not in {found.column for found in examine_file(spoiled).unsaid}


def test_the_file_of_the_records_is_read(checkout: Path) -> None:
    assert read_publication(checkout / "data").site.name.de == "WIR-Daten"

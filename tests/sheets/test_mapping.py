"""Mapping files: what they can say, and how a slip in one is told."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from wirlod.errors import SourceError
from wirlod.sheets.mapping_files import read_mapping, schema, write_mapping

SCHEMA = Path(__file__).parents[2] / "src/wirlod/sheets/mapping.schema.json"
GOOD = """\
name: musterliste
source:
  title: Musterliste
  publisher: Musteramt
  url: https://example.org/liste
reading:
  header: 6
  numbers: 1.234,56
columns:
  recipient: Empfänger
  purpose: [Zweck, Erläuterung]
sums:
  - {column: Betrag, kind: grant}
key: Nr
natural-persons: omit
"""


def put(folder: Path, text: str) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_schema_is_that_of_the_program() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == schema()


def test_a_mapping_fits_the_schema_and_reads_back(tmp_path: Path) -> None:
    mapping = read_mapping(put(tmp_path, GOOD))
    written = write_mapping(mapping)

    jsonschema.validate(yaml.safe_load(written), schema())
    assert read_mapping(put(tmp_path, written)) == mapping
    assert mapping.used_columns == ["Empfänger", "Zweck", "Erläuterung", "Betrag", "Nr"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("purpose:", "purpos:", r":11: purpos: .*did you mean purpose", id="misspelt"),
        pytest.param("kind: grant", "kind: gift", r":13: .*found 'gift', wanted one of", id="kind"),
        pytest.param("header: 6", "header: six", r":7: reading.header", id="no number"),
        pytest.param("key: Nr", "key: []", r"key: is empty", id="no key"),
        pytest.param("name: musterliste", "name: Muster Liste", "small letters", id="no slug"),
        pytest.param("https://example.org/liste", "liste.xlsx", "wanted a web address", id="url"),
        pytest.param("  recipient: Empfänger\n", "", "columns.recipient: is empty", id="nobody"),
        pytest.param("name: musterliste", "name: [", "is not YAML", id="yaml"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_mapping(put(tmp_path, GOOD.replace(old, new)))


def test_all_slips_are_told_together(tmp_path: Path) -> None:
    text = GOOD.replace("purpose:", "purpos:").replace("kind: grant", "kind: gift")

    with pytest.raises(SourceError) as caught:
        read_mapping(put(tmp_path, text))
    assert len(caught.value.problems) == 2


def test_the_documented_mapping_is_one(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "data/README.md").read_text("utf-8")
    text = guide.partition("### A mapping in full")[2].partition("```yaml\n")[2].partition("```")[0]
    lines = [line for line in text.splitlines() if not line.startswith("  period:")]
    mapping = read_mapping(put(tmp_path, "\n".join(lines)))

    told = yaml.safe_load(text)
    assert mapping.rows.carry_down == ["Empfänger", "Ort"]
    assert {*told} == {*schema()["$defs"]["Mapping"]["properties"]}  # type: ignore[index]
    assert {*told["columns"]} == {*schema()["$defs"]["Columns"]["properties"]}  # type: ignore[index]
    assert {*told["rows"]} == {*schema()["$defs"]["Rows"]["properties"]}  # type: ignore[index]

"""Files that are not what they seem, and YAML that is more than it looks like."""

import os
from pathlib import Path

import pytest
import yaml
from tests.growth import LINEAR, measure_growth

from wirlod.publish.sources.documents import read_document
from wirlod.publish.sources.tables import Row, read_table
from wirlod.questions import read_question
from wirlod.reading import DEEPEST, check_yaml, find_fault, load_yaml


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_folder(path: Path) -> None:
    path.mkdir()


def make_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def make_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_gigabyte(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10**9)


STRANGE = [make_pipe, make_folder, make_dangling_link, make_device, make_gigabyte]


@pytest.mark.parametrize("make", STRANGE)
@pytest.mark.timeout(10)
def test_what_is_no_file_is_named_and_not_read(tmp_path: Path, make) -> None:
    path = tmp_path / "strange.md"
    make(path)

    (row,) = read_table(path, ["key"])
    document = read_document(path)

    assert find_fault(path)
    assert str(row).startswith(str(path))
    assert str(document).startswith(str(path))
    with pytest.raises(ValueError, match=find_fault(path)[:10]):
        read_question(path)


def test_a_link_to_a_file_elsewhere_is_named_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "out.csv").symlink_to("/etc/passwd")
    (tmp_path / "own.csv").write_text("key\na\n")
    (tmp_path / "in.csv").symlink_to("own.csv")

    [refused] = read_table(tmp_path / "out.csv", ["key"])
    [row] = read_table(tmp_path / "in.csv", ["key"])

    assert "leads out of its folder" in str(refused)
    assert "leads out of its folder" in str(read_document(tmp_path / "out.csv"))
    assert isinstance(row, Row)


BOMB = "a: &a [1, 1]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30))

EXPLOSIVE = {
    "aliases": BOMB,
    "a value in itself": "&a [*a]",
    "brackets": "[" * 3_000,
    "braces": "{a: " * 3_000,
    "dashes": "- " * 3_000 + "a",
    "parts": "- a\n" * 300_000,
    "indents": "".join(f"{' ' * n}a:\n" for n in range(500)),
}


@pytest.mark.parametrize("text", EXPLOSIVE.values(), ids=EXPLOSIVE)
@pytest.mark.timeout(30)
def test_explosive_yaml_is_refused_before_it_is_built(tmp_path: Path, text: str) -> None:
    with pytest.raises(yaml.MarkedYAMLError):
        load_yaml(text)
    path = tmp_path / "explosive.md"
    path.write_text(f"---\n{text}\n---\nbody")

    assert "header is not YAML" in str(read_document(path))


def test_usual_yaml_is_read() -> None:
    deep = "[" * DEEPEST + "]" * DEEPEST
    check_yaml(deep)

    assert load_yaml("a: {b: [1, two]}\n") == {"a": {"b": [1, "two"]}}


@pytest.mark.parametrize("worst", ["a: b\n", "[a],\n", '"', "'a", "&a ", "# a\n", "? a\n", "- "])
def test_looking_at_yaml_takes_no_longer_than_it_is(worst: str) -> None:
    def look(text: str) -> None:
        try:
            check_yaml(text)
        except yaml.YAMLError as error:
            assert error  # noqa: PT017 (what is wrong does not matter here)

    assert measure_growth(look, worst, 10_000) < LINEAR


@pytest.mark.parametrize("mark", [";", "\t", ","])
@pytest.mark.parametrize("beginning", ["", "\ufeff", "sep={}\n"])
def test_a_table_is_read_however_its_cells_are_separated(
    tmp_path: Path, mark: str, beginning: str
) -> None:
    path = tmp_path / "table.csv"
    lines = [mark.join(cells) for cells in (["key", "label"], ["a", '"x, y; z"'], ["b", "1,5"])]
    lines[2] = lines[2].replace("1,5", '"1,5"') if mark == "," else lines[2]
    path.write_text(beginning.format(mark) + "\r\n".join(lines), encoding="utf-8", newline="")

    rows = [row for row in read_table(path, ["key", "label"]) if isinstance(row, Row)]

    assert [row.cells["label"] for row in rows] == ["x, y; z", "1,5"]
    assert [row.origin.line for row in rows] == ([3, 4] if "sep" in beginning else [2, 3])

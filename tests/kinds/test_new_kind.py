"""What it takes to add a kind, and a field: so many files, and it is published, listed, shown."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from filecmp import cmp
from pathlib import Path

import pytest
from tests.kinds.course import FIELD, NEW_FILES, NEW_LINES

FOLDERS = ("src", "ontology", "shapes", "data")
ADDRESSES = (
    "doc/course.ttl",
    "doc/course.csv",
    "doc/course.de.html",
    "doc/course.en.html?place=territory/kassel",
    "doc/course/deutsch-kassel.de.html",
    "doc/course/deutsch-kassel.jsonld",
    "search?q=deutsch+am+abend",
)
ASK = """
import json, sys
from pathlib import Path
from wirlod.settings import Settings
from wirlod.web import create_app
app = create_app(Settings(editions=Path(sys.argv[1])))
client = app.test_client()
asked = {a: client.get("/" + a, follow_redirects=True) for a in sys.argv[2:]}
print(json.dumps({a: [answer.status_code, answer.text] for a, answer in asked.items()}))
app.extensions["wirlod-endpoint"].close()
"""

pytestmark = pytest.mark.slow

Places = Mapping[str, tuple[tuple[str, str], ...]]


def insert(tree: Path, lines: Places) -> None:
    """Put text in front of what is there."""
    for name, places in lines.items():
        text = (tree / name).read_text()
        for there, new in places:
            assert there in text, (name, there)
            text = text.replace(there, new + there, 1)
        (tree / name).write_text(text)


def find_touched(checkout: Path, tree: Path) -> set[str]:
    """List the files below *tree* that are others than in *checkout*."""
    files = [path.relative_to(tree) for f in FOLDERS for path in (tree / f).rglob("*")]
    return {
        str(file)
        for file in files
        if (tree / file).is_file()
        and "__pycache__" not in file.parts
        and not ((checkout / file).is_file() and cmp(checkout / file, tree / file, shallow=False))
    }


class Copy:
    """A copy of what a publication is made of, and what it answers."""

    def __init__(self, checkout: Path, tree: Path) -> None:
        self.tree, self.editions = tree, tree / "editions"
        for folder in FOLDERS:
            ignored = shutil.ignore_patterns("__pycache__", "bundle")
            shutil.copytree(checkout / folder, tree / folder, ignore=ignored)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WIRLOD_")},
            "PYTHONPATH": str(tree / "src"),
        }

    def run(self, *command: str) -> str:
        run = subprocess.run(
            [sys.executable, *command],
            cwd=self.tree,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr[-2000:]
        return run.stdout

    def publish(self, clock: str) -> dict[str, str]:
        """Publish, and give what each address answers with 200."""
        self.run("-m", "wirlod", "publish", "--clock", clock)
        answers = json.loads(self.run("-c", ASK, str(self.editions), *ADDRESSES))
        assert {a: status for a, (status, _) in answers.items() if status != 200} == {}
        return {address: text for address, (_, text) in answers.items()}


@pytest.fixture(scope="module")
def copy(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copy = Copy(checkout, tmp_path_factory.mktemp("copy"))
    for name, text in NEW_FILES.items():
        (copy.tree / name).write_text(text)
    insert(copy.tree, NEW_LINES)
    return copy


@pytest.fixture(scope="module")
def answers(copy: Copy) -> dict[str, str]:
    """What is answered with the new kind."""
    return copy.publish("2026-11-22T15:00:00Z")


@pytest.fixture(scope="module")
def answers_with_field(copy: Copy, answers: dict[str, str]) -> dict[str, str]:
    """What is answered with a new field of it."""
    insert(copy.tree, FIELD)
    return copy.publish("2026-11-22T15:00:01Z")


def test_a_kind_is_four_files_and_a_line_in_two_tables(
    copy: Copy, checkout: Path, answers: dict[str, str]
) -> None:
    touched = find_touched(checkout, copy.tree) - set(FIELD)

    assert answers
    assert touched | set(NEW_FILES) == {*NEW_FILES, *NEW_LINES}
    assert (len(NEW_FILES), len(NEW_LINES)) == (4, 2)


def test_a_field_is_a_column_an_attribute_a_line_of_context_and_a_shape(
    copy: Copy, checkout: Path, answers_with_field: dict[str, str]
) -> None:
    touched = find_touched(checkout, copy.tree) - {*NEW_FILES, *NEW_LINES}

    assert answers_with_field
    assert touched == {"ontology/context.jsonld"}
    assert set(FIELD) - touched == {*NEW_FILES}  # the list of the kind names it, too


def test_a_new_kind_is_published_in_its_dataset(copy: Copy, answers: dict[str, str]) -> None:
    dump = gzip.decompress((copy.editions / "current/dumps/programme.nt.gz").read_bytes())

    assert answers
    assert b"/id/course/deutsch-kassel> " in dump


def test_a_new_kind_has_a_list_a_table_and_facets(answers: dict[str, str]) -> None:
    assert "course:deutsch-kassel" in answers["doc/course.ttl"]
    assert (
        answers["doc/course.csv"].splitlines()[0] == "id,identifier,label_de,label_en,place,sources"
    )
    assert "<title>Kurse" in answers["doc/course.de.html"]
    assert "German in the evening" in answers["doc/course.en.html?place=territory/kassel"]


def test_a_new_kind_has_pages_and_is_found(answers: dict[str, str]) -> None:
    page = answers["doc/course/deutsch-kassel.de.html"]

    assert "<title>Deutsch am Abend" in page
    assert "Kurs" in page
    assert "Kassel" in page
    assert "deutsch-kassel" in answers["search?q=deutsch+am+abend"]


def test_a_new_field_is_published_listed_and_shown(answers_with_field: dict[str, str]) -> None:
    record = json.loads(answers_with_field["doc/course/deutsch-kassel.jsonld"])
    header, row = answers_with_field["doc/course.csv"].splitlines()

    assert record["hours"] == "40"
    assert header.endswith(",hours,sources")
    assert ",40," in row
    assert "40" in answers_with_field["doc/course/deutsch-kassel.de.html"]

"""The rules of the house about sizes, names and what must not be in the code."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from wirlod.namespaces import FOREIGN_PREFIXES

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "src/wirlod").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TERM = re.compile(rf"({'|'.join(map(re.escape, FOREIGN_PREFIXES.values()))})\w*")
JUNK_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "services"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def run_tool(*command: str) -> subprocess.CompletedProcess[str]:
    tools = f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # found without make, too
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PATH": tools}
    return subprocess.run(
        [shutil.which(command[0], path=tools) or command[0], *command[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_code_to_look_at() -> None:
    assert len(MODULES) > 10
    assert len(TESTS) >= 2


LONGER: dict[str, str] = {}
"""Module of more than 300 lines, and why to split it would scatter one thing."""

FAMILIES = {
    "wirlod.kinds": "a kind each",
    "wirlod.web.pages": "a page each",
    "wirlod.web.answers": "a family of addresses each, which the application puts together",
}
"""Folder whose modules have one importer by design: the table that names them all."""


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_a_small_room(path: Path) -> None:
    length = len(path.read_text().splitlines())

    assert length <= (500 if name_of(path) in LONGER else 300)


def test_a_long_module_has_a_reason_as_long_as_it_is_long() -> None:
    long = {name_of(path) for path in MODULES if len(path.read_text().splitlines()) > 300}

    assert set(LONGER) == long
    assert all(LONGER.values())


def test_few_small_modules_serve_a_single_other() -> None:
    graph = grimp.build_graph("wirlod", cache_dir=None)
    small = {
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        for path in MODULES
        if path.stem != "__init__" and len(path.read_text().splitlines()) < 60
    }
    lonely = {m for m in small if len(graph.find_modules_that_directly_import(m)) == 1}
    scattered = {m for m in lonely if m.rpartition(".")[0] not in FAMILIES}

    assert len(lonely) > len(scattered) > 0
    assert len(scattered) * 25 <= len(MODULES), sorted(scattered)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    long = {f.name for f in functions(path) if f.end_lineno - f.lineno + 1 > 40}  # type: ignore[operator]

    assert not long


@pytest.mark.parametrize("path", MODULES + TESTS, ids=name_of)
def test_a_module_says_what_is_found_there(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_named_after_a_thing(path: Path) -> None:
    assert path.stem not in JUNK_NAMES


@pytest.mark.parametrize("path", MODULES + TESTS, ids=name_of)
def test_no_error_is_swallowed_unseen(path: Path) -> None:
    assert not re.search(r"except( Exception| BaseException)?:", path.read_text()) or (
        path == Path(__file__)
    )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_left_unfinished(path: Path) -> None:
    assert not re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", path.read_text())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_term_of_a_vocabulary_is_written_by_its_prefix(path: Path) -> None:
    if path.stem == "namespaces":
        return
    texts = (n.value for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Constant))
    known = {text for text in texts if isinstance(text, str) and TERM.fullmatch(text)}

    assert not known, "write it with namespaces.expand"


def test_imports_follow_the_river() -> None:
    run = run_tool("lint-imports")

    assert run.returncode == 0, run.stdout


def test_types_hold() -> None:
    run = run_tool("mypy", "--strict", "-p", "wirlod")

    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check"]], ids=["lint", "format"])
def test_style_holds(arguments: list[str]) -> None:
    run = run_tool("ruff", *arguments, ".")

    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("extra", "lock"),
    [(None, "requirements.txt"), ("build", "requirements.txt"), ("test", "requirements-test.txt")],
)
def test_every_pin_is_locked(extra: str | None, lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pins = project["optional-dependencies"][extra] if extra else project["dependencies"]
    pins = [pin.partition(";")[0] for pin in pins]
    locked = (ROOT / lock).read_text().lower().replace("_", "-")

    assert pins
    assert all(f"{pin.lower().replace('_', '-')} \\" in locked for pin in pins)


def test_no_file_names_a_registry() -> None:
    run = run_tool("git", "grep", "-lE", r"https?://[^/ ]*(pypi|pythonhosted|npmjs|deb\.debian)")

    assert run.stdout == ""

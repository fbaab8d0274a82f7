"""What ``make dist`` hands over: the wheel, the list of its parts; and the container."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.running import CHECKOUT
from tests.web.asking import need

CONTAINERFILE = CHECKOUT / "Containerfile"
WITHIN = (
    "wirlod/ontology/wir.ttl",
    "wirlod/ontology/context.jsonld",
    "wirlod/shapes/grant.ttl",
    "wirlod/web/http/nginx.conf",
    "wirlod/operation/THREATS.md",
    "wirlod/operation/systemd/wirlod.service",
    "wirlod/operation/systemd/wirlod.socket",
    "wirlod/operation/systemd/wirlod-publish.timer",
    "wirlod/web/pages/templates/",
    "wirlod/web/pages/translations/",
    "wirlod/web/pages/static/site.css",
    "wirlod/sheets/mapping.schema.json",
)
UNSAID = {"resvg_py"}
"""Parts whose licence stands in their files alone, and was read there: pyproject.toml names it."""

COPYLEFT = re.compile(r"\bA?GPL")


def build(folder: Path, umask: int) -> list[Path]:
    """Build wheel and source archive out of a copy of the sources, at another time and place."""
    sources = folder / "sources"
    ignored = shutil.ignore_patterns("node_modules", "__pycache__", "bundle", ".*")
    for name in ("src", "ontology", "shapes"):
        shutil.copytree(CHECKOUT / name, sources / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, sources / name)
    before = os.umask(umask)
    try:
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-d", str(folder / "dist")],
            cwd=sources,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
            check=True,
            capture_output=True,
        )
    finally:
        os.umask(before)
    return sorted((folder / "dist").iterdir())


def test_the_same_sources_make_the_same_bytes_with_everything_inside(tmp_path: Path) -> None:
    one, other = build(tmp_path / "one", 0o022), build(tmp_path / "other", 0o077)
    with zipfile.ZipFile(next(path for path in one if path.suffix == ".whl")) as wheel:
        names = wheel.namelist()

    assert len(one) == 2
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
    assert not [wanted for wanted in WITHIN if not any(n.startswith(wanted) for n in names)]
    assert not [name for name in names if "node_modules" in name or name.startswith("tests")]


def shipped() -> set[str]:
    """Name what an installation needs, as the lock has it."""
    lines = (CHECKOUT / "requirements.txt").read_text().splitlines()
    return {line.partition("==")[0] for line in lines if re.match(r"[\w.-]+==", line)}


def simple(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_list_of_parts_names_all_that_is_needed(tmp_path: Path) -> None:
    file = tmp_path / "parts.json"
    command = ["-m", "cyclonedx_py", "requirements", "-o", str(file), "requirements.txt"]
    subprocess.run([sys.executable, *command], cwd=CHECKOUT, check=True, capture_output=True)
    parts = json.loads(file.read_text())
    named = {simple(part["name"]) for part in parts["components"]}

    assert parts["bomFormat"] == "CycloneDX"
    assert len(shipped()) > 30
    assert {simple(name) for name in shipped()} <= named


def test_no_licence_of_a_part_binds_us_to_more_than_naming_it() -> None:
    command = ["-m", "piplicenses", "--from", "mixed", "--format", "json", "--packages"]
    run = subprocess.run(
        [sys.executable, *command, *shipped()], capture_output=True, text=True, check=True
    )
    licences = {part["Name"]: part["License"] for part in json.loads(run.stdout)}

    assert len(licences) > 30
    assert not {name: text for name, text in licences.items() if COPYLEFT.search(text)}
    assert {name for name, text in licences.items() if text == "UNKNOWN"} == UNSAID


def test_the_containerfile_is_a_good_one() -> None:
    command = [need("hadolint"), "--failure-threshold", "style", str(CONTAINERFILE)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("wanted", ["USER 10001", "HEALTHCHECK ", "STOPSIGNAL SIGTERM"])
def test_the_container_runs_as_nobody_and_says_how_it_is(wanted: str) -> None:
    last = CONTAINERFILE.read_text().rpartition("\nFROM ")[2]

    assert f"\n{wanted}" in last
    assert "USER root" not in last

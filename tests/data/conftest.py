"""The records of ``data/`` as text, and the files that they were carried over from."""

import csv
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

Table = list[dict[str, str]]
SEED = "hmsi-2021-10-29-werra-meissner"


def read_table(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_release(path: Path) -> dict[str, Any]:
    _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return {**yaml.load(header, Loader=yaml.BaseLoader), "key": path.stem, "body": body}


@pytest.fixture(scope="session")
def data(checkout: Path) -> Path:
    return checkout / "data"


@pytest.fixture(scope="session")
def tables(data: Path) -> dict[str, Table]:
    return {path.stem: read_table(path) for path in sorted(data.glob("*.csv"))}


@pytest.fixture(scope="session")
def releases(data: Path) -> dict[str, dict[str, Any]]:
    return {path.stem: read_release(path) for path in sorted((data / "releases").glob("*.md"))}


@pytest.fixture(scope="session")
def seed_release(releases: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return releases[SEED]


@pytest.fixture(scope="session")
def seed_text(shared: Path) -> str:
    (path,) = (shared / "seed").glob("*.txt")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def facts(shared: Path) -> dict[str, Table]:
    """The collected facts; their sources rewritten as the records write them."""
    tables = {path.stem: read_table(path) for path in (shared / "facts").glob("*.csv")}
    keys = {web_address(row["url"]): row["id"] for row in tables["releases"] if row["url"]}
    for row in (row for table in tables.values() for row in table if "source_url" in row):
        addresses = map(web_address, row["source_url"].split())
        row["sources"] = " ".join(keys.get(address, address) for address in addresses)
        if row["source_document"].startswith("Presseinformation"):
            row["sources"] = f"{SEED} {row['sources']}".strip()
    return tables


def web_address(text: str) -> str:
    """Percent-encode what is not ASCII and leave the rest as it is."""
    return quote(text, safe="%:/?#[]@!$&'()*+,;=~")

"""The Accept examples of the conformance material, sent as they stand."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

ADDRESSES = {
    "thing": "/doc/grant/werra-meissner-kreis-2021",
    "select": "/sparql?query=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D+LIMIT+1",
}


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[dict[str, Any]]:
    return json.loads((shared / "conformance/accept_examples.json").read_text())["cases"]


def find_faults(client: FlaskClient, case: dict[str, Any]) -> Iterator[str]:
    """Say in what an answer differs from what the case allows."""
    address = ADDRESSES[case.get("kind", "thing")]
    response = client.get(address, headers=Headers(case["headers"]))
    if response.status_code not in case["status"]:
        yield f"{case['id']}: status {response.status_code}"
    if response.mimetype not in case["types"]:
        yield f"{case['id']}: {response.mimetype}"
    if response.headers.get("Content-Encoding") not in case.get("encodings", [None]):
        yield f"{case['id']}: coded as {response.headers['Content-Encoding']}"
    if "Vary" not in response.headers:
        yield f"{case['id']}: no Vary"


def test_every_example_is_answered_as_it_allows(
    client: FlaskClient, cases: list[dict[str, Any]]
) -> None:
    faults = [fault for case in cases for fault in find_faults(client, case)]

    assert len(cases) > 25
    assert faults == []

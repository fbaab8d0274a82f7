"""What the description allows, sent by a machine: answered as described, and never by a 500."""

import json
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

CHECKS = (not_a_server_error, content_type_conformance, status_code_conformance)
EXAMPLES = 8
"""Requests for each operation."""


def test_it_keeps_the_rules_of_openapi(site: FlaskClient) -> None:
    validate(json.loads(site.get("/openapi.json").data))


@pytest.fixture(scope="module")
def operations(site: FlaskClient) -> list[Any]:
    schema = schemathesis.openapi.from_wsgi("/openapi.json", site.application)
    schema.config.update(base_url="http://localhost")
    return [result.ok() for result in schema.get_all_operations()]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files left open
def test_whatever_is_sent_is_answered_as_described(operations: list[Any]) -> None:
    assert len(operations) > 40
    for operation in operations:
        send_at_random(operation)


def send_at_random(operation: Any) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    send()

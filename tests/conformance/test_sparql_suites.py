"""The W3C's own tests, over HTTP, against ``wirlod preview``."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.running import running

pytestmark = pytest.mark.slow


def run_suite(shared: Path, script: str, *arguments: str) -> dict[str, tuple[int, int]]:
    """Run a runner of the conformance material; how many passed and failed, per suite."""
    run = subprocess.run(
        [sys.executable, str(shared / "conformance" / script), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"SUMMARY (\S+): (\d+) passed, (\d+) failed", run.stdout)
    return {name: (int(passed), int(failed)) for name, passed, failed in found}


def test_protocol_and_service_description(shared: Path) -> None:
    with running("preview", str(shared / "conformance/protocol.nq")) as server:
        arguments = (server.endpoint, "--suites", "query,readonly,sd")
        results = run_suite(shared, "run_sparql_protocol.py", *arguments)

    assert results == {"query": (20, 0), "readonly": (14, 0), "sd": (3, 0)}


def test_evaluation_scores_what_the_engine_scores_in_process(shared: Path, tmp_path: Path) -> None:
    script = "run_sparql_query_eval.py"
    data = tmp_path / "evaluation.nq"
    run_suite(shared, script, "--dump-data", str(data))
    with running("preview", str(data)) as server:
        over_http = run_suite(shared, script, "--endpoint", server.endpoint)

    assert over_http == {"eval": (224, 11), "syntax+": (62, 1), "syntax-": (40, 0)}
    assert over_http == run_suite(shared, script, "--engine", "pyoxigraph")

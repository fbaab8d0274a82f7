"""A short run of all faults; the long one is ``make faults``."""

import subprocess
import sys

import pytest
from tests.faults.__main__ import SHORT
from tests.running import CHECKOUT


@pytest.mark.slow
def test_no_fault_breaks_what_must_hold() -> None:
    run = subprocess.run(  # a process of its own: one that forks must have no threads
        [sys.executable, "-W", "ignore", "-m", "tests.faults", "26", "1"],
        cwd=CHECKOUT,
        env={"PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{sum(SHORT.values())}  injected, nothing broken" in run.stdout

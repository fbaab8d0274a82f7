"""
``make bench``: every benchmark in turn, each beside a peer in the same run, then one table of all.

The table is left as CSV and SVG in ``build/bench``, see :mod:`tests.benchmarks.results`.
A benchmark that fails does not keep the others from running, but the whole fails then; finding
no benchmark at all fails too.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.benchmarks import results

FOLDER = Path(__file__).parent
BENCHMARKS = ["extraction", *sorted(path.stem for path in FOLDER.glob("*_bench.py"))]
LONGEST_SECONDS = 3_600


def run(name: str) -> bool:
    """Run one benchmark and tell whether it reached its goals."""
    print(f"\n== {name}", flush=True)
    command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
    process = subprocess.Popen(command, start_new_session=True)
    try:
        return process.wait(LONGEST_SECONDS) == 0
    except subprocess.TimeoutExpired:
        print(f"{name} was ended after {LONGEST_SECONDS:,} seconds", flush=True)
        return False
    finally:
        with suppress(ProcessLookupError):  # what it started goes with it
            os.killpg(process.pid, signal.SIGTERM)


if __name__ == "__main__":
    results.begin()
    failed = [name for name in BENCHMARKS if not run(name)]
    rows = results.read_rows()
    results.write_svg(rows)
    results.show(rows)
    if failed:
        sys.exit(f"\nfailed: {', '.join(failed)}")

"""
``make bench``: every benchmark in turn, each beside a peer in the same run, then one table of all.

The table is left as CSV and SVG in ``build/bench``, see :mod:`tests.benchmarks.results`.
A benchmark that fails does not keep the others from running, but the whole fails then; finding
no benchmark at all fails too.
"""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks import results

FOLDER = Path(__file__).parent
BENCHMARKS = ["extraction", *sorted(path.stem for path in FOLDER.glob("*_bench.py"))]
LONGEST_SECONDS = 900


def run(name: str) -> bool:
    """Run one benchmark and tell whether it reached its goals."""
    print(f"\n== {name}", flush=True)
    command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
    return subprocess.run(command, check=False, timeout=LONGEST_SECONDS).returncode == 0


if __name__ == "__main__":
    results.begin()
    failed = [name for name in BENCHMARKS if not run(name)]
    rows = results.read_rows()
    results.write_svg(rows)
    results.show(rows)
    if failed:
        sys.exit(f"\nfailed: {', '.join(failed)}")

"""
``make bench``: every benchmark in turn, each beside a peer in the same run.

A benchmark that fails does not keep the others from running, but the whole fails then; finding
no benchmark at all fails too.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
BENCHMARKS = ["extraction", *sorted(path.stem for path in FOLDER.glob("*_bench.py"))]
LONGEST_SECONDS = 900


def run(name: str) -> bool:
    """Run one benchmark and tell whether it reached its goals."""
    print(f"\n== {name}", flush=True)
    command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
    return subprocess.run(command, check=False, timeout=LONGEST_SECONDS).returncode == 0


if __name__ == "__main__":
    failed = [name for name in BENCHMARKS if not run(name)]
    if failed:
        sys.exit(f"\nfailed: {', '.join(failed)}")

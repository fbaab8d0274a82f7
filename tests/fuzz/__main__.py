"""
``python -m tests.fuzz [SECONDS] [TARGET…]``: fuzz the parsers, led by coverage.

Each parser runs in a process of its own, so that a crash is the crash of one. Prints executions
and findings; what breaks a parser is kept in ``build/fuzz/`` and shown.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import atheris

FOUND = Path("build/fuzz")
LONGEST = 4_096
ARGUMENTS = ("-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1", f"-max_len={LONGEST}")


def fuzz(name: str, seconds: str) -> None:
    """Fuzz one parser in this process."""
    with atheris.instrument_imports(include=["wirlod"]):
        from tests.fuzz.targets import FOLDER, TARGETS, run
    [target] = [target for target in TARGETS if target.__name__ == name]
    corpus = FOLDER / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(TARGETS[target]):
        (corpus / str(number)).write_bytes(seed)
    kept = f"-artifact_prefix={FOUND}/{name}-"
    atheris.Setup(
        [sys.argv[0], f"-max_total_time={seconds}", *ARGUMENTS, kept, str(corpus)],
        lambda given: run(target, bytes(given)),
    )
    try:
        atheris.Fuzz()
    finally:
        shutil.rmtree(FOLDER)


def main(seconds: str, names: list[str]) -> int:
    """Fuzz all, or those named; give how many broke."""
    from tests.fuzz.targets import FOLDER, TARGETS

    shutil.rmtree(FOLDER)
    FOUND.mkdir(parents=True, exist_ok=True)
    broken = 0
    for name in names or [target.__name__ for target in TARGETS]:
        command = [sys.executable, "-m", "tests.fuzz", "--one", name, seconds]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        executions = re.search(r"number_of_executed_units: (\d+)", run.stderr)
        told = f"{int(executions[1]):>9,} executions" if executions else "no executions"
        print(f"{name:12} {told}{', BROKEN' if run.returncode else ''}", flush=True)
        if run.returncode or not executions:
            broken += 1
            print(run.stdout[-3_000:], run.stderr[-1_500:])
    return broken


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        fuzz(*sys.argv[2:4])
    else:
        sys.exit(main(*(sys.argv[1:2] or ["60"]), sys.argv[2:]))

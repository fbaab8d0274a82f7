"""Records of any number: every fault is named with its file and line, and nothing else is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.benchmarks.generator import Size, write_records

from wirlod.errors import SourceError
from wirlod.publish.publisher import check
from wirlod.settings import Settings

CLOCK = datetime(2026, 11, 22, 15, tzinfo=UTC)
FAULTY = Size(grants=200, seed=3, faults=20)
FAULTY_WHERE_OTHERS_REFER = Size(grants=1_000, faults=10)
"""Releases, handovers and milestones name the spoilt grants too."""


@pytest.mark.parametrize("size", [FAULTY, FAULTY_WHERE_OTHERS_REFER], ids=str)
def test_exactly_the_faults_are_named_with_file_and_line(tmp_path: Path, size: Size) -> None:
    faults = write_records(tmp_path / "data", size)
    with pytest.raises(SourceError) as caught:
        check(Settings(data=tmp_path / "data"), CLOCK, lambda line: None)

    found = sorted(caught.value.problems)
    assert len(faults) == size.faults
    assert [(p.origin.path, p.origin.line) for p in found] == [(f.path, f.line) for f in faults]
    for problem, fault in zip(found, faults, strict=True):
        assert fault.says in str(problem)


def test_the_same_arguments_give_the_same_records(tmp_path: Path) -> None:
    write_records(tmp_path / "one", FAULTY)
    write_records(tmp_path / "two", FAULTY)

    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two

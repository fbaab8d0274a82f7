"""A short run of all faults; the long one is ``make faults``."""

from pathlib import Path
from random import Random

import pytest
from tests.faults.__main__ import SHORT, inject, prepare


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # it forks, with threads
def test_no_fault_breaks_what_must_hold(tmp_path: Path) -> None:
    done = inject(prepare(tmp_path), Random(26), SHORT)

    assert done.total() == sum(SHORT.values())

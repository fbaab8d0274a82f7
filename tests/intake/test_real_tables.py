"""Real tables of offices, which lie beside the checkout and never in it: read as guessed."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from wirlod.intake.guessing import guess_mapping
from wirlod.sheets.entries import Entry, LeftOut, read_entries

SUMS = {
    "efre-hessen-2007-2013.csv": "223928888.13",
    "efre-thueringen-2014-2020.csv": "121590267.22",
    "esf-hessen-2007-2013.csv": "185620470.04",
    "esf-hessen-2014-2020.xlsx": "88715090.10",
    "esf-nrw-2007-2013.csv": "56006419.00",
    "zuwendungen-hamburg-2011.csv": "208753445.67",
    "zuwendungen-hamburg-2012.tsv": "193819497.81",
    "zuwendungen-hamburg-2012.xlsx": "193922981.81",
}
"""File → the sum of its column, once for rows that are there twice, computed by DuckDB."""


@pytest.mark.parametrize("name", SUMS)
def test_a_real_table_is_read_as_guessed(shared: Path, name: str) -> None:
    path = shared / "tables" / name
    if not path.is_file():
        pytest.skip(f"needs the real table {path}, which is not for the repository")
    outcomes = list(read_entries(path, guess_mapping(path).mapping))
    kinds = Counter(type(outcome) for outcome in outcomes)
    amounts = (o.stated.amount for o in outcomes if isinstance(o, Entry))

    assert kinds[Entry] + kinds[LeftOut] >= 0.98 * len(outcomes)
    assert sum((amount for amount in amounts if amount), Decimal(0)) == Decimal(SUMS[name])

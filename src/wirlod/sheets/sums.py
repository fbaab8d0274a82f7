"""
The sums of one row: the one that is the grant's, and those that stand beside it.
"""

from collections.abc import Sequence
from decimal import Decimal

from wirlod.saying import message
from wirlod.sheets.cells import Cells, RowFault, Stated, StatedSum
from wirlod.sheets.forms import FormError, Quantity, Wanted, read_sum
from wirlod.sheets.mapping import Mapping, Sum

A_SUM = Wanted(message("a sum"))
ABOVE_ZERO = Wanted(message("a sum above zero"))
EXACT = Wanted(message("an exact sum, for it is to be added"))
CORRECTION = Wanted(
    message("a sum above zero; 'negative: omit' under 'rows' leaves corrections out")
)


def read_sums(cells: Cells, mapping: Mapping, stated: Stated) -> None:
    """Note the sum of a row, and those beside it, as the mapping says."""
    first = mapping.several_sums == "first"
    sums: list[StatedSum] = []
    for money in mapping.sums:
        is_needed = not (first and sums)
        found = None
        if cells.text(money.column):
            found = _read_sum(cells, money, mapping, stated, is_needed)
        if found:
            sums.append(found)
    if mapping.several_sums == "add" and sums:
        _add(sums, mapping, stated)
    elif sums:
        stated.sum, stated.beside = sums[0], sums[1:]
    if stated.sum:
        stated.doubts = [doubt for doubt in stated.doubts if doubt.code != "zero"]
    elif mapping.sums and not stated.faults and not _has(stated.doubts, "zero"):
        where = cells.place(mapping.sums[0].column)
        stated.doubts.append(RowFault("no-sum", where, "", A_SUM))


def _read_sum(
    cells: Cells, money: Sum, mapping: Mapping, stated: Stated, is_needed: bool
) -> StatedSum | None:
    """Read one sum; what is wrong with one that only stands beside another is a doubt."""
    where, found = cells.place(money.column), cells.text(money.column)
    noted = stated.faults if is_needed else stated.doubts
    try:
        read = read_sum(cells.value(money.column), mapping.reading.number_form)
        quantity = read.times(money.factor)
    except FormError as error:
        noted.append(RowFault("number" if is_needed else "sum-beside", where, found, error.wanted))
        return None
    if quantity.figure > 0:
        return StatedSum(quantity, money.kind, where, str(money.year or ""))
    if quantity.figure < 0:
        noted.append(RowFault("negative" if is_needed else "sum-beside", where, found, CORRECTION))
    elif not _has(stated.doubts, "zero"):
        stated.doubts.append(RowFault("zero", where, found, ABOVE_ZERO))
    return None


def _add(sums: list[StatedSum], mapping: Mapping, stated: Stated) -> None:
    """Add the sums that are of the first one's kind; each stands beside the total."""
    parts = [part for part in sums if part.kind == sums[0].kind]
    for part in parts:
        if part.quantity.precision != "exact":
            found = str(part.quantity.figure)
            stated.faults.append(RowFault("number", part.column, found, EXACT))
    total = sum((part.quantity.figure for part in parts), Decimal(0))
    columns = " + ".join(part.column for part in parts)
    stated.sum = StatedSum(Quantity(total), sums[0].kind, columns)
    stated.beside = [part for part in sums if len(parts) > 1 or part not in parts]
    years = sorted(part.year for part in parts if part.year)
    if years and not (mapping.columns.start or mapping.columns.end or mapping.columns.period):
        stated.start, stated.end = years[0], years[-1]


def _has(faults: Sequence[RowFault], code: str) -> bool:
    return any(fault.code == code for fault in faults)

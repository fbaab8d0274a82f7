"""
One reading of a table from end to end: what it holds, what is wrong, who is named.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from wirlod.intake.comparison import Statements
from wirlod.intake.faults import FaultLog
from wirlod.saying import message
from wirlod.sheets.cells import RowFault, Stated
from wirlod.sheets.entries import Entry, LeftOut, Outcome, Refused, read_entries
from wirlod.sheets.forms import Quantity, Wanted
from wirlod.sheets.lines import Line
from wirlod.sheets.mapping import Mapping
from wirlod.sheets.people import place_text
from wirlod.values.places import locate
from wirlod.values.sums import Total

Names = tuple[str, str, str, str]
"""Role, name, legal form, place: as cells say them."""

FACTOR = 1_000
"""A sum that is so many times the middle one, or its fraction, is doubtful."""
ENOUGH_SUMS = 20


class Survey(msgspec.Struct):
    """What was read."""

    rows: int = 0
    entries: int = 0
    further: int = 0
    """Grants of rows that are counted already, for they have several."""
    refused: int = 0
    left_out: Counter[str] = msgspec.field(default_factory=Counter)
    """Rule → rows."""
    sums: dict[str, Total] = {}
    """Kind of sum → total of the rows that are records."""
    beside: dict[str, Total] = {}
    """Column → total of the sums that stand beside those of the grants."""
    names: dict[Names, int] = {}
    """Whom rows name → how often."""
    persons: dict[Names, int] = {}
    """Who is, or perhaps is, a natural person → how often."""
    examples: dict[str, list[str]] = {}
    """Rule → places of the first rows that it leaves out."""

    @property
    def balance(self) -> bool:
        """Whether every row is accounted for."""
        return self.rows == self.entries + self.refused + self.left_out.total()


def survey_table(path: Path, mapping: Mapping, log: FaultLog, statements: Statements) -> Survey:
    """
    Read a table through its mapping.

    :raises SourceError: where it cannot be read.
    """
    survey = Survey()
    for outcome in read_entries(path, mapping):
        _note(outcome, survey, log)
        if isinstance(outcome, Entry):
            _note_names(outcome, survey, mapping)
            _check_place(outcome, mapping, log)
            if not statements.add(outcome):
                same = RowFault("duplicate", "", outcome.key, Wanted(message("other content")))
                log.note("doubt", outcome.line, same)
        elif isinstance(outcome, Refused) and outcome.key:
            statements.add_refused(outcome.key)
    for line, fault in _find_outliers(statements, mapping):
        log.note("doubt", line, fault)
    return survey


def _note(outcome: Outcome, survey: Survey, log: FaultLog) -> None:
    line = outcome.line
    if isinstance(outcome, Entry) and outcome.is_further:
        survey.further += 1
        _note_sums(outcome.stated, survey)
        return
    survey.rows += 1
    if isinstance(outcome, LeftOut):
        survey.left_out[outcome.rule] += 1
        shown = survey.examples.setdefault(outcome.rule, [])
        if len(shown) < 5:
            shown.append(f"{line.sheet}:{line.number}" if line.sheet else str(line.number))
    elif isinstance(outcome, Refused):
        survey.refused += 1
        for fault in outcome.faults:
            log.note("fault", line, fault)
    else:
        survey.entries += 1
        for fault in outcome.stated.doubts:
            log.note("doubt", line, fault)
        _note_sums(outcome.stated, survey)


def _note_sums(stated: Stated, survey: Survey) -> None:
    if stated.sum:
        total = survey.sums.get(stated.sum_kind, Total())
        survey.sums[stated.sum_kind] = total + _as_total(stated.sum.quantity)
    for part in stated.beside:
        before = survey.beside.get(part.column, Total())
        survey.beside[part.column] = before + _as_total(part.quantity)


def _as_total(quantity: Quantity) -> Total:
    least, most = quantity.value or quantity.least, quantity.value or quantity.most
    return Total.of(quantity.precision, least, most)


def _note_names(entry: Entry, survey: Survey, mapping: Mapping) -> None:
    names = ("recipient", entry.stated.recipient, entry.legal_form, place_text(entry))
    if entry.personhood != "body" and mapping.natural_persons != "publish":
        survey.persons[names] = survey.persons.get(names, 0) + 1
    else:
        survey.names[names] = survey.names.get(names, 0) + 1
    if entry.authority:
        authority = ("authority", entry.authority, "", "")
        survey.names[authority] = survey.names.get(authority, 0) + 1


def _check_place(entry: Entry, mapping: Mapping, log: FaultLog) -> None:
    """Note a place that is none of the official gazetteer, or several."""
    place = place_text(entry)
    if place and locate(place, mapping.constants.state) is None:
        column = mapping.columns.place or next(iter(mapping.columns.recipient), "")
        wanted = Wanted(message("one place of the official gazetteer"))
        log.note("doubt", entry.line, RowFault("no-place", column, place, wanted))


def _find_outliers(statements: Statements, mapping: Mapping) -> Iterator[tuple[Line, RowFault]]:
    middle = statements.middle(ENOUGH_SUMS)
    if not middle:
        return
    column = mapping.sums[0].column
    wanted = Wanted(
        message("a sum nearer to the middle one of all rows, {middle}"), {"middle": f"{middle:.2f}"}
    )
    for amount, row, sheet in statements.find_far(middle, FACTOR):
        yield Line(row, (), sheet), RowFault("outlier", column, f"{amount:,.2f}", wanted)

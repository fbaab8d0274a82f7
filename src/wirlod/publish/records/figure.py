"""Reported figures: what a source counts or sums up, as of a day. None is computed by us."""

from collections.abc import Iterator
from typing import ClassVar

from wirlod.publish.records.cells import Count, KeyCell, Money, Text
from wirlod.publish.records.codes import Basis, Currency, FigureMeasure, Per, Precision
from wirlod.publish.records.references import Source
from wirlod.publish.records.row import Contradiction, TableRow, period_contradictions
from wirlod.publish.records.sums import MoneyAmount, SumCells, build_money, sum_contradictions
from wirlod.publish.records.thing import (
    Labels,
    Period,
    Thing,
    Typed,
    both,
    build_period,
    concept,
    dated,
    german,
    source_ids,
    thing_id,
)
from wirlod.publish.records.words import joined
from wirlod.saying import say
from wirlod.values.partial_dates import PartialDate
from wirlod.values.words import PRECISION_WORDS, Words, date_words, number_words, period_words


class ReportedFigure(Thing, kw_only=True):
    """A number that a source states of the programme."""

    category: str
    counted: Words
    number: str | None = None
    precision: str | None = None
    amount: str | None = None
    money: MoneyAmount | None = None
    period: Period | None = None
    as_of: Typed | None = None


class FigureRow(TableRow, frozen=True, kw_only=True):
    """A row of ``figures.csv``."""

    file: ClassVar[str] = "figures.csv"
    target: ClassVar[str] = "figure/{key}"

    key: KeyCell
    measure: FigureMeasure
    counted: Text
    counted_en: Text
    number: Count | None
    amount: Money | None
    minimum: Money | None
    maximum: Money | None
    per: Per | None
    precision: Precision
    currency: Currency | None
    start: PartialDate | None
    end: PartialDate | None
    as_of: PartialDate | None
    sources: list[Source]
    basis: Basis
    note: Text | None

    @property
    def sum(self) -> SumCells:
        """The cells that state a sum."""
        return SumCells(
            self.amount, self.minimum, self.maximum, self.precision, "EUR", per=self.per
        )

    def contradictions(self) -> Iterator[Contradiction]:
        """It is either a number or a sum, and the sum is whole."""
        yield from period_contradictions(self.start, self.end)
        if self.number and self.sum.figure:
            yield "number", say("is filled beside a sum: make two rows")
        elif not self.number:
            yield from sum_contradictions(self.sum)
            if not self.currency:
                yield "currency", say("is empty, but the row states a sum")

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the figure."""
        yield ReportedFigure(
            id=thing_id(target),
            type=["ReportedFigure", "schema:Observation"],
            identifier=self.key,
            label=self._label(),
            category=concept(self.measure),
            counted=both(self.counted, self.counted_en) or {},
            number=str(int(self.number)) if self.number else None,
            precision=concept(self.precision) if self.number else None,
            amount=self.sum.figure,
            money=build_money(self.sum, f"{target}#amount"),
            period=build_period(self.start, self.end, f"{target}#period"),
            as_of=dated(self.as_of),
            sources=source_ids(self.sources),
            basis=concept(self.basis),
            note=german(self.note),
        )

    def _label(self) -> Words:
        counted = joined(
            both(self.counted, self.counted_en) or {},
            period_words(self.start, self.end),
            separator=", ",
        )
        if self.number:
            before = PRECISION_WORDS[self.precision]
            number = number_words(int(self.number))
            how_much = {language: before[language] + number[language] for language in number}
        else:
            how_much = self.sum.words
        what = joined(counted, how_much, separator=": ")
        if self.as_of is None:
            return what
        day = date_words(self.as_of)
        return joined(what, {"de": f"(Stand {day['de']})", "en": f"(as of {day['en']})"})

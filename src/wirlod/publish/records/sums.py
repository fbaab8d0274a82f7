"""
Sums: which cells state one, what must fit together, and the qualified amount they become.

«rund 500.000» is a value, approximate; «insgesamt über 12,5 Millionen» is a minimum and no
value. What counts when sums are added is decided in :mod:`wirlod.publish.money`.
"""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from wirlod.publish.records.cells import Money
from wirlod.publish.records.codes import Currency, Per, Precision, SumKind
from wirlod.publish.records.row import Contradiction, TableRow, period_contradictions
from wirlod.publish.records.thing import Thing, concept, thing_id
from wirlod.saying import say
from wirlod.values.partial_dates import PartialDate
from wirlod.values.words import Words, amount_words, per_year, range_words


class MoneyAmount(Thing, kw_only=True):
    """A sum with its precision: one of value, minimum, maximum (both for a range)."""

    value: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    currency: str
    precision: str
    sum_kind: str | None = None
    per: str | None = None


class SumCells(msgspec.Struct, frozen=True):
    """The cells of a row that state a sum; see :func:`sum_problem` for what fits together."""

    amount: Money | None
    minimum: Money | None
    maximum: Money | None
    precision: str
    currency: str
    sum_kind: str | None = None
    per: str | None = None

    @property
    def least(self) -> str | None:
        """What is certain: the value or the lower bound."""
        cell = self.amount or self.minimum
        return cell.canonical if cell else None

    @property
    def most(self) -> str | None:
        """What it cannot exceed: the value or the upper bound."""
        cell = self.amount or self.maximum
        return cell.canonical if cell else None

    @property
    def words(self) -> Words:
        """Say the sum; empty where there is none."""
        if self.figure is None:
            return {}
        if self.minimum and self.maximum:
            said = range_words(self.minimum.canonical, self.maximum.canonical)
        else:
            said = amount_words(self.figure, self.precision)
        return per_year(said) if self.per else said

    @property
    def figure(self) -> str | None:
        """The one figure a source states: the value, or the bound where only that is known."""
        return self.least or self.most


def build_money(cells: SumCells, part: str) -> MoneyAmount | None:
    """Build the qualified amount *part* (``grant/x#amount``), None where there is no sum."""
    if cells.figure is None:
        return None
    return MoneyAmount(
        id=thing_id(part),
        type=["schema:MonetaryAmount"],
        label=cells.words,
        value=cells.amount.canonical if cells.amount else None,
        minimum=cells.minimum.canonical if cells.minimum else None,
        maximum=cells.maximum.canonical if cells.maximum else None,
        currency=cells.currency,
        precision=concept(cells.precision),
        sum_kind=concept(cells.sum_kind) if cells.sum_kind else None,
        per=concept(cells.per) if cells.per else None,
    )


def sum_contradictions(cells: SumCells) -> Iterator[Contradiction]:
    """Yield what is wrong with a sum: each precision wants its own columns filled."""
    filled = {name for name in ("amount", "minimum", "maximum") if getattr(cells, name)}
    wanted = {
        "exact": ({"amount"},),
        "approximate": ({"amount"}, {"minimum", "maximum"}),
        "at-least": ({"minimum"},),
        "at-most": ({"maximum"},),
    }[cells.precision]
    if filled not in wanted:
        yield (
            "precision",
            say(
                "{precision!r} wants {wanted} filled and nothing else, found {filled} filled",
                precision=cells.precision,
                wanted=say(" or ").join(map(_and, wanted)),
                filled=_and(filled) or say("nothing"),
            ),
        )
    if cells.minimum and cells.maximum and Decimal(cells.minimum) >= Decimal(cells.maximum):
        yield (
            "maximum",
            say(
                "{maximum} is not above the minimum {minimum}",
                maximum=cells.maximum,
                minimum=cells.minimum,
            ),
        )


class SumRow(TableRow, frozen=True, kw_only=True):
    """A row that states a sum of money and the period it is for."""

    amount: Money | None
    minimum: Money | None
    maximum: Money | None
    precision: Precision | None
    sum_kind: SumKind | None
    per: Per | None
    currency: Currency | None
    start: PartialDate | None
    end: PartialDate | None

    @property
    def sum(self) -> SumCells | None:
        """The cells that state the sum, None where no sum is stated."""
        if self.precision is None:
            return None
        return SumCells(
            self.amount,
            self.minimum,
            self.maximum,
            self.precision,
            self.currency or "EUR",
            self.sum_kind,
            self.per,
        )

    def contradictions(self) -> Iterator[Contradiction]:
        """A sum needs precision, kind and currency; a period does not end before it starts."""
        yield from period_contradictions(self.start, self.end)
        stated = [self.amount, self.minimum, self.maximum]
        if self.sum is not None:
            yield from sum_contradictions(self.sum)
            for column in ("sum_kind", "currency"):
                if not getattr(self, column):
                    yield column, say("is empty, but the row states a sum")
        elif any(stated) or self.per:
            yield "precision", say("is empty, but the row states a sum")


def _and(names: set[str]) -> str:
    return say(" and ").join(sorted(names))

"""
Dates in the precision that a source states, and the one rule by which they compare.

A year, a month and a day are stretches of days. They are ordered by their first day, the longer
stretch first: ``2021``, ``2021-01``, ``2021-01-01``, ``2021-10-29``, ``2022``. Written in ISO 8601
this is the order of the texts, so ``<`` here, ``ORDER BY STR(?date)`` in SPARQL and a spreadsheet
agree. Whether one lies *before* the other is another question: ``2021`` is not before
``2021-10-29``, for it may mean the same day.
"""

import re
from datetime import date
from functools import lru_cache
from typing import ClassVar, Self

from wirlod.saying import message

FORM = re.compile(r"(?:19|20|21)[0-9]{2}(?:-[0-9]{2}){0,2}")

REMEMBERED = 20_000
"""Texts of which it is known what date they are: more than there are days in fifty years."""

DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""Length of a date → the XML Schema datatype of its precision."""


class PartialDate(str):
    """
    A year, a month or a day.

    >>> PartialDate.from_text("2026-01").datatype, PartialDate.from_text("2021").last_day
    ('xsd:gYearMonth', datetime.date(2021, 12, 31))
    """

    wanted: ClassVar[str] = message("a date that exists, written 2021, 2026-01 or 2021-10-29")
    __slots__ = ()

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read *text*; a ValueError means that it is no date in the calendar, 1900 to 2199."""
        if not FORM.fullmatch(text):
            raise ValueError(text)
        date.fromisoformat((text + "-01-01")[:10])
        return cls(text)

    @classmethod
    @lru_cache(maxsize=REMEMBERED)
    def read(cls, text: str) -> Self | None:
        """Read *text*, None where it is no date."""
        try:
            return cls.from_text(text)
        except ValueError:
            return None

    def __lt__(self, other: str) -> bool:
        """Order by the first day, the longer stretch first."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._rank < other._rank

    def __gt__(self, other: str) -> bool:
        """Order by the first day, the longer stretch first."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._rank > other._rank

    def __le__(self, other: str) -> bool:
        """Order by the first day, the longer stretch first."""
        return not self > other

    def __ge__(self, other: str) -> bool:
        """Order by the first day, the longer stretch first."""
        return not self < other

    @property
    def _rank(self) -> tuple[date, int]:
        return self.first_day, len(self)

    @property
    def datatype(self) -> str:
        """The XML Schema datatype that has this precision."""
        return DATATYPES[len(self)]

    @property
    def year(self) -> int:
        """The year it lies in."""
        return int(self[:4])

    @property
    def first_day(self) -> date:
        """The first day it can mean."""
        return date.fromisoformat((self + "-01-01")[:10])

    @property
    def last_day(self) -> date:
        """The last day it can mean."""
        if len(self) == len("2021-10-29"):
            return self.first_day
        month = 12 if len(self) == len("2021") else int(self[5:])
        following = date(self.year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)

    def is_before(self, other: "PartialDate") -> bool:
        """
        Tell whether it can only lie before *other*.

        >>> year, day = PartialDate("2021"), PartialDate("2021-10-29")
        >>> year.is_before(day), PartialDate("2021-09").is_before(day)
        (False, True)
        """
        return self.last_day < other.first_day

    def includes(self, other: "PartialDate") -> bool:
        """
        Tell whether *other* lies within it, whatever day is meant.

        >>> PartialDate("2021").includes(PartialDate("2021-10-29"))
        True
        """
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def may_equal(self, other: "PartialDate") -> bool:
        """Tell whether both can mean the same day."""
        return not self.is_before(other) and not other.is_before(self)


Stretch = tuple[PartialDate | None, PartialDate | None]
"""From … to …, each end of which may be open."""


def surely_overlap(one: Stretch, other: Stretch) -> bool:
    """
    Tell whether both share a day, whichever days are meant.

    Where one ends in the month or year in which the other begins, they need not.

    >>> january = PartialDate("2024-01")
    >>> surely_overlap((None, january), (january, None))
    False
    """
    return _reaches(one[1], other[0]) and _reaches(other[1], one[0])


def _reaches(end: PartialDate | None, start: PartialDate | None) -> bool:
    return end is None or start is None or start.last_day <= end.first_day


def may_overlap(one: Stretch, other: Stretch) -> bool:
    """
    Tell whether both can share a day; only then can something be said of the one in the other.

    >>> may_overlap((PartialDate("2021"), None), (None, PartialDate("2020-12-31")))
    False
    """
    return _may_reach(one[1], other[0]) and _may_reach(other[1], one[0])


def _may_reach(end: PartialDate | None, start: PartialDate | None) -> bool:
    return end is None or start is None or not end.is_before(start)

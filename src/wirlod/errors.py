"""
Every error of the house: one class per decision a caller can take.

::

    WirlodError
    ├── SettingsError           a setting is unknown or has a value it cannot have
    ├── SourceError             files in data/ have problems; carries all of them
    ├── ValidationError         the records break a shape; carries all problems
    ├── PublishingError         an edition could not be made or switched to
    │   ├── PublisherBusy       another publisher holds the lock
    │   └── LossRefused         the edition would drop too much of what is published
    ├── PushFailed              an engine elsewhere did not take an edition
    │   └── PushBusy            somebody else pushes to the same engine
    ├── NothingPublished        there is no edition to read
    ├── EditionNotFound         no edition has this name
    ├── EditionDamaged          a file of an edition is not what was written
    ├── ThingNotFound           no thing has this address
    │   └── ThingWithdrawn      there was one; carries its tombstone
    ├── AddressMalformed        an address cannot be read, or asks for what cannot be
    ├── NotAcceptable           none of the offered formats fits
    ├── WorkersUnavailable      no process can be started that answers strangers' queries
    └── QueryError              a query was not answered
        ├── QueryMalformed      it cannot be read; carries line and column
        ├── QueryTextTooLong    its text is longer than the limit
        ├── QueryRefused        it asks for what is not allowed here
        ├── QueryNotWritable    its answer cannot be said in the format asked for
        ├── QueryTimeout        it took longer than the limit
        ├── QueryTooLarge       it needs more memory or gives more rows than the limit
        ├── EngineFailed        the engine elsewhere that holds the triples did not answer it
        └── QueryBusy           more queries wait than can be served
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import msgspec


class WirlodError(Exception):
    """What a person can act on; the message says where, what was found, what to do."""


class SettingsError(WirlodError):
    """A setting is unknown or has a value it cannot have."""


class Origin(msgspec.Struct, frozen=True, order=True):
    """The place in a source file that a row or document came from; lines count from 1."""

    path: Path
    line: int = 1

    def __str__(self) -> str:
        """``data/grants.csv:17``."""
        return f"{self.path}:{self.line}"


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing to repair in a source file."""

    origin: Origin
    message: str
    column: str = ""

    def __str__(self) -> str:
        """``data/grants.csv:17: amount: found '1,5 Mio', wanted a number such as 1500000``."""
        column = f"{self.column}: " if self.column else ""
        return f"{self.origin}: {column}{self.message}"


class _WithProblems(WirlodError):
    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[object, ...]:
        """Cross the border between processes with all problems."""
        return type(self), (self.problems,)


class SourceError(_WithProblems):
    """Source files have problems; :attr:`problems` has all of them, in the order of the files."""

    @classmethod
    def at(cls, path: Path, message: str, line: int = 1) -> Self:
        """Make the error of the one problem that the file at *path* has."""
        return cls([Problem(Origin(path, line), message)])


class ValidationError(_WithProblems):
    """Records break a shape; :attr:`problems` has all of them, in the order of the files."""


class PublishingError(WirlodError):
    """An edition could not be made or switched to."""


class PublisherBusy(PublishingError):
    """Another publisher holds the lock."""


class LossRefused(PublishingError):
    """The edition would drop too much of what is published; the message says how to allow it."""


class PushFailed(WirlodError):
    """An engine elsewhere did not take an edition; it serves what it served before."""


class PushBusy(PushFailed):
    """Somebody else pushes to the same engine."""


class NothingPublished(WirlodError):
    """There is no edition to read."""


class EditionNotFound(WirlodError):
    """No edition has this name."""


class EditionDamaged(WirlodError):
    """A file of an edition is not what was written."""


class ThingNotFound(WirlodError):
    """No thing has this address."""


class ThingWithdrawn(ThingNotFound):
    """A thing was published once and is no more."""

    def __init__(self, message: str, tombstone: msgspec.Struct) -> None:
        super().__init__(message)
        self.tombstone = tombstone


class AddressMalformed(WirlodError):
    """An address cannot be read, or asks for what cannot be."""


class NotAcceptable(WirlodError):
    """None of the offered formats fits the request."""


class WorkersUnavailable(WirlodError):
    """No process can be started that answers strangers' queries."""


class QueryError(WirlodError):
    """A query was not answered."""


class QueryMalformed(QueryError):
    """A query cannot be read; line and column count from 1, 0 where the engine gives none."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.place = ""
        """The line at fault with a mark under the column, to be shown in a fixed-width font."""


class QueryTextTooLong(QueryError):
    """The text of a query is longer than the limit."""


class QueryRefused(QueryError):
    """A query asks for what is not allowed here."""


class QueryNotWritable(QueryError):
    """An answer has what the format asked for cannot say."""


class QueryTimeout(QueryError):
    """A query took longer than the limit."""


class QueryTooLarge(QueryError):
    """A query needs more memory, or gives more, than the limit."""


class EngineFailed(QueryError):
    """The engine elsewhere that holds the triples did not answer; its address is not told."""


class QueryBusy(QueryError):
    """More queries wait than can be served."""

"""
What a cell can hold: text → value, one small type each, and how to say what is wanted.

The types of a row's attributes are the columns' types; ``X | None`` may be blank, ``list[X]``
holds several separated by a space (:class:`Texts`: by ``|``).
"""

import re
from collections.abc import Callable, Mapping
from types import NoneType
from typing import Any, ClassVar, Self, get_args, get_origin

from pyoxigraph import NamedNode

from wirlod.errors import PublishingError
from wirlod.iris import is_key
from wirlod.saying import message, say

ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!#-;=?-\[\]_a-z~]*)?")
SUM = re.compile(r"[0-9]{1,15}(?:[.][0-9]{1,2})?")
NUMBER = re.compile(r"[0-9]{1,15}")

Reader = Callable[[str], object]
"""Makes a value of the text of a cell, or raises a ValueError."""

Teller = Callable[[], str]
"""Tells what is wanted, in the language of the run."""


class Cell(str):
    """Text of a certain form."""

    wanted: ClassVar[str]
    """What the form is, with an example, for the person who repairs the cell."""

    __slots__ = ()

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read *text*; a ValueError means that it is not what is wanted."""
        if not cls.fits(text):
            raise ValueError(text)
        return cls(text)

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* has the form."""
        raise TypeError(f"{cls.__name__} does not say what fits")


class Text(Cell):
    """Any words, without control characters."""

    wanted = message("words")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is printable."""
        return text.replace("\n", " ").isprintable()


class KeyCell(Cell):
    """A key of our own."""

    wanted = message(
        "a key of small letters a-z, digits and single hyphens, such as musterstadt-2022"
    )
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is a slug."""
        return is_key(text)


class Iri(Cell):
    """An absolute web address."""

    wanted = message("a web address such as https://example.org/a%20page, in ASCII without spaces")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is an http(s) URI with a host."""
        return ADDRESS.fullmatch(text) is not None and NamedNode(text) is not None


class Money(Cell):
    """A sum in euros; text, for money is no float."""

    wanted = message("a number such as 1500000 or 10330457.86")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is a sum above zero with at most two decimals."""
        return SUM.fullmatch(text) is not None and text.strip("0.") != ""

    @property
    def canonical(self) -> str:
        """
        The one spelling that survives the store.

        >>> Money.from_text("10330457.80").canonical
        '10330457.8'
        """
        return self.rstrip("0").rstrip(".") if "." in self else self.lstrip("0")


class Count(Cell):
    """How many."""

    wanted = message("a whole number such as 21")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is a natural number."""
        return NUMBER.fullmatch(text) is not None


class Code(Cell):
    """A code of a list of the ontology; subclasses say of which."""

    scheme: ClassVar[str]
    __slots__ = ()


class CodeLists:
    """Which codes each list has."""

    def __init__(self, codes: Mapping[str, tuple[str, ...]]) -> None:
        self._codes = codes

    def __getitem__(self, scheme: str) -> tuple[str, ...]:
        """
        Give the codes of the list *scheme*.

        :raises PublishingError: when there is no such list.
        """
        if scheme not in self._codes:
            raise PublishingError(
                say("the ontology has no code list {scheme!r}, which columns need", scheme=scheme)
            )
        return self._codes[scheme]


NO_CODES = CodeLists({})
"""For tables of which no column chooses from a list."""


class Texts(Cell):
    """Several texts, separated by ``|``."""

    wanted = message("words, several separated by ' | '")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether every part has words."""
        return Text.fits(text) and all(part.strip() for part in text.split("|"))

    @property
    def parts(self) -> list[str]:
        """The texts."""
        return [part.strip() for part in self.split("|")]


def read_cell(text: str, column_type: object, codes: CodeLists) -> object:
    """
    Read *text* as what *column_type* says.

    :raises ValueError: with what is wanted.
    """
    return cell_reader(column_type, codes)(text)


def cell_reader(column_type: object, codes: CodeLists) -> Reader:
    """Give what reads a cell of *column_type*; it raises a ValueError with what is wanted."""
    if NoneType in get_args(column_type):
        read_full = cell_reader(get_args(column_type)[0], codes)
        return lambda text: read_full(text) if text else None
    if get_origin(column_type) is list:
        read_item = cell_reader(get_args(column_type)[0], codes)
        return lambda text: [read_item(part) for part in text.split()]
    read, tell_wanted = _reader_of_one(column_type, codes)

    def read_one(text: str) -> object:
        try:
            if not text:
                raise ValueError
            return read(text)
        except ValueError:
            raise ValueError(tell_wanted()) from None

    return read_one


def _reader_of_one(column_type: object, codes: CodeLists) -> tuple[Reader, Teller]:
    """Give what reads one value, and what tells what it wants."""
    if isinstance(column_type, type) and issubclass(column_type, Code):
        return _chooser(codes[column_type.scheme], column_type)
    if isinstance(column_type, type):
        cell: Any = column_type
        return cell.from_text, lambda: say(cell.wanted)
    return _chooser(get_args(column_type), str)


def _chooser(choices: tuple[str, ...], kind: type[str]) -> tuple[Reader, Teller]:
    """Give what reads one of *choices*, and what tells what it wants."""

    def choose(text: str) -> str:
        if text not in choices:
            raise ValueError(text)
        return kind(text)

    return choose, lambda: say("one of {choices}", choices=", ".join(choices))

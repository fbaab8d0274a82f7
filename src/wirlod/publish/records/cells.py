"""
What a cell can hold: text → value, one small type each, and how to say what is wanted.

The types of a row's attributes are the columns' types; ``X | None`` may be blank, ``list[X]``
holds several separated by a space (:class:`Texts`: by ``|``).
"""

import re
from collections.abc import Callable
from decimal import Decimal
from types import NoneType
from typing import ClassVar, Literal, Self, get_args, get_origin

from pyoxigraph import NamedNode

from wirlod.iris import is_key


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

    wanted = "words"
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is printable."""
        return text.replace("\n", " ").isprintable()


class KeyCell(Cell):
    """A key of our own."""

    wanted = "a key of small letters a-z, digits and single hyphens, such as musterstadt-2022"
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is a slug."""
        return is_key(text)


class Iri(Cell):
    """An absolute web address."""

    wanted = "a web address such as https://example.org/a%20page, in ASCII without spaces"
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is an http(s) URI with a host."""
        if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!-~]*)?", text):
            return False
        return NamedNode(text) is not None and not re.search(r'[<>"{}|\\^`]', text)


class Money(Cell):
    """A sum in euros; text, for money is no float."""

    wanted = "a number such as 1500000 or 10330457.86"
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is a sum above zero with at most two decimals."""
        return re.fullmatch(r"[0-9]{1,15}([.][0-9]{1,2})?", text) is not None and Decimal(text) > 0

    @property
    def canonical(self) -> str:
        """
        The one spelling that survives the store.

        >>> Money.from_text("10330457.80").canonical
        '10330457.8'
        """
        return self.rstrip("0").rstrip(".") if "." in self else str(Decimal(self))


class Count(Cell):
    """How many."""

    wanted = "a whole number such as 21"
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is a natural number."""
        return re.fullmatch(r"[0-9]{1,15}", text) is not None


class Texts(Cell):
    """Several texts, separated by ``|``."""

    wanted = "words, several separated by ' | '"
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether every part has words."""
        return Text.fits(text) and all(part.strip() for part in text.split("|"))

    @property
    def parts(self) -> list[str]:
        """The texts."""
        return [part.strip() for part in self.split("|")]


def read_cell(text: str, column_type: object) -> object:
    """
    Read *text* as what *column_type* says.

    :raises ValueError: with what is wanted.
    """
    return cell_reader(column_type)(text)


def cell_reader(column_type: object) -> Callable[[str], object]:
    """Give what reads a cell of *column_type*; it raises a ValueError with what is wanted."""
    if NoneType in get_args(column_type):
        read_full = cell_reader(get_args(column_type)[0])
        return lambda text: read_full(text) if text else None
    if get_origin(column_type) is list:
        read_item = cell_reader(get_args(column_type)[0])
        return lambda text: [read_item(part) for part in text.split()]
    choices = get_args(column_type)
    read: Callable[[str], object] = getattr(column_type, "from_text", None) or _chooser(choices)
    complaint = wanted(column_type)

    def read_one(text: str) -> object:
        try:
            if not text:
                raise ValueError
            return read(text)
        except ValueError:
            raise ValueError(complaint) from None

    return read_one


def _chooser(choices: tuple[str, ...]) -> Callable[[str], str]:
    def choose(text: str) -> str:
        if text not in choices:
            raise ValueError(text)
        return text

    return choose


def wanted(column_type: object) -> str:
    """Say what a cell of *column_type* should hold."""
    if get_origin(column_type) is Literal:
        return "one of " + ", ".join(get_args(column_type))
    text: str = getattr(column_type, "wanted", "")
    return text

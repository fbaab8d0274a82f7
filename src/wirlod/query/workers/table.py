"""The first rows of a result, for a page: small, and read by people."""

import msgspec


class Cell(msgspec.Struct, frozen=True, array_like=True):
    """One term."""

    kind: str
    """iri, blank, literal or triple."""
    text: str
    language: str = ""
    datatype: str = ""
    """IRI of the datatype of a literal."""


class Table(msgspec.Struct, frozen=True):
    """Named columns and rows; or the answer of an ASK."""

    names: list[str] = []
    rows: list[list[Cell | None]] = []
    more: bool = False
    """Whether there were more rows than are here."""
    boolean: bool | None = None

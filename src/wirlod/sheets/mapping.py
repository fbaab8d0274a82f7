"""
The mapping of a table: which column is what. A small YAML file, described in ``data/README.md``.

The classes here are its one definition; ``mapping.schema.json``, which editors can check against,
is made of them, and a test holds the two equal.
"""

from typing import Literal

import msgspec

from wirlod.sheets.days import DateOrder
from wirlod.sheets.forms import NumberForm

SumKind = Literal["grant", "paid", "eligible-expenditure", "total-cost", "other-share"]
SeveralSums = Literal["first", "add", "each"]
Column = str
"""What its header says, its letters as in a spreadsheet (``C``), or what stands above: ``$…``."""
ABOVE = "$"
"""What begins the name of a column that is none: ``$sheet``, ``$heading``, ``$heading A``."""
Key = str


def _file_name(attribute: str) -> str:
    """Name an attribute as the file does."""
    short = {"number_form": "numbers", "date_order": "dates"}
    return short.get(attribute, attribute.replace("_", "-"))


class _Part(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, rename=_file_name
):
    """A part of a mapping; what it does not know is an error."""


class Source(_Part, frozen=True):
    """Where the table comes from, as the catalogue and every page about its rows say it."""

    title: str
    publisher: str
    """Who publishes the table, in words."""
    url: str
    """Where it was fetched, or the page that offers it."""
    title_en: str = ""
    licence: str = ""
    """An address of http://dcat-ap.de/def/licenses/; blank where the office names none."""
    attribution: str = ""
    """Whom to name; blank: the publisher."""
    as_of: str = ""
    """The day the list speaks of: 2015-03-31."""


class Reading(_Part, frozen=True):
    """How the file is to be read; what is blank is found out."""

    sheets: list[str] = []
    """Names of sheets, all of one form; none: the first that has the header."""
    encoding: str = ""
    """``mixed``: UTF-8, and what is none is read as cp1252."""
    delimiter: str = ""
    """One sign, or ``tab``."""
    quote: Literal['"', "'", "none"] = '"'
    header: list[int] = []
    """Rows of the header, the first is 1; none: the first row that has the columns' names."""
    columns: list[str] = []
    """Names for the columns of a table that has no header, from the left."""
    number_form: NumberForm = "1.234,56"
    date_order: DateOrder = "day.month.year"


class Sum(_Part, frozen=True):
    """A column with sums of money."""

    column: Column
    kind: SumKind = "grant"
    factor: int = 1
    """1000 where the column counts thousands of euros."""
    year: int = 0
    """The year that the column is for, where each year has one."""


class Columns(_Part, frozen=True):
    """Which column is what; a list is read in order and joined."""

    recipient: list[Column] = []
    """None only where headings name the recipients of the rows below them."""
    recipient_place_after: str = ""
    """A sign after which the recipient's cell names the place: «Abwasserverband, Hofheim»."""
    legal_form: Column = ""
    place: Column = ""
    postal_code: Column = ""
    official_key: Column = ""
    """The official key of a municipality, district or state (AGS), or the regional key (ARS)."""
    district: Column = ""
    state: Column = ""
    purpose: list[Column] = []
    start: Column = ""
    end: Column = ""
    period: Column = ""
    """One cell with both ends."""
    notice_date: Column = ""
    file_number: Column = ""
    granting_authority: Column = ""
    natural_person: Column = ""
    """A column that says of each recipient whether it is a natural person."""
    also: list[Column] = []
    """Further columns whose cells are shown with the row."""


class Constants(_Part, frozen=True):
    """What is the same for every row; keys are those of the tables in ``data/``."""

    programme: Key = ""
    guideline: Key = ""
    priority: Key = ""
    funder: Key = ""
    granting_authority: Key = ""
    state: str = ""
    """The official key of the state (``06``) in which places are looked for."""
    place: str = ""
    """Where all recipients are, if no column says."""
    start: str = ""
    end: str = ""


class LeaveOut(_Part, frozen=True):
    """A rule that leaves rows out: where the column is blank, or is one of some words."""

    column: Column
    values: list[str] = []
    """None: where the cell is blank."""
    keep: list[str] = []
    """Instead: what stays, everything else is left out."""


class Rows(_Part, frozen=True):
    """What is done with rows that are no record of their own."""

    repeated: Literal["omit", "number", "refuse"] = "refuse"
    """Of rows with one key: the second of two equal ones is left out, or gets ``-2``."""
    negative: Literal["refuse", "omit"] = "refuse"
    """Sums below zero: corrections of other rows."""
    carry_down: list[Column] = []
    """Columns of which a blank cell means the one above."""
    continued: list[Column] = []
    """Where all of these are blank, a row goes on with the record above."""
    headings: Literal["", "place", "purpose", "granting_authority", "recipient"] = ""
    """What a row with a single text in it says of the rows below."""
    heading_begins: list[str] = []
    """Words that a heading begins with, whatever else stands in its row."""
    leave_out: list[LeaveOut] = []


class Mapping(_Part, frozen=True):
    """Everything a table needs to become records."""

    name: str
    """The folder below ``data/tables``, and what every address of a row begins with."""
    source: Source
    columns: Columns
    key: list[Column]
    """What tells one row from all others, in this file and the next: a file number, or several."""
    sums: list[Sum] = []
    several_sums: SeveralSums = "first"
    """Of several sums in a row: the first is the grant's, they are added, or each is a grant."""
    reading: Reading = Reading()
    constants: Constants = Constants()
    rows: Rows = Rows()
    natural_persons: Literal["omit", "anonymise", "publish"] = "anonymise"
    gone: Literal["keep", "withdraw"] = "keep"
    """What becomes of rows that a newer file no longer lists."""
    gone_reason: str = ""
    """Why they are withdrawn, as their address then says."""

    @property
    def used_columns(self) -> list[Column]:
        """Every column that is read, without repetition."""
        columns = self.columns
        fields = ("legal_form", "place", "postal_code", "official_key", "district", "state",
                  "start", "end", "period", "notice_date", "file_number", "granting_authority",
                  "natural_person")  # fmt: skip
        named = [
            *columns.recipient,
            *columns.purpose,
            *(getattr(columns, field) for field in fields),
            *(money.column for money in self.sums),
            *self.key,
            *self.rows.carry_down,
            *self.rows.continued,
            *(rule.column for rule in self.rows.leave_out),
            *columns.also,
        ]
        return list(dict.fromkeys(n for n in named if n and not n.startswith(ABOVE)))

    @property
    def told_above(self) -> list[Column]:
        """Every column that is none but stands above the rows, without repetition."""
        named = [*msgspec.structs.astuple(self.columns), *self.key]
        flat = (n for name in named for n in (name if isinstance(name, list) else [name]))
        return list(dict.fromkeys(name for name in flat if name.startswith(ABOVE)))

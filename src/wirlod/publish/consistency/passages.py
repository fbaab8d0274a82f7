"""
A passage says what it is evidence of.

It is read with the readers that read releases: the value in the record and the value in the words
must be the same. A property whose value is no number, date or name of a record is not compared.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation

from wirlod.errors import Problem
from wirlod.folding import fold
from wirlod.kinds import KINDS
from wirlod.publish.records.kinds import ROW_TYPES
from wirlod.publish.register import Found, Register, origin_of, table_name
from wirlod.saying import say
from wirlod.values.amounts import AmountMention, find_amounts
from wirlod.values.dates import find_dates, resolve_date
from wirlod.values.numerals import read_digits, read_number_word
from wirlod.values.partial_dates import PartialDate
from wirlod.values.periods import find_periods

PASSAGES = """
SELECT e.*, r.date AS released FROM evidence AS e LEFT JOIN releases AS r ON r.key = e.release
"""
TABLE_OF = {
    kind: table_name(row_type)
    for row_type in ROW_TYPES
    for kind, _, key in [row_type.target.partition("/")]
    if key == "{key}" and kind in KINDS
}
"""Kind of a thing → table of its rows."""

SUMS = {"value": "amount", "minimum": "minimum", "maximum": "maximum"}
DATES = {
    "periodStart": "start",
    "periodEnd": "end",
    "startDate": "date",
    "endDate": "end",
    "issued": "date",
    "asOf": "as_of",
    "attestedOn": "attested",
    "since": "since",
    "until": "until",
    "validFrom": "valid_from",
    "validThrough": "valid_to",
}
NAMES = {
    "recipient": ("recipient", "organisations"),
    "funder": ("funder", "organisations"),
    "grantingAuthority": ("granting_authority", "organisations"),
    "givenBy": ("given_by", "people"),
    "receivedBy": ("received_by", "people"),
    "place": ("place", "territories"),
    "placeOfIssue": ("place", "territories"),
    "unitOf": ("unit_of", "organisations"),
}
"""Property in the context → column of the row; for names, the table that the column refers to."""

NAMED = {
    kind for kind, table in TABLE_OF.items() if table in {named for _, named in NAMES.values()}
}
"""Kinds of what they name."""

RESTATED = """
WHERE 'release/' || e.release IN restated
  OR SUBSTR(e.supports, 1, INSTR(e.supports || '#', '#') - 1) IN restated
"""
NAMING_SOMETHING = f" OR e.property IN ({', '.join(map(repr, NAMES))})"
"""What is called otherwise may be named by any of these."""

NAMING = ("label", "official_name", "name", "abbreviation", "family_name")
SEVERAL_NAMES = ("alternative_names", "colloquial_names")
TITLES = re.compile(
    r"^(?:(?:universitäts|kreis|landeshaupt)?stadt|gemeinde|landkreis|kreis)\s+", re.IGNORECASE
)
NUMBER = re.compile(r"\d[\d.,' ]*|[A-Za-zäöüÄÖÜß]+")

Cell = Callable[[str], str]
"""Gives what the row that a passage supports says in a column."""


def find_other_values(register: Register) -> Iterator[Problem]:
    """The words say what the record says; of an edition that was published, they said so."""
    for passage in register.ask(PASSAGES + _choose(register)):
        row = find_row(register, passage["supports"])
        if row is None:
            continue
        complaint = _complain(passage, row, register)
        if complaint:
            column, value, found = complaint
            said = (
                say("found {found}", found=", ".join(found)) if found else say("found none there")
            )
            yield Problem(
                origin_of(passage),
                say(
                    "is evidence of {column} {value!r} in {place}, but {said}",
                    column=column,
                    value=value,
                    place=origin_of(row),
                    said=said,
                ),
                "exact",
            )


def _choose(register: Register) -> str:
    """Choose the passages that may say other than they are evidence of, as a condition."""
    if register.restated is None:
        return ""
    return RESTATED + (NAMING_SOMETHING if register.restated & NAMED else "")


def find_row(register: Register, supports: str) -> Found | None:
    """Find the row that states what *supports* names: of the thing, or of a part with its own."""
    thing, _, part = supports.partition("#")
    kind, _, key = thing.partition("/")
    for table, parents in (("claims", "claim-"), ("roles", "role-"), ("names", "name-")):
        if part.startswith(parents):
            target = f"{thing}#{part.removesuffix('-amount').removesuffix('-period')}"
            query = f"SELECT * FROM {table} WHERE target = :target"
            return next(register.ask(query, target=target), None)
    if kind not in TABLE_OF:
        return None
    return register.row(TABLE_OF[kind], key)


def _complain(passage: Found, row: Found, register: Register) -> tuple[str, str, list[str]] | None:
    """Give the column, its value and what the words have instead; None where they agree."""
    name = passage["property"]
    if name in SUMS or (name == "precision" and "amount" in row):
        return _complain_of_sum(passage, row, name)
    if name in DATES:
        return _complain_of_date(passage, row, DATES[name])
    if name in NAMES:
        return _complain_of_name(passage, row, register)
    if name == "number":
        number = row["number"]
        found = _numbers(passage["exact"])
        return None if _decimal(number or "0") in found else (name, number, [str(n) for n in found])
    return None


def _complain_of_sum(passage: Found, row: Found, name: str) -> tuple[str, str, list[str]] | None:
    said = find_amounts_in(passage["prefix"], passage["exact"], passage["suffix"])
    columns = [SUMS[name]] if name in SUMS else list(SUMS.values())
    for column in columns:
        value = _decimal(row[column])
        same = [m for m in said if value in (m.low, m.high)]
        if value is not None and same:
            precisions = {m.as_amount().precision for m in same}
            if row["precision"] in precisions:
                return None
            return "precision", row["precision"], sorted(precisions)
    column = next((column for column in columns if row[column]), columns[0])
    return column, row[column], [f"{m.low:f}" for m in said]


def find_amounts_in(prefix: str, exact: str, suffix: str) -> list[AmountMention]:
    """Find the sums in *exact*, read beside what stands around it; of two readings the longer."""
    start = len(prefix)
    said = find_amounts(prefix + exact + suffix)
    inside = [m for m in said if m.start < start + len(exact) and start < m.end]
    return [m for m in inside if not any(_is_within(m, other) for other in inside)]


def _is_within(one: AmountMention, other: AmountMention) -> bool:
    is_longer = other.end - other.start > one.end - one.start
    return is_longer and other.start <= one.start and one.end <= other.end


def _complain_of_date(passage: Found, row: Found, column: str) -> tuple[str, str, list[str]] | None:
    if column not in row or (value := PartialDate.read(row[column])) is None:
        return None
    said = sorted(set(_dates(passage["exact"], passage["released"])))
    if any(value.includes(day) for day in said):
        return None
    return column, value, list(said)


def _dates(text: str, released: str | None) -> Iterator[PartialDate]:
    """Yield the dates that *text* states, those that follow from the day of its release too."""
    mentions = (resolve_date(mention, released)[0] for mention in find_dates(text))
    ends = (end for m in find_periods(text) for end in (m.period.start, m.period.end))
    for said in (*mentions, *ends):
        if said and (day := PartialDate.read(said)):
            yield day


def _complain_of_name(
    passage: Found, row: Found, register: Register
) -> tuple[str, str, list[str]] | None:
    column, table = NAMES[passage["property"]]
    if column not in row or not row[column]:
        return None
    text = f" {fold(passage['exact'])}"
    for key in row[column].split():
        names = list(find_names(register, table, key))
        if names and not any(f" {fold(name)}" in text for name in names):
            return column, row[column], []
    return None


def find_names(register: Register, table: str, key: str) -> Iterator[str]:
    """Yield what the thing *key* of *table* is called, with and without «Stadt», «Landkreis»."""
    for column in NAMING:
        yield from _variants([register.cell(table, key, column)])
    for column in SEVERAL_NAMES:
        yield from _variants(register.cell(table, key, column).split("|"))
    query = "SELECT name, abbreviation FROM names WHERE organisation = :key"
    for row in register.ask(query, key=key) if table == "organisations" else ():
        yield from _variants([row["name"], row["abbreviation"]])


def _variants(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name.strip():
            yield name
            yield TITLES.sub("", name.strip())


def _numbers(text: str) -> list[int]:
    """List the whole numbers in *text*, in digits or words."""
    found = []
    for match in NUMBER.finditer(text):
        word = match.group().strip(" .,'")
        number = read_digits(word) if word[:1].isdigit() else read_number_word(word)
        if number is not None and number == int(number):
            found.append(int(number))
    return found


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


NOT_CITED = """
SELECT e.path, e.line, e.release, e.supports FROM evidence AS e
"""


def find_uncited_passages(register: Register) -> Iterator[Problem]:
    """What a passage is evidence of cites the release that it stands in."""
    for passage in register.ask(NOT_CITED):
        row = find_row(register, passage["supports"])
        if row is None or "sources" not in row:
            continue
        if passage["release"] not in row["sources"].split():
            message = say(
                "is evidence of {supports}, but {place} does not name {release} among its sources",
                supports=passage["supports"],
                place=origin_of(row),
                release=passage["release"],
            )
            yield Problem(origin_of(passage), message, "supports")


ERRORS = (find_other_values,)
WARNINGS = (find_uncited_passages,)

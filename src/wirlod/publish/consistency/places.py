"""Territories and organisations: what lies in what, which name and form is valid when."""

from collections.abc import Iterator

from wirlod.errors import Problem
from wirlod.publish.money import MOST_STEPS
from wirlod.publish.register import Found, Register, origin_of
from wirlod.saying import message, say
from wirlod.values.partial_dates import PartialDate, Stretch, may_overlap, surely_overlap

CHAINS = (
    ("territories", "within"),
    ("territories", "predecessor"),
    ("organisations", "unit_of"),
    ("programmes", "predecessor"),
    ("guidelines", "predecessor"),
)
"""Columns by which a row leads to another of its table, and on; none may lead back."""

RANKS = {
    "state": 0,
    "district": 1,
    "district-free-city": 1,
    "special-status-city": 2,
    "municipality": 2,
}
"""How far from the state a type of territory is."""

PAIRS = """
SELECT later.path, later.line, earlier.path AS other_path, earlier.line AS other_line,
  later.valid_from AS start, later.valid_to AS end,
  earlier.valid_from AS other_start, earlier.valid_to AS other_end {more}
FROM {table} AS later JOIN {table} AS earlier ON {condition}
"""
NAMES = PAIRS.format(
    table="names",
    more="",
    condition="earlier.organisation = later.organisation AND earlier.rowid < later.rowid",
)
FORMS = PAIRS.format(table="territories", more="", condition="earlier.key = later.predecessor")
CODES = PAIRS.format(
    table="territories",
    more=", later.ags",
    condition="earlier.ags = later.ags AND later.ags != '' AND earlier.rowid < later.rowid",
)
INSIDE = """
SELECT t.*, o.key AS other, o.type AS other_type, o.ags AS other_ags,
  o.valid_from AS other_start, o.valid_to AS other_end, o.path AS other_path, o.line AS other_line
FROM territories AS t JOIN territories AS o ON o.key = t.within
"""
CENTRES = """
SELECT g.key, g.recipient, g.path, g.line, c.key AS centre, c.unit_of,
  c.path AS other_path, c.line AS other_line
FROM grants AS g JOIN organisations AS c ON c.key = g.centre
WHERE c.unit_of != g.recipient
"""
SAME_LABEL = """
SELECT later.path, later.line, later.label, earlier.path AS other_path, earlier.line AS other_line
FROM organisations AS later JOIN organisations AS earlier
  ON earlier.label = later.label AND earlier.type = later.type AND earlier.rowid < later.rowid
"""
ROLES = """
SELECT q.path, q.line, q.speaker, q.role FROM quotations AS q
WHERE q.role != '' AND NOT EXISTS (
  SELECT 1 FROM roles AS r WHERE r.target = 'person/' || q.speaker || '#role-' || q.role)
"""
PUBLISHED_TWICE = """
SELECT later.path, later.line, later.url, earlier.path AS other_path, earlier.line AS other_line
FROM releases AS later JOIN releases AS earlier
  ON earlier.url = later.url AND later.url != '' AND earlier.rowid < later.rowid
"""
MERGED = """
SELECT o.path, o.line, o.key, l.cell FROM links AS l
JOIN organisations AS o ON o.rowid = l.source_rowid
WHERE l.source = 'organisations' AND l.field = 'merges' AND l.cell = o.key
"""


def find_circles(register: Register) -> Iterator[Problem]:
    """Nothing lies in itself, is a unit of itself or comes before itself."""
    for table, column in CHAINS:
        for row in register.ask(f"SELECT * FROM {table} WHERE \"{column}\" != ''"):
            chain = _follow(register, table, column, row["key"])
            if chain[-1] == row["key"] and len(chain) > 1:
                nearest = next(register.ask(f"SELECT * FROM {table} WHERE key = :k", k=chain[-2]))
                way = " → ".join(chain)
                message = say(
                    "leads back to {key}: {way} (see {place})",
                    key=row["key"],
                    way=way,
                    place=origin_of(nearest),
                )
                yield Problem(origin_of(row), message, column)


def _follow(register: Register, table: str, column: str, key: str) -> list[str]:
    """List what *key* leads to, step by step, up to where it has been or nothing follows."""
    chain = [key]
    while len(chain) < MOST_STEPS:
        following = register.cell(table, chain[-1], column)
        if not following:
            break
        chain.append(following)
        if following in chain[:-1]:
            break
    return chain


def _stretch(row: Found, before: str = "") -> Stretch:
    return PartialDate.read(row[f"{before}start"]), PartialDate.read(row[f"{before}end"])


def find_overlapping_names(register: Register) -> Iterator[Problem]:
    """An organisation has one official name at a time."""
    yield from _overlaps(register, NAMES, message("is a name at the same time as that in {other}"))


def find_overlapping_forms(register: Register) -> Iterator[Problem]:
    """A territory has one form at a time."""
    yield from _overlaps(
        register, FORMS, message("is valid at the same time as its predecessor in {other}")
    )


def find_shared_codes(register: Register) -> Iterator[Problem]:
    """An official key belongs to one territory at a time."""
    yield from _overlaps(
        register, CODES, message("has the official key of {other} at the same time"), "ags"
    )


def _overlaps(
    register: Register, query: str, complaint: str, column: str = "valid_from"
) -> Iterator[Problem]:
    for row in register.ask(query):
        if surely_overlap(_stretch(row), _stretch(row, "other_")):
            said = say(complaint, other=origin_of(row, "other_"))
            yield Problem(origin_of(row), said, column)


def find_wrong_order(register: Register) -> Iterator[Problem]:
    """A form of a territory does not come before its predecessor."""
    for row in register.ask(FORMS):
        start, other = _stretch(row)[0], _stretch(row, "other_")[1]
        if start is None or other is None or start.is_before(other):
            message = say(
                "follows {other_place}: say until when that was valid, and from when after "
                "it this is",
                other_place=origin_of(row, "other_"),
            )
            yield Problem(origin_of(row), message, "predecessor")


def find_misplaced(register: Register) -> Iterator[Problem]:
    """A territory lies in a larger one."""
    for row in register.ask(INSIDE):
        rank, other = (RANKS.get(row[name], 0) for name in ("type", "other_type"))
        if rank <= other and row["key"] != row["other"]:
            message = say(
                "a {type} does not lie in the {other_type} {other} ({other_place})",
                type=row["type"],
                other_type=row["other_type"],
                other=row["other"],
                other_place=origin_of(row, "other_"),
            )
            yield Problem(origin_of(row), message, "within")


def find_other_codes(register: Register) -> Iterator[Problem]:
    """The official key of a territory begins with that of what it lies in."""
    for row in register.ask(INSIDE):
        if row["ags"] and row["other_ags"] and not row["ags"].startswith(row["other_ags"]):
            message = say(
                "{ags} does not begin with {other_ags}, the official key of {other} "
                "({other_place}) in which it lies",
                ags=row["ags"],
                other_ags=row["other_ags"],
                other=row["other"],
                other_place=origin_of(row, "other_"),
            )
            yield Problem(origin_of(row), message, "ags")


def find_former_container(register: Register) -> Iterator[Problem]:
    """A territory lies in one that is there at the same time."""
    for row in register.ask(INSIDE):
        own = PartialDate.read(row["valid_from"]), PartialDate.read(row["valid_to"])
        if not may_overlap(own, _stretch(row, "other_")):
            message = say(
                "{other} ({other_place}) is not valid at the same time",
                other=row["other"],
                other_place=origin_of(row, "other_"),
            )
            yield Problem(origin_of(row), message, "within")


def find_foreign_centres(register: Register) -> Iterator[Problem]:
    """The centre that a grant funds is a unit of its recipient."""
    for row in register.ask(CENTRES):
        whose = row["unit_of"] or say("nobody")
        message = say(
            "{centre} is a unit of {whose} ({other_place}), not of the recipient {recipient}",
            centre=row["centre"],
            whose=whose,
            other_place=origin_of(row, "other_"),
            recipient=row["recipient"],
        )
        yield Problem(origin_of(row), message, "centre")


def find_twins(register: Register) -> Iterator[Problem]:
    """Two organisations of one type have different names."""
    for row in register.ask(SAME_LABEL):
        message = say(
            "found {label!r}, as in {other_place}: are they the same?",
            label=row["label"],
            other_place=origin_of(row, "other_"),
        )
        yield Problem(origin_of(row), message, "label")


def find_missing_roles(register: Register) -> Iterator[Problem]:
    """Somebody speaks in a role that roles.csv has."""
    for row in register.ask(ROLES):
        message = say(
            "found {role!r}, but roles.csv has no such role of {speaker}",
            role=row["role"],
            speaker=row["speaker"],
        )
        yield Problem(origin_of(row), message, "role")


def find_repeated_addresses(register: Register) -> Iterator[Problem]:
    """A page is one release."""
    for row in register.ask(PUBLISHED_TWICE):
        message = say(
            "is the address of {other_place} too: are they the same release?",
            other_place=origin_of(row, "other_"),
        )
        yield Problem(origin_of(row), message, "url")


def find_merged_with_itself(register: Register) -> Iterator[Problem]:
    """An organisation is not one of those it was formed from."""
    for row in register.ask(MERGED):
        yield Problem(origin_of(row), say("names {key} itself", key=row["key"]), "merges")


ERRORS = (
    find_circles,
    find_overlapping_names,
    find_overlapping_forms,
    find_wrong_order,
    find_misplaced,
    find_foreign_centres,
    find_missing_roles,
    find_merged_with_itself,
)
WARNINGS = (
    find_shared_codes,
    find_other_codes,
    find_former_container,
    find_twins,
    find_repeated_addresses,
)
NEEDS = {find_missing_roles: "roles.csv"}

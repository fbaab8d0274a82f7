"""
A mapping proposed for a table that nobody has described.

Header, numbers, dates and meaning are told by whole columns. Where two readings fit, one is chosen
and the doubt is said.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from wirlod.folding import fold
from wirlod.intake.choices import choose_form, choose_order, find_state, name_state
from wirlod.intake.guess import Guess
from wirlod.intake.guessed_keys import choose_key
from wirlod.intake.heads import Head, read_samples, richness
from wirlod.intake.meanings import ENOUGH, assign_meanings
from wirlod.intake.profiles import Profile, profile_column
from wirlod.intake.vocabulary import SUM_KINDS
from wirlod.saying import say
from wirlod.sheets.header import simple
from wirlod.sheets.lines import Line, column_letter
from wirlod.sheets.mapping import (
    Columns,
    Constants,
    Mapping,
    Reading,
    Rows,
    SeveralSums,
    Source,
    Sum,
)
from wirlod.sheets.tables import check_readable
from wirlod.sheets.text_files import MIXED, is_mixed
from wirlod.sheets.workbooks import is_workbook
from wirlod.values.keys import make_key
from wirlod.values.places import read_places

FACTORS = (
    (1_000_000, re.compile(r"\bMio\b|Million")),
    (1_000, re.compile(r"T€|TEUR|T EUR|\bTsd|in 1\.?000|[Tt]ausend")),
)
"""What the name of a column says that counts thousands or millions of euros."""
A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def guess_mapping(path: Path) -> Guess:
    """
    Propose a mapping for the table in *path*.

    :raises SourceError: where it cannot be read as a table.
    """
    check_readable(path)
    doubts: list[str] = []
    reading = _choose_encoding(path, doubts)
    samples = read_samples(path, reading)
    head, lines = max(samples, key=lambda sample: richness(*sample))
    profiles = _profile(head, lines)
    meanings = assign_meanings(profiles, bool(head.rows), doubts)
    mapping = _build(path, head, profiles, meanings, doubts)
    told = msgspec.structs.replace(mapping.reading, encoding=reading.encoding)
    mapping = msgspec.structs.replace(mapping, reading=told)
    guess = Guess(mapping, profiles, meanings, doubts)
    _say_sheets(samples, head, doubts)
    choose_key(path, guess)
    return guess


def _choose_encoding(path: Path, doubts: list[str]) -> Reading:
    if is_workbook(path) or not is_mixed(path):
        return Reading()
    doubts.append(say("encoding: some letters are not written like the others; «mixed» mends them"))
    return Reading(encoding=MIXED)


def _say_sheets(samples: list[tuple[Head, list[Line]]], head: Head, doubts: list[str]) -> None:
    others = [other.sheet for other, lines in samples if other.sheet != head.sheet and lines]
    if others:
        names = ", ".join(f"«{name}»" for name in others)
        doubts.append(
            say("sheets: {names} are read too where they have these columns", names=names)
        )


def _profile(head: Head, lines: Sequence[Line]) -> list[Profile]:
    width = max([len(head.names), *(len(line.cells) for line in lines)], default=0)
    again = {simple(name) for name in head.names if name}
    kept = [line for line in lines if sum(simple(text) in again for text in line.texts if text) < 2]
    profiles = []
    for position in range(width):
        values = [line.cells[position] if position < len(line.cells) else None for line in kept]
        name = head.names[position] if position < len(head.names) else ""
        profiles.append(profile_column(position, name, values))
    return [profile for profile in profiles if profile.filled > 0 or profile.header]


def _build(
    path: Path, head: Head, profiles: list[Profile], meanings: dict[int, str], doubts: list[str]
) -> Mapping:
    names = {p.position: p.header or column_letter(p.position) for p in profiles}
    by_field: dict[str, list[str]] = {}
    for position in sorted(meanings):
        by_field.setdefault(meanings[position], []).append(names[position])
    used = {p.position: p for p in profiles if p.position in meanings}
    columns = _columns(by_field, profiles, meanings, doubts)
    sums = [
        Sum(name, kind, _factor(name))  # type: ignore[arg-type]
        for kind in SUM_KINDS
        for name in by_field.get(kind, [])
    ]
    sums, several = _choose_years(sums, profiles, meanings, doubts)
    _doubt_sums(sums, used, meanings, doubts)
    state = find_state(used, meanings, doubts) or name_state(f"{path.stem} {head.title}", doubts)
    taken = {*columns.recipient, ""}
    rest = [p.header for p in profiles if p.position not in meanings and p.header not in taken]
    return Mapping(
        name=make_key(path.stem),
        source=_source(path, head, doubts),
        columns=msgspec.structs.replace(columns, also=rest[:30]),
        key=[],
        sums=sums,
        several_sums=several,
        reading=_reading(head, used, meanings, doubts),
        constants=Constants(state=state),
        rows=Rows(
            carry_down=_carried(used, meanings, names, doubts),
            headings="place" if _heads_places(head, columns, doubts) else "",
        ),
    )


def _factor(name: str) -> int:
    return next((factor for factor, words in FACTORS if words.search(name)), 1)


def _choose_years(
    sums: list[Sum], profiles: list[Profile], meanings: dict[int, str], doubts: list[str]
) -> tuple[list[Sum], SeveralSums]:
    """Take columns of sums that are named by years for one grant in each."""
    yearly = {}
    for profile in profiles:
        found = A_YEAR.findall(profile.header)
        is_free = meanings.get(profile.position) in (None, *SUM_KINDS)
        if len(found) == 1 and is_free and profile.number > ENOUGH:
            known = (money for money in sums if money.column == profile.header)
            money = next(known, Sum(profile.header, factor=_factor(profile.header)))
            yearly[profile.header] = msgspec.structs.replace(money, year=int(found[0]))
            meanings[profile.position] = money.kind
    if len({money.year for money in yearly.values()}) < 2:
        return sums, "first"
    doubts.append(say("several-sums: each year's sum is a grant; «add» makes one of them all"))
    return list(yearly.values()), "each"


def _heads_places(head: Head, columns: Columns, doubts: list[str]) -> bool:
    """Tell whether rows with a single text name the places of the rows below them."""
    texts = [text for text in head.single_texts if read_places().find(text)]
    if columns.place or len(texts) < 2 or 2 * len(texts) < len(head.single_texts):
        return False
    doubts.append(
        say("headings: rows such as «{text}» name the place of those below", text=texts[0])
    )
    return True


def _columns(
    by_field: dict[str, list[str]],
    profiles: list[Profile],
    meanings: dict[int, str],
    doubts: list[str],
) -> Columns:
    def one(field: str) -> str:
        return by_field.get(field, [""])[0]

    found = next((p for p in profiles if meanings.get(p.position) == "recipient"), None)
    after = ""
    if found and "place" not in by_field and found.places_after_comma > 0.5:
        after = ","
        doubts.append(say("place: read from the recipient's cell, after its last comma"))
    if not found:
        doubts.append(say("recipient: no column looks like recipients: name it before you import"))
    given = [profile.header for profile in profiles if "vorname" in fold(profile.header)]
    fields = ("legal_form", "place", "postal_code", "official_key", "district", "state",
              "start", "end", "notice_date", "file_number", "granting_authority",
              "natural_person")  # fmt: skip
    columns = Columns(
        recipient=list(dict.fromkeys([*by_field.get("recipient", []), *given])),
        recipient_place_after=after,
        purpose=by_field.get("purpose", []),
        period=one("period") if not (one("start") or one("end")) else "",
    )
    return msgspec.structs.replace(columns, **{field: one(field) for field in fields})


def _doubt_sums(
    sums: list[Sum], used: dict[int, Profile], meanings: dict[int, str], doubts: list[str]
) -> None:
    if not sums:
        doubts.append(say("sums: no column looks like sums of money"))
    if len(sums) > 1 and not any(money.year for money in sums):
        names = ", ".join(f"«{money.column}» ({money.kind})" for money in sums)
        doubts.append(
            say(
                "sums: of {names} the first that is stated in a row counts: check the order",
                names=names,
            )
        )
    elif sums and sums[0].kind != "grant":
        doubts.append(
            say(
                "sums: «{column}» is taken for {kind}, not for the grant",
                column=sums[0].column,
                kind=sums[0].kind,
            )
        )
    for money in sums:
        if money.factor != 1:
            doubts.append(
                say(
                    "sums: «{column}» is taken to count {factor:,} euros",
                    column=money.column,
                    factor=money.factor,
                )
            )
    texts = (t for p in used.values() if meanings[p.position] in SUM_KINDS for t in p.texts)
    if any(text.startswith(("-", "−")) for text in texts):
        doubts.append(
            say("sums: some are below zero and refused; «negative: omit» leaves them out")
        )


def _reading(
    head: Head, used: dict[int, Profile], meanings: dict[int, str], doubts: list[str]
) -> Reading:
    sums = [p for p in used.values() if meanings[p.position] in SUM_KINDS]
    days = [p for p in used.values() if meanings[p.position] in ("start", "end", "notice_date")]
    return Reading(
        header=list(head.rows),
        columns=[] if head.rows else [column_letter(n) for n in range(len(head.names))],
        number_form=choose_form(sums, doubts),
        date_order=choose_order(days, doubts),
    )


def _carried(
    used: dict[int, Profile], meanings: dict[int, str], names: dict[int, str], doubts: list[str]
) -> list[str]:
    """Name the columns that are filled only where they change."""
    sums = [p.filled for p in used.values() if meanings[p.position] in SUM_KINDS]
    fullest = max(sums, default=0)
    carried = [
        names[profile.position]
        for profile in used.values()
        if meanings[profile.position] in ("recipient", "place")
        and 0.05 < profile.filled < 0.8 * fullest
    ]
    if carried and any(meanings[p] == "recipient" and names[p] in carried for p in used):
        doubts.append(
            say(
                "carry-down: blank cells of {columns} are taken to mean the one above",
                columns=", ".join(carried),
            )
        )
        return carried
    return []


def _source(path: Path, head: Head, doubts: list[str]) -> Source:
    doubts.append(say("source: say title, publisher, url, licence and attribution yourself"))
    return Source(head.title or path.name, "unbekannt", "https://example.org/")

"""
From the tables of offices in ``data/tables/`` to rows of records, read through their mappings.

A table yields its grants one by one, and with them what they refer to and nobody has typed: bodies,
territories, and the table itself as the source of all.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from wirlod.errors import Origin, Problem, SourceError
from wirlod.publish.records.imported import CELL_SIGN, ImportedClaimRow, ImportedGrantRow
from wirlod.publish.records.organisation import OrganisationRow
from wirlod.publish.records.release import ReleaseRow
from wirlod.publish.records.stated import Known, Stated, fill, whole_of
from wirlod.saying import say
from wirlod.sheets.bodies import take_apart, tell_type
from wirlod.sheets.cells import Stated as Fields
from wirlod.sheets.cells import StatedSum
from wirlod.sheets.entries import Entry, LeftOut, read_entries
from wirlod.sheets.folder import (
    Match,
    TableFile,
    TableFolder,
    check_constants,
    check_file,
    find_folders,
)
from wirlod.sheets.mapping import Constants, Mapping
from wirlod.sheets.people import HIDDEN_NAME, hide_person, place_text
from wirlod.sheets.seen import Seen
from wirlod.values.keys import make_key
from wirlod.values.places import Place, locate, read_places

PRIVACY = {
    "omit": (
        "Zeilen über natürliche Personen sind nicht enthalten.",
        "Rows about natural persons are left out.",
    ),
    "anonymise": (
        "Natürliche Personen stehen ohne Namen, mit Landkreis und Jahren.",
        "Natural persons stand without name, with district and years.",
    ),
    "publish": (
        "Namen natürlicher Personen sind enthalten.",
        "Names of natural persons are included.",
    ),
}  # fmt: skip


def find_office_rows(data: Path) -> Iterator[Stated | Problem]:
    """Yield everything that the tables of offices state."""
    try:
        folders = find_folders(data)
    except SourceError as error:
        yield from error.problems
        return
    known = Known(data)
    for folder in folders:
        try:
            yield from _TableReader(folder, known).read()
        except SourceError as error:
            yield from error.problems


def table_key(name: str) -> str:
    """Give the key of a table among the sources."""
    return f"tabelle-{name}"


class _TableReader:
    """Reads the files of one source, the newest first."""

    def __init__(self, folder: TableFolder, known: Known) -> None:
        self.folder = folder
        self.known = known
        self.source = table_key(folder.name)
        self.matches = {match.names: match for match in folder.read_matches()}
        self.counts: Counter[str] = Counter()
        self.hidden: dict[str, Place | None] = {}

    def read(self) -> Iterator[Stated | Problem]:
        """Yield the grants of all files, then what they refer to."""
        if not self.folder.files:
            return
        for file in self.folder.files:
            yield from check_file(self.folder, file)
        mappings = [self.folder.mapping_of(file) for file in self.folder.files]
        for file, mapping in zip(self.folder.files, mappings, strict=True):
            path = self.folder.path / file.mapping
            problems = list(check_constants(self.known.data, mapping, path))
            if problems:
                yield from problems
                return
        newest = mappings[-1]
        taken = len(mappings) if newest.gone == "keep" else 1
        pairs = list(zip(self.folder.files, mappings, strict=True))[::-1][:taken]
        with Seen() as seen:
            for file, mapping in pairs:
                yield from self._read_file(file, mapping, seen if len(pairs) > 1 else None)
        yield from self._bodies(newest)
        yield from self._table(newest)

    def _read_file(
        self, file: TableFile, mapping: Mapping, seen: Seen | None
    ) -> Iterator[Stated | Problem]:
        path = self.folder.path / file.file
        is_newest = file is self.folder.files[-1]
        for outcome in read_entries(path, mapping):
            if is_newest and not (isinstance(outcome, Entry) and outcome.is_further):
                self.counts["read"] += 1
                self.counts[_kind(outcome)] += 1
            if isinstance(outcome, Entry) and (
                seen is None or seen.note(outcome.key, ()).number == 1
            ):
                yield from self._grant(outcome, mapping, Origin(path, outcome.line.number))

    def _grant(self, entry: Entry, mapping: Mapping, origin: Origin) -> Iterator[Stated | Problem]:
        names = ("recipient", entry.stated.recipient, entry.legal_form, place_text(entry))
        match = self.matches.get(names)
        authority = self.matches.get(("authority", entry.authority, "", ""))
        if match is None or (entry.authority and authority is None):
            missing = entry.stated.recipient if match is None else entry.authority
            message = say(
                "found {missing!r}, which is not in matches.csv: run 'wirlod import' again",
                missing=missing,
            )
            yield Problem(origin, message)
            return
        stated, recipient, cells = entry.stated, match.organisation, entry.cells
        if match.decision == "person":
            stated, cells = hide_person(stated, mapping.constants.state), ()
            recipient = self._hide(stated.place)
        decides = authority.organisation if authority else mapping.constants.granting_authority
        sheet = f"{origin.path.name}, {entry.line.sheet}" if entry.line.sheet else origin.path.name
        yield (
            ImportedGrantRow,
            fill(
                ImportedGrantRow,
                key=entry.key,
                recipient=recipient,
                granting_authority=decides,
                sources=self.source,
                basis="stated",
                table=self.source,
                sheet=sheet,
                row_number=str(entry.line.number),
                cells=CELL_SIGN.join(f"{place}: {text}" for place, text in cells),
                **_stated_cells(stated, mapping.constants),
            ),
            origin,
        )
        yield from self._claims(entry, stated, origin)

    def _claims(self, entry: Entry, stated: Fields, origin: Origin) -> Iterator[Stated]:
        """Yield every sum of a row that has several, the one that is the grant's first."""
        sums = [stated.sum, *stated.beside] if stated.sum and stated.beside else []
        for number, part in enumerate(sums, start=1):
            yield ImportedClaimRow, fill(
                ImportedClaimRow, grant=entry.key, key=f"{self.source}-{number}",
                source=self.source, preferred="yes" if number == 1 else "no",
                start=part.year or ("" if number > 1 else stated.start),
                end=part.year or ("" if number > 1 else stated.end),
                note=part.column, **_sum_cells(part),
            ), origin  # fmt: skip

    def _hide(self, district: str) -> str:
        """Give the key of the nameless recipients of a district."""
        key = f"natuerliche-personen-{district}" if district else "natuerliche-personen"
        self.hidden[key] = read_places().by_ags.get(district)
        return key

    def _bodies(self, mapping: Mapping) -> Iterator[Stated]:
        origin = Origin(self.folder.path / "matches.csv")
        spellings: dict[str, list[Match]] = {}
        for match in self.matches.values():
            if match.organisation and match.organisation not in self.known.organisations:
                spellings.setdefault(match.organisation, []).append(match)
        for key, matches in spellings.items():
            self.known.organisations.add(key)
            place = whole_of(locate(matches[0].place, mapping.constants.state))
            yield from self._body(key, matches, place, origin)
        for key, place in self.hidden.items():
            if key not in self.known.organisations:
                self.known.organisations.add(key)
                yield from self._nameless(key, place, origin)

    def _body(
        self, key: str, matches: list[Match], place: Place | None, origin: Origin
    ) -> Iterator[Stated]:
        if place:
            yield from self.known.territory_rows(place, origin)
        names = list(dict.fromkeys(take_apart(m.name, m.legal_form).shown for m in matches))
        first = take_apart(matches[0].name, matches[0].legal_form)
        kind = "authority" if matches[0].role == "authority" else tell_type(first)
        yield (
            OrganisationRow,
            fill(
                OrganisationRow,
                key=key,
                type=kind,
                label=names[0],
                alternative_names=" | ".join(name.replace("|", "/") for name in names[1:9]),
                territory=self.known.key_of(place),
                sources=self.source,
            ),
            origin,
        )

    def _nameless(self, key: str, place: Place | None, origin: Origin) -> Iterator[Stated]:
        german, english = HIDDEN_NAME
        if place:
            yield from self.known.territory_rows(place, origin)
            german, english = f"{german}, {place.name}", f"{english}, {place.name}"
        yield (
            OrganisationRow,
            fill(
                OrganisationRow,
                key=key,
                type="private-persons",
                label=german,
                label_en=english,
                territory=self.known.key_of(place),
                sources=self.source,
            ),
            origin,
        )

    def _table(self, mapping: Mapping) -> Iterator[Stated]:
        source, count = mapping.source, self.counts
        origin = Origin(self.folder.path / self.folder.files[-1].mapping)
        publisher = make_key(source.publisher)
        if publisher not in self.known.organisations:
            self.known.organisations.add(publisher)
            yield OrganisationRow, fill(
                OrganisationRow, key=publisher, type="authority", label=source.publisher,
                sources=self.source,
            ), origin  # fmt: skip
        files = "; ".join(
            f"{file.file}, übernommen am {file.imported}, SHA-256 {file.sha256}"
            for file in self.folder.files
        )
        privacy = PRIVACY[mapping.natural_persons]
        yield ReleaseRow, fill(
            ReleaseRow,
            key=self.source,
            title=source.title,
            title_en=source.title_en,
            type="office-table",
            date=source.as_of,
            publisher=f"organisation/{publisher}",
            url=source.url,
            licence=source.licence,
            language="de",
            note=f"Quellenvermerk: {source.attribution or source.publisher}. Dateien: {files}.",
            abstract=f"{count['read']} Zeilen gelesen, davon {count['published']} veröffentlicht, "
            f"{count['left out']} nach Regeln ausgelassen, {count['refused']} wegen Fehlern "
            f"abgewiesen. {privacy[0]}",
            abstract_en=f"{count['read']} rows read, of which {count['published']} are published, "
            f"{count['left out']} left out by rule, {count['refused']} refused for faults. "
            f"{privacy[1]}",
        ), origin  # fmt: skip


def _kind(outcome: msgspec.Struct) -> str:
    if isinstance(outcome, Entry):
        return "published"
    return "left out" if isinstance(outcome, LeftOut) else "refused"


def _stated_cells(stated: Fields, constants: Constants) -> dict[str, str]:
    """Write what a row states, and what is the same for all, as the cells of a grant."""
    return {
        "programme": constants.programme,
        "guideline": constants.guideline,
        "priority": constants.priority,
        "funder": constants.funder,
        "purpose": stated.purpose,
        **(_sum_cells(stated.sum) if stated.sum else {}),
        "start": stated.start,
        "end": stated.end,
        "notice_date": stated.notice_date,
    }


def _sum_cells(stated: StatedSum) -> dict[str, str]:
    quantity = stated.quantity
    bounds = {"amount": quantity.value, "minimum": quantity.least, "maximum": quantity.most}
    return {
        **{name: "" if number is None else f"{number:.2f}" for name, number in bounds.items()},
        "precision": quantity.precision,
        "sum_kind": stated.kind,
        "currency": "EUR",
    }

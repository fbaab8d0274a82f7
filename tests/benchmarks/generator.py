"""
Records of any number: a programme as large as one likes, in the files that stewards write.

``python -m tests.benchmarks.generator FOLDER --grants 10000 [--seed 1] [--faults 100]`` copies the
records of ``data/`` and adds grants, claims, handovers, milestones and organisations to its tables
and releases with evidence to its folder. The same arguments give the same bytes. A fault is one
that a publication must name with its file and line, and it must name nothing else.
"""

import argparse
import csv
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import NamedTuple, TextIO

DATA = Path(__file__).parents[2] / "data"
TABLES = ("organisations", "grants", "claims", "handovers", "milestones")

GUIDELINE_YEAR = 2020
GRANTS_OF_AN_ORGANISATION = 12
GRANTS_OF_A_RELEASE = 6

TOWNS = (
    "Aar",
    "Berg",
    "Eder",
    "Fels",
    "Gründau",
    "Heide",
    "Jossa",
    "Kinzig",
    "Lahn",
    "Mühl",
    "Ohm",
)
ENDINGS = (
    "au",
    "bach",
    "berg",
    "dorf",
    "feld",
    "hausen",
    "heim",
    "kirchen",
    "rode",
    "stadt",
    "tal",
)
AIMS = (
    ("Sprachcafé für neu Zugewanderte", "Language café for newcomers"),
    ("Beratung in mehreren Sprachen", "Advice in several languages"),
    ("Schulung ehrenamtlicher Lotsen", "Training of voluntary guides"),
    ("Öffnung der Verwaltung für Vielfalt", "Opening the administration to diversity"),
    ("Begegnung von Nachbarschaften", "Bringing neighbourhoods together"),
    ("Vermittlung von Laiendolmetschern", "Provision of lay interpreters"),
    ("Stärkung von Migrantenorganisationen", "Support of migrant organisations"),
)
PRIORITIES = "vielfaltszentren modellprojekte lotsen laiendolmetschen migrantenorganisationen "
PRIORITIES += "strategien"
TYPES = ("local-authority", "association", "association", "association")
WITHOUT_SUM = dict.fromkeys(("amount", "minimum", "precision", "sum_kind", "currency"), "")

NOBODYS = "release-of-nobody"

MORE = "more than there are columns"
"""Names a cell behind the last column."""

IN_EUROS = {"sum_kind": "grant", "currency": "EUR"}

Cells = dict[str, str]


class Fault(NamedTuple):
    """What a publication must complain about: where, and a piece of the complaint."""

    path: Path
    line: int
    says: str


class Size(NamedTuple):
    """What to make."""

    grants: int
    seed: int = 1
    faults: int = 0


def state_sum(grant: Cells, amount: str, precision: str) -> None:
    """State one figure, whatever was stated before."""
    grant |= {"amount": amount, "minimum": "", "precision": precision, **IN_EUROS}


def spoil_amount(grant: Cells) -> str:
    """State a sum in words."""
    state_sum(grant, "1,5 Mio", "exact")
    return "found '1,5 Mio'"


def spoil_recipient(grant: Cells) -> str:
    """Give it to somebody whom nothing states."""
    grant["recipient"] += "-missing"
    return f"there is no organisation/{grant['recipient']}"


def spoil_period(grant: Cells) -> str:
    """Let it end before it starts."""
    grant |= {"start": "2026", "end": "2024", "guideline": "wir-2020"}
    return "2024 lies before the start 2026"


def spoil_precision(grant: Cells) -> str:
    """State a lower bound as a value."""
    state_sum(grant, "5000", "at-least")
    return "'at-least' wants minimum filled"


def spoil_date(grant: Cells) -> str:
    """Let it end on a day that does not exist."""
    grant["end"] = "2031-02-30"
    return "'2031-02-30'"


def spoil_code(grant: Cells) -> str:
    """State its sum in a way that no code stands for."""
    state_sum(grant, "5000", "roughly")
    return "'roughly'"


def spoil_reference(grant: Cells) -> str:
    """Let it be evidenced by a release that is not there."""
    grant["sources"] = f"{grant['sources'].split()[0]} {NOBODYS}"
    return f"release/{NOBODYS}"


def spoil_key(grant: Cells) -> str:
    """Call it as the grant before it is called."""
    kind, _, number = grant["key"].rpartition("-")
    grant["key"] = f"{kind}-{int(number) - 1}"
    return f"found grant/{grant['key']}, which is stated in"


def spoil_cells(grant: Cells) -> str:
    """Let a sum stand in two cells, as «1,5» does without quotation marks."""
    grant[MORE] = "5"
    return "cells, wanted"


SPOILERS = (
    spoil_amount,
    spoil_recipient,
    spoil_period,
    spoil_precision,
    spoil_date,
    spoil_code,
    spoil_reference,
    spoil_key,
    spoil_cells,
    None,
)
"""Each spoils a row of ``grants.csv`` and gives what must be said of it; the last kind of fault is
a milestone about the period of a grant, which only the shapes refuse."""


class Table:
    """A table that grows, and the number of its last line."""

    def __init__(self, path: Path, file: TextIO) -> None:
        with path.open(encoding="utf-8", newline="") as existing:
            reader = csv.DictReader(existing)
            self.columns = list(reader.fieldnames or ())
            for _ in reader:
                pass
            self.line = reader.line_num
        self.path = path
        self._writer = csv.writer(file, lineterminator="\n")

    def add(self, cells: Cells) -> None:
        """Write one row, in one line."""
        more = [cells[MORE]] if MORE in cells else []
        self._writer.writerow([cells.get(name, "") for name in self.columns] + more)
        self.line += 1


class Generator:
    """Adds what :class:`Size` says to the tables and the folder of releases."""

    def __init__(self, folder: Path, size: Size, tables: dict[str, Table]) -> None:
        self.folder, self.size, self.tables = folder, size, tables
        self.random = Random(size.seed)
        self.faults: list[Fault] = []
        self.territories = read_keys(folder / "territories.csv")
        self.people = read_keys(folder / "people.csv")
        self._every = size.grants // size.faults if size.faults else 0

    def run(self) -> None:
        """Write everything."""
        organisations = max(size_of(self.size.grants, GRANTS_OF_AN_ORGANISATION), 1)
        for number in range(organisations):
            self.tables["organisations"].add(self._organisation(number))
        for release in range(size_of(self.size.grants, GRANTS_OF_A_RELEASE)):
            first = release * GRANTS_OF_A_RELEASE
            numbers = range(first, min(first + GRANTS_OF_A_RELEASE, self.size.grants))
            self._write_release(
                release, {n: self._grant(n, release, organisations) for n in numbers}
            )

    def _organisation(self, number: int) -> Cells:
        town = f"{self.random.choice(TOWNS)}{self.random.choice(ENDINGS)}"
        kind = self.random.choice(TYPES)
        label = f"Stadt {town} {number}" if kind == TYPES[0] else f"Verein Vielfalt {town} {number}"
        english = label.replace("Stadt", "Town of").replace("Verein Vielfalt", "Association of")
        return {
            "key": f"organisation-{number}",
            "type": kind,
            "label": label,
            "label_en": english,
            "territory": self.random.choice(self.territories[::2]),
            "homepage": f"https://example.org/organisation/{number}",
            "sources": f"https://example.org/register/{number}",
        }

    def _grant(self, number: int, release: int, organisations: int) -> Cells:
        """Write the rows about one grant; give its own."""
        draw = self.random
        start, (purpose, purpose_en) = draw.randrange(2014, 2026), draw.choice(AIMS)
        grant = {
            "key": f"grant-{number}",
            "recipient": f"organisation-{draw.randrange(organisations)}",
            "programme": "wir",
            "guideline": "wir-2020" if start > GUIDELINE_YEAR else "wir-2013",
            "priority": draw.choice(PRIORITIES.split()),
            "purpose": f"{purpose}, Vorhaben {number}",
            "purpose_en": f"{purpose_en}, project {number}",
            **self._sum(),
            "start": f"{start}-{draw.randrange(1, 13):02}" if number % 3 else str(start),
            "end": str(start + draw.randrange(1, 6)),
            "funder": "sozialministerium",
            "granting_authority": "rp-darmstadt",
            "notice_date": f"{start}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
            "sources": f"release-{release} https://example.org/grant/{number}",
            "basis": "stated",
        }
        table = self.tables["grants"]
        if spoil := self._spoiler(number):
            self.faults.append(Fault(table.path, table.line + 1, spoil(grant)))
        else:
            self._add_claims(grant, release)
        table.add(grant)
        self._add_events(number, grant)
        return grant

    def _sum(self) -> Cells:
        """Draw a sum: mostly exact, sometimes a bound, sometimes none."""
        figure = str(self.random.randrange(1_000, 900_000, 500))
        kind = self.random.random()
        if kind < 0.03:
            return WITHOUT_SUM
        if kind < 0.1:
            return {"minimum": figure, "precision": "at-least", **IN_EUROS}
        return {"amount": figure, "precision": "exact" if kind < 0.8 else "approximate", **IN_EUROS}

    def _is_faulty(self, number: int) -> bool:
        return bool(self._every) and number % self._every == self._every // 2

    def _spoiler(self, number: int) -> Callable[[Cells], str] | None:
        if not self._is_faulty(number):
            return None
        return SPOILERS[number // self._every % len(SPOILERS)]

    def _add_claims(self, grant: Cells, release: int) -> None:
        names = ("amount", "minimum", "precision", "sum_kind", "currency", "start", "end")
        stated = {name: grant.get(name, "") for name in names}
        source = {"grant": grant["key"], "source": f"release-{release}"}
        if grant["precision"]:
            self.tables["claims"].add({**source, "key": "text", **stated, "preferred": "yes"})
        if grant["precision"] == "exact" and self.random.random() < 0.1:
            other = {"precision": "approximate", "preferred": "no"}
            source["source"] = f"release-{max(release - 1, 0)}"
            grant["sources"] += f" {source['source']}" if release else ""
            self.tables["claims"].add({**source, "key": "headline", **stated, **other})

    def _add_events(self, number: int, grant: Cells) -> None:
        sources = grant["sources"].removesuffix(f" {NOBODYS}")
        where = {"place": self.random.choice(self.territories), "sources": sources}
        if number % 10 == 0:
            handover = {"key": f"handover-{number}", "grants": grant["key"], "basis": "stated"}
            hands = {"date": grant["notice_date"], "given_by": self.random.choice(self.people)}
            self.tables["handovers"].add({**handover, **where, **hands})
        about_a_part = self._is_faulty(number) and not self._spoiler(number)
        if number % 20 == 0 or about_a_part:
            about = f"organisation/{grant['recipient'].removesuffix('-missing')}"
            about = f"grant/{grant['key']}#period" if about_a_part else about
            self._add_milestone(number, {"subjects": about, "date": grant["notice_date"], **where})
        if about_a_part:
            table = self.tables["milestones"]
            self.faults.append(Fault(table.path, table.line, "Column subjects"))

    def _add_milestone(self, number: int, cells: Cells) -> None:
        words = {"label": f"Auftakt des Vorhabens {number}", "label_en": f"Start of {number}"}
        milestone = {"key": f"milestone-{number}", "type": "meeting", "basis": "stated"}
        self.tables["milestones"].add({**milestone, **words, **cells})

    def _write_release(self, number: int, by_number: dict[int, Cells]) -> None:
        grants = list(by_number.values())
        path = self.folder / "releases" / f"release-{number}.md"
        lines = [
            "---",
            f"title: Land fördert Vorhaben in der Region, Folge {number}",
            f"title_en: State funds projects in the region, part {number}",
            "type: press-release",
            f"date: {grants[0]['notice_date']}",
            "publisher: organisation/sozialministerium",
            f"place: {self.random.choice(self.territories)}",
            f"url: https://example.org/release/{number}",
            "language: de",
            f"reports: [{', '.join(grant['key'] for grant in grants)}]",
            "evidence:",
        ]
        position = 100
        for place, grant in by_number.items():
            position = self._add_evidence(lines, place, grant, position)
        if lines[-1] == "evidence:":
            lines.pop()
        lines += ["---", "", f"Das Land gibt {len(grants)} Vorhaben Geld.", "", "## English", ""]
        lines += [f"The state gives money to {len(grants)} projects.", ""]
        path.write_text("\n".join(lines), encoding="utf-8")

    def _add_evidence(self, lines: list[str], number: int, grant: Cells, position: int) -> int:
        """Add the sentence that states the sum of *grant*; give the position after it."""
        if self._spoiler(number) or not grant.get("amount"):
            return position
        about = "rund " if grant["precision"] == "approximate" else ""
        exact = f"Für {grant['purpose']} gibt es {about}{grant['amount']} Euro."
        lines += [
            f'- key: "{number}"',
            f"  supports: grant/{grant['key']}#amount",
            "  property: value",
            f"  exact: {exact}",
            f"  start: {position}",
            f"  end: {position + len(exact)}",
            "  reviewed_by: Erika Mustermann",
            "  reviewed_on: 2026-11-01",
        ]
        return position + len(exact) + 1


def size_of(grants: int, of_one: int) -> int:
    """Give how many groups of *of_one* there are."""
    return -(-grants // of_one)


def read_keys(path: Path) -> list[str]:
    """Give the keys of the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row["key"] for row in csv.DictReader(file)]


def write_records(folder: Path, size: Size) -> list[Fault]:
    """Write the records to the new *folder*; give the faults in them."""
    shutil.copytree(DATA, folder)
    with ExitStack() as stack:
        tables = {}
        for name in TABLES:
            path = folder / f"{name}.csv"
            file = stack.enter_context(path.open("a", encoding="utf-8", newline=""))
            tables[name] = Table(path, file)
        generator = Generator(folder, size, tables)
        generator.run()
    return sorted(generator.faults)


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--grants", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    given = read_arguments()
    for fault in write_records(given.folder, Size(given.grants, given.seed, given.faults)):
        print(*fault, sep="\t")

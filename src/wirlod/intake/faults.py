"""
What is wrong or doubtful with a table: every case in a file, equal ones together for people.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from wirlod.saying import speaking
from wirlod.sheets.cells import RowFault
from wirlod.sheets.forms import Wanted
from wirlod.sheets.lines import BROKEN, Line

Severity = Literal["fault", "doubt"]

TITLES = {
    "no-recipient": ("Empfänger fehlt", "no recipient"),
    "number": ("Betrag nicht lesbar", "unreadable sum"),
    "negative": ("Betrag unter null", "sum below zero"),
    "date": ("Datum nicht lesbar", "unreadable date"),
    "encoding": ("Zeichen nicht lesbar", "letters that cannot be decoded"),
    "too-many-cells": ("Mehr Zellen als Spalten", "more cells than columns"),
    "repeated-row": ("Zeile doppelt", "row is there twice"),
    "repeated-key": ("Zwei Zeilen mit demselben Schlüssel", "two rows with one key"),
    "zero": ("Betrag ist null", "sum is zero"),
    "sum-beside": ("Weiterer Betrag nicht lesbar, ausgelassen",
                   "a further sum is unreadable and left out"),
    "no-sum": ("Betrag fehlt", "no sum"),
    "end-before-start": ("Ende vor dem Beginn", "end before the start"),
    "no-date": ("Worte statt eines Datums, ausgelassen", "words instead of a date, left out"),
    "far-year": ("Jahr unwahrscheinlich", "unlikely year"),
    "letters": ("Zeichen falsch gespeichert", "letters saved in a wrong encoding"),
    "lost-zero": ("Führende Null fehlt", "leading zero is lost"),
    "no-code": ("Kein Schlüssel aus Ziffern", "no code of digits"),
    "unknown-key": ("Gemeindeschlüssel unbekannt", "unknown official key"),
    "outlier": ("Betrag weit von allen anderen", "sum far from all others"),
    "duplicate": ("Gleicher Inhalt mit anderem Schlüssel", "equal content under another key"),
    "no-place": ("Ort nicht im amtlichen Verzeichnis", "place not in the gazetteer"),
}  # fmt: skip
"""Code → what it is called, German and English."""

FIRST = 5
"""Rows that are shown of equal faults."""


class Group(msgspec.Struct):
    """Equal faults."""

    severity: Severity
    code: str
    column: str
    wanted: Wanted
    count: int = 0
    first: list[tuple[str, str]] = []
    """Where (sheet and row) and what was found, of the first ones."""


class FaultLog:
    """Writes every fault into a CSV file, and keeps equal ones together."""

    COLUMNS = ("Art", "Befund", "Datei", "Blatt", "Zeile", "Spalte", "Gefunden", "Erwartet")

    def __init__(self, path: Path, file_name: str) -> None:
        self.groups: dict[tuple[str, str, str], Group] = {}
        self._name = file_name
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, delimiter=";")
        self._writer.writerow(self.COLUMNS)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()

    def note(self, severity: Severity, line: Line, fault: RowFault) -> None:
        """Note one fault of one row."""
        found = BROKEN.sub("�", fault.found)
        kind = "Fehler" if severity == "fault" else "Zweifel"
        title = TITLES[fault.code][0]
        with speaking("de"):
            wanted = str(fault.wanted)
        row = (kind, title, self._name, line.sheet, line.number, fault.column, found, wanted)
        self._writer.writerow([_harmless(str(cell)) for cell in row])
        key = (severity, fault.code, fault.column)
        group = self.groups.setdefault(key, Group(severity, fault.code, fault.column, fault.wanted))
        group.count += 1
        if len(group.first) < FIRST:
            where = f"{line.sheet}:{line.number}" if line.sheet else str(line.number)
            group.first.append((where, found))

    def sorted_groups(self, severity: Severity) -> Iterator[Group]:
        """Yield the groups, the largest first."""
        found = [group for group in self.groups.values() if group.severity == severity]
        return iter(sorted(found, key=lambda group: (-group.count, group.code, group.column)))


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell

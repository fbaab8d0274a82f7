"""
The one table of all benchmarks: rows are kept as they are measured, then shown as CSV and SVG.

A row says what was measured, at what size, the figure with its unit, and the peer it stands
beside with how many times the peer's figure it is; a peer has a row of its own.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

import msgspec

FOLDER = Path("build/bench")
TABLE = FOLDER / "all.csv"


class Row(msgspec.Struct, frozen=True):
    """One figure."""

    benchmark: str
    what: str
    size: str
    """How large the data was, or how many clients asked."""
    figure: float
    unit: str
    beside: str = ""
    times: float = 0.0
    """How many times the figure of what it stands beside; 0 where it stands alone."""
    memory_mib: float = 0.0
    """The peak of all processes together; 0 where nobody looked."""


def begin() -> None:
    """Forget what was measured before."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(Row.__struct_fields__)


def keep(rows: Iterable[Row]) -> None:
    """Add *rows* to the table."""
    if not TABLE.exists():
        begin()
    with TABLE.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(msgspec.structs.astuple(row) for row in rows)


def read_rows() -> list[Row]:
    """Read the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [msgspec.convert(row, Row, strict=False) for row in csv.DictReader(file)]


def write_svg(rows: Iterable[Row]) -> None:
    """Write the table as a picture: a line for each row, a bar where it stands beside a peer."""
    rows = list(rows)
    size = {"width": "1000", "height": str(20 + 18 * len(rows))}
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "font-size": "12", **size})
    longest = max((row.times for row in rows), default=0) or 1
    for number, row in enumerate(rows):
        top = 10 + 18 * number
        _write(svg, 4, top, f"{row.benchmark}: {row.what.strip()}, {row.size}")
        memory = f", {row.memory_mib:,.0f} MiB" if row.memory_mib else ""
        _write(svg, 480, top, f"{row.figure:,.2f} {row.unit}{memory}")
        if row.beside:
            _write(svg, 600, top, f"{row.times:.2f} × {row.beside}")
            length = f"{max(row.times / longest * 180, 1):.1f}"
            bar = {"x": "810", "y": str(top), "width": length, "height": "14", "fill": "#12567a"}
            SubElement(svg, "rect", bar)
    TABLE.with_suffix(".svg").write_bytes(tostring(svg, encoding="utf-8"))


def _write(svg: Element, left: int, top: int, text: str) -> None:
    SubElement(svg, "text", {"x": str(left), "y": str(top + 11)}).text = text


def show(rows: Iterable[Row]) -> None:
    """Print the table."""
    for row in rows:
        beside = f"{row.times:8.2f} × {row.beside}" if row.beside else ""
        what = f"{row.benchmark:12} {row.what.strip()[:48]:48} {row.size:>16}"
        memory = f"{row.memory_mib:,.0f} MiB" if row.memory_mib else ""
        print(f"{what} {row.figure:14,.2f} {row.unit:10} {memory:>9} {beside}")

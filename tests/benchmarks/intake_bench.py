"""
What importing an office's table costs, beside what others take to make triples of it: one table.

``python -m tests.benchmarks.intake_bench [ROWS …]`` writes a table of each size, measures in
processes of their own, and prints seconds of processors and the peak of memory. Import is
everything that ``wirlod import`` does; conversion is what publication does until N-Triples are
there. morph-kgc and DuckDB make one triple of each cell of the same columns and nothing more: no
matching, no checks, no provenance. Fails when a peer is missing or a goal is missed.
"""

import csv
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import duckdb
import msgspec
from tests.benchmarks import morph
from tests.benchmarks.generator import AIMS, ENDINGS, TOWNS
from tests.benchmarks.publish_bench import convert, peak, used
from tests.benchmarks.results import Row, keep

from wirlod.intake.importing import keep_import, read_import

SIZES = (10_000,)
MOST_MIB_MORE = 128
"""How much more memory an import of the largest table may take: rows cost none, bodies do."""
ROWS_OF_A_BODY = 25
COLUMNS = ("nr", "wer", "ort", "zweck", "beginn", "ende", "betrag")
MAPPING = """\
name: massstab
source: {title: Massstab, publisher: Musteramt, url: "https://example.org/liste"}
columns: {recipient: wer, place: ort, purpose: zweck, start: beginn, end: ende}
sums: [{column: betrag}]
constants: {state: "06"}
key: nr
"""
PLACES = ("Kassel", "Fulda", "Marburg", "Gießen", "Hanau", "Eschwege", "Witzenhausen", "Limburg")


class Measured(msgspec.Struct):
    """What one piece of work took."""

    what: str
    rows: int
    triples: int
    cpu_seconds: float
    peak_mib: int


def write_table(folder: Path, rows: int) -> Path:
    """Write a table of *rows* grants and its mapping."""
    chance = Random(rows)
    path = folder / "liste.csv"
    (folder / "liste.yaml").write_text(MAPPING, encoding="utf-8")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        for number in range(rows):
            body = chance.randrange(1 + rows // ROWS_OF_A_BODY)
            town = f"{TOWNS[body % 11]}{ENDINGS[body // 11 % 11]}"
            start = date(2015, 1, 1) + timedelta(days=chance.randrange(3000))
            end = start + timedelta(days=chance.randrange(30, 1000))
            writer.writerow((
                f"F-{number}", f"Verein {town} {body} e.V.", PLACES[body % len(PLACES)],
                chance.choice(AIMS)[0], f"{start:%d.%m.%Y}", f"{end:%d.%m.%Y}",
                f"{chance.randrange(500, 90_000)},{chance.randrange(100):02}",
            ))  # fmt: skip
    return path


def import_table(folder: Path) -> tuple[str, int]:
    """Do what ``wirlod import`` does."""
    found = read_import(
        folder / "liste.csv", folder / "liste.yaml", folder / "data", folder / "faults.csv"
    )
    keep_import(found, folder / "liste.yaml", "2026-01-02", folder / "editions")
    return "import, whole", 0


def convert_table(folder: Path) -> tuple[str, int]:
    """Make N-Triples of the imported table, as publication does."""
    return "conversion to N-Triples", sum(count for _, count in convert(folder))


def map_with_morph(folder: Path) -> tuple[str, int]:
    """Make a triple of every cell with morph-kgc; it reads commas only."""
    source = folder / "morph.csv"
    with (
        (folder / "liste.csv").open(encoding="utf-8", newline="") as given,
        source.open("w", encoding="utf-8", newline="") as file,
    ):
        csv.writer(file).writerows(csv.reader(given, delimiter=";"))
    return "morph-kgc, a triple for each cell", morph.map_table(folder, source, "nr", COLUMNS[1:])


def map_with_duckdb(folder: Path) -> tuple[str, int]:
    """Make a triple of every cell with DuckDB alone."""
    target = folder / "duckdb.nt"
    parts = " UNION ALL ".join(
        f"SELECT '<{morph.EXAMPLE}grant/' || nr || '> <{morph.EXAMPLE}{name}> \"' || "
        f"replace({name}, '\"', '\\\\\"') || '\" .' FROM table_"
        for name in COLUMNS[1:]
    )
    with duckdb.connect(config={"threads": 1}) as connection:
        source = folder / "liste.csv"
        connection.execute(
            f"CREATE VIEW table_ AS SELECT * FROM read_csv('{source}', delim=';', all_varchar=true)"
        )
        connection.execute(f"COPY ({parts}) TO '{target}' (FORMAT csv, HEADER false, QUOTE '')")
    with target.open("rb") as file:
        return "DuckDB, a triple for each cell", sum(1 for _ in file)


WORK: dict[str, Callable[[Path], tuple[str, int]]] = {
    "import": import_table,
    "convert": convert_table,
    "duckdb": map_with_duckdb,
    "morph": map_with_morph,
}


def work(name: str, folder: Path, rows: int) -> None:
    """Do one piece of work in this process, and print what it took."""
    started = used()
    what, triples = WORK[name](folder)
    print(msgspec.json.encode(Measured(what, rows, triples, used() - started, peak())).decode())


def measure(name: str, folder: Path, rows: int) -> Measured:
    """Do one piece of work in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.intake_bench", "--work", name]
    done = subprocess.run(
        [*command, str(folder), str(rows)], check=True, stdout=subprocess.PIPE, text=True
    )
    return msgspec.json.decode(done.stdout, type=Measured)


def tabulate(one: Measured) -> Iterator[Row]:
    """Give the rows of the one table of all benchmarks."""
    size = f"{one.rows:,} rows"
    each = one.cpu_seconds / one.rows * 1e6
    yield Row("import", one.what, size, each, "µs/row", memory_mib=one.peak_mib)


def main(sizes: list[int]) -> None:
    """Measure every piece of work at every size."""
    found: list[Measured] = []
    morph.install()
    for rows in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_table(folder, rows)
            for each in WORK:
                one = measure(each, folder, rows)
                found.append(one)
                print(
                    f"{one.rows:>9} rows  {one.what:<34} {one.triples:>10} triples "
                    f"{one.cpu_seconds:>8.1f} s {one.peak_mib:>6} MiB",
                    flush=True,
                )
    keep(row for one in found for row in tabulate(one))
    peaks = [one.peak_mib for one in found if one.what == "import, whole"]
    if max(peaks) - min(peaks) > MOST_MIB_MORE:
        sys.exit(f"an import takes from {min(peaks)} to {max(peaks)} MiB: it is to be flat")


if __name__ == "__main__":
    given = sys.argv[1:]
    if given[:1] == ["--work"]:
        work(given[1], Path(given[2]), int(given[3]))
    else:
        main([int(size) for size in given] or list(SIZES))

"""
A folder of records for another programme, to begin with: ``wirlod new FOLDER``.

Every table has the columns that the program reads now and one worked example; the examples refer
to each other, so the folder can be published as it is. ``wirlod check`` names what is still an
example or a placeholder.
"""

import csv
from importlib import resources
from pathlib import Path

from wirlod.errors import WirlodError
from wirlod.publish.beginning.examples import EXAMPLES
from wirlod.publish.publication import FILE
from wirlod.publish.records.kinds import RELEASES, TABLES
from wirlod.publish.records.row import TableRow, columns

FILES = {
    FILE: FILE,
    "README.md": "README.md",
    "beispiel-meldung-2025.md": f"{RELEASES}/beispiel-meldung-2025.md",
    "largest-grants.rq": "questions/largest-grants.rq",
}
"""File beside this module → its place in the new folder."""


def make_folder(folder: Path) -> list[Path]:
    """
    Make *folder* with everything that a programme needs to be published.

    :returns: the files that were written.
    :raises WirlodError: when there is something in it already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WirlodError(f"{folder} is there and not empty: give the name of a new folder")
    written = [_write_table(folder, row_type) for row_type in TABLES if not row_type.is_optional]
    source = resources.files(__package__)
    for name, place in FILES.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((source / name).read_bytes())
        written.append(path)
    return sorted(written)


def _write_table(folder: Path, row_type: type[TableRow]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / row_type.file
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns(row_type), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(EXAMPLES[row_type.file])
    return path

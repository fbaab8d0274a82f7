"""Small invented tables with the traps of real ones, and mappings for them."""

from collections.abc import Sequence
from pathlib import Path

from wirlod.sheets.entries import Entry, LeftOut, Outcome, Refused, read_entries
from wirlod.sheets.mapping import Columns, Constants, Mapping, Reading, Rows, Source, Sum

HEADER = "Empfänger;Ort;Zweck;Beginn;Ende;Betrag"
ROW = "Verein Abendrot e.V.;Kassel;Chorprobe;01.02.2015;31.12.2015;1.234,56"


def mapping(**changes: object) -> Mapping:
    """A mapping of :data:`HEADER`; what is given replaces a part."""
    parts: dict[str, object] = {
        "name": "musterliste",
        "source": Source("Musterliste", "Musteramt", "https://example.org/liste"),
        "columns": Columns(
            recipient=["Empfänger"], place="Ort", purpose=["Zweck"], start="Beginn", end="Ende"
        ),
        "sums": [Sum("Betrag")],
        "key": ["Empfänger", "Zweck", "Beginn"],
        "constants": Constants(state="06"),
    }
    return Mapping(**{**parts, **changes})  # type: ignore[arg-type]


def write(folder: Path, *lines: str, encoding: str = "utf-8", name: str = "liste.csv") -> Path:
    """Write a text file of *lines*."""
    path = folder / name
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def read(path: Path, **changes: object) -> list[Outcome]:
    """Read a table through :func:`mapping`."""
    return list(read_entries(path, mapping(**changes)))


def entries(outcomes: Sequence[Outcome]) -> list[Entry]:
    """Pick the rows that are records."""
    return [outcome for outcome in outcomes if isinstance(outcome, Entry)]


def rules(outcomes: Sequence[Outcome]) -> list[str]:
    """Say why rows are left out."""
    return [outcome.rule for outcome in outcomes if isinstance(outcome, LeftOut)]


def faults(outcomes: Sequence[Outcome]) -> list[str]:
    """Say why rows are refused."""
    return [f.code for o in outcomes if isinstance(o, Refused) for f in o.faults]


def number_form(form: str) -> dict[str, Reading]:
    """A change: how numbers are written."""
    return {"reading": Reading(number_form=form)}  # type: ignore[arg-type]


def with_rows(**rules_of_rows: object) -> dict[str, Rows]:
    """A change: what becomes of rows."""
    return {"rows": Rows(**rules_of_rows)}  # type: ignore[arg-type]

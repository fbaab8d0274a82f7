"""``wirlod import``: an office's table becomes records, through a mapping."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from wirlod.errors import Origin, Problem, SourceError
from wirlod.intake.comparison import Comparison
from wirlod.intake.faults import TITLES
from wirlod.intake.guess import Guess
from wirlod.intake.guessing import guess_mapping
from wirlod.intake.importing import (
    Import,
    count_likely,
    count_matches,
    keep_import,
    read_import,
)
from wirlod.intake.report import write_report
from wirlod.settings import read_settings
from wirlod.sheets.lines import column_letter
from wirlod.sheets.mapping_files import write_mapping

SHOWN = 10
"""Changed rows of each kind that are listed."""


@click.command("import")
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--guess", is_flag=True, help="Propose a mapping: print it, and what is unsure.")
@click.option("--mapping", type=click.Path(path_type=Path), help="Which column is what.")
@click.option("--dry-run", is_flag=True, help="Report, and keep nothing.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="The folder for the quality report.",
)
@click.option("--on", "day", help="The day of the import, default: today.")
def import_(**options: object) -> None:
    """Import TABLE (CSV, TSV, XLSX, XLS, ODS) into data/ through a mapping, or guess one."""
    table, mapping = options["table"], options["mapping"]
    assert isinstance(table, Path)
    day = str(options["day"] or datetime.now(UTC).date().isoformat())
    if options["guess"]:
        _guess(table, mapping if isinstance(mapping, Path) else None)
    elif isinstance(mapping, Path):
        report = options["report"]
        assert isinstance(report, Path)
        _import(table, mapping, report, None if options["dry_run"] else day)
    else:
        raise click.UsageError(
            "say which column is what: --mapping FILE, or --guess to have one proposed"
        )


def _guess(table: Path, target: Path | None) -> None:
    guess = guess_mapping(table)
    console = Console(stderr=True, highlight=False)
    console.print(_preview(guess))
    for doubt in guess.doubts:
        console.print(f"? {escape(doubt)}")
    text = "".join(f"# unsure: {doubt}\n" for doubt in guess.doubts) + write_mapping(guess.mapping)
    if target is None:
        click.echo(text, nl=False)
        return
    if target.exists():
        raise SourceError([Problem(Origin(target), "is there already: name another file")])
    target.write_text(text, encoding="utf-8")
    console.print(f"{target}: look through it, then wirlod import {table} --mapping {target}")


def _preview(guess: Guess) -> Table:
    table = Table("column", "called", "taken for", "filled", "examples")
    for profile in guess.profiles:
        table.add_row(
            column_letter(profile.position),
            escape(profile.header[:40]),
            guess.meanings.get(profile.position, "–"),
            f"{profile.filled:.0%}",
            escape(" | ".join(text[:28] for text in profile.examples)),
        )
    return table


def _import(table: Path, mapping: Path, report: Path, day: str | None) -> None:
    data = read_settings().data
    report.mkdir(parents=True, exist_ok=True)
    faults = report / f"{table.stem}.csv"
    found = read_import(table, mapping, data, faults)
    html = report / f"{table.stem}.html"
    write_report(found, html)
    _say(found)
    click.echo(f"report: {html}, every finding: {faults}")
    if found.survey.entries == 0:
        raise SourceError([Problem(Origin(table), "no row is a record: nothing is imported")])
    if found.is_known:
        click.echo(f"{found.folder.path}: this very file is imported already, nothing changes")
    elif day is None:
        click.echo("nothing is kept (--dry-run)")
    else:
        keep_import(found, mapping, day, read_settings().editions)
        likely = count_likely(found.matches)
        review = f"wirlod review {found.mapping.name} ({likely} likely matches), " if likely else ""
        click.echo(f"{found.folder.path}: kept; next: {review}wirlod check")
    sys.stdout.flush()


def _say(found: Import) -> None:
    survey = found.survey
    click.echo(
        f"{survey.rows} rows read = {survey.entries} published "
        f"+ {survey.left_out.total()} left out + {survey.refused} refused"
    )
    if survey.further:
        click.echo(f"  {survey.entries + survey.further} grants, for rows have several sums")
    for rule, count in survey.left_out.most_common():
        click.echo(f"  left out: {rule} {count} (row {', '.join(survey.examples[rule])} …)")
    for severity in ("fault", "doubt"):
        for group in found.log.sorted_groups(severity):
            first = ", ".join(f"{where}: {value!r}" for where, value in group.first[:3])
            click.echo(
                f"  {severity}: {TITLES[group.code][1]}, {group.count} rows, "
                f"{group.column or 'row'}; first {first}; wanted {group.wanted}"
            )
    for kind, total in sorted(survey.sums.items()):
        click.echo(f"  sum of {kind}: {total:,.2f} euros")
    for column, total in survey.beside.items():
        click.echo(f"  beside them, {column}: {total:,.2f} euros")
    counts = ", ".join(f"{n} {kind}" for kind, n in sorted(count_matches(found).items()))
    known = f", {found.known_names} known from earlier files" if found.known_names else ""
    click.echo(f"  names: {counts}{known}")
    if found.folder.files:
        _say_changes(found.comparison)


def _say_changes(comparison: Comparison) -> None:
    counts = comparison.counts
    click.echo(
        f"  since the last file: {counts.get('added', 0)} added, "
        f"{counts.get('changed', 0)} changed, {counts.get('gone', 0)} gone"
    )
    if counts.get("stale"):
        click.echo(
            f"  {counts['stale']} refused rows were published from an earlier file: "
            "with 'gone: keep' they stay as they are there, with 'withdraw' they are withdrawn"
        )
    for key, what in comparison.stale[:SHOWN]:
        click.echo(f"    ! {key}: {what}")
    for key in comparison.added[:SHOWN]:
        click.echo(f"    + {key}")
    for change in comparison.changed[:SHOWN]:
        what = "; ".join(
            f"{name} {change.before[name]!r} → {change.after[name]!r}" for name in change.before
        )
        click.echo(f"    ~ {change.key}: {what}")
    for key, what in comparison.gone[:SHOWN]:
        click.echo(f"    - {key}: {what}")

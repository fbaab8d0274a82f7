"""``wirlod import``: an office's table becomes records, through a mapping."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from wirlod.errors import SourceError
from wirlod.intake.comparison import Comparison
from wirlod.intake.faults import TITLES, Severity
from wirlod.intake.guess import Guess
from wirlod.intake.guessing import guess_mapping
from wirlod.intake.importing import (
    Import,
    count_likely,
    count_matches,
    keep_import,
    read_import,
)
from wirlod.intake.report import KINDS, MATCHES, RULES, write_report
from wirlod.intake.survey import Survey
from wirlod.saying import say, spoken_language
from wirlod.settings import read_settings
from wirlod.sheets.lines import column_letter
from wirlod.sheets.mapping_files import write_mapping
from wirlod.together import undo_interrupted

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
            say("say which column is what: --mapping FILE, or --guess to have one proposed")
        )


def _guess(table: Path, target: Path | None) -> None:
    guess = guess_mapping(table)
    console = Console(stderr=True, highlight=False)
    console.print(_preview(guess))
    for doubt in guess.doubts:
        console.print(f"? {escape(doubt)}")
    text = "".join(
        say("# unsure: {doubt}\n", doubt=doubt) for doubt in guess.doubts
    ) + write_mapping(guess.mapping)
    if target is None:
        click.echo(text, nl=False)
        return
    if target.exists():
        raise SourceError.at(target, say("is there already: name another file"))
    target.write_text(text, encoding="utf-8")
    console.print(
        say(
            "{target}: look through it, then wirlod import {table} --mapping {target}",
            target=target,
            table=table,
        )
    )


def _preview(guess: Guess) -> Table:
    table = Table(say("column"), say("called"), say("taken for"), say("filled"), say("examples"))
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
    undo_interrupted(data)
    report.mkdir(parents=True, exist_ok=True)
    faults = report / f"{table.stem}.csv"
    found = read_import(table, mapping, data, faults)
    html = report / f"{table.stem}.html"
    write_report(found, html)
    _say(found)
    click.echo(say("report: {html}, every finding: {faults}", html=html, faults=faults))
    if found.survey.entries == 0:
        raise SourceError.at(table, say("no row is a record: nothing is imported"))
    if found.is_known:
        click.echo(
            say(
                "{path}: this very file is imported already, nothing changes",
                path=found.folder.path,
            )
        )
    elif day is None:
        click.echo(say("nothing is kept (--dry-run)"))
    else:
        keep_import(found, mapping, day, read_settings().editions)
        likely = count_likely(found.matches)
        review = (
            say(
                "wirlod review {name} ({likely} likely matches), ",
                name=found.mapping.name,
                likely=likely,
            )
            if likely
            else ""
        )
        click.echo(
            say("{path}: kept; next: {review}wirlod check", path=found.folder.path, review=review)
        )
    sys.stdout.flush()


def _say(found: Import) -> None:
    _say_rows(found.survey)
    _say_faults(found)
    survey = found.survey
    language = spoken_language()
    for kind in sorted(survey.sums):
        total = survey.sums[kind].words[language]
        click.echo(say("  sum of {kind}: {total}", kind=_call(kind, KINDS), total=total))
    for column, beside in survey.beside.items():
        total = beside.words[language]
        click.echo(say("  beside them, {column}: {total}", column=column, total=total))
    counts = [f"{n} {_call(kind, MATCHES)}" for kind, n in sorted(count_matches(found).items())]
    if found.known_names:
        counts.append(say("{count} known from earlier files", count=found.known_names))
    click.echo(say("  names: {counts}", counts=", ".join(counts)))
    if found.folder.files:
        _say_changes(found.comparison)


def _say_rows(survey: Survey) -> None:
    click.echo(
        say(
            "{rows} rows read = {published} published + {left_out} left out + {refused} refused",
            rows=survey.rows,
            published=survey.entries,
            left_out=survey.left_out.total(),
            refused=survey.refused,
        )
    )
    if survey.further:
        click.echo(
            say(
                "  {entries} grants, for rows have several sums",
                entries=survey.entries + survey.further,
            )
        )
    for rule, count in survey.left_out.most_common():
        click.echo(
            say(
                "  left out: {rule} {count} (row {examples} …)",
                rule=_call(rule, RULES),
                count=count,
                examples=", ".join(survey.examples[rule]),
            )
        )


def _call(word: str, german: Mapping[str, str]) -> str:
    """Give a word of the program as the language of the run calls it."""
    return german[word] if spoken_language() == "de" else word


def _say_faults(found: Import) -> None:
    kinds: dict[Severity, str] = {"fault": say("fault"), "doubt": say("doubt")}
    for severity, called in kinds.items():
        for group in found.log.sorted_groups(severity):
            first = ", ".join(f"{where}: {value!r}" for where, value in group.first[:3])
            click.echo(
                say(
                    "  {severity}: {title}, {count} rows, {column}; first {first}; wanted {wanted}",
                    severity=called,
                    title=TITLES[group.code][spoken_language() != "de"],
                    count=group.count,
                    column=group.column or say("row"),
                    first=first,
                    wanted=str(group.wanted),
                )
            )


def _say_changes(comparison: Comparison) -> None:
    counts = comparison.counts
    click.echo(
        say(
            "  since the last file: {added} added, {changed} changed, {gone} gone",
            added=counts.get("added", 0),
            changed=counts.get("changed", 0),
            gone=counts.get("gone", 0),
        )
    )
    if counts.get("stale"):
        click.echo(
            say(
                "  {stale} refused rows were published from an earlier file: with 'gone: "
                "keep' they stay as they are there, with 'withdraw' they are withdrawn",
                stale=counts["stale"],
            )
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

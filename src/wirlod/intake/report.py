"""
The quality report of a table, as a steward can send it to the office that delivered it: one HTML
file that needs nothing else, in German. The CSV beside it has every single finding.
"""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from wirlod.intake.faults import TITLES, Group
from wirlod.intake.importing import Import, count_matches
from wirlod.saying import speaking

RULES = {
    "blank": "leere Zeilen",
    "before-header": "über der Kopfzeile",
    "header": "Kopfzeile",
    "repeated-header": "wiederholte Kopfzeile",
    "other-sheet": "Blätter ohne diese Spalten",
    "total": "Summenzeilen",
    "heading": "Zwischenüberschriften und Fußnoten",
    "continued": "Fortsetzungen der Zeile darüber (mit ihr veröffentlicht)",
    "repeated-row": "Wiederholungen einer Zeile",
    "negative": "Beträge unter null",
    "leave-out": "nach der Zuordnung auszulassen",
    "natural-person": "natürliche Personen",
}
"""Rule → what it leaves out."""

MATCHES = {
    "certain": "sicher einer bekannten Stelle zugeordnet",
    "same": "von Menschen zugeordnet",
    "different": "von Menschen getrennt",
    "likely": "vielleicht eine bekannte Stelle – zu entscheiden",
    "new": "neu",
    "person": "natürliche Person, Name wird nicht veröffentlicht",
    "body": "von Menschen als Stelle bestätigt",
}

KINDS = {
    "grant": "Zuwendung", "paid": "ausgezahlt", "eligible-expenditure": "förderfähige Ausgaben",
    "total-cost": "Gesamtkosten", "other-share": "Anteil anderer",
}  # fmt: skip

STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #999;padding:.25rem .6rem;"
    "text-align:left;vertical-align:top}td.n{text-align:right}caption{text-align:left;font-weight:bold}"
)


def write_report(found: Import, path: Path) -> None:
    """Write the report of an import, in German whatever the run speaks."""
    with speaking("de"):
        path.write_text("\n".join(_build_report(found)), encoding="utf-8")


def _build_report(found: Import) -> list[str]:
    survey = found.survey
    title = f"Prüfbericht: {escape(found.mapping.source.title)}"
    return [
        f"<!doctype html><html lang=de><meta charset=utf-8><title>{title}</title>",
        f"<style>{STYLE}</style><h1>{title}</h1>",
        f"<p>Datei <code>{escape(found.table.name)}</code>, herausgegeben von "
        f"{escape(found.mapping.source.publisher)}.</p>",
        _table("Zeilen", _balance(found)),
        _table("Summen der veröffentlichten Zeilen", [
            (KINDS[kind], survey.sums[kind].words["de"]) for kind in sorted(survey.sums)
        ]),
        _table("Weitere Summen derselben Zeilen, daneben veröffentlicht", [
            (column, total.words["de"]) for column, total in survey.beside.items()
        ]),
        _stale(found),
        _table("Genannte Stellen", [
            (MATCHES[kind], count) for kind, count in sorted(count_matches(found).items())
        ]),
        _groups("Fehler: nicht veröffentlichte Zeilen", found.log.sorted_groups("fault")),
        _groups("Zweifel: bitte prüfen", found.log.sorted_groups("doubt")),
        "</html>",
    ]  # fmt: skip


def _balance(found: Import) -> list[tuple[str, object]]:
    survey = found.survey
    left_out = [
        (f"– {RULES[rule]} (Zeile {', '.join(survey.examples[rule])} …)", count)
        for rule, count in survey.left_out.most_common()
    ]
    return [
        ("gelesen", survey.rows),
        ("veröffentlicht", survey.entries),
        *([("– dazu weitere Förderungen derselben Zeilen", survey.further)] * bool(survey.further)),
        ("nach Regeln ausgelassen", survey.left_out.total()),
        *left_out,
        ("wegen Fehlern abgewiesen", survey.refused),
        (
            "Probe: gelesen = veröffentlicht + ausgelassen + abgewiesen",
            "stimmt" if survey.balance else "stimmt nicht",
        ),
    ]


def _stale(found: Import) -> str:
    """Name the rows of this file that are refused but were published from an earlier one."""
    stale, count = found.comparison.stale, found.comparison.counts.get("stale", 0)
    if not count:
        return ""
    what = (
        "werden zurückgezogen"
        if found.mapping.gone == "withdraw"
        else "bleiben so veröffentlicht, wie sie in der früheren Datei stehen"
    )
    rows = "".join(f"<li>{escape(key)}: {escape(text)}</li>" for key, text in stale)
    return (
        f"<h2>Abgewiesene Zeilen, die eine frühere Datei enthält</h2><p>{count} {what}.</p>"
        f"<ul>{rows}</ul>"
    )


def _table(caption: str, rows: Iterable[tuple[str, object]]) -> str:
    cells = "".join(
        f"<tr><th scope=row>{escape(name)}</th><td class=n>{escape(str(value))}</td></tr>"
        for name, value in rows
    )
    return f"<table><caption>{escape(caption)}</caption>{cells}</table>" if cells else ""


def _groups(caption: str, groups: Iterable[Group]) -> str:
    rows = "".join(
        f"<tr><td>{escape(TITLES[group.code][0])}</td><td>{escape(group.column)}</td>"
        f"<td class=n>{group.count}</td><td>{_first(group)}</td>"
        f"<td>{escape(str(group.wanted))}</td></tr>"
        for group in groups
    )
    head = (
        "<tr><th>Befund</th><th>Spalte</th><th>Zeilen</th><th>die ersten</th><th>erwartet</th></tr>"
    )
    empty = f"<h2>{escape(caption)}</h2><p>Keine.</p>"
    return f"<h2>{escape(caption)}</h2><table><tr>{head}</tr>{rows}</table>" if rows else empty


def _first(group: Group) -> str:
    return "<br>".join(
        f"Zeile {escape(where)}: {escape(found) or '(leer)'}" for where, found in group.first
    )

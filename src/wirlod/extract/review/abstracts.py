"""
A first abstract in words of our own, German and English, made of the proposed facts.

The text of a release is not republished. What stands under the header says in plain sentences
what the release reports; the reviewer may write it anew.
"""

from wirlod.extract.review.release_file import Item

ABOUT = {
    "de": {"approximate": "rund ", "at-least": "mehr als ", "at-most": "höchstens "},
    "en": {"approximate": "around ", "at-least": "more than ", "at-most": "up to "},
}


def write_abstracts(row: dict[str, str], items: list[Item]) -> str:
    """Write the German and the English abstract of the release *row*."""
    grants = [item.row for item in items if item.record == "grants"]
    names = {item.row["key"]: item.row["label"] for item in items if item.record == "organisations"}
    german = [_german(grant, names) for grant in grants] or ["Die Meldung nennt keine Förderung."]
    english = [_english(grant, names) for grant in grants] or ["The release reports no grant."]
    return f"{' '.join(german)}\n\n## English\n\n{' '.join(english)}"


def _sum(grant: dict[str, str], language: str) -> str:
    figure = grant.get("amount") or grant.get("minimum") or grant.get("maximum")
    if not figure:
        return ""
    whole, _, cents = figure.partition(".")
    grouped = f"{int(whole):,}"
    grouped = grouped.replace(",", ".") if language == "de" else grouped
    comma = "," if language == "de" else "."
    number = f"{grouped}{comma}{cents}" if cents else grouped
    return ABOUT[language].get(grant.get("precision", ""), "") + number


def _german(grant: dict[str, str], names: dict[str, str]) -> str:
    who = names.get(grant["recipient"], grant["recipient"])
    money = f" über {total} Euro" if (total := _sum(grant, "de")) else ""
    period = _period(grant, ", Zeitraum: {} bis {}", ", bis {}", ", ab {}")
    return f"Die Meldung berichtet von einer Förderung{money}; Empfänger: {who}{period}."


def _english(grant: dict[str, str], names: dict[str, str]) -> str:
    who = names.get(grant["recipient"], grant["recipient"])
    money = f" of {total} euros" if (total := _sum(grant, "en")) else ""
    period = _period(grant, ", period: {} to {}", ", until {}", ", from {}")
    return f"The release reports a grant{money}; recipient: {who}{period}."


def _period(grant: dict[str, str], both: str, until: str, since: str) -> str:
    start, end = grant.get("start"), grant.get("end")
    if start and end:
        return both.format(start, end)
    if end:
        return until.format(end)
    return since.format(start) if start else ""

"""
A first abstract in words of our own, German and English, made of the proposed facts.

The text of a release is not republished. What stands under the header says in plain sentences
what the release reports; the reviewer may write it anew.
"""

from wirlod.extract.review.release_file import Item
from wirlod.values.words import Words, amount_words, period_words, range_words

NOTHING = {"de": "Die Meldung nennt keine Förderung.", "en": "The release reports no grant."}
OF = {"de": " über ", "en": " of "}
GRANT = {
    "de": "Die Meldung berichtet von einer Förderung{money}; Empfänger: {who}{period}.",
    "en": "The release reports a grant{money}; recipient: {who}{period}.",
}


Labels = dict[str, dict[str, str]]
"""Key of an organisation → its name by language."""

UNKNOWN = {"de": "unbekannt", "en": "unknown"}


def write_abstracts(items: list[Item], labels: Labels) -> str:
    """Write the German and the English abstract; *labels* are of the organisations there are."""
    grants = [item.row for item in items if item.record == "grants"]
    new = [item.row for item in items if item.record == "organisations"]
    names = {row["key"]: dict.fromkeys(("de", "en"), row["label"]) for row in new} | labels
    german, english = (
        " ".join(_sentence(grant, names, language) for grant in grants) or NOTHING[language]
        for language in ("de", "en")
    )
    return f"{german}\n\n## English\n\n{english}"


def _sentence(grant: dict[str, str], names: Labels, language: str) -> str:
    money = _sum(grant).get(language, "")
    period = period_words(grant.get("start"), grant.get("end")).get(language, "")
    return GRANT[language].format(
        money=OF[language] + money if money else "",
        who=names.get(grant["recipient"], UNKNOWN)[language],
        period=f", {period}" if period else "",
    )


def _sum(grant: dict[str, str]) -> Words:
    low, high = grant.get("minimum"), grant.get("maximum")
    if low and high:
        return range_words(low, high)
    figure = grant.get("amount") or low or high
    return amount_words(figure, grant.get("precision") or "exact") if figure else {}

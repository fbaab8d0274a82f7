"""
The bodies that are known before a table comes, and whom the names of the table mean.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from wirlod.intake.matching import Body, Matcher, take_name, where_of
from wirlod.intake.survey import Names, Survey
from wirlod.sheets.folder import Match, find_folders
from wirlod.sheets.mapping import Mapping
from wirlod.table_form import read_cells
from wirlod.values.places import locate

PUBLIC_TYPES = frozenset(
    {"local-authority", "ministry", "authority", "state-government", "parliament"}
)
"""Types of organisation that have one name each, wherever they are."""


def find_known(data: Path, mapping: Mapping) -> Iterator[Body]:
    """Yield the bodies of ``organisations.csv`` and of every table imported so far."""
    yield from _recorded(data)
    for folder in find_folders(data):
        states = {folder.mapping_of(file).constants.state for file in folder.files}
        state = states.pop() if len(states) == 1 else mapping.constants.state
        for match in folder.read_matches():
            if match.organisation:
                yield _body_of(match, state)


def _body_of(match: Match, state: str) -> Body:
    place = locate(match.place, state)
    where = where_of(place, match.place, state)
    name = take_name(match.name, match.legal_form)
    return Body(match.organisation, name, where, match.role == "authority")


def _recorded(data: Path) -> Iterator[Body]:
    keys = {row["key"]: row.get("ags", "") for row in read_cells(data / "territories.csv")}
    for row in read_cells(data / "organisations.csv"):
        where = keys.get(row.get("territory", ""), "")
        public = row.get("type", "") in PUBLIC_TYPES
        names = [row.get("label", ""), *row.get("alternative_names", "").split("|")]
        for name in (name.strip() for name in names):
            if name:
                yield Body(row["key"], take_name(name, ""), where, public)


def match_names(
    survey: Survey, kept: Iterable[Match], matcher: Matcher, mapping: Mapping
) -> list[Match]:
    """
    Say whom every name means; what was said before stays as it was.

    :returns: the matches in the order of names, persons last.
    """
    before = {match.names: match for match in kept}
    matches = dict(before)
    for found in survey.names:
        known = before.get(found)
        if known is None or known.decision == "person":
            matches[found] = _match(found, matcher, mapping)
    for found in survey.persons:
        if found not in before:
            matches[found] = Match(*found, organisation="", decision="person")  # type: ignore[arg-type]
    return list(matches.values())


def _match(names: Names, matcher: Matcher, mapping: Mapping) -> Match:
    role, shown, form, text = names
    state = mapping.constants.state
    place = locate(text, state)
    where = where_of(place, text, state)
    in_words = place.name if place else text
    verdict = matcher.match(take_name(shown, form), where, in_words)
    candidate = verdict.candidate.key if verdict.candidate else ""
    score = f"{verdict.score:.2f}" if verdict.candidate else ""
    return Match(role, shown, form, text, verdict.body.key, verdict.kind, candidate, score)  # type: ignore[arg-type]

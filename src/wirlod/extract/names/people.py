"""
People in a text, with the role and the organisation that the words give them.

Roles are recognised by their ending, so that compounds nobody has listed are found too:
Integrationsstaatssekretärin, Chancengleichheitsdezernentin. A surname alone is led back to
the full name given elsewhere in the text, or in ``data/``.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from wirlod.extract.names.body_names import is_state
from wirlod.extract.names.offices import (
    CAPITALS,
    FIELD,
    FULL_NAME,
    LETTERS,
    MORE_OF_NAME,
    NOT_A_NAME,
    NOUN,
    ORGANISATION_AFTER,
    PERSONS,
    PUBLIC_OFFICES,
    ROLE_WORD,
    ROLES,
    SURNAME_PARTICLE,
    TITLE,
    WORD,
    kind_of,
)
from wirlod.values.given_names import GIVEN_NAMES

_ROLE_AND_FIELD = rf"(?<![\w-])(?P<role>{ROLES})(?P<field>{FIELD})?"
_NAME = rf"\ (?P<name>{FULL_NAME}|{TITLE}{{0,5}}+(?:{SURNAME_PARTICLE}\ )?(?:{WORD}))(?![\w-])"
_BRACKET = r"(?:\ \((?P<bracket>[^()]{2,60})\))?"
ROLE_OF_BODY_COMMA = re.compile(
    rf"{_ROLE_AND_FIELD}{ORGANISATION_AFTER}(?P<comma>,){_NAME}{_BRACKET}"
)
ROLE_OF_BODY_NAME = re.compile(
    rf"{_ROLE_AND_FIELD}{ORGANISATION_AFTER}(?P<comma>){_NAME}{_BRACKET}"
)
ROLE_NAME = re.compile(
    rf"(?<!sekretär beim )(?<!sekretärin beim )(?<!sekretär bei der )(?<!sekretärin bei der )"
    rf"{_ROLE_AND_FIELD}(?:,(?<!es,))?{_NAME}{_BRACKET}"
)
"""Neither «Staatssekretär beim Minister, Eva Roth» nor «Vertreter des Landrates, Eva Roth»."""
NAME_ROLE = re.compile(
    rf"(?<![\w-])(?P<name>{FULL_NAME})(?:\ \([A-Z][\w/ ]{{1,15}}\))?"
    rf"(?:,\ |\ \(|\ –\ |\ (?=als\ (?!Vertret)))"
    rf"(?:de[rmn] |die |als |neue[rn]? |[A-ZÄÖÜ]\w+s |[a-zäöü]+ische[rn]? )?"
    rf"(?P<role>{ROLES})(?P<field>{FIELD})?(?:{ORGANISATION_AFTER}(?=[,;:.()]|\ und\ |"
    rf"\ sowie\ |$)|(?!\ [{CAPITALS}][{LETTERS}]))"
)
_PLURAL_OFFICE = (
    r"\b(?:\w+meistern|(?:[Dd]en|[Dd]ie|[Dd]er)\ (?:\w+n\ )?"
    rf"\w+(?:abgeordneten|vorsitzenden|räten|innen))\ {FULL_NAME}"
)
PLURAL_OFFICE = re.compile(rf"{_PLURAL_OFFICE}$")
SHARING = re.compile(rf"{_PLURAL_OFFICE}{PERSONS['and_name'].pattern}$")
"""What stands before a second name of the same office: «den Rätinnen Eva Roth und»."""
BARE_NAME = re.compile(rf"(?<![\w-])(?<!\bSt\. )(?<!\bSankt ){FULL_NAME}(?![\w-])")
"""A name that nothing else says to be a person's: «St. Nikolai Rostock» is a church."""
ONLY_PERSONS_BEAR = re.compile(
    rf"\ \((?:{PERSONS['party'].pattern}|"
    rf"(?![^()]*n\.\ ?r)(?:{PERSONS['in_picture'].pattern})[^()]*\))"
)
"""«Ruprecht Harbeck (Grüne)», «Benno Hemsing (v. l.)»: whatever stands before is a person."""

NAME_BRACKET = re.compile(
    rf"(?<![\w-])(?P<name>{FULL_NAME})\ \((?P<role>{ROLES})(?:[ ,]+(?P<organisation>[^()"
    rf"]{{3,70}}))?\)"
)


class PersonMention(NamedTuple):
    """A person where named; *name* without titles, *organisation* as the text says."""

    start: int
    end: int
    name: str
    role: str | None = None
    organisation: str | None = None
    role_span: tuple[int, int] = (0, 0)
    organisation_span: tuple[int, int] = (0, 0)

    def moved(self, by: int) -> "PersonMention":
        """Give the same mention so many characters further on."""
        return self._replace(
            start=self.start + by,
            end=self.end + by,
            role_span=(self.role_span[0] + by, self.role_span[1] + by),
            organisation_span=(self.organisation_span[0] + by, self.organisation_span[1] + by),
        )


def find_people(text: str) -> list[PersonMention]:
    """
    Find people with role before or after the name, and names that begin with a given name.

    >>> [(p.name, p.role) for p in find_people("sagte Landrat Stefan Reuß.")]
    [('Stefan Reuß', 'Landrat')]
    """
    found: list[PersonMention] = []
    for mention in (*_after_names(text), *_before_names(text), *_bare_names(text)):
        if not any(p.start < mention.end and mention.start < p.end for p in found):
            found.append(mention)
    return _with_shared_office(text, sorted(found))


def _with_shared_office(text: str, found: list[PersonMention]) -> list[PersonMention]:
    """In «den Bürgermeistern A und B» each of them bears the office."""
    shared: list[PersonMention] = []
    office: PersonMention | None = None
    for mention in found:
        if mention.role:
            office = mention if PLURAL_OFFICE.search(text[: mention.end]) else None
        elif office and not PERSONS["and_name"].fullmatch(text[shared[-1].end : mention.start]):
            office = None
        role = re.sub(r"neter$", "nete", office.role or "") if office else mention.role
        span = office.role_span if office else mention.role_span
        shared.append(mention._replace(role=role, role_span=span))
    return shared


def _bare_names(text: str) -> Iterable[PersonMention]:
    """Find names that open with a given name; a common noun before it is passed over."""
    position = 0
    while match := BARE_NAME.search(text, position):
        name = clean_name(match.group())
        first = name.split(" ", maxsplit=1)[0]
        start = match.start() + match.group().rfind(name)
        by_sign = _may_be_given(name) and (
            ONLY_PERSONS_BEAR.match(text, match.end())
            or SHARING.search(text, max(0, start - 120), start)
        )
        surely = is_given(first) or PERSONS["doctor"].match(match.group()) or by_sign
        surely = surely and not PERSONS["named_after"].search(text, max(0, start - 40), start)
        if surely and " " in name and is_name(name):
            name, position = _whole(text, name, start + len(name))
            yield PersonMention(start, position, name)
        else:
            position = start + len(first)


def _before_names(text: str) -> Iterable[PersonMention]:
    for pattern in (ROLE_NAME, ROLE_OF_BODY_COMMA, ROLE_OF_BODY_NAME):
        position = 0
        while match := pattern.search(text, position):
            position = match.end("role")
            mention = _read_role_name(match)
            if mention is not None:
                position = mention.end
                yield mention


def _read_role_name(match: re.Match[str]) -> PersonMention | None:
    name, end = _cut_name(match["name"], match.start("name"))
    if name is None or not _belongs(match, name):
        return None
    if " " not in name and not _stands_alone(match, end):
        return None
    name, end = _whole(match.string, name, end)
    return _with_office(match, PersonMention(match.start(), end, name))


def _stands_alone(match: re.Match[str], end: int) -> bool:
    """Tell whether a surname may stand alone behind the office of *match*."""
    goes_on = match["field"] and not PERSONS["before_a_verb"].match(match.string, end)
    return kind_of(match["role"]) in PUBLIC_OFFICES and not goes_on


def _whole(text: str, name: str, end: int) -> tuple[str, int]:
    """Go on reading a name that ends with a given name, and say where it ends."""
    first, _, last = name.rpartition(" ")
    more = MORE_OF_NAME.match(text, end) if first and is_given(last) else None
    if more is None or NOUN.fullmatch(more["word"]) or _is_no_name(more["word"], [last]):
        return name, end
    return name + more.group(), more.end()


def _with_office(match: re.Match[str], mention: PersonMention) -> PersonMention:
    """Add the office that *match* found, with its field, and the body it is of."""
    start, role = match.start("role"), match["role"] + (match.groupdict().get("field") or "")
    organisation, span = _organisation_of(match)
    return mention._replace(
        role=nominative_role(role),
        organisation=organisation,
        role_span=(start, start + len(role)),
        organisation_span=span,
    )


def _belongs(match: re.Match[str], name: str) -> bool:
    """A name after «Vorsitzende des Vereins X» needs a comma, or begins with a given name."""
    if "organisation" not in match.re.groupindex:
        return True
    if PERSONS["no_organisation"].search(match["organisation"]):
        return False
    first = name.split(" ", maxsplit=1)[0]
    return " " in name and (is_given(first) or bool(match["comma"] and is_name(name)))


def _organisation_of(match: re.Match[str]) -> tuple[str | None, tuple[int, int]]:
    if match.groupdict().get("organisation"):
        return match["organisation"], match.span("organisation")
    bracket = match.groupdict().get("bracket")
    aside = bracket and any(PERSONS[sort].match(bracket) for sort in ("party", "in_picture"))
    if bracket and len(bracket) > 4 and not aside:
        return bracket, match.span("bracket")
    return None, (0, 0)


def _after_names(text: str) -> Iterable[PersonMention]:
    for match in [*NAME_BRACKET.finditer(text), *NAME_ROLE.finditer(text)]:
        name = clean_name(match["name"])
        words = name.split(" ")
        while len(words) > 2 and not is_name(" ".join(words)):
            words = words[1:]
        name = " ".join(words)
        if not is_name(name) or " " not in name:
            continue
        other = (match["organisation"] or "").partition(" ")[0]
        titled = match.re is NAME_BRACKET or re.match(TITLE, match["name"])
        if is_given(other) or not (titled or is_given(words[0]) or _may_be_given(name)):
            continue
        start = match.start("name") + match["name"].rfind(words[0])
        found = _with_office(match, PersonMention(start, start, name))
        yield found._replace(end=max(found.role_span[1], found.organisation_span[1]))


def _cut_name(words: str, start: int) -> tuple[str | None, int]:
    """Cut off what follows the name: another role, a common noun, a weekday."""
    kept, whole, position = list[str](), 0, start
    for match in re.finditer(r"\S+", words):
        word = match.group()
        if _is_no_name(word, kept):
            break
        kept.append(word)
        if not word[0].islower():
            whole, position = len(kept), start + match.end()
    name = clean_name(" ".join(kept[:whole]))
    return (name, position) if name and is_name(name) else (None, position)


def is_given(word: str) -> bool:
    """
    Tell whether *word* is a given name, or several joined by hyphens.

    >>> is_given("Hans-Ulrich"), is_given("Verein")
    (True, False)
    """
    return all(part in GIVEN_NAMES for part in word.split("-"))


def _may_be_given(name: str) -> bool:
    """Tell whether two words may be a name whose given name stands in no list."""
    first, _, last = name.partition(" ")
    return " " not in last and not (NOUN.fullmatch(first) or "-" in first)


def clean_name(name: str) -> str:
    """Give *name* without academic titles and forms of address."""
    return re.sub(rf"^{TITLE}+", "", name).strip(" ,")


def is_name(name: str) -> bool:
    """
    Tell whether no word of *name* is known to be something else.

    >>> is_name("Mark Weinmeister"), is_name("Bürgermeister Weber")
    (True, False)
    """
    words = name.split(" ")
    return not any(_is_no_name(word, words[:at]) for at, word in enumerate(words))


def _is_no_name(word: str, before: list[str]) -> bool:
    if word in NOT_A_NAME or PERSONS["no_surname"].fullmatch(word) or is_state(word):
        return True
    if before and is_given(before[-1]) and PERSONS["like_office"].fullmatch(word):
        return False
    return re.fullmatch(ROLE_WORD, word) is not None


def nominative_role(role: str) -> str:
    """
    Give *role* as a person would bear it.

    >>> nominative_role("Ersten Kreisbeigeordneten")
    'Erster Kreisbeigeordneter'
    """
    if re.search(r"\w+n \w+ordneten$", role):
        return re.sub(r"n (\w+ordnete)n$", r"r \1r", role)
    if re.search(r"(?i:abgeordnete|beauftragte|bevollmächtigte|vorsitzende)n$", role):
        return role.removesuffix("n") + "r"
    return re.sub(r"((?i:minister|sekretär|meister|leiter|sprecher|führer))[sn]$", r"\1", role)

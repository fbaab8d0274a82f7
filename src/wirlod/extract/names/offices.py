"""
How German texts write names and offices: the patterns that ``people`` is made of.

Offices are told by their endings, so that compounds nobody has listed are found too.
"""

import re

from wirlod.extract.names import read_alternatives, read_patterns, read_words

LETTERS = "a-zäöüßéèêáàâóòôúíìçñşğıčćšžłøåëïśńźżąęőűěřťďůňýțăâîã"
CAPITALS = "A-ZÄÖÜÉÈÁÓÇŞĞİČĆŠŽŁØÅŚŹŻŘŐ"
WORD = rf"[{CAPITALS}][{LETTERS}]+(?:[-’'][{CAPITALS}][{LETTERS}]+)*|Mc[{CAPITALS}][{LETTERS}]+"
SURNAME_PARTICLE = r"(?:von der|van der|van den|van|de|el|al|dos|di|del|ter)"
"""Particles of a surname that stands alone; «Bürgermeister von Hanau» names no Mr von Hanau."""

PARTICLE = (
    r"(?:von der|van der|van den|von dem|auf der|von|van|de|zu|zur|vom|der|el|al|dos|da|di|del|ter)"
)
TITLE = rf"(?:(?:{read_alternatives('titles')})\ ?)"
"""An academic title or form of address: «Frau», and not the beginning of «Frauke»."""
ROLE_ENDING = read_alternatives("office_endings")
ROLE_WORD = (
    rf"(?!Begleitung)(?:[{CAPITALS}][\w-]*(?:{ROLE_ENDING})|"
    rf"(?:[{CAPITALS}][\w-]*-)?(?=[{CAPITALS}])(?i:{ROLE_ENDING}))"
    r"(?![\w-])"
)
RANK = rf"(?:(?:{read_alternatives('ranks')})\ )"
PREFIX = rf"(?:[{CAPITALS}][\w]+-(?:,\ [{CAPITALS}]\w+-)*\ (?:und|sowie|/)\ )"
ROLE = rf"{RANK}?{PREFIX}?{ROLE_WORD}"
ROLES = rf"{ROLE}(?:\ (?:und|sowie|&)\ {ROLE})?"
SUBJECT = rf"(?:[a-zäöü]+e[nr]?\ )?[{CAPITALS}][\w-]*"
FIELD = rf"(?:\ für\ {SUBJECT}(?:,\ {SUBJECT})*(?:\ und\ {SUBJECT})?|\ Integrationsförderung)"
FULL_NAME = (
    rf"(?:{TITLE}{{0,5}}+(?:(?:{WORD}|[{CAPITALS}]\.)\ ){{1,3}}?(?:{PARTICLE}\ )?(?:{WORD}))"
)
MINISTRY = (
    rf"(?:[{CAPITALS}]\w+isch(?:e|es|en|em)\ )?\w*[Mm]inisteriums?"
    rf"(?:\ (?:für|des|der)\ {SUBJECT}(?:,\ (?:für\ )?{SUBJECT})*(?:\ und\ (?:für\ )?{SUBJECT})?)?"
)
ORGANISATION_AFTER = (
    r"(?:\ (?:des|der|vom|von|im|in\ der|beim|bei\ der|am|aus\ dem|für\ den|dem)\ "
    rf"(?P<organisation>{MINISTRY}|[^,;:()„“]{{3,90}}?))"
)
NOT_A_NAME = read_words("no_names")
NOUN = re.compile(read_alternatives("no_given_names"))
"""What no given name looks like that stands in no list."""
PERSONS = read_patterns("wirlod.extract.names", "persons")
"""What stands in the names of people and beside them."""
MORE_OF_NAME = re.compile(rf"\ (?:{PARTICLE}\ )?(?P<word>{WORD})(?![\w-])")
"""What goes on a name that so far has nothing but given names: «Hans Peter Müller»."""
KINDS = read_patterns("wirlod.extract.names", "offices")
"""Kinds of offices by words in them; an office is of the first that fits."""


def kind_of(role: str | None) -> str:
    """
    Say of which kind an office is.

    >>> kind_of("Umweltministerin"), kind_of("Wehrführer"), kind_of(None)
    ('minister', 'brigade', 'none')
    """
    if not role:
        return "none"
    return next((kind for kind, words in KINDS.items() if words.search(role.lower())), "other")


PUBLIC_OFFICES = frozenset(
    {"secretary", "minister", "region", "member", "district", "mayor", "town"}
)
"""Kinds of offices with which a surname stands alone: «Staatssekretärin Janz»."""
LEVELS = {"secretary": 3, "minister": 3, "region": 3, "district": 2, "mayor": 1}
"""How high offices of a kind are: who stands higher gives, who stands lower receives."""


def level_of(role: str | None) -> int:
    """
    Say how high an office is: of the state 3, a district 2, a town 1, none of these 0.

    >>> level_of("Landrätin"), level_of("Ortsvorsteher"), level_of(None)
    (2, 1, 0)
    """
    return LEVELS.get(kind_of(role), 0)

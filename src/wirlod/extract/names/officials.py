"""
Towns and bodies named through their officials: «Lindenaus Bürgermeister», «Bürgermeister in X».

A notice is handed to a person, the money goes to the body this person speaks for.
"""

import re

from wirlod.extract.names.parties import PLACE, PartyFinder, PartyMention

MAYOR = r"(?:[\wäöü-]*[Bb]ürgermeister(?:in)?|Rathauschef(?:in)?|Ortsvorsteher(?:in)?)"
TITLE = r"(?:(?:Dr\.|Prof\.)\ ){0,2}"
NAMED = rf"(?:{TITLE}(?:[A-ZÄÖÜ][\w-]+\ ){{1,3}})"
TO_MAYOR_OF = re.compile(
    rf"\b(?:an|dem|der|den)\ (?:(?P<owner>{PLACE})\ {MAYOR}\b"
    rf"|(?:den\ |die\ (?=\S+in\ ))?{MAYOR}\ (?:von|in|aus)\ (?P<town>{PLACE})"
    rf"|(?:den\ |die\ )?{NAMED}?{MAYOR}\ {NAMED}?(?:\((?P<bracket>{PLACE})\)))"
)
MAYOR_RECEIVES = re.compile(
    rf"^(?:(?P<owner>{PLACE})\ {MAYOR}\b|(?:(?:Der|Die)\ )?{MAYOR}\ (?:von|in|aus)\ "
    rf"(?P<town>{PLACE})|[A-ZÄÖÜ][^.;,()]{{3,40}},\ {MAYOR}\ (?:von|in|aus)\ (?P<home>{PLACE}))"
    r"[^.;]{0,60}?\b(?:erhielt|erhält|bekam|bekommt|nahm|nimmt|empfing)\b"
)


def find_town_of_official(text: str, finder: PartyFinder) -> PartyMention | None:
    """Give the town whose mayor is handed the notice in *text*."""
    for pattern in (TO_MAYOR_OF, MAYOR_RECEIVES):
        match = pattern.search(text)
        name = next((n for n, value in match.groupdict().items() if value), None) if match else None
        if match is None or name is None:
            continue
        place = match[name]
        if name == "owner" and not place.endswith("s"):
            continue
        label = place.removesuffix("s") if name == "owner" else place
        return PartyMention(*match.span(name), finder.party_of_place(label), "authority")
    return None

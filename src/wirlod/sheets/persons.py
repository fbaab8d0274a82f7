"""
Who among recipients may be a natural person: whose name is not published unless a steward says so.

Told by the owner of a firm («Inh.», e.K.), a profession or title, a given name where no legal
form stands, and by the lack of anything that names a body. The last is a doubt: it is treated as a
person until somebody decides.
"""

import re
from functools import lru_cache
from importlib import resources
from typing import Literal

from wirlod.folding import fold
from wirlod.sheets.bodies import take_apart
from wirlod.sheets.lines import clean
from wirlod.values.given_names import GIVEN_NAMES
from wirlod.values.keys import make_key
from wirlod.values.places import read_places

Personhood = Literal["person", "perhaps", "body"]

OWNED = re.compile(r"\b(?:Inh\.|Inhaber(?:in)?\b|Einzelunternehmen\b|Einzelfirma\b)", re.IGNORECASE)
OF_ONE = frozenset({"e.K."})
"""Legal forms of one natural person."""
YES = frozenset({"ja", "j", "yes", "y", "x", "1", "true", "wahr", "privat", "person",
                 "naturliche person", "privatperson"})  # fmt: skip
NO = frozenset({"nein", "n", "no", "0", "false", "falsch", "juristische person", "organisation"})

_NAME_WORD = re.compile(
    r"[A-ZÄÖÜÉÈŞĞİÇŠŽ][a-zäöüßéèêáàâóòôúíìçñşğıčćšžł'’]+(?:-[A-ZÄÖÜ][a-zäöüßéè]+)*|[A-ZÄÖÜ]\."
)
_PARTICLES = frozenset({"von", "van", "de", "der", "zu", "den", "el", "al", "und", "u.", "&"})


@lru_cache
def read_words(name: str) -> frozenset[str]:
    """Read the list ``words/{name}.txt``."""
    folder = resources.files("wirlod.sheets") / "words"
    return frozenset((folder / f"{name}.txt").read_text("utf-8").split())


@lru_cache(maxsize=50_000)
def tell_person(name: str, legal_form: str = "", flag: str = "") -> Personhood:
    """
    Tell whether a recipient is a natural person; *flag* is what a column says of it.

    >>> tell_person("Ute Beispiel"), tell_person("Beispiel, Ute"), tell_person("Beispiel GmbH")
    ('person', 'person', 'body')
    >>> tell_person("Bäckerei Muster, Inh. U. Muster"), tell_person("Stadt Kassel")
    ('person', 'body')
    """
    told = fold(flag)
    if told in YES or told in NO:
        return "person" if told in YES else "body"
    shown = clean(name)
    form = take_apart(shown, legal_form).form
    if OWNED.search(shown) or form in OF_ONE:
        return "person"
    if form:
        return "body"
    return _tell_by_words(shown)


def _tell_by_words(shown: str) -> Personhood:
    words = [word.strip(',;()"„“»«') for word in shown.split()]
    folded = [make_key(word) for word in re.split(r"[\s,;()/-]+", shown) if word]
    if any(_names_a_body(word) for word in folded):
        return "body"
    if any(word in read_words("professions") for word in folded):
        return "person"
    names = [word for word in words if word and word not in _PARTICLES]
    name_like = 1 <= len(names) <= 5 and all(_NAME_WORD.fullmatch(word) for word in names)
    if not name_like:
        return "body"
    given = [word for word in names if word.partition("-")[0] in GIVEN_NAMES]
    if given:
        return "person"
    places = any(read_places().by_core.get(fold(word)) for word in names if len(word) > 3)
    return "body" if places else "perhaps"


def _names_a_body(word: str) -> bool:
    if word in read_words("organisation_words"):
        return True
    return any(
        word.endswith(ending) and len(word) - len(ending) != 1
        for ending in read_words("organisation_endings")
    )

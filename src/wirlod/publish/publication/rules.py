"""What a value of ``publication.yaml`` must be, and how to say so to the person who repairs it."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

import msgspec

from wirlod.saying import message, say

ONE_OF_LIST = message("an address from the list {beginning}")


class Rule(msgspec.Struct, frozen=True):
    """What a text must be."""

    wanted: str
    """What the form is, with an example."""
    pattern: str = r".*\S.*"
    """The form as a regular expression, of the whole text."""
    property: str = ""
    """The property whose shape in ``shapes/catalogue.ttl`` lists what there is."""
    beginning: str = ""
    """What the addresses of a list begin with, where the form says so."""

    def tell(self) -> str:
        """Say the form in the language of the run."""
        return say(self.wanted, beginning=self.beginning)

    def complain(self, text: str, choices: Sequence[str] = ()) -> str:
        """Say what is wrong with *text*; *choices* is all there is, where that is known."""
        if choices and text not in choices:
            return say(
                "{found}, wanted {list}{guess}",
                found=_found(text),
                list=_list_of(choices),
                guess=_guess(text, choices),
            )
        if not re.fullmatch(self.pattern, text, re.DOTALL):
            return say("{found}, wanted {wanted}", found=_found(text), wanted=self.tell())
        return ""


def listed(property: str = "", beginning: str = "") -> Rule:
    """Make the rule of an address from a list: that of a shape, or whatever begins alike."""
    if beginning:
        pattern = re.escape(beginning) + r"\S+"
        return Rule(ONE_OF_LIST, pattern, property, beginning)
    return Rule(message("an address from a list"), r"https?://\S+", property)


WORDS = Rule(message("words"))
ONE_LINE = Rule(message("words on one line"), r"[^\n]*\S[^\n]*")
KEY = Rule(message("a key such as landesprogramm"), r"[a-z0-9]+(-[a-z0-9]+)*")
KEY_START = Rule(
    message("the digits that every official key begins with, such as 01"), r"[0-9]{2,8}"
)
SUM = Rule(message("a sum in euros such as 250000"), r"[1-9][0-9]{0,11}")
WEB = Rule(
    message("a web address such as https://example.org/"), r"https?://[A-Za-z0-9.-]+(:\d+)?(/\S*)?"
)
EMAIL = Rule(
    message("an e-mail address such as daten@example.org"),
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
)
PHONE = Rule(message("a telephone number such as +49 431 123456"), r"\+?[0-9][0-9 ()/-]{4,30}")


def _found(text: str) -> str:
    return say("found {text!r}", text=text) if text else say("is empty")


def _list_of(choices: Sequence[str]) -> str:
    return say(ONE_OF_LIST, beginning=_beginning(choices))


def _guess(text: str, choices: Sequence[str]) -> str:
    """
    Guess which of *choices* was meant, by their ends.

    >>> _guess("CC-BY 4.0", ["http://x.org/l/cc-by/4.0", "http://x.org/l/cc-zero"])
    ': did you mean http://x.org/l/cc-by/4.0?'
    """
    beginning = _beginning(choices)
    ends = {_plain(choice.removeprefix(beginning)): choice for choice in choices}
    found = get_close_matches(_plain(text.removeprefix(beginning)), ends, n=1)
    return say(": did you mean {guess}?", guess=ends[found[0]]) if found else ""


def _beginning(choices: Sequence[str]) -> str:
    """Give what all *choices* begin with, up to a slash."""
    first, last = min(choices), max(choices)
    pairs = zip(first, last, strict=False)
    same = next((n for n, (a, b) in enumerate(pairs) if a != b), len(first))
    return first[: first.rindex("/", 0, same) + 1]


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())

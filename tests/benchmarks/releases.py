"""
Press releases retold, with what they say marked in the text itself: the reader of the marks.

``[80.000 Euro=Stadt A]`` is a grant to A (``A;B``: to each of them), ``[2 Mio. Euro~cost]`` a sum
in another role, ``{Eva Roth|Landrätin}`` a person, ``{>…`` who hands over, ``{<…`` who receives.
Who gives hands over the notice, cheque or money, now or before, alone or together with others, or
is named as bringing it. Who receives takes it, is named as its recipient, or stands there for the
body it is handed to. Neither of both is who only looks on, takes part, greets, thanks for others,
signs, announces, or is quoted without being at the handover: a head who is only glad or quoted
is neither, unless he took it, gave thanks for it or was there. What is sent or only promised, a
vehicle or bare news is no handover.
Lines ``zeit: A | from | to``, ``ohne: A`` (a grant without a sum) and ``marks:`` (marks for a text
that stands unmarked) follow the text.

The releases in ``handovers`` teach only who gives and receives: they are short, often cut as found,
and many tell of gifts. To learn from them what is granted, too, read others no better.
Those named ``erdacht-`` retell nothing: they are made up, in plainer words and more ways of saying
the same, a third of them without a handover.

The test part is of other sources than the development part and nobody looks at its errors: it is
scored, never learnt from. Earlier test parts, looked at while mending, are in the development part
now.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from wirlod.values.amounts import find_amounts

RELEASES = Path(__file__).parents[1] / "extract" / "releases"
DEVELOPMENT, HANDOVERS, TEST = (RELEASES / n for n in ("development", "handovers", "test"))
MARK = re.compile(r"\[(?P<sum>[^\[\]=~]+)(?:=(?P<who>[^\]]+)|~(?P<role>[a-z-]+))\]")
PERSON = re.compile(r"\{(?P<hand>[<>]?)(?P<name>[^|{}]+)\|(?P<office>[^{}]+)\}")


class MarkedSum(NamedTuple):
    """A sum at its place, with its role and, for a grant, who gets it."""

    start: int
    end: int
    role: str
    recipients: tuple[str, ...] = ()


class MarkedPerson(NamedTuple):
    """A person at its place; *hand* is ``>`` for who gives, ``<`` for who receives."""

    start: int
    name: str
    office: str
    hand: str


class MarkedRelease(NamedTuple):
    """A text and everything marked in it."""

    name: str
    text: str
    sums: tuple[MarkedSum, ...]
    people: tuple[MarkedPerson, ...]
    periods: tuple[tuple[str, str | None, str | None], ...]
    without_sum: tuple[str, ...]


def read_releases(folder: Path) -> list[MarkedRelease]:
    """
    Read every release of the files in *folder*, in the order of their names.

    :raises FileNotFoundError: where there is none, for nothing can be learnt or scored.
    """
    found = [
        read_release(*part.split("\n", 1))
        for path in sorted(folder.glob("*.txt"))
        for part in re.split(r"^### ", path.read_text("utf-8"), flags=re.M)[1:]
    ]
    if not found:
        raise FileNotFoundError(f"no releases in {folder}: put retold releases there")
    return found


def read_release(name: str, marked: str) -> MarkedRelease:
    """Take the marks out of the text *marked*."""
    notes = [line for line in marked.split("\n") if re.match(r"(?:zeit|ohne|marks): ", line)]
    body = "\n".join(line for line in marked.split("\n") if line not in notes).strip() + "\n"
    text, sums, people = _unmark(body)
    for note in notes:
        if note.startswith("marks: "):
            sums += list(_marks_of(text, note.removeprefix("marks: "), sums))
    periods = tuple(_period(note) for note in notes if note.startswith("zeit: "))
    without = tuple(n.removeprefix("ohne: ").strip() for n in notes if n.startswith("ohne: "))
    return MarkedRelease(name.strip(), text, tuple(sorted(sums)), people, periods, without)


def _unmark(body: str) -> tuple[str, list[MarkedSum], tuple[MarkedPerson, ...]]:
    pieces: list[str] = []
    sums: list[MarkedSum] = []
    people: list[MarkedPerson] = []
    done = length = 0
    for match in sorted([*MARK.finditer(body), *PERSON.finditer(body)], key=lambda m: m.start()):
        words = match["sum"] if match.re is MARK else match["name"]
        pieces += [body[done : match.start()], words]
        start = length + match.start() - done
        done, length = match.end(), start + len(words)
        if match.re is MARK:
            sums.append(_marked(start, length, match["who"], match["role"]))
        else:
            people.append(MarkedPerson(start, match["name"], match["office"], match["hand"]))
    return "".join([*pieces, body[done:]]), sums, tuple(people)


def _marked(start: int, end: int, who: str | None, role: str | None) -> MarkedSum:
    if who is None:
        return MarkedSum(start, end, role or "none")
    return MarkedSum(start, end, "grant", tuple(name.strip() for name in who.split(";")))


def _marks_of(text: str, note: str, marked: list[MarkedSum]) -> Iterator[MarkedSum]:
    """Mark every place of a sum that is not *marked* in the text itself."""
    taken = {found.start for found in marked}
    for mark in note.split(" | "):
        words, _, who = mark.partition("=")
        for match in re.finditer(rf"(?<![\d.]){re.escape(words.strip())}", text):
            if match.start() not in taken:
                yield _marked(match.start(), match.end(), who, None)


def _period(note: str) -> tuple[str, str | None, str | None]:
    who, start, end = (part.strip() for part in note.removeprefix("zeit: ").split("|"))
    return who, None if start == "-" else start, None if end == "-" else end


def read_texts(folder: Path) -> list[MarkedRelease]:
    """Read the short texts with a gold file beside each, their sums marked by the gold figures."""
    return [
        _text_with_gold(path)
        for path in sorted(folder.glob("*.json"))
        if path.with_suffix(".txt").exists()
    ]


def _text_with_gold(path: Path) -> MarkedRelease:
    gold = json.loads(path.read_text("utf-8"))
    text = path.with_suffix(".txt").read_text("utf-8")
    granted: dict[float, list[str]] = {}
    for grant in gold.get("grants", ()):
        if grant.get("amount") is not None:
            granted.setdefault(float(grant["amount"]), []).append(grant["recipient"])
    sums = []
    for line in re.finditer(r"[^\n]+", text):
        for found in find_amounts(line.group()):
            who = granted.get(float(found.low), [])
            start, end = line.start() + found.start, line.start() + found.end
            sums.append(MarkedSum(start, end, "grant" if who else "unknown", tuple(who)))
    people = tuple(_hands_of(text, gold))
    return MarkedRelease(f"text-{path.stem}", text, tuple(sums), people, (), ())


def _hands_of(text: str, gold: dict[str, Any]) -> Iterator[MarkedPerson]:
    for grant in gold.get("grants", ()):
        for side, hand in (("givers", ">"), ("receivers", "<")):
            for name in grant.get("handover", {}).get(side, ()):
                found = re.search(re.escape(name), text) or re.search(name.split()[-1], text)
                if found:
                    yield MarkedPerson(found.start(), name, "", hand)

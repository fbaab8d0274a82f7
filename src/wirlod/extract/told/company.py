"""
What tells who gave and who received as all people of a text stand together.
"""

from collections import defaultdict
from heapq import nlargest
from typing import NamedTuple

from wirlod.extract.grants.model import steps

STEPS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Each step that a probability is above is a feature."""


class Chance(NamedTuple):
    """How likely a person gives and receives where the name stands, each by itself."""

    name: str
    part: int
    giver: float
    receiver: float

    @property
    def sides(self) -> tuple[float, float]:
        """How likely each side is."""
        return self.giver, self.receiver


def company_features(chances: list[Chance]) -> list[list[str]]:
    """Give what tells who gave and who received, as all people of a text stand together."""
    text, parts = _Best(chances), defaultdict[int, list[Chance]](list)
    for chance in chances:
        parts[chance.part].append(chance)
    sentences = {part: _Best(found) for part, found in parts.items()}
    return [_in_company(one, text, sentences[one.part]) for one in chances]


def _in_company(one: Chance, text: "_Best", sentence: "_Best") -> list[str]:
    own = [*steps("g", one.giver, STEPS), *steps("r", one.receiver, STEPS)]
    others = [*_others("others", text.without(one)), *_others("beside", sentence.without(one))]
    likely = [name for name in own if name.endswith((">0.3", ">0.5"))]
    clear = [name for name in others if name.endswith((">0.5", "none"))]
    pairs = [f"{mine}&{theirs}" for mine in likely for theirs in clear]
    return [*own, *others, *_others("elsewhere", text.elsewhere(one)), *pairs]


class _Best:
    """The likeliest hands of a text or sentence, each person at most once at the top."""

    def __init__(self, chances: list[Chance]) -> None:
        by_name = defaultdict[str, list[Chance]](list)
        for chance in chances:
            by_name[chance.name].append(chance)
        self._own = {
            name: tuple(nlargest(2, (c.sides[n] for c in found)) for n in (0, 1))
            for name, found in by_name.items()
        }
        self._tops = tuple(
            nlargest(2, ((sides[n][0], name) for name, sides in self._own.items())) for n in (0, 1)
        )

    def without(self, one: Chance) -> list[float]:
        """Give the likeliest giver and receiver but this person, nothing if there is nobody."""
        found = [[p for p, name in tops if name != one.name] for tops in self._tops]
        return [first[0] for first in found if first]

    def elsewhere(self, one: Chance) -> list[float]:
        """Give how likely the same person gives and receives at another place."""
        sides = zip(self._own[one.name], one.sides, strict=True)
        return [
            best[0] if best[0] != here else best[1]
            for best, here in sides if len(best) > 1
        ]  # fmt: skip


def _others(name: str, sides: list[float]) -> list[str]:
    if not sides:
        return [f"{name}=none"]
    return [*steps(f"{name}-g", sides[0], STEPS), *steps(f"{name}-r", sides[1], STEPS)]

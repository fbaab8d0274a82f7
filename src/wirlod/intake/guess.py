"""
What a table nobody has described is taken for.
"""

import msgspec

from wirlod.intake.profiles import Profile
from wirlod.sheets.mapping import Mapping


class Guess(msgspec.Struct):
    """A mapping, what each column was taken for, and what is unsure."""

    mapping: Mapping
    profiles: list[Profile]
    meanings: dict[int, str]
    """Position of a column → field it was taken for."""
    doubts: list[str]

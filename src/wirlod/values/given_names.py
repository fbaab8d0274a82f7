"""
Given names: what tells a person from a body, and a name from a noun.
"""

from importlib import resources

GIVEN_NAMES = frozenset(
    (resources.files("wirlod.values") / "given_names.txt").read_text("utf-8").split()
)
"""As they are written, with a capital letter: what releases name, and Faker's (MIT) German ones."""

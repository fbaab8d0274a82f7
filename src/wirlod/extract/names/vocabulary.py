"""
The word lists that the grammar looks words up in: files of words beside this module.
"""

from importlib import resources


def read_words(name: str) -> frozenset[str]:
    """Read the list ``words/{name}.txt``: words separated by white space."""
    folder = resources.files("wirlod.extract.names") / "words"
    return frozenset((folder / f"{name}.txt").read_text("utf-8").split())

"""
How stewards are spoken to: every message of checks, commands and reviews, in their language.

Messages are written in English where they are needed, with names in braces for what changes, and
handed to :func:`say`; ``translations/de.po`` has the German ones. What is written down first and
said later is marked by :func:`message`. The language holds for a whole run: that of ``LC_ALL``,
``LC_MESSAGES`` or ``LANG``, unless whoever types asks for another. A server speaks to each who asks
in a language of his own: :func:`answering`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from gettext import NullTranslations
from importlib import resources
from io import BytesIO
from string import Formatter
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is not empty decides, as POSIX says."""

WRITTEN_IN = "en"
"""The language of the messages themselves."""

GERMAN_MARKS = str.maketrans(",.", ".,")
"""What separates thousands and decimals, in German."""

_spoken = [WRITTEN_IN]
_answering: ContextVar[Callable[[], str] | None] = ContextVar("answering", default=None)


def message(text: str) -> str:
    """Mark *text* as a message that is said later."""
    return text


def say(text: str, /, **values: object) -> str:
    """
    Say *text* in the language of the run, with *values* in its places ``{name}``.

    >>> say("has {count:,} bytes, at most {most:,} are read", count=7000000, most=5000)
    'has 7,000,000 bytes, at most 5,000 are read'
    >>> with speaking("de"):
    ...     say("has {count:,} bytes, at most {most:,} are read", count=7000000, most=5000)
    'hat 7.000.000 Bytes, höchstens 5.000 werden gelesen'
    """
    language = spoken_language()
    said = read_messages("wirlod", language).gettext(text)
    return _FORMATTERS[language].vformat(said, (), values) if values else said


def spoken_language() -> str:
    """Give the language of whoever is answered, else that of the run."""
    choose = _answering.get()
    return choose() if choose else _spoken[-1]


def speak(language: str) -> None:
    """Speak *language* until the process ends."""
    _spoken[:] = [language]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak *language*, one that there are messages in, until the end of the block."""
    _spoken.append(language)
    try:
        yield
    finally:
        _spoken.pop()


@contextmanager
def answering(choose: Callable[[], str]) -> Iterator[None]:
    """
    Speak what *choose* gives until the end of the block, in this thread alone.

    It is called when something is to be said, for most who ask are told nothing.
    """
    before = _answering.set(choose)
    try:
        yield
    finally:
        _answering.reset(before)


def locale_language(environment: Mapping[str, str]) -> str:
    """
    Give the language of ours that the locale asks for.

    >>> locale_language({"LANG": "de_DE.UTF-8"}), locale_language({"LANG": "fr_FR"})
    ('de', 'en')
    >>> locale_language({"LANG": "de_DE.UTF-8", "LC_ALL": "C"})
    'en'
    """
    chosen = next(filter(None, map(environment.get, LOCALE_VARIABLES)), "")
    return "de" if chosen.lower().startswith("de") else WRITTEN_IN


@lru_cache
def read_messages(package: str, language: str) -> NullTranslations:
    """
    Read the messages of *package* in *language*; none for English, in which they are written.

    The catalogue is compiled when it is read, for a compiled copy beside it could be out of date.
    """
    path = resources.files(package) / "translations" / f"{language}.po"
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


class _GermanFormatter(Formatter):
    """Writes numbers and days as Germans do; text stays as it is."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        if isinstance(value, date) and not format_spec:
            return f"{value:%d.%m.%Y}"
        written = super().format_field(value, format_spec)
        return written.translate(GERMAN_MARKS) if format_spec[-1:] in (",", "f", "g") else written


_FORMATTERS = {WRITTEN_IN: Formatter(), "de": _GermanFormatter()}

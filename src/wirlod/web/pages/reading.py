"""
How a reader is spoken to: the language of the interface, and numbers, sums and dates in its manner.

Messages are written in English where they are used; ``translations/de.po`` has the German ones.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, localcontext
from gettext import NullTranslations

import msgspec
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from wirlod.saying import read_messages
from wirlod.values.words import PRECISION_WORDS, amount_words, date_words, period_words

LOCALES = {"de": "de_DE", "en": "en_GB"}
"""Language of the interface → whose manner of writing numbers and dates."""

PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")
MOST_DIGITS = 80
"""More than any such number has; Python's own 28 are fewer."""

PLAIN = PRECISION_WORDS["exact"]
"""What stands before a number of which no precision is known."""

MILLION = 1_000_000
HUNDREDTH_OF_MILLION = MILLION // 100


def message(text: str) -> str:
    """Mark *text* as a message to translate where it is shown."""
    return text


def read_translations(language: str) -> NullTranslations:
    """Read the messages of pages in *language*."""
    return read_messages("wirlod.web.pages", language)


class Reader(msgspec.Struct, frozen=True):
    """Somebody who reads a page in *language*."""

    language: str

    def gettext(self, message: str) -> str:
        """Say *message* in the reader's language."""
        return read_translations(self.language).gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Say *one* or *many*, as *count* asks for."""
        return read_translations(self.language).ngettext(one, many, count)

    def say(self, message: str, **values: object) -> str:
        """Say *message* with *values* in its places ``%(name)s``."""
        return self.gettext(message) % values

    def number(self, value: int | Decimal | str) -> str:
        """
        Write a number.

        >>> Reader("de").number(1234567), Reader("en").number("1234.5"), Reader("de").number("1E-6")
        ('1.234.567', '1,234.5', '0,000001')
        """
        locale = LOCALES[self.language]
        with localcontext(prec=MOST_DIGITS):
            return str(format_decimal(Decimal(value), locale=locale, decimal_quantization=False))

    @staticmethod
    def is_number(text: str) -> bool:
        """
        Tell whether a literal is a number that can be written out.

        >>> Reader.is_number("12.5"), Reader.is_number("INF"), Reader.is_number("1e999999")
        (True, False, False)
        """
        return PLAIN_NUMBER.fullmatch(text) is not None

    def money(self, amount: Decimal | str) -> str:
        """
        Write a sum in full.

        >>> Reader("en").money("500000")
        '500,000 euros'
        """
        return amount_words(amount)[self.language]

    def sum(self, amount: Decimal | str) -> str:
        """
        Write a sum as one says it: in millions, where that rounds nothing.

        >>> Reader("en").sum("12500000"), Reader("en").sum("600000"), Reader("en").sum("1234567")
        ('12.5 million euros', '600,000 euros', '1,234,567 euros')
        """
        value = Decimal(amount)
        if value < MILLION or value % HUNDREDTH_OF_MILLION:
            return self.money(value)
        locale = LOCALES[self.language]
        written = format_compact_decimal(
            value, format_type="long", locale=locale, fraction_digits=2
        )
        return self.say("%(sum)s euros", sum=written)

    def qualify(self, written: str, precision: str) -> str:
        """
        Say how exact a number is, by the key of its precision.

        >>> Reader("en").qualify("500,000 euros", "approximate")
        'about 500,000 euros'
        """
        return PRECISION_WORDS.get(precision, PLAIN)[self.language] + written

    def date(self, text: str) -> str:
        """
        Write a date in the precision it has; what is no date stays as it is.

        >>> Reader("en").date("2021-10-29"), Reader("en").date("2026-01"), Reader("en").date("2021")
        ('29 October 2021', 'January 2026', '2021')
        """
        return date_words(text)[self.language]

    def size(self, count: int) -> str:
        """
        Write a number of bytes.

        >>> Reader("de").size(101029), Reader("en").size(900)
        ('99 kB', '900 B')
        """
        units = ("B", "kB", "MB", "GB")
        step = min(max(count.bit_length() - 1, 0) // 10, len(units) - 1)
        return f"{self.number(round(count / 1024**step))} {units[step]}"

    def moment(self, text: str) -> str:
        """
        Say when something was.

        >>> Reader("en").moment("2021-10-29"), Reader("de").moment("2016"), Reader("en").moment("")
        ('on 29 October 2021', 'im Jahr 2016', '')
        """
        if not text:
            return ""
        written = self.date(text)
        match text.count("-"):
            case 0:
                return self.say("in %(year)s", year=written)
            case 1:
                return self.say("in %(month)s", month=written)
        return self.say("on %(day)s", day=written)

    def join(self, names: Iterable[str]) -> str:
        """
        Name several things in one breath.

        >>> Reader("en").join(["Kassel", "Hanau", "Fulda"])
        'Kassel, Hanau and Fulda'
        """
        return str(format_list(list(names), locale=LOCALES[self.language]))

    def share(self, part: Decimal | str) -> str:
        """
        Write a share as a percentage.

        >>> Reader("en").share("0.7037")
        '70%'
        """
        return str(format_percent(Decimal(part), locale=LOCALES[self.language]))

    def lifetime(self, start: str, end: str) -> str:
        """
        Write how long something has been there.

        >>> Reader("en").lifetime("2021", "")
        'since 2021'
        """
        if start and not end:
            return self.say("since %(start)s", start=self.date(start))
        return self.period(start, end)

    def period(self, start: str, end: str) -> str:
        """
        Write a period of which one end, or both, may be open.

        >>> Reader("en").period("2021", "2025"), Reader("en").period("", "2025-12-31")
        ('2021 to 2025', 'until 31 December 2025')
        """
        return period_words(start, end).get(self.language, "")

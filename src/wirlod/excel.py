"""
CSV as a German Excel opens it by a double click.

It wants a byte order mark, semicolons and decimal commas, and it runs a cell that looks like a
formula (OWASP, «CSV Injection»): such a cell gets an apostrophe before it. It also takes 06411
for a number and 2026-01 for a day: such a cell is written as the formula of a text, ``="06411"``.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

GUESSED = re.compile("0[0-9]+|[0-9]{4}-[0-9]{2}")
"""Cells that Excel would not leave as they are."""

NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")

FORMULA = re.compile(r"[\s\x00-\x20\u200b-\u200f\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""How a cell begins that a spreadsheet would run, behind whatever it leaves out."""


def write_excel(rows: Iterable[Sequence[str]], file: BinaryIO) -> None:
    """Write *rows* of cells, each as :func:`excel_text` or :func:`excel_number` made it."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    text.flush()
    text.detach()


def excel_text(text: str) -> str:
    """
    Write a text so that it stays one.

    >>> excel_text("=1+1"), excel_text("06411"), excel_text("Hanau"), excel_text("-5")
    ("'=1+1", '="06411"', 'Hanau', '-5')
    >>> excel_text("\\n=1+1")
    "'\\n=1+1"
    """
    if text[:1].isdigit():
        return f'="{text}"' if GUESSED.fullmatch(text) else text
    is_formula = FORMULA.match(text) and not NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


def excel_number(text: str) -> str:
    """
    Write a number as a German reader does.

    >>> excel_number("10330457.8"), excel_number("-5")
    ('10330457,8', '-5')
    """
    return text.replace(".", ",")

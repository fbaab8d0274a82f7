"""
What is wrong with a command as it was typed, in the language of whoever typed it.

Click complains in English. A complaint is recognised by the words that stay the same in it; one
that is not known is passed on as it is, as are those that are ours.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from string import Formatter

import click
from click.exceptions import NoArgsIsHelpError

from wirlod.saying import message, say

COMPLAINTS = (
    message("Invalid value for {name}: {complaint}"),
    message("Missing argument {name}."),
    message("Missing option {name}."),
    message("Missing command."),
    message("No such option {name}. Did you mean {other}?"),
    message("No such option {name}. (Did you mean one of: {others}?)"),
    message("No such option {name}."),
    message("No such command {name}. Did you mean {other}?"),
    message("No such command {name}. (Did you mean one of: {others}?)"),
    message("No such command {name}."),
    message("Got unexpected extra argument ({words})"),
    message("Got unexpected extra arguments ({words})"),
    message("Option {name} requires an argument."),
    message("Option {name} does not take a value."),
    message("{value} does not match the format {format}."),
    message("{value} is not a valid integer range."),
    message("{value} is not in the range {range}."),
    message("{value} is not one of {choices}."),
    message("File {path} does not exist."),
    message("Directory {path} does not exist."),
    message("Path {path} does not exist."),
    message("Directory {path} is a file."),
)
"""What click says, the more particular before the more general."""


@contextmanager
def telling_usage() -> Iterator[None]:
    """Turn a complaint about what was typed into one line, and where to read more."""
    try:
        yield
    except NoArgsIsHelpError:
        raise  # nothing was typed: click shows what there is
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "wirlod"
        text = translate(error.format_message())
        end = "" if text.endswith((".", "?", "!")) else "."
        told = say("{command}: {text} See '{command} --help'.", command=command, text=text + end)
        click.echo(told, err=True)
        sys.exit(2)


def translate(complaint: str) -> str:
    """
    Say what click complains of in the language that is spoken.

    >>> from wirlod.saying import speaking
    >>> with speaking("de"):
    ...     translate("Invalid value for '--port': 70000 is not in the range 1<=x<=65535.")
    "ungültig für '--port': 70000 liegt nicht im Bereich 1<=x<=65535."
    """
    for known in COMPLAINTS:
        if found := _pattern(known).fullmatch(complaint):
            said = found.groupdict()
            if "complaint" in said:
                said["complaint"] = translate(said["complaint"])
            return say(known, **said)
    return complaint


@cache
def _pattern(known: str) -> re.Pattern[str]:
    """Write what a message looks like when its places are filled."""
    parts = (
        re.escape(text) + (f"(?P<{name}>.+?)" if name else "")
        for text, name, *_ in Formatter().parse(known)
    )
    return re.compile("".join(parts), re.DOTALL)

"""
The command line: ``wirlod COMMAND``.

Each family of commands is a module, imported only when one of its commands runs: what
serves must not load what validates.
"""

import errno
import importlib
import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import click

from wirlod.cli.usage import telling_usage
from wirlod.errors import Problem, WirlodError
from wirlod.languages import read_language
from wirlod.saying import locale_language, say, speaking

COMMANDS = {
    "new": "wirlod.cli.beginning:new",
    "publish": "wirlod.cli.publishing:publish",
    "rehearse": "wirlod.cli.rehearsing:rehearse",
    "check": "wirlod.cli.publishing:check",
    "diff": "wirlod.cli.comparing:diff",
    "extract": "wirlod.cli.extracting:extract",
    "import": "wirlod.cli.importing:import_",
    "review": "wirlod.cli.reviewing:review",
    "serve": "wirlod.cli.serving:serve",
    "editions": "wirlod.cli.editions:editions",
    "rollback": "wirlod.cli.editions:rollback",
    "push": "wirlod.cli.pushing:push",
    "verify": "wirlod.cli.doctor:verify",
    "doctor": "wirlod.cli.doctor:doctor",
    "query": "wirlod.cli.querying:query",
    "preview": "wirlod.cli.previewing:preview",
    "settings": "wirlod.cli.settings:settings",
}
"""Every command and where it lives, in the order of the help page."""


MOST_TOLD, MOST_FILES = 1_000, 100
"""Faults that are written out, and files whose faults are counted one by one."""


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the machine says where a file can take no more."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is named."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Name every command, importing none."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Import the command *name*."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Read the options before the command; what is wrong with them is told in one line."""
        with speaking(locale_language(os.environ)), telling_usage():
            return super().parse_args(context, args)

    def invoke(self, context: click.Context) -> None:
        """Run the command in the language of whoever types it."""
        with speaking(context.params["lang"] or locale_language(os.environ)):
            self._invoke(context)

    def _invoke(self, context: click.Context) -> None:
        """Run the command; an error that a person can act on becomes one line and an exit code."""
        try:
            with telling_usage():
                super().invoke(context)
        except WirlodError as error:
            problems = getattr(error, "problems", ())
            told = [str(problem) for problem in problems[:MOST_TOLD]] or [str(error)]
            for line in (*told, *sum_up(problems)):
                click.echo(line, err=True)
            sys.exit(1)
        except KeyboardInterrupt as stopped:
            click.echo(f"\n{say('stopped before it was finished')}", err=True)
            sys.exit(128 + (stopped.args or (signal.SIGINT,))[0])
        except BrokenPipeError:
            raise  # whoever reads has enough, and click ends quietly
        except (OSError, MemoryError, sqlite3.Error) as error:
            click.echo(tell_of_machine(error), err=True)
            sys.exit(1)


def _stop(number: int, _: object) -> None:
    """Stop as at Ctrl-C, so that what is half done is removed."""
    raise KeyboardInterrupt(number)


def sum_up(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield how many problems each file has, and how many there are; nothing for a single one."""
    if len(problems) < 2:
        return
    if len(problems) > MOST_TOLD:
        yield say("… and {count:,} more", count=len(problems) - MOST_TOLD)
    yield ""
    files = Counter(problem.origin.path for problem in problems)
    for path, count in sorted(files.items())[:MOST_FILES]:
        yield say("{count:6,} in {path}", count=count, path=path)
    if len(files) > MOST_FILES:
        yield say("       … and {count:,} more files", count=len(files) - MOST_FILES)
    yield say(
        "{count:6,} faults in {files:,} files, all that one run can tell",
        count=len(problems),
        files=len(files),
    )


def tell_of_machine(error: Exception) -> str:
    """
    Say what this machine refused.

    >>> tell_of_machine(PermissionError(13, "Permission denied", "data/grants.csv"))
    'data/grants.csv: Permission denied'
    >>> tell_of_machine(OSError(errno.ENOSPC, "No space left on device"))
    'No space left on device: make room on the disk, then run this again'
    >>> tell_of_machine(OSError("IO error: No space left on device: 7.sst"))  # as a store says it
    'IO error: No space left on device: 7.sst: make room on the disk, then run this again'
    >>> tell_of_machine(MemoryError())
    'there is not enough memory'
    """
    if isinstance(error, MemoryError):
        return say("there is not enough memory")
    if isinstance(error, OSError):
        told = error.strerror or str(error)
        if error.filename and error.strerror:
            told = f"{error.filename}: {told}"
        if error.errno in NO_ROOM or any(os.strerror(number) in told for number in NO_ROOM):
            return say("{told}: make room on the disk, then run this again", told=told)
        return told
    if isinstance(error, sqlite3.Error):
        return say("a database cannot be used ({error}): is the disk full?", error=error)
    return str(error)


def choose_language(context: click.Context, parameter: click.Parameter, text: str | None) -> str:
    """Read the name of a language; empty where none is given."""
    language = read_language(text or "")
    if text and not language:
        said = say("found {text!r}, wanted de or en.", text=text)
        raise click.BadParameter(said, context, parameter)
    return language


@click.group(cls=LazyGroup)
@click.version_option(package_name="wirlod")
@click.option(
    "--lang",
    callback=choose_language,
    help="German or English (de, en); default: what LC_ALL, LC_MESSAGES or LANG asks for.",
)
def main(lang: str) -> None:
    """Linked open data of a public funding programme."""
    signal.signal(signal.SIGTERM, _stop)
    os.umask(os.umask(0o077) | 0o022)  # whatever is written, nobody else may change it

"""
The command line: ``wirlod COMMAND``.

Each family of commands is a module, imported only when one of its commands runs: what
serves must not load what validates.
"""

import importlib
import sys

import click

from wirlod.errors import WirlodError

COMMANDS = {
    "new": "wirlod.cli.beginning:new",
    "publish": "wirlod.cli.publishing:publish",
    "rehearse": "wirlod.cli.rehearsing:rehearse",
    "check": "wirlod.cli.publishing:check",
    "diff": "wirlod.cli.comparing:diff",
    "extract": "wirlod.cli.extracting:extract",
    "import": "wirlod.cli.importing:import_",
    "review": "wirlod.cli.extracting:review",
    "serve": "wirlod.cli.serving:serve",
    "editions": "wirlod.cli.editions:editions",
    "rollback": "wirlod.cli.editions:rollback",
    "verify": "wirlod.cli.doctor:verify",
    "doctor": "wirlod.cli.doctor:doctor",
    "query": "wirlod.cli.querying:query",
    "preview": "wirlod.cli.previewing:preview",
    "settings": "wirlod.cli.settings:settings",
}
"""Every command and where it lives, in the order of the help page."""


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

    def invoke(self, context: click.Context) -> None:
        """Run the command; an error of ours becomes a message and exit code 1."""
        try:
            super().invoke(context)
        except WirlodError as error:
            click.echo(f"{error}", err=True)
            sys.exit(1)


@click.group(cls=LazyGroup)
@click.version_option(package_name="wirlod")
def main() -> None:
    """Linked open data of a public funding programme."""

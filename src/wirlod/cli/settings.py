"""``wirlod settings``: every setting with its value."""

import click
import msgspec

from wirlod.settings import PREFIX, read_settings


@click.command()
def settings() -> None:
    """Print every setting with its value."""
    for name, value in msgspec.structs.asdict(read_settings()).items():
        click.echo(f"{PREFIX}{name.upper()}={value}")

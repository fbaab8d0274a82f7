"""``wirlod serve``: the current edition over HTTP."""

import os

import click
import msgspec

from wirlod.edition import current_edition
from wirlod.settings import read_settings
from wirlod.web import create_app
from wirlod.web.http.server import Server


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--workers",
    default=min(os.cpu_count() or 1, 4),
    show_default=True,
    help="Processes; one per core serves best. They share the workers for queries.",
)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the current edition."""
    settings = read_settings()
    edition = current_edition(settings.editions)
    share = max(1, settings.query_workers // workers)
    settings = msgspec.structs.replace(settings, query_workers=share)
    click.echo(f"Serving {edition.name}, {edition.manifest.triples:,} triples. Open:")
    click.echo(f"  http://{host}:{port}/")
    Server(f"{host}:{port}", workers, settings, create_app).run()

"""``wirlod serve``: the current edition over HTTP."""

import os
from urllib.parse import urlsplit

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
    if hint := find_disagreement(edition.manifest.base_uri, port):
        click.echo(hint)
    Server(f"{host}:{port}", workers, settings, create_app).run()


def find_disagreement(base_uri: str, port: int) -> str:
    """
    Say what to do where the addresses in the data lead to another port of this machine.

    >>> find_disagreement("http://localhost:8000/", 9000)
    'The addresses in the data begin with http://localhost:8000/, where nothing answers: publish \
with WIRLOD_BASE_URI=http://localhost:9000/'
    >>> find_disagreement("https://example.org/wir/", 9000)
    ''
    """
    parts = urlsplit(base_uri)
    if parts.hostname not in ("localhost", "127.0.0.1") or parts.port in (port, None):
        return ""
    wanted = parts._replace(netloc=f"{parts.hostname}:{port}").geturl()
    return (
        f"The addresses in the data begin with {base_uri}, where nothing answers: "
        f"publish with WIRLOD_BASE_URI={wanted}"
    )

"""
``wirlod serve``: the current edition over HTTP, by granian.

Chosen by measurement (``tests/benchmarks/http_bench.py``): twice the requests of gunicorn's
worker processes at an equal or better 99th percentile, connections are kept open, and a slow
client costs no process. Stops gracefully on SIGTERM, replaces its processes on SIGHUP; a new
edition needs neither.
"""

import os

import click
from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces

from wirlod.edition import current_edition
from wirlod.settings import read_settings
from wirlod.web import create_app

BLOCKING_THREADS = 8
"""Threads per process: a few wait for queries while one computes."""


def build_app() -> Flask:
    """Build the application with the settings of the environment."""
    return create_app(read_settings())


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--workers",
    default=min(os.cpu_count() or 1, 4),
    show_default=True,
    help="Processes; one per core serves best.",
)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the current edition."""
    edition = current_edition(read_settings().editions)
    click.echo(f"Serving {edition.name}, {edition.manifest.triples:,} triples. Open:")
    click.echo(f"  http://{host}:{port}/")
    Granian(
        "wirlod.cli.serving:build_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        factory=True,
        log_access=False,
    ).serve()

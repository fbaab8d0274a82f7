"""
``wirlod serve``: the current edition over HTTP.

A socket that systemd hands over (``wirlod.socket``) is listened on instead of ``--host`` and
``--port``: it stays open while the service is replaced, so nobody is turned away.
"""

import os
import socket
from contextlib import closing
from urllib.parse import urlsplit

import click

from wirlod.cli.preparing import Preparation
from wirlod.edition import Edition, read_edition
from wirlod.editions import check_whole, usable_edition
from wirlod.errors import SettingsError
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.pointer import read_current
from wirlod.query.workers.loans import BrokerProcess
from wirlod.saying import say
from wirlod.settings import Settings, read_settings
from wirlod.web import create_app, make_counts
from wirlod.web.http.server import Server, Service

PORTS = click.IntRange(1, 65_535)
"""What ``--port`` may be."""

PROCESSES = click.IntRange(1, 64)
"""What ``--workers`` may be."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=PORTS, default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--workers",
    type=PROCESSES,
    default=min(os.cpu_count() or 1, 4),
    show_default=True,
    help="Processes; one per core serves best. They share the workers for queries.",
)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the current edition."""
    settings = read_settings()
    edition, warning = find_served(settings)
    if warning:
        click.echo(say("Warning: {warning}", warning=warning), err=True)
    where = say(" from {store}", store=settings.store) if settings.store else ""
    told = [
        say(
            "Serving {name}, {triples:,} triples{where}. Open:",
            name=edition.name,
            triples=edition.manifest.triples,
            where=where,
        ),
        f"  {address_of(host, port)}",
    ]
    if hint := find_disagreement(edition.manifest.base_uri, port):
        told.append(hint)
    run_server(host, port, settings, "\n".join(told), workers)


def find_served(settings: Settings) -> tuple[Edition, str]:
    """
    Tell which edition is going to be served, with a warning where it is not the current one.

    :raises WirlodError: where there is none, or the engine that holds it does not answer.
    """
    if not settings.store:
        return usable_edition(settings.editions)
    name, _ = read_current(Elsewhere.from_settings(settings), settings.base_uri)
    edition = read_edition(settings.editions / name)
    check_whole(edition)
    return edition, ""


def find_disagreement(base_uri: str, port: int) -> str:
    """
    Say what to do where the addresses in the data lead to another port of this machine.

    >>> find_disagreement("http://localhost:8000/", 9000)
    'The addresses in the data begin with http://localhost:8000/, where nothing answers: publish \
with WIRLOD_BASE_URI=http://localhost:9000/'
    >>> find_disagreement("https://example.org/foerderung/", 9000)
    ''
    """
    parts = urlsplit(base_uri)
    if parts.hostname not in ("localhost", "127.0.0.1") or parts.port in (port, None):
        return ""
    wanted = parts._replace(netloc=f"{parts.hostname}:{port}").geturl()
    return say(
        "The addresses in the data begin with {base_uri}, where nothing answers: "
        "publish with WIRLOD_BASE_URI={wanted}",
        base_uri=base_uri,
        wanted=wanted,
    )


def address_of(host: str, port: int) -> str:
    """
    Write the address of a server.

    >>> address_of("::1", 8000)
    'http://[::1]:8000/'
    """
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run_server(host: str, port: int, settings: Settings, told: str, processes: int = 1) -> None:
    """
    Serve until somebody ends it; say *told* when it listens.

    :raises SettingsError: when it cannot listen there.
    """
    listener = listen(host, port)
    counts = make_counts(create_app(settings))
    with closing(BrokerProcess(settings)) as broker, closing(Preparation(settings)) as preparation:
        service = Service(
            settings=settings,
            processes=processes,
            build=lambda: create_app(settings, broker.address, counts, preparation.open_shelf()),
            counts=counts,
            when_ready=lambda: click.echo(told),
        )
        Server(listener.detach(), service).run()  # from here on it is the server's to close


def listen(host: str, port: int) -> socket.socket:
    """
    Listen on *host* and *port*, or on what systemd hands over.

    :raises SettingsError: when that cannot be, saying why.
    """
    if handed := take_handed():
        return handed
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2_048)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(
            say(
                "cannot listen on {host}:{port}: {reason}; give another --host or --port",
                host=host,
                port=port,
                reason=reason,
            )
        ) from None
    # The server says so, too, but later: who connects before would wait 40 ms for each answer.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


FIRST_HANDED = 3
"""The first descriptor that is handed over: sd_listen_fds(3)."""


def take_handed() -> socket.socket | None:
    """
    Take the socket that systemd hands over, if it does; no process that is started sees it.

    :raises SettingsError: where it hands over several.
    """
    meant, number = os.environ.pop("LISTEN_PID", ""), os.environ.pop("LISTEN_FDS", "")
    os.environ.pop("LISTEN_FDNAMES", None)
    if meant != str(os.getpid()) or number in ("", "0"):
        return None
    if number != "1":
        raise SettingsError(
            say("systemd hands over {number} sockets: one is wanted", number=number)
        )
    os.set_inheritable(FIRST_HANDED, False)
    return socket.socket(fileno=FIRST_HANDED)

"""A bare Flask «hello» under the server that serves wirlod, to be compared with."""

import sys

from flask import Flask

from wirlod.cli.serving import listen
from wirlod.settings import Settings
from wirlod.web import make_counts
from wirlod.web.http.server import Server, Service


def build() -> Flask:
    """Build the smallest application there is."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "hello")
    app.extensions["wirlod-endpoint"] = Nothing()
    return app


class Nothing:
    """Stands where the server expects queries to end."""

    def close(self) -> None:
        """Do nothing."""


if __name__ == "__main__":
    listener = listen("127.0.0.1", int(sys.argv[1])).detach()
    processes = int(sys.argv[2])
    service = Service(
        settings=Settings(),
        processes=processes,
        build=build,
        counts=make_counts(build()),
        when_ready=lambda: None,
    )
    Server(listener, service).run()

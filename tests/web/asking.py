"""Ask a running server over one open connection."""

import shutil
from http.client import HTTPConnection, HTTPResponse

import pytest
from tests.running import Running


def connect(server: Running) -> HTTPConnection:
    """Open a connection to *server*."""
    return HTTPConnection(server.host, server.port, timeout=20)


def get(connection: HTTPConnection, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    """Ask on an open connection; ``Accept_Language`` names ``Accept-Language``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=named)
    response = connection.getresponse()
    return response, response.read()


def need(program: str) -> str:
    """Find *program*, or skip the test and say what is missing."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")
    if not found:
        pytest.skip(f"needs the program {program}")
    return found

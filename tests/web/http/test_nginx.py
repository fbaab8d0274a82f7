"""Behind nginx: TLS, another host, a path prefix, and a cache that never mixes representations."""

import http.client
import random
import ssl
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from tests.running import CHECKOUT, Running, free_port, running, wait_for
from tests.web.asking import connect, get, need

from wirlod.edition import Edition

ACCEPTS = ["text/html", "text/turtle", "application/ld+json", "application/rdf+xml", "*/*", ""]
LANGUAGES = ["de", "en", "fr, en;q=0.3", ""]
CODINGS = ["gzip", "br, gzip", "zstd", "identity", ""]
PROFILES = ["", "<https://schema.org/>"]
PATHS = [
    "doc/grant/werra-meissner-kreis-2021",
    "doc/grant/werra-meissner-kreis-2021.ttl",
    "doc/organisation/land-hessen",
    "doc/programme",
    "id/grant/werra-meissner-kreis-2021",
    "doc/grant/nobody",
]

FRAME = """
daemon off; user root; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/wirlod.conf;
}}
"""


def write_configuration(folder: Path, copies: Sequence[Running], port: int) -> Path:
    """Write our nginx configuration with the addresses, files and keys of this test."""
    text = (CHECKOUT / "src/wirlod/web/http/nginx.conf").read_text()
    replaced = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "server 127.0.0.1:8000;": " ".join(f"server {it.host}:{it.port};" for it in copies),
        "/var/cache/nginx/wirlod": str(folder / "cache"),
        "/etc/ssl/certs/daten.example.org.pem": str(folder / "cert.pem"),
        "/etc/ssl/private/daten.example.org.key": str(folder / "key.pem"),
    }
    for old, new in replaced.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "wirlod.conf").write_text(text)
    frame = folder / "nginx.conf"
    frame.write_text(FRAME.format(folder=folder))
    return frame


def make_certificate(folder: Path) -> None:
    subject = ["-subj", "/CN=daten.example.org", "-days", "2", "-nodes"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    command = [need("openssl"), "req", "-x509", "-newkey", "rsa:2048", *subject, *files]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture(scope="module")
def behind(edition: Edition) -> Iterator[Running]:
    """The server that nginx stands before."""
    with running("serve", "--workers", "2", editions=edition.folder.parent) as server:
        yield server


@pytest.fixture(scope="module")
def proxy(behind: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Our nginx configuration, running."""
    nginx = need("nginx")
    folder = tmp_path_factory.mktemp("nginx")
    make_certificate(folder)
    port = free_port()
    frame = write_configuration(folder, [behind], port)
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(frame)])
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def outside(proxy: int) -> Iterator[http.client.HTTPSConnection]:
    """A connection as a client outside has it."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", proxy, timeout=20, context=context)
    with closing(connection):
        yield connection


def random_headers(choose: random.Random) -> dict[str, str]:
    """Make up the headers of a client."""
    headers = {
        "Host": "daten.example.org",
        "Accept": choose.choice(ACCEPTS),
        "Accept_Language": choose.choice(LANGUAGES),
        "Accept_Encoding": choose.choice(CODINGS),
        "Accept_Profile": choose.choice(PROFILES),
    }
    return {name: value for name, value in headers.items() if value}


def test_a_thousand_mixed_requests_get_what_they_would_get_without_the_cache(
    outside: http.client.HTTPSConnection, behind: Running
) -> None:
    choose, states = random.Random(1), []
    with closing(connect(behind)) as direct:
        for _ in range(1000):
            path, headers = choose.choice(PATHS), random_headers(choose)
            cached, body = get(outside, f"/wir/{path}", **headers)
            fresh, wanted = get(direct, f"/{path}", **headers)

            assert (cached.status, body) == (fresh.status, wanted), (path, headers)
            for name in ("ETag", "Content-Type", "Content-Encoding", "Vary", "Content-Language"):
                assert cached.headers[name] == fresh.headers[name], (path, headers)
            states.append(cached.headers["X-Cache"])

    assert states.count("HIT") > 300


def test_links_on_pages_work_below_the_prefix(outside: http.client.HTTPSConnection) -> None:
    _, body = get(outside, "/wir/doc/grant/werra-meissner-kreis-2021.de.html")

    assert b'href="../../doc/organisation/werra-meissner-kreis.de.html"' in body
    assert b'="/' not in body


def test_redirects_stay_below_the_prefix(outside: http.client.HTTPSConnection) -> None:
    response, _ = get(outside, "/wir/id/grant/werra-meissner-kreis-2021", Accept="text/turtle")
    again, _ = get(outside, "/wir/doc/grant/", Accept="text/turtle")

    assert response.headers["Location"] == "../../doc/grant/werra-meissner-kreis-2021"
    assert (again.status, again.headers["Location"]) == (308, "../../doc/grant")


def test_the_cache_answers_who_has_the_bytes(outside: http.client.HTTPSConnection) -> None:
    path = "/wir/doc/grant/werra-meissner-kreis-2021"
    first, _ = get(outside, path, Accept="text/turtle")
    again, body = get(outside, path, Accept="text/turtle", If_None_Match=first.headers["ETag"])
    other, _ = get(outside, path, Accept="text/html", If_None_Match=first.headers["ETag"])

    assert (again.status, body) == (304, b"")
    assert other.status == 200


def test_downloads_come_in_ranges(outside: http.client.HTTPSConnection, edition: Edition) -> None:
    path = f"/wir/download/{edition.name}/wirlod.nt.gz"
    response, body = get(outside, path, Range="bytes=0-1")

    assert (response.status, body) == (206, b"\x1f\x8b")
    assert "immutable" in response.headers["Cache-Control"]

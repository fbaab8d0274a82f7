"""Tools of the world ask a running server, each in its own way."""

import json
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import Request, urlopen

import pyoxigraph
import pytest
import rdflib
from tests.running import CHECKOUT, Running, free_port, running
from tests.web.asking import need

from wirlod.publish import publisher
from wirlod.settings import Settings

GRANT = "id/grant/werra-meissner-kreis-2021"
JENA = (
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,"
    "application/rdf+xml;q=0.7,*/*;q=0.3"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The real records under the address they are served at, so that tools can follow links."""
    port = free_port()
    settings = Settings(
        base_uri=f"http://127.0.0.1:{port}/",
        data=CHECKOUT / "data",
        editions=tmp_path_factory.mktemp("clients") / "editions",
    )
    publisher.publish(settings, datetime(2026, 11, 22, 15, tzinfo=UTC), lambda line: None)
    with running("serve", port=port, editions=settings.editions) as server:
        yield server


def run(*command: str, **environment: str) -> str:
    """Run a tool and give what it prints."""
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_curl_gets_a_page_and_follows_to_turtle(server: Running) -> None:
    curl = need("curl")
    plain = run(curl, "-sL", "-o", "/dev/null", "-w", "%{content_type}", server.address + GRANT)
    turtle = run(curl, "-sLH", "Accept: text/turtle", server.address + GRANT)

    assert plain == "text/html; charset=utf-8"
    assert "a wir:Grant" in turtle


def test_jena_gets_turtle(server: Running) -> None:
    with urlopen(Request(server.address + GRANT, headers={"Accept": JENA})) as answer:
        body = answer.read()

    assert answer.headers["Content-Type"].startswith("text/turtle")
    assert sum(1 for _ in pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.TURTLE)) > 20


def test_urllib_that_says_nothing_gets_the_links_of_signposting(server: Running) -> None:
    with urlopen(Request(server.address + GRANT, method="HEAD")) as answer:
        links = answer.headers["Link"]

    assert f'<{server.address}{GRANT}>; rel="cite-as"' in links
    assert 'rel="license"' in links


@pytest.mark.parametrize("format", [None, "turtle", "xml", "json-ld", "nt"])
def test_rdflib_reads_a_thing_by_its_address(server: Running, format: str | None) -> None:
    graph = rdflib.Graph().parse(server.address + GRANT, format=format)

    thing = rdflib.URIRef(server.address + GRANT)
    assert (thing, rdflib.RDF.type, rdflib.URIRef("https://schema.org/MonetaryGrant")) in graph


@pytest.mark.parametrize("syntax", ["guess", "turtle", "rdfxml", "ntriples"])
def test_rapper_reads_a_thing_by_its_address(server: Running, syntax: str) -> None:
    triples = run(need("rapper"), "-q", "-i", syntax, "-o", "ntriples", server.address + GRANT)

    assert f"<{server.address}{GRANT}> <http" in triples
    assert len(triples.splitlines()) > 20


def test_json_ld_needs_no_network(server: Running) -> None:
    with urlopen(Request(server.address + GRANT + "?format=jsonld")) as answer:
        document = json.load(answer)

    assert isinstance(document["@context"], dict)
    assert document["recipient"] == "thing:organisation/werra-meissner-kreis"


@pytest.mark.slow
@pytest.mark.timeout(560)
def test_comunica_follows_the_links_of_a_thing(server: Running, tmp_path: Path) -> None:
    install_comunica(tmp_path)
    program = tmp_path / "ask.mjs"
    program.write_text(FOLLOW)

    answer = run(need("node"), str(program), server.address + GRANT)

    assert "Werra-Meißner-Kreis" in answer


FOLLOW = """
import { QueryEngine } from '@comunica/query-sparql';
const engine = new QueryEngine();
async function ask(source, query) {
  const found = await engine.queryBindings(query, { sources: [source] });
  return (await found.toArray()).map(binding => binding.get('found').value);
}
const predicate = '<' + new URL('/def/wir#recipient', process.argv[2]).href + '>';
for (const thing of await ask(process.argv[2], `SELECT ?found { ?s ${predicate} ?found }`)) {
  const label = '<http://www.w3.org/2000/01/rdf-schema#label>';
  const query = `SELECT ?found { <${thing}> ${label} ?found }`;
  for (const text of await ask(thing, query)) console.log(text);
}
"""


PACKAGE = {
    "private": True,
    "dependencies": {"@comunica/query-sparql": "5.4.1"},
    "overrides": {"undici": "7.16.0"},  # later ones need a newer Node.js than Debian's
}


def install_comunica(folder: Path) -> None:
    """Install Comunica into *folder*, or skip where npm cannot."""
    (folder / "package.json").write_text(json.dumps(PACKAGE))
    command = [need("npm"), "install", "--silent", "--no-fund", "--prefix", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"npm cannot install Comunica: {done.stderr[-200:]}")

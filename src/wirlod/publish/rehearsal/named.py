"""
Whether what stands beside the catalogue answers too: VoID, the sitemap, the data package.

Of the sitemap one page of each kind is fetched; a test fetches them all.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from pyoxigraph import RdfFormat, parse

from wirlod.publish.rehearsal.addresses import check_addresses, find_addresses
from wirlod.publish.rehearsal.harvest import gather
from wirlod.publish.rehearsal.site import Site, follow

LOCATION = re.compile(rb"<loc>([^<]+)</loc>")
PLACES = ("robots.txt", ".well-known/security.txt", "llms.txt", "sitemap.xml.gz")


def check_named(site: Site, base_uri: str) -> Iterator[str]:
    """Yield what is wrong with the addresses named beside the catalogue."""
    yield from _check_all(site, [base_uri + place for place in PLACES])
    yield from _check_all(site, sample(find_pages(site, base_uri), base_uri))
    yield from _check_void(site, base_uri)
    yield from _check_package(site, f"{base_uri}download/datapackage.json")


def find_pages(site: Site, base_uri: str) -> list[str]:
    """List the pages that the sitemap names, the parts of a divided one included."""
    found = _locations(site, f"{base_uri}sitemap.xml")
    parts = [url for url in found if url.endswith(".xml")]
    return [u for part in parts for u in _locations(site, part)] if parts else found


def _locations(site: Site, url: str) -> list[str]:
    return [loc.decode() for loc in LOCATION.findall(follow(site, "GET", url).body)]


def sample(pages: list[str], base_uri: str) -> list[str]:
    """Choose the first page of each kind."""
    kinds: dict[str, str] = {}
    for page in pages:
        kinds.setdefault(page.removeprefix(base_uri).rpartition("/")[0], page)
    return list(kinds.values())


def check_edition(site: Site, base_uri: str, name: str) -> Iterator[str]:
    """Yield what is wrong with the files that the edition *name* says it has."""
    url = f"{base_uri}id/edition/{name}"
    page = follow(site, "GET", url, "text/turtle")
    if page.status != 200:
        yield f"{url} answers with {page.status}"
        return
    said = gather(quad.triple for quad in parse(page.body, format=RdfFormat.TURTLE))
    yield from check_addresses(site, said, base_uri)


def _check_all(site: Site, urls: list[str]) -> Iterator[str]:
    for url in urls:
        if (status := follow(site, "GET", url).status) != 200:
            yield f"{url} answers with {status}"


def _check_void(site: Site, base_uri: str) -> Iterator[str]:
    page = follow(site, "GET", f"{base_uri}.well-known/void", "text/turtle")
    if page.status != 200:
        yield f"{base_uri}.well-known/void answers with {page.status}"
        return
    said = gather(quad.triple for quad in parse(page.body, format=RdfFormat.TURTLE))
    ours = [url for url in find_addresses(said, base_uri) if not url.endswith("/id/")]
    yield from _check_all(site, ours)


def _check_package(site: Site, url: str) -> Iterator[str]:
    reply = site.ask("GET", url, "*/*")
    place = urljoin(url, reply.headers.get("location", ""))
    package = json.loads(follow(site, "GET", url).body)
    for resource in package["resources"]:
        body = follow(site, "GET", urljoin(place, resource["path"])).body
        if f"sha256:{hashlib.sha256(body).hexdigest()}" != resource["hash"]:
            yield f"{url}: {resource['path']} has another checksum than stated"

"""The small files: who may crawl what, whom to tell of a hole, what a language model reads."""

from datetime import datetime, timedelta

from wirlod.iris import ONTOLOGY
from wirlod.kinds.datasets import DATASETS
from wirlod.publish.publication import Publication

VALID_DAYS = 365
"""How long ``security.txt`` holds; an edition is made more often."""


def write_robots(base_uri: str) -> str:
    """Write ``robots.txt``: everything may be read, queries are not for crawlers."""
    return f"User-agent: *\nAllow: /\nDisallow: /sparql?\n\nSitemap: {base_uri}sitemap.xml\n"


def write_security(publication: Publication, created: datetime, base_uri: str) -> str:
    """Write ``security.txt`` (RFC 9116)."""
    contact = publication.contact
    address = f"mailto:{contact.email}" if contact.email else contact.url or base_uri
    expires = created + timedelta(days=VALID_DAYS)
    return (
        f"Contact: {address}\n"
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}\n"
        "Preferred-Languages: de, en\n"
        f"Canonical: {base_uri}.well-known/security.txt\n"
    )


def write_llms(publication: Publication, base_uri: str) -> str:
    """Write ``llms.txt``: what is here and where, in Markdown."""
    lines = [f"# {publication.title.en}", "", f"> {publication.description.en}", ""]
    lines += ["## Datasets", ""]
    for dataset in DATASETS:
        words = publication.datasets[dataset.key]
        page = f"{base_uri}doc/dataset/{dataset.key}.ttl"
        lines.append(f"- [{words.title.en}]({page}): {words.description.en}")
        lines += [f"  - [{t}.csv]({base_uri}download/{t}.csv)" for t in dataset.flat_tables]
    lines += ["", "## How to ask", ""]
    lines += [
        f"- [SPARQL endpoint]({base_uri}sparql): read-only, SPARQL 1.1",
        f"- [Catalogue]({base_uri}catalogue): DCAT-AP.de in RDF/XML, Turtle and JSON-LD",
        f"- [Ontology]({base_uri}{ONTOLOGY}): the words the data are written in",
        f"- [Data package]({base_uri}download/datapackage.json): the tables, described",
        "",
        f"Every page under {base_uri}doc/ is there as Turtle (.ttl) and JSON-LD (.jsonld) too. "
        f"Licence: {publication.licence_name.en} ({publication.licence_text}); "
        f"attribution: {publication.publisher.name.en}.",
        "",
    ]
    return "\n".join(lines)

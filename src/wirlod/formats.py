"""
THE table of formats: what graphs and query results are written in.

Only media types registered with IANA go out; ``aliases`` are what clients send for them.
Everything else that speaks of formats (suffixes of addresses, ``?format=``, dumps, the
catalogue, links in pages) is read off this table.
"""

import msgspec
from pyoxigraph import QueryResultsFormat, RdfFormat


class Format(msgspec.Struct, frozen=True):
    """One way to write a graph, a table of results, or a page."""

    name: str
    """What ``?format=`` calls it."""
    media_type: str
    suffix: str
    label: str
    rdf: RdfFormat | None = None
    """The serialiser for graphs, where it writes graphs."""
    results: QueryResultsFormat | None = None
    """The serialiser for SELECT and ASK results, where it writes those."""
    aliases: tuple[str, ...] = ()
    """Other media types that clients send when they mean this one."""
    charset: bool = False
    """Whether ``Content-Type`` says ``;charset=utf-8``: for text/* types."""

    @property
    def content_type(self) -> str:
        """The value of ``Content-Type``."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


HTML = Format("html", "text/html", "html", "HTML", aliases=("application/xhtml+xml",), charset=True)
TURTLE = Format(
    "turtle",
    "text/turtle",
    "ttl",
    "Turtle",
    rdf=RdfFormat.TURTLE,
    aliases=("application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"),
    charset=True,
)
JSON_LD = Format(
    "jsonld",
    "application/ld+json",
    "jsonld",
    "JSON-LD",
    rdf=RdfFormat.JSON_LD,
    aliases=("application/json", "application/x-json+ld"),
)
RDF_XML = Format(
    "rdfxml",
    "application/rdf+xml",
    "rdf",
    "RDF/XML",
    rdf=RdfFormat.RDF_XML,
    aliases=("application/xml", "text/xml"),
)
N_TRIPLES = Format(
    "ntriples",
    "application/n-triples",
    "nt",
    "N-Triples",
    rdf=RdfFormat.N_TRIPLES,
    aliases=("text/plain",),
)
TRIG = Format(
    "trig", "application/trig", "trig", "TriG", rdf=RdfFormat.TRIG, aliases=("application/x-trig",)
)
N_QUADS = Format(
    "nquads",
    "application/n-quads",
    "nq",
    "N-Quads",
    rdf=RdfFormat.N_QUADS,
    aliases=("text/x-nquads", "text/nquads"),
)
CSV = Format("csv", "text/csv", "csv", "CSV", results=QueryResultsFormat.CSV, charset=True)
EXCEL = Format(
    "excel",
    "text/csv",
    "excel.csv",
    "CSV (Excel)",
    aliases=("application/vnd.ms-excel",),
    charset=True,
)
"""CSV as a German Excel opens it: byte order mark, semicolons, no cell that runs as a formula."""
TSV = Format(
    "tsv",
    "text/tab-separated-values",
    "tsv",
    "TSV",
    results=QueryResultsFormat.TSV,
    charset=True,
)
RESULTS_JSON = Format(
    "json",
    "application/sparql-results+json",
    "json",
    "SPARQL JSON",
    results=QueryResultsFormat.JSON,
    aliases=("application/json", "text/json"),
)
RESULTS_XML = Format(
    "xml",
    "application/sparql-results+xml",
    "xml",
    "SPARQL XML",
    results=QueryResultsFormat.XML,
    aliases=("application/xml", "text/xml"),
)

GRAPH_FORMATS = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, TRIG, N_QUADS)
"""How a graph is written; the first is what ``*/*`` gets."""

RESULT_FORMATS = (RESULTS_JSON, RESULTS_XML, CSV, TSV)
"""How the rows of a SELECT or the answer of an ASK are written; the first is the default."""

THING_FORMATS = (HTML, *GRAPH_FORMATS)
"""How a document about a thing is written."""

"""
THE table of formats: what graphs, query results, tables and pages are written in.

Only media types registered with IANA go out; ``aliases`` are what clients send for them, and
``nicknames`` what people call them. Everything else that speaks of formats (suffixes of addresses,
``?format=``, ``--format``, dumps, the catalogue, links in pages) is read off this table.
"""

from collections.abc import Iterable

import msgspec
from pyoxigraph import QueryResultsFormat, RdfFormat


class Format(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One way to write a graph, a table of results, or a page; each is like itself only."""

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
    nicknames: tuple[str, ...] = ()
    """What else it is called, in lower case."""
    w3c_name: str = ""
    """Its name among the W3C's ``http://www.w3.org/ns/formats/``."""
    file_type: str = ""
    """Its name in the EU's list of file types."""
    charset: bool = False
    """Whether ``Content-Type`` says ``;charset=utf-8``: for text/* types."""

    @property
    def content_type(self) -> str:
        """The value of ``Content-Type``."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type

    @property
    def names(self) -> frozenset[str]:
        """Everything it is called, in lower case."""
        own = (self.name, self.suffix, self.label.lower(), self.media_type)
        return frozenset((*own, *self.aliases, *self.nicknames))


HTML = Format(
    name="html",
    media_type="text/html",
    suffix="html",
    label="HTML",
    aliases=("application/xhtml+xml",),
    nicknames=("page", "xhtml"),
    charset=True,
)
TURTLE = Format(
    name="turtle",
    media_type="text/turtle",
    suffix="ttl",
    label="Turtle",
    rdf=RdfFormat.TURTLE,
    aliases=("application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"),
    nicknames=("n3",),
    w3c_name="Turtle",
    file_type="RDF_TURTLE",
    charset=True,
)
JSON_LD = Format(
    name="jsonld",
    media_type="application/ld+json",
    suffix="jsonld",
    label="JSON-LD",
    rdf=RdfFormat.JSON_LD,
    aliases=("application/json", "application/x-json+ld"),
    nicknames=("json", "rdf/json"),
    w3c_name="JSON-LD",
    file_type="JSON_LD",
)
RDF_XML = Format(
    name="rdfxml",
    media_type="application/rdf+xml",
    suffix="rdf",
    label="RDF/XML",
    rdf=RdfFormat.RDF_XML,
    aliases=("application/xml", "text/xml"),
    nicknames=("xml", "rdf+xml", "rdf-xml", "rdf_xml"),
    w3c_name="RDF_XML",
    file_type="RDF_XML",
)
N_TRIPLES = Format(
    name="ntriples",
    media_type="application/n-triples",
    suffix="nt",
    label="N-Triples",
    rdf=RdfFormat.N_TRIPLES,
    aliases=("text/plain",),
    nicknames=("text",),
    w3c_name="N-Triples",
    file_type="RDF_N_TRIPLES",
)
TRIG = Format(
    name="trig",
    media_type="application/trig",
    suffix="trig",
    label="TriG",
    rdf=RdfFormat.TRIG,
    aliases=("application/x-trig",),
    w3c_name="TriG",
    file_type="RDF_TRIG",
)
N_QUADS = Format(
    name="nquads",
    media_type="application/n-quads",
    suffix="nq",
    label="N-Quads",
    rdf=RdfFormat.N_QUADS,
    aliases=("text/x-nquads", "text/nquads"),
    w3c_name="N-Quads",
    file_type="RDF_N_QUADS",
)
CSV = Format(
    name="csv",
    media_type="text/csv",
    suffix="csv",
    label="CSV",
    results=QueryResultsFormat.CSV,
    nicknames=("table",),
    w3c_name="SPARQL_Results_CSV",
    file_type="CSV",
    charset=True,
)
EXCEL = Format(
    name="excel",
    media_type="text/csv",
    suffix="excel.csv",
    label="CSV (Excel)",
    aliases=("application/vnd.ms-excel",),
    nicknames=("xls", "xlsx", "spreadsheet"),
    charset=True,
)
"""CSV as a German Excel opens it: :mod:`wirlod.excel`."""
TSV = Format(
    name="tsv",
    media_type="text/tab-separated-values",
    suffix="tsv",
    label="TSV",
    results=QueryResultsFormat.TSV,
    w3c_name="SPARQL_Results_TSV",
    charset=True,
)
RESULTS_JSON = Format(
    name="json",
    media_type="application/sparql-results+json",
    suffix="json",
    label="SPARQL JSON",
    results=QueryResultsFormat.JSON,
    aliases=("application/json", "text/json"),
    nicknames=("srj", "sparql-results+json"),
    w3c_name="SPARQL_Results_JSON",
)
RESULTS_XML = Format(
    name="xml",
    media_type="application/sparql-results+xml",
    suffix="xml",
    label="SPARQL XML",
    results=QueryResultsFormat.XML,
    aliases=("application/xml", "text/xml"),
    nicknames=("srx", "sparql-results+xml"),
    w3c_name="SPARQL_Results_XML",
)
PARQUET = Format(
    name="parquet",
    media_type="application/vnd.apache.parquet",
    suffix="parquet",
    label="Parquet",
)
CSV_METADATA = Format(
    name="csvw",
    media_type="application/csvm+json",
    suffix="csv-metadata.json",
    label="CSV on the Web",
)
JSON = Format(name="json", media_type="application/json", suffix="json", label="JSON")
PROBLEM = Format(
    name="problem",
    media_type="application/problem+json",
    suffix="json",
    label="Problem",
    aliases=("application/json",),
)
"""What went wrong, for machines (RFC 9457)."""
LINKSET_JSON = Format(
    name="linkset",
    media_type="application/linkset+json",
    suffix="json",
    label="Linkset",
    aliases=("application/json",),
)
LINKSET = Format(
    name="links",
    media_type="application/linkset",
    suffix="txt",
    label="Links",
    aliases=("text/plain",),
)
"""All links of a document (RFC 9264)."""
ATOM = Format(name="atom", media_type="application/atom+xml", suffix="atom", label="Atom")
"""A feed of what is new (RFC 4287)."""
LINK_FORMAT = Format(
    name="link", media_type="application/link-format", suffix="link", label="Link format"
)
"""Links as constrained devices and Memento clients read them (RFC 6690)."""

GEO_JSON = Format(
    name="geojson",
    media_type="application/geo+json",
    suffix="geojson",
    label="GeoJSON",
    aliases=("application/vnd.geo+json",),
    nicknames=("geo",),
    file_type="GEOJSON",
)
"""Places with their outlines (RFC 7946)."""

SVG = Format(name="svg", media_type="image/svg+xml", suffix="svg", label="SVG")
PNG = Format(name="png", media_type="image/png", suffix="png", label="PNG")

GRAPH_FORMATS = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, TRIG, N_QUADS)
"""How a graph is written; the first is what ``*/*`` gets."""

RESULT_FORMATS = (RESULTS_JSON, RESULTS_XML, CSV, TSV)
"""How the rows of a SELECT or the answer of an ASK are written; the first is the default."""

PICTURE_FORMATS = (SVG, PNG)
"""How rows are drawn, for those who name it: what a picture shows is a choice besides."""

THING_FORMATS = (HTML, *GRAPH_FORMATS)
"""How a document about a thing is written."""


DATASET_FORMATS = (TRIG, N_QUADS, JSON_LD)
"""How several graphs are written together."""


def find_format(name: str, formats: Iterable[Format]) -> Format | None:
    """
    Find the one of *formats* that a person or a client means by *name*; an own name goes first.

    >>> [find_format(name, THING_FORMATS).suffix for name in ("JSON-LD", ".ttl", "rdf+xml")]
    ['jsonld', 'ttl', 'rdf']
    >>> find_format("application/json; charset=utf-8", RESULT_FORMATS).label
    'SPARQL JSON'
    """
    wanted = read_name(name)
    formats = tuple(formats)
    own = (row for row in formats if wanted in (row.name, row.suffix, row.media_type))
    other = (row for row in formats if wanted in row.names)
    return next(own, None) or next(other, None)


def read_name(text: str) -> str:
    """Read what somebody calls a format: in any case, with parameters, a ``+`` sent as a space."""
    return text.partition(";")[0].strip().lower().removeprefix(".").replace(" ", "+")

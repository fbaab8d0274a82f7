"""
THE table of operations: what each address is for, takes and answers in.

Examples are made of what :func:`wirlod.web.answers.example_values.find_values` finds.
"""

from collections.abc import Mapping

import msgspec

from wirlod.formats import (
    ATOM,
    CSV,
    DATASET_FORMATS,
    EXCEL,
    GEO_JSON,
    GRAPH_FORMATS,
    HTML,
    JSON,
    JSON_LD,
    LINK_FORMAT,
    LINKSET,
    LINKSET_JSON,
    RDF_XML,
    RESULT_FORMATS,
    THING_FORMATS,
    TURTLE,
    Format,
)


class Query(msgspec.Struct, frozen=True):
    """A parameter in the query of an address, or in a form."""

    name: str
    about: str
    example: str = ""
    required: bool = False


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """What one address is for."""

    summary: str
    gives: str = "The representation chosen"
    formats: tuple[Format, ...] = (HTML,)
    other_types: tuple[str, ...] = ()
    """Media types of files, which no table of formats has."""
    status: int = 200
    examples: Mapping[str, str] = {}
    """Part of the path → a value that works; ``{grant}`` is filled in from the edition."""
    query: tuple[Query, ...] = ()

    @property
    def media_types(self) -> tuple[str, ...]:
        """What it answers in."""
        return tuple(dict.fromkeys((*(f.media_type for f in self.formats), *self.other_types)))


FILES = ("application/gzip", "text/csv", "application/vnd.apache.parquet", GEO_JSON.media_type)
FORMAT = Query("format", "A format by its name, instead of the header Accept")
LANGUAGE = Query("lang", "The language of a page", "en")
NEGOTIATED = (FORMAT, LANGUAGE)
PAGE = Query("page", "Which page, from 1", "1")
SEARCH = Query("q", "What to look for", "kreis")
IRI = Query("iri", "The address of any thing, in full", "{thing}", True)
QUERY = Query("query", "A query; the prefixes are known", "ASK {{}}")
VIEW = Query("view", "How rows are shown to people: table, bars, time or map")
MEASURE = Query("measure", "The column of numbers to draw")
PICTURES = ("image/svg+xml", "image/png")
THING = {"kind": "grant", "key": "{grant}", "name": "{grant}"}
PAGES = {"suffix": "html"}
VERSION = {"edition": "{edition}", **THING}

OPERATIONS: dict[str, Operation] = {
    "standing.home": Operation(summary="The home page", query=(LANGUAGE,)),
    "standing.page": Operation(summary="A page of its own", examples=PAGES, query=(LANGUAGE,)),
    "resources.thing": Operation(
        summary="A thing: leads to a document about it",
        gives="The document is at Location",
        status=303,
        examples=THING,
    ),
    "resources.document": Operation(
        summary="A document about a thing; a suffix chooses the format (GeoJSON: places)",
        formats=(*THING_FORMATS, GEO_JSON),
        examples=THING,
        query=NEGOTIATED,
    ),
    "lists.things": Operation(
        summary="All things of a kind, page by page (GeoJSON: places)",
        gives="One page; filters are properties of the context, such as recipient=kind/key",
        formats=(HTML, *GRAPH_FORMATS, CSV, GEO_JSON),
        examples={"name": "grant"},
        query=(
            *NEGOTIATED,
            PAGE,
            Query("edition", "The edition of the page before; links to others name it"),
            Query("size", "Things on a page, or max", "5"),
            Query("sort", "What to sort by, with - in front for the largest first", "-date"),
        ),
    ),
    "catalogue.datasets": Operation(summary="All datasets: the catalogue", status=308),
    "catalogue.document": Operation(
        summary="The catalogue (DCAT-AP.de)",
        formats=(RDF_XML, TURTLE, JSON_LD, HTML),
        examples={"suffix": ".ttl"},
        query=NEGOTIATED,
    ),
    "quality.verdict": Operation(
        summary="What portals made of the edition before it was published",
        formats=(HTML, TURTLE, JSON_LD, RDF_XML),
        examples={"suffix": ".ttl"},
        query=NEGOTIATED,
    ),
    "sparql.ask": Operation(
        summary="SPARQL 1.1; without a query, what the endpoint is",
        formats=(HTML, *RESULT_FORMATS, *GRAPH_FORMATS, EXCEL),
        other_types=PICTURES,
        query=(
            Query("query", "A query; the prefixes are known", "ASK {{}}"),
            FORMAT,
            VIEW,
            MEASURE,
        ),
    ),
    "sparql.description": Operation(
        summary="What the endpoint is, as RDF or as a form to ask with",
        formats=THING_FORMATS,
        examples={"suffix": "ttl"},
    ),
    "sparql.void": Operation(
        summary="The data in figures: classes and properties (VoID)",
        formats=THING_FORMATS,
        examples={"suffix": ".ttl"},
        query=NEGOTIATED,
    ),
    "sparql.prefix_list": Operation(
        summary="The prefixes that are known",
        formats=THING_FORMATS,
        examples={"suffix": ".ttl"},
        query=NEGOTIATED,
    ),
    "questions.question_list": Operation(
        summary="The prepared questions",
        formats=THING_FORMATS,
        examples={"suffix": "ttl"},
        query=NEGOTIATED,
    ),
    "questions.answer_question": Operation(
        summary="The answer to a prepared question; its parameters stand in the query",
        formats=(HTML, *RESULT_FORMATS, *GRAPH_FORMATS, EXCEL),
        other_types=PICTURES,
        examples={"address": "{question}"},
        query=(*NEGOTIATED, VIEW, MEASURE),
    ),
    "by_iri.describe": Operation(
        summary="What is said here of any thing, by its address",
        formats=THING_FORMATS,
        examples={"suffix": "ttl"},
        query=(IRI, *NEGOTIATED),
    ),
    "compare.comparison": Operation(
        summary="Districts and cities side by side",
        formats=(HTML, CSV),
        examples={"suffix": ".csv"},
        query=(Query("sort", "What to sort by, with - in front for the largest first", "-sum"),),
    ),
    "chart_pages.chart_page": Operation(summary="A chart by itself", examples={"name": "map"}),
    "chart_pages.embedded_chart": Operation(summary="A chart to frame", examples={"name": "map"}),
    "citing.citation_file": Operation(
        summary="How a page is cited: BibTeX, CSL-JSON or RIS; parameters are those of the page",
        formats=(),
        other_types=("text/plain", "application/vnd.citationstyles.csl+json"),
        examples={"form": "bib", "page": "doc/grant/{grant}.en.html"},
    ),
    "citing.about_page": Operation(summary="How a page is cited", examples={"page": "about.html"}),
    "statements.every_statement": Operation(summary="All statements about a thing", examples=THING),
    "finding.results": Operation(summary="A search", examples=PAGES, query=(SEARCH, LANGUAGE)),
    "finding.suggestions": Operation(summary="Best titles", formats=(JSON,), query=(SEARCH,)),
    "linksets.of_thing": Operation(
        summary="All links of a thing (RFC 9264)", formats=(LINKSET_JSON, LINKSET), examples=THING
    ),
    "linksets.of_list": Operation(
        summary="All links of a list (RFC 9264)",
        formats=(LINKSET_JSON, LINKSET),
        examples={"name": "grant"},
    ),
    "ontology.definitions": Operation(
        summary="The ontology, or the JSON-LD context",
        formats=THING_FORMATS,
        examples={"name": "wir"},
        query=NEGOTIATED,
    ),
    "ontology.version": Operation(
        summary="A version of the ontology, for ever the same",
        formats=THING_FORMATS,
        examples={"name": "{ontology_version}"},
        query=NEGOTIATED,
    ),
    "ontology.shapes_version": Operation(
        summary="A version of the shapes of a kind, for ever the same",
        formats=THING_FORMATS,
        examples={"key": "grant", "name": "{shapes_version}"},
        query=NEGOTIATED,
    ),
    "ontology.shapes": Operation(
        summary="The SHACL shapes of a kind",
        formats=THING_FORMATS,
        examples={"name": "grant"},
        query=NEGOTIATED,
    ),
    "files.newest_dump": Operation(
        summary="A file of the current edition",
        gives="The file is at Location",
        status=307,
        examples={"name": "grants.csv"},
    ),
    "files.dump": Operation(
        summary="A file of an edition, for ever the same",
        gives="The file, or the range of bytes that is asked for",
        other_types=FILES,
        formats=(JSON,),
        examples={"edition_name": "{edition}", "name": "grants.csv"},
    ),
    "files.chart": Operation(
        summary="A chart: its picture, or its rows",
        formats=(CSV,),
        other_types=PICTURES,
        examples={"file_name": "years.csv"},
    ),
    "changes.list_changes": Operation(
        summary="What changed, page by page",
        formats=(HTML, *GRAPH_FORMATS, ATOM),
        examples={"suffix": ".atom"},
        query=(PAGE, Query("about", "kind/key of whom the changes concern", "{thing_name}")),
    ),
    "stream.view": Operation(
        summary="The event stream of versions (LDES)",
        formats=DATASET_FORMATS,
        examples={"suffix": ".trig"},
    ),
    "stream.page": Operation(
        summary="A page of the event stream",
        formats=DATASET_FORMATS,
        examples={"edition": "{edition}", "name": "1"},
    ),
    "mementos.timegate": Operation(
        summary="A document at a time: leads to the version that Accept-Datetime names (RFC 7089)",
        gives="The version is at Location",
        status=302,
        examples={"path": "doc/grant/{grant}"},
    ),
    "mementos.timemap": Operation(
        summary="All versions of a document (RFC 7089)",
        formats=(LINK_FORMAT, JSON),
        examples={"path": "doc/grant/{grant}"},
    ),
    "mementos.thing_version": Operation(
        summary="A version of a thing", formats=THING_FORMATS, examples=VERSION
    ),
    "mementos.list_version": Operation(
        summary="A version of a list",
        formats=(HTML, *GRAPH_FORMATS, CSV),
        examples={"edition": "{edition}", "name": "grant"},
    ),
    "reconcile.answer": Operation(
        summary="The Reconciliation API: manifest, matches, data extension",
        formats=(JSON,),
        query=(Query("queries", "A batch of queries in JSON", '{{"q0": {{"query": "Kreis"}}}}'),),
    ),
    "reconcile.suggest": Operation(
        summary="Things, types or properties whose names begin as typed",
        formats=(JSON,),
        examples={"what": "entity"},
        query=(Query("prefix", "What was typed", "kreis"),),
    ),
    "reconcile.properties": Operation(
        summary="The properties that things of a type have",
        formats=(JSON,),
        query=(Query("type", "A kind", "grant"), Query("limit", "How many at most", "10")),
    ),
    "reconcile.preview": Operation(
        summary="A thing in a few lines",
        query=(Query("id", "kind/key of the thing", "{thing_name}", True),),
    ),
    "openapi.description": Operation(
        summary="This description", formats=(JSON,), examples={"suffix": ".json"}
    ),
}
"""Endpoint in the URL map → what it is for."""

NOT_DESCRIBED = frozenset(
    (
        *("assets.asset", "files.signpost", "files.sitemap_part", "files.packed_sitemap_part"),
        *("health.alive", "health.ready", "metrics.numbers"),
        *("reconcile.match", "sparql.vocabulary"),
    )
)
"""What only browsers, crawlers and operators ask for, and a draft that has no form yet."""

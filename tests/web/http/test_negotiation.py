"""What real and strange headers get: RFC 9110, section 12.5."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirlod import formats
from wirlod.errors import NotAcceptable
from wirlod.formats import CSV, HTML, RESULTS_JSON, THING_FORMATS, Format
from wirlod.web.http.negotiation import (
    LAST_CHOICE,
    build_offers,
    choose_coding,
    choose_language,
    choose_offer,
    choose_profile,
    rank_offers,
    read_parts,
)

OFFERS = build_offers(THING_FORMATS)
EVERY_FORMAT = [table for table in vars(formats).values() if isinstance(table, Format)]
NOTHING = "406"
JSON_LD_PROFILE = "http://www.w3.org/ns/json-ld#"
EXAMPLES = Path("conformance/accept_examples.json")

SHREDS = ("text/turtle", "html", "*", ";q=", "0", ".5", "1", ",", '"', "application/ld+json")

JENA = (
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,"
    "application/rdf+xml;q=0.7,*/*;q=0.3"
)
RAPPER = (
    "application/rdf+xml, text/rdf;q=0.6, application/n-quads, text/x-nquads, "
    "application/n-triples, text/plain;q=0.1, application/x-turtle, text/turtle, "
    "application/turtle, text/n3;q=0.3, text/rdf+n3;q=0.3, application/rdf+n3;q=0.3, "
    "application/x-trig, application/rss;q=0.8, application/rss+xml;q=0.8, text/rss;q=0.8, "
    "application/xml;q=0.3, text/xml;q=0.3, application/atom+xml;q=0.3, text/html;q=0.2, "
    "application/xhtml+xml;q=0.4, text/html;q=0.6, application/xhtml+xml;q=0.8, "
    "text/x-json, */*;q=0.1"
)
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,"
    "application/n-triples;q=0.8,text/turtle;q=0.6,application/rdf+xml;q=0.5,"
    "application/json;q=0.45,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,"
    "text/xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18"
)
OWLAPI = (
    "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"
)
OLD_SAFARI = (
    "application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png,*/*;q=0.5"
)
INTERNET_EXPLORER = (
    "image/gif, image/jpeg, image/pjpeg, application/x-ms-application, "
    "application/xaml+xml, application/x-ms-xbap, */*"
)
SPARQL_WRAPPER = "application/rdf+xml,text/turtle,text/n3,application/n-triples,*/*;q=0.1"

TOOLS = [
    pytest.param(
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html", id="ff"
    ),
    pytest.param(
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/png,"
        "image/svg+xml,*/*;q=0.8",
        "html",
        id="firefox-128",
    ),
    pytest.param(
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html", id="safari"
    ),
    pytest.param(OLD_SAFARI, "html", id="old-safari"),
    pytest.param("text/html, application/xhtml+xml, image/jxr, */*", "html", id="edge-legacy"),
    pytest.param(INTERNET_EXPLORER, "html", id="internet-explorer-8"),
    pytest.param("text/html, text/*;q=0.5, image/*, */*;q=0.1", "html", id="lynx-like"),
    pytest.param("text/html;q=0.9,text/plain;q=0.8,*/*;q=0.7", "html", id="w3m-like"),
    pytest.param("*/*", "html", id="curl, requests, googlebot"),
    pytest.param("", "html", id="urllib, signposting"),
    pytest.param("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "html", id="java"),
    pytest.param(JENA, "ttl", id="jena"),
    pytest.param(RAPPER, "ttl", id="rapper"),
    pytest.param(COMUNICA, "nq", id="comunica"),
    pytest.param(OWLAPI, "rdf", id="owlapi"),
    pytest.param(SPARQL_WRAPPER, "ttl", id="sparqlwrapper"),
    pytest.param("application/rdf+xml, application/xml;q=0.5", "rdf", id="protege"),
    pytest.param("application/ld+json, application/json;q=0.9, */*;q=0.1", "jsonld", id="pyld"),
    pytest.param("application/ld+json, application/json", "jsonld", id="jsonld.js"),
    pytest.param("application/json, text/plain, */*", "jsonld", id="axios"),
    pytest.param("application/json", "jsonld", id="plain-json"),
    pytest.param("text/turtle, application/x-turtle, */*;q=0.1", "ttl", id="rdflib-turtle"),
    pytest.param(
        "application/rdf+xml;q=0.8,text/turtle;q=0.9,text/html;q=0.1", "ttl", id="pyoxigraph-like"
    ),
    pytest.param("application/n-triples,application/n-quads;q=0.9", "nt", id="oxigraph-like"),
    pytest.param("text/n3, text/rdf+n3, application/rdf+n3;q=0.5", "ttl", id="tabulator"),
    pytest.param("application/atom+xml, text/html;q=0.8", "html", id="feed-reader"),
    pytest.param("text/html, application/ld+json;q=0.9", "html", id="fuji"),
]

RULES = [
    pytest.param("text/turtle", "ttl", id="named"),
    pytest.param("TEXT/Turtle", "ttl", id="case does not matter"),
    pytest.param("application/rdf+xml", "rdf", id="rdfxml"),
    pytest.param("application/n-triples", "nt", id="ntriples"),
    pytest.param("application/n-quads", "nq", id="nquads"),
    pytest.param("application/trig", "trig", id="trig"),
    pytest.param("text/turtle;q=0.5, application/rdf+xml;q=0.9", "rdf", id="weight wins"),
    pytest.param("text/turtle;q=0.899, application/trig;q=0.9", "trig", id="three decimals"),
    pytest.param("text/turtle;q=1.000, application/trig;q=0.999", "ttl", id="1.000"),
    pytest.param("text/turtle;q=1., text/html;q=0.9", "ttl", id="a dot and no decimals"),
    pytest.param("text/turtle;Q=0.1, text/html;Q=0.9", "html", id="capital Q"),
    pytest.param("text/turtle ; q=0.1 , text/html ; q=0.9", "html", id="spaces"),
    pytest.param("text/turtle;q=0.1,\ttext/html;\tq=0.9", "html", id="tabs"),
    pytest.param("text/turtle; q = 0.9, text/html; q = 0.1", "ttl", id="spaces round ="),
    pytest.param('text/turtle;q="0.9", text/html;q=0.1', "ttl", id="quoted weight"),
    pytest.param("text/html;q=0, */*", "ttl", id="q=0 excludes"),
    pytest.param("text/html;q=0.0, text/turtle;q=0.0, */*;q=0.1", "jsonld", id="0.0 is zero"),
    pytest.param("text/*;q=0, */*", "jsonld", id="q=0 for text/*"),
    pytest.param("text/*, text/html;q=0", "ttl", id="named q=0 beats the wildcard"),
    pytest.param("*/*;q=0, text/turtle", "ttl", id="all but one excluded"),
    pytest.param("*/*;q=0", NOTHING, id="everything excluded"),
    pytest.param("text/turtle;q=0", NOTHING, id="nothing left"),
    pytest.param("text/*", "html", id="text/*"),
    pytest.param("application/*", "jsonld", id="application/*"),
    pytest.param("application/*;q=0.5, text/turtle;q=0.4", "jsonld", id="wildcard weight"),
    pytest.param("*/*, text/turtle", "ttl", id="named beats * at equal weight"),
    pytest.param("text/turtle, text/html", "html", id="our order decides a tie"),
    pytest.param("text/turtle;q=0.2, */*;q=0.1", "ttl", id="* fills the rest"),
    pytest.param("text/html;q=0.1, */*;q=0.2", "ttl", id="a named type can lose to *"),
    pytest.param("text/turtle;charset=utf-8", "ttl", id="charset"),
    pytest.param('text/turtle;charset="utf-8";q=0.9, text/html;q=0.8', "ttl", id="quoted charset"),
    pytest.param("text/turtle;version=1.1;q=0.4, text/html;q=0.8", "html", id="parameters then q"),
    pytest.param("text/turtle;q=0.9;level=1, text/html;q=0.8", "ttl", id="extension after q"),
    pytest.param('text/html;x="a,b;q=0", text/turtle;q=0.3', "html", id="comma in quotes"),
    pytest.param(r'text/html;x="a\",text/turtle", image/png', "html", id="escaped quote"),
    pytest.param("image/png", NOTHING, id="nothing fits"),
    pytest.param("image/*, video/mp4;q=0.1", NOTHING, id="no part fits"),
    pytest.param("application/xml", "rdf", id="XML alone means RDF/XML"),
    pytest.param("application/xml, text/html;q=0.2", "html", id="XML beside HTML does not"),
    pytest.param("text/plain", "nt", id="plain text alone means N-Triples"),
    pytest.param("text/plain, text/turtle;q=0.1", "ttl", id="plain text beside Turtle does not"),
    pytest.param("application/xhtml+xml", "html", id="xhtml"),
    pytest.param("application/x-turtle", "ttl", id="old name of Turtle"),
    pytest.param("application/json;q=0.9, text/turtle;q=0.5", "ttl", id="a family beside a name"),
]

FORMS = [
    pytest.param(f'application/ld+json;profile="{JSON_LD_PROFILE}{form}"', suffix, id=form)
    for form, suffix in [
        ("compacted", "jsonld"),
        ("expanded", "expanded.jsonld"),
        ("flattened", "flattened.jsonld"),
        ("framed", "jsonld"),
    ]
] + [
    pytest.param(
        f'application/ld+json;profile="{JSON_LD_PROFILE}expanded";q=0.5, application/ld+json;q=0.4',
        "expanded.jsonld",
        id="form and plain",
    ),
    pytest.param(
        f'application/ld+json;profile="{JSON_LD_PROFILE}expanded";q=0.3, application/ld+json;q=0.4',
        "jsonld",
        id="form less wanted than plain",
    ),
    pytest.param(
        f"application/ld+json;profile={JSON_LD_PROFILE}flattened", "flattened.jsonld", id="unquoted"
    ),
    pytest.param('application/ld+json;profile="http://iiif.io/"', "jsonld", id="unknown profile"),
    pytest.param(
        f'application/ld+json;profile="http://a/ {JSON_LD_PROFILE}expanded"',
        "expanded.jsonld",
        id="one of a list is known",
    ),
]

MALFORMED = [
    pytest.param("text/turtle;q=abc", "ttl", id="unreadable weight, alone"),
    pytest.param("text/turtle;q=abc, text/html;q=0.1", "html", id="unreadable weight is last"),
    pytest.param("text/turtle;q=-1, text/html;q=0.1", "html", id="negative"),
    pytest.param("text/turtle;q=2, text/html;q=0.1", "html", id="above one"),
    pytest.param("text/turtle;q=1e9, text/html;q=0.1", "html", id="exponent"),
    pytest.param("text/turtle;q=nan, text/html;q=0.1", "html", id="nan"),
    pytest.param("text/turtle;q=inf, text/html;q=0.1", "html", id="infinity"),
    pytest.param("text/turtle;q=, text/html;q=0.1", "html", id="empty weight"),
    pytest.param("text/turtle;q=٠.٥, text/html;q=0.1", "html", id="arabic digits"),
    pytest.param("text/turtle;;;q=0.5, text/html;q=0.1", "ttl", id="empty parameters"),
    pytest.param("text/turtle;q", "ttl", id="q without value"),
    pytest.param("text, text/turtle", "ttl", id="no slash"),
    pytest.param("/turtle, text/turtle", "ttl", id="no type"),
    pytest.param("*/turtle, text/turtle", "ttl", id="* with a subtype"),
    pytest.param("text/turtle/x, text/html", "html", id="two slashes"),
    pytest.param(",,,", "html", id="only commas"),
    pytest.param(" ", "html", id="a space"),
    pytest.param(";q=1", "html", id="only a weight"),
    pytest.param("garbage", "html", id="garbage"),
    pytest.param('"', "html", id="a quotation mark"),
    pytest.param('text/turtle;x="', "ttl", id="quotation never ends"),
    pytest.param("téxt/türtle, text/turtle", "ttl", id="umlauts"),
    pytest.param("text/turtle\x00, text/turtle", "ttl", id="a zero byte"),
    pytest.param("a" * 100_000, "html", id="100 kB of nothing"),
    pytest.param("text/turtle;q=0.1," * 5_000 + "text/html", "html", id="5000 ranges"),
]


def suffix_for(accept: str) -> str:
    try:
        return choose_offer(accept, OFFERS).suffix
    except NotAcceptable:
        return NOTHING


@pytest.mark.parametrize(("accept", "suffix"), TOOLS)
def test_a_client_in_the_wild_gets_what_it_can_use(accept: str, suffix: str) -> None:
    assert suffix_for(accept) == suffix


@pytest.mark.parametrize(("accept", "suffix"), RULES)
def test_a_header_is_read_by_the_letter(accept: str, suffix: str) -> None:
    assert suffix_for(accept) == suffix


@pytest.mark.parametrize(("accept", "suffix"), FORMS)
def test_json_ld_comes_in_the_form_asked_for(accept: str, suffix: str) -> None:
    assert suffix_for(accept) == suffix


@pytest.mark.parametrize(("accept", "suffix"), MALFORMED)
def test_what_is_malformed_is_left_out(accept: str, suffix: str) -> None:
    assert suffix_for(accept) == suffix


def test_there_are_at_least_eighty_cases_of_our_own() -> None:
    assert len(TOOLS + RULES + FORMS + MALFORMED) >= 80


@given(st.text(max_size=300))
def test_any_text_is_a_header(accept: str) -> None:
    assert suffix_for(accept) in {*(offer.suffix for offer in OFFERS), NOTHING}


@given(
    st.lists(
        st.sampled_from(
            ["text/turtle", "html", "*", ";q=", "0", ".5", "1", ",", '"', "application/ld+json"]
        )
    )
)
def test_any_mixture_of_header_parts_is_read(parts: list[str]) -> None:
    assert len(rank_offers("".join(parts), OFFERS)) == len(OFFERS)


def test_the_examples_of_the_conformance_material_hold(shared: Path) -> None:
    cases = json.loads((shared / EXAMPLES).read_text())["cases"]
    wrong = [case["id"] for case in cases if "kind" not in case and not holds(case)]

    assert len(cases) > 20
    assert not wrong


def holds(case: dict[str, list[list[str]]]) -> bool:
    accept = ", ".join(value for name, value in case["headers"] if name == "Accept")
    return choose_offer(accept, OFFERS).format.media_type in case["types"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        pytest.param("", "de", id="absent"),
        pytest.param("*", "de", id="any"),
        pytest.param("en", "en", id="named"),
        pytest.param("EN-us", "en", id="region"),
        pytest.param("de-AT;q=0.5, en;q=0.8", "en", id="weights"),
        pytest.param("fr, en;q=0.1", "en", id="unknown first"),
        pytest.param("fr", "de", id="unknown only"),
        pytest.param("de;q=0, *", "en", id="q=0 excludes"),
        pytest.param("fr, de;q=0", "en", id="what is refused is worse than what is not named"),
        pytest.param("de;q=0, en;q=0", "de", id="all refused"),
        pytest.param("de, *", "de", id="named and any"),
        pytest.param("*;q=0.5, en;q=0.4", "de", id="any is more than named"),
        pytest.param("de-CH;q=0.2, de;q=0.9, en;q=0.5", "de", id="the exact range decides"),
        pytest.param("eng", "de", id="three letters are another tag"),
        pytest.param(";;q,=", "de", id="malformed"),
    ],
)
def test_a_page_speaks_the_language_asked_for(header: str, language: str) -> None:
    assert choose_language(header, ("de", "en")) == language


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        pytest.param("", "", id="absent"),
        pytest.param("identity", "", id="identity"),
        pytest.param("gzip;q=0", "", id="refused"),
        pytest.param("gzip, deflate, br, zstd", "br", id="browser"),
        pytest.param("gzip, deflate", "gzip", id="requests"),
        pytest.param("x-gzip", "gzip", id="old name"),
        pytest.param("zstd;q=0.9, gzip;q=0.5", "zstd", id="weights"),
        pytest.param("gzip;q=0.5, identity", "", id="identity wanted more"),
        pytest.param("*;q=0", "", id="nothing coded"),
        pytest.param("br;q=0, *", "zstd", id="any but one"),
        pytest.param("gzip;q=x", "gzip", id="malformed weight"),
        pytest.param("compress", "", id="unknown"),
    ],
)
def test_a_body_is_coded_as_the_client_can_read_it(header: str, coding: str) -> None:
    assert choose_coding(header, ("br", "zstd", "gzip")) == coding


@pytest.mark.parametrize(
    ("header", "profile"),
    [
        pytest.param("", "http://wir/", id="absent"),
        pytest.param("<https://schema.org/>", "https://schema.org/", id="named"),
        pytest.param(
            "<http://x/>, <https://schema.org/>;q=0.1", "https://schema.org/", id="second"
        ),
        pytest.param("<http://wir/>;q=0.9, <https://schema.org/>;q=0.8", "http://wir/", id="q"),
        pytest.param("<http://x/>", "http://wir/", id="unknown"),
        pytest.param("<<>;;", "http://wir/", id="malformed"),
    ],
)
def test_a_vocabulary_is_chosen(header: str, profile: str) -> None:
    assert choose_profile(header, ("http://wir/", "https://schema.org/")) == profile


RESULTS = build_offers((RESULTS_JSON, CSV, HTML))


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("application/json, text/html;q=0.5", RESULTS_JSON.suffix),
        ("text/html;q=0.5, application/json;q=0.6", RESULTS_JSON.suffix),
        ("text/html, application/json", HTML.suffix),
        ("text/html, application/json;q=0.9", HTML.suffix),
        ("application/json;q=0.4, text/csv;q=0.5", CSV.suffix),
    ],
)
def test_a_family_wanted_more_than_what_is_named_is_given(accept: str, suffix: str) -> None:
    assert choose_offer(accept, RESULTS).suffix == suffix


@pytest.mark.parametrize(
    ("weight", "read"),
    [("1", 1), ("0.5", 0.5), (".5", 0.5), ("1.5", LAST_CHOICE), ("2", LAST_CHOICE), ("0", 0)],
)
def test_a_weight_beyond_one_cannot_be_read(weight: str, read: float) -> None:
    (part,) = read_parts(f"text/turtle;q={weight}")

    assert part.weight == read


def test_a_coding_goes_before_none_and_a_region_stands_for_its_language() -> None:
    assert choose_coding("gzip, identity", ("gzip",)) == "gzip"
    assert choose_language("de;q=0.5, en-GB", ("de", "en")) == "en"
    assert choose_language("fr, en-GB;q=0.1", ("de", "en")) == "en"


@pytest.mark.parametrize("format", EVERY_FORMAT, ids=lambda format: format.label)
@pytest.mark.parametrize("also", ["", ", text/plain;q=0.5", ", text/turtle;q=0.5"])
def test_every_format_is_had_by_its_own_name(format: Format, also: str) -> None:
    chosen = choose_offer(format.media_type + also, build_offers((HTML, format)))

    assert chosen.format.media_type == format.media_type

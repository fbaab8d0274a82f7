"""
THE table of parsers: whatever reads bytes that strangers or stewards wrote.

A parser may refuse with an error of ours, and must do nothing else: no other exception, no
endless run, no memory beyond bounds.
"""

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import yaml

from wirlod.errors import WirlodError
from wirlod.excel import NUMBER, excel_text
from wirlod.extract.names.gazetteer import read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.text.document import decode_document
from wirlod.folding import fold
from wirlod.formats import RESULT_FORMATS, THING_FORMATS
from wirlod.kinds import KINDS
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.publish.sources.documents import read_document
from wirlod.publish.sources.tables import read_table as read_records
from wirlod.questions import read_questions
from wirlod.reading import load_yaml
from wirlod.sheets.mapping import Reading
from wirlod.sheets.mapping_files import read_mapping
from wirlod.sheets.tables import read_table
from wirlod.sparql.complaints import mark_place
from wirlod.sparql.guard import read_query
from wirlod.values.amounts import find_amounts
from wirlod.values.dates import find_dates
from wirlod.values.numerals import read_digits
from wirlod.values.periods import find_periods
from wirlod.web.answers.reconcile_request import read_conditions, read_json
from wirlod.web.answers.reconcile_request import read_query as read_match
from wirlod.web.answers.sparql_request import read_parameters
from wirlod.web.http import negotiation
from wirlod.web.http.caching import is_unchanged
from wirlod.web.http.clients import client_name
from wirlod.web.http.entrance import Refused, check_escapes, check_host
from wirlod.web.http.journal import family_of, read_request_id
from wirlod.web.http.logs import truncate_address

DATA = Path(__file__).parents[2] / "data"
GAZETTEER = read_gazetteer(DATA)
OFFERS = negotiation.build_offers((*THING_FORMATS, *RESULT_FORMATS))
REFUSALS = (WirlodError, Refused)
FOLDER = Path(tempfile.mkdtemp(prefix="wirlod-fuzz-"))
"""Where files lie that are read; whoever runs the targets removes it."""

Target = Callable[[bytes], object]


def text_of(given: bytes) -> str:
    """Read bytes as text, whatever they are."""
    return given.decode("utf-8", "replace")


def latin_of(given: bytes) -> str:
    """Read bytes as a server hands on fields."""
    return given.decode("latin-1")


def file_of(given: bytes, name: str) -> Path:
    """Write bytes into a file."""
    path = FOLDER / name
    path.write_bytes(given)
    return path


def exhaust(things: Iterable[object]) -> None:
    """Read everything."""
    for _ in things:
        pass


def guard(given: bytes) -> None:
    text = text_of(given)
    read_query(text, FOREIGN_PREFIXES, "https://a.example/", 200_000)


def fields(given: bytes) -> None:
    text = latin_of(given)
    negotiation.rank_offers(text, OFFERS)
    negotiation.choose_language(text, ("de", "en"))
    negotiation.choose_coding(text, ("br", "zstd", "gzip"))
    negotiation.choose_profile(text, ("https://schema.org/",))
    is_unchanged({"HTTP_IF_NONE_MATCH": text, "HTTP_IF_MODIFIED_SINCE": text}, '"a"', "")


def entrance(given: bytes) -> None:
    text = latin_of(given)
    client = client_name({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": text})
    truncate_address(client)
    family_of(text)
    assert read_request_id({"HTTP_X_REQUEST_ID": text}).isascii()
    check_escapes({"RAW_URI": text, "QUERY_STRING": text})
    check_host({"HTTP_HOST": text})


def parameters(given: bytes) -> None:
    exhaust(read_parameters(given))


def matches(given: bytes) -> None:
    found = read_json(text_of(given))
    read_match(found)
    read_conditions(found)


def values(given: bytes) -> None:
    text = text_of(given)
    find_amounts(text)
    find_dates(text)
    find_periods(text)
    read_digits(text)
    fold(text)
    mark_place(text, 1, 1)
    written = excel_text(text)
    assert (
        written[:1] not in ("=", "+", "@", "-") or written == f'="{text}"' or NUMBER.fullmatch(text)
    )


def releases(given: bytes) -> None:
    extract_release(decode_document("release.txt", given), GAZETTEER)


def pages(given: bytes) -> None:
    decode_document("release.html", b"<html>" + given)


def documents(given: bytes) -> None:
    read_document(file_of(given, "document.md"))


def records(given: bytes) -> None:
    exhaust(read_records(file_of(given, "grants.csv"), KINDS["grant"].columns))


def tables(given: bytes) -> None:
    exhaust(read_table(file_of(given, "table.csv"), Reading()))


def workbooks(given: bytes) -> None:
    exhaust(read_table(file_of(b"PK\x03\x04" + given, "table.xlsx"), Reading()))


def mappings(given: bytes) -> None:
    read_mapping(file_of(given, "mapping.yaml"))


def questions(given: bytes) -> None:
    file_of(given, "question.rq")
    read_questions(FOLDER)


def headers(given: bytes) -> None:
    try:
        load_yaml(text_of(given))
    except yaml.YAMLError:
        return


TARGETS: dict[Target, tuple[bytes, ...]] = {
    guard: (b'PREFIX a: <b> SELECT * { ?s a:b \'x\', """y""" # z\n }', b"ASK { \\u0041 }"),
    fields: (b"text/turtle;q=0.5, */*;q=0.1", b'W/"a", "b"', b"de-DE, en;q=0.3"),
    entrance: (b"203.0.113.7, [2001:db8::1]:80", b"x.example:80", b"/doc/%41?a=b"),
    parameters: (b"query=ASK+%7B%7D&x=%C3%A4",),
    matches: (
        b'{"query": "Kassel", "limit": 3, "properties": [{"pid": "a", "v": "b"}]}',
        b'{"properties": 3}',
    ),
    values: (b"1,5 Mio. Euro vom 3. Mai 2021 bis Ende 2022", b"=1+1"),
    releases: (
        f"Der Kreis erhält {'9' * 400} Euro, 1/0 Millionen Euro und ½ Mio. Euro.".encode(),
        "Wiesbaden, 3. Mai 2021. Der Landkreis Kassel erhält 500.000 Euro.".encode(),
        (DATA / "releases").glob("*.md").__next__().read_bytes()[:1500],
    ),
    pages: (b"<p>a<script>b</script></p>", b"<!DOCTYPE html><table><tr><td>"),
    documents: (b"---\ntitle: a\nlist: [b, {c: d}]\n---\ntext\n",),
    records: (b"key,title\nx,y\n", b'key;title\n"a\nb";c\n'),
    tables: (b"Name;Betrag\nKassel;1.000,50\n", b"\xff\xfea\0;\0b\0"),
    workbooks: (b"\x14\0\0\0\x08\0", b"\0" * 30),
    mappings: (
        b"rea`ing:\n olumns: {}\n",
        b"reading:\n  header: [1]\ncolumns: {}\n",
    ),
    questions: (b"# title: {de: a, en: b}\nSELECT * { ?s ?p ?o }\n",),
    headers: (b"a: [b, {c: d}]\n? e\n: f\n",),
}
"""Every parser, with what it reads well."""


def run(target: Target, given: bytes) -> None:
    """Have a parser read *given*; a refusal is well."""
    try:
        target(given)
    except REFUSALS:
        return

"""Whatever a stranger sends, and whatever lies in a file, is read in time that grows with it."""

import contextlib
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pyoxigraph import RdfFormat, parse
from tests.growth import LINEAR, count_steps, measure_growth

from wirlod.errors import WirlodError
from wirlod.excel import excel_text
from wirlod.extract.text.document import decode_document, visible
from wirlod.folding import compact, fold
from wirlod.formats import THING_FORMATS
from wirlod.iris import is_key
from wirlod.publish.sources.tables import read_table
from wirlod.sheets.bodies import take_apart
from wirlod.sheets.days import read_day, read_span
from wirlod.sheets.forms import read_number
from wirlod.sheets.lines import clean
from wirlod.sheets.persons import tell_person
from wirlod.sheets.text_files import find_dialect, find_encoding, read_lines
from wirlod.values.amounts import find_amounts
from wirlod.values.dates import find_dates
from wirlod.values.keys import make_key
from wirlod.values.numerals import read_digits, read_number_word
from wirlod.values.periods import find_periods
from wirlod.web.answers.mementos import read_datetime
from wirlod.web.answers.reconcile_request import read_json
from wirlod.web.answers.sparql_request import read_parameters
from wirlod.web.http.addresses import canonical_path, read_address
from wirlod.web.http.caching import is_refused, is_unchanged
from wirlod.web.http.clients import client_name
from wirlod.web.http.entrance import Refused, check_escapes, check_host
from wirlod.web.http.negotiation import (
    build_offers,
    choose_coding,
    choose_language,
    choose_profile,
    rank_offers,
)

OFFERS = build_offers(THING_FORMATS)
DAY = "Thu, 01 Jan 2026 00:00:00 GMT"
CONDITIONS = ("IF_NONE_MATCH", "IF_MATCH", "IF_MODIFIED_SINCE", "IF_UNMODIFIED_SINCE")
DOUBLED = 2.4
"""Four times as much in at most so many times the time; twice as much in so many times the steps.

What is linear gives 4 and 2; what is quadratic 16 and 4.
"""


def read_conditions(text: str) -> None:
    environ = {f"HTTP_{name}": text for name in CONDITIONS}
    is_unchanged(environ, '"a"', DAY)
    is_refused(environ, '"a"', DAY)
    is_refused({"HTTP_IF_UNMODIFIED_SINCE": text}, '"a"', DAY)


def _in_file(read: Callable[[Path], object]) -> Callable[[str], object]:
    def read_text(text: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "table.csv"
            path.write_text(text, encoding="utf-8")
            read(path)

    return read_text


def _rdf(format: RdfFormat) -> Callable[[str], object]:
    return lambda text: sum(1 for _ in parse(text.encode(), format=format, base_iri="http://e/"))


class Reader(NamedTuple):
    """Something that reads what others wrote, and how much of it is tried."""

    read: Callable[[str], object]
    characters: int
    worst: tuple[str, ...]


LISTS = (",", ";", '"', '\\"', '"a",', "a,", "a/b;q=0.", "*/*,", "  ,", ";q=", "a/a;a=")
NUMBERS = ("1.", "1 ", "1,", "2021-", "1. ", "am 1. Januar ", "1 Euro ", "von 2020 bis ", "rund ")
NAMES = ("( ", "(", "e. V. ", "GmbH, ", "Stadt ", "Kreis ", " ", "a.M. ", "-", "und ", "Dr. ")
CELLS = ("a", " ", "-\n", "\n", '"', '";"', ",", '"\n', "a;b\n", "=", "sep=", "\t", "\ufeff")
PATHS = ("/", "a/", ".", "%41", "%", "a-", "a.ttl", "..", "//", "\\", "&", "a=1&")
READERS = {
    "Accept": Reader(lambda text: rank_offers(text, OFFERS), 4_000, LISTS),
    "Accept-Language": Reader(lambda t: choose_language(t, ("de", "en")), 4_000, (*LISTS, "a-")),
    "Accept-Encoding": Reader(lambda t: choose_coding(t, ("br", "gzip")), 4_000, LISTS),
    "Accept-Profile": Reader(lambda t: choose_profile(t, ("http://a/", "b")), 4_000, LISTS),
    "conditions": Reader(read_conditions, 4_000, (*LISTS, 'W/"a", ', " ", "W/", "1 ", ":")),
    "Accept-Datetime": Reader(read_datetime, 4_000, (",", " ", ":", "1 ", "(", "-", "+", "a ")),
    "Host": Reader(lambda t: check_host({"HTTP_HOST": t}), 4_000, ("a", "%41", "[", ":", "1.")),
    "address as sent": Reader(lambda t: check_escapes({"RAW_URI": t}), 4_000, PATHS),
    "address": Reader(lambda text: read_address(text, OFFERS), 4_000, PATHS),
    "canonical address": Reader(canonical_path, 4_000, PATHS),
    "X-Forwarded-For": Reader(
        lambda t: client_name({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": t}),
        4_000, ("1.2.3.4,", ",", "[", ":", "%"),
    ),
    "form": Reader(lambda t: read_parameters(t.encode()), 20_000, ("a=1", "%41", "=", "%", ";")),
    "JSON": Reader(read_json, 50_000, ("[", '{"a":', '"', '"\\', "1", "[1,", "\\u00")),
    "words of a search": Reader(fold, 20_000, ("ae", "a ", "ü", "u\u0308", "ß", "-")),
    "name as one word": Reader(compact, 20_000, ("ae", "a ", "ü", "-")),
    "key": Reader(is_key, 20_000, ("a", "a-", "-", "a--")),
    "key of a name": Reader(make_key, 20_000, ("a", "- ", "ü", "a ")),
    "sums": Reader(find_amounts, 10_000, (*NUMBERS, "Millionen ", "eine ", "1.000.", "1 Mio. ")),
    "days": Reader(find_dates, 10_000, (*NUMBERS, "Januar ", "\u00a0")),
    "periods": Reader(find_periods, 10_000, (*NUMBERS, "zwischen 1 und ", "den Jahren 2020, ")),
    "digits": Reader(read_digits, 10_000, ("1", "1.", ",-", "-", ".", "1'")),
    "numbers in words": Reader(read_number_word, 10_000, ("ein", "hundert", "tausend", "und")),
    "number of a cell": Reader(lambda t: read_number(t, "1.234,56"), 10_000, (*NUMBERS, "(", "-")),
    "day of a cell": Reader(lambda t: read_day(t, "day.month.year"), 10_000, NUMBERS),
    "span of a cell": Reader(
        lambda t: read_span(t, "day.month.year"), 10_000, (*NUMBERS, "- ", "bis ")
    ),
    "cell": Reader(clean, 10_000, ("a-\n", "a-\n\n", "-", "\n", " ", "\ufeff")),
    "name of a body": Reader(take_apart, 5_000, NAMES),
    "name of a person": Reader(tell_person, 5_000, NAMES),
    "cell for Excel": Reader(excel_text, 20_000, ("\n", "=", " ", "0", "1.", "\u200b")),
    "HTML": Reader(
        lambda text: decode_document("page.html", text.encode()),
        20_000,
        ("<p>", "<", "&amp;", "<!--", "<br>", "<script>", "<table><td>", "<div>", "<div></a>"),
    ),
    "what a terminal shows": Reader(visible, 20_000, ("\x1b[", "\u200b", "a", "\u202e")),
    "table of records": Reader(
        _in_file(lambda path: list(read_table(path, ["key", "label"]))), 20_000, CELLS
    ),
    "table of an office": Reader(
        _in_file(lambda path: list(read_lines(path, find_dialect(path, find_encoding(path))))),
        5_000, CELLS,
    ),
    "Turtle": Reader(_rdf(RdfFormat.TURTLE), 40_000, ("[ <a> ", "( ", "_:a ", "<a> <b> ")),
    "TriG": Reader(_rdf(RdfFormat.TRIG), 40_000, ("{ ", "<g> { ", "[ <a> ")),
    "JSON-LD": Reader(_rdf(RdfFormat.JSON_LD), 20_000, ("[", '{"@graph":', '{"a":', '[{"a":1},')),
    "RDF/XML": Reader(_rdf(RdfFormat.RDF_XML), 40_000, ("<a>", "<a xmlns='b'>", "&lt;", "<!--")),
    "N-Quads": Reader(_rdf(RdfFormat.N_QUADS), 40_000, ("<a> ", "_:a ", '"', "\n", "\\u00")),
}  # fmt: skip
CASES = [
    pytest.param(reader.read, worst, reader.characters, id=f"{name}-{worst!r}")
    for name, reader in READERS.items()
    for worst in reader.worst
]


def quietly(read: Callable[[str], object]) -> Callable[[str], None]:
    """Read, whether it can be read or not."""

    def read_or_refuse(text: str) -> None:
        with contextlib.suppress(WirlodError, Refused, ValueError, SyntaxError):
            read(text)

    return read_or_refuse


@pytest.mark.parametrize(("read", "worst", "characters"), CASES)
def test_four_times_as_much_takes_about_four_times_as_long(
    read: Callable[[str], Any], worst: str, characters: int
) -> None:
    assert measure_growth(quietly(read), worst, characters) < LINEAR


@pytest.mark.parametrize(("read", "worst", "characters"), CASES)
def test_twice_as_much_takes_about_twice_as_many_steps(
    read: Callable[[str], Any], worst: str, characters: int
) -> None:
    once, twice, four_times = count_steps(quietly(read), worst, characters // 8)

    assert twice <= DOUBLED * once + 50
    assert four_times <= DOUBLED * twice + 50


def test_what_is_not_linear_is_noticed() -> None:
    def look_back(text: str) -> None:
        for place in range(len(text)):
            for _ in range(place):
                pass

    assert measure_growth(re.compile("a*a*b").findall, "a", 200) > LINEAR
    once, twice, _ = count_steps(look_back, "a", 50)
    assert twice > DOUBLED * once + 50

"""Any RDF that parses can be shown, in every format, and complete."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from wirlod.cli.previewing import write_preview
from wirlod.errors import SourceError
from wirlod.kinds import KINDS, prefixes
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.settings import Settings
from wirlod.web import create_app

BASE = "http://localhost:8001/"
DATA = """\ufeff@prefix ex: <http://ex/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a a ex:Thing ; ex:title "x"@de ;
  ex:contact [ ex:name "n" ; ex:sub [ ex:deep "ground" ] ] ;
  ex:list ( 1 2 3 ) ; ex:points ex:only , <urn:x:y> ;
  ex:day "2015-09-24Z"^^xsd:date , "2015-02-30"^^xsd:date , "yesterday"^^xsd:date ;
  ex:when "2015-09-24"^^xsd:dateTime , ""^^xsd:dateTime ;
  ex:number 0.000001 , 1e-7 , "abc"^^xsd:integer , "INF"^^xsd:double , "1e999999"^^xsd:double ;
  ex:truth "maybe"^^xsd:boolean , "1"^^xsd:boolean ;
  ex:other "P1D"^^xsd:duration , "x"^^ex:type , "--10"^^xsd:gMonth .
<http://ex/b c> ex:title "never read" .
"""
FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "expanded.jsonld": RdfFormat.JSON_LD,
    "flattened.jsonld": RdfFormat.JSON_LD,
}


@contextmanager
def preview(folder: Path, *files: Path) -> Iterator[FlaskClient]:
    """Serve *files* as the command does."""
    editions = folder / "editions"
    editions.mkdir()
    write_preview(files, editions, BASE)
    app = create_app(Settings(editions=editions, base_uri=BASE, query_workers=1))
    try:
        with app.test_client() as client:
            yield client
    finally:
        app.extensions["wirlod-endpoint"].close()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("any")
    file = folder / "any.ttl"
    file.write_text("\n".join(DATA.splitlines()[:-1]), encoding="utf-8")
    with preview(folder, file) as client:
        yield client


def describe(client: FlaskClient, iri: str, suffix: str) -> bytes:
    response = client.get(f"/describe.{suffix}?iri={quote(iri, safe='')}")
    assert response.status_code == 200, response.text
    return response.data


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_thing_is_complete_in_every_format(client: FlaskClient, suffix: str) -> None:
    quads = list(parse(describe(client, "http://ex/a", suffix), format=FORMATS[suffix]))
    values = {quad.object.value for quad in quads if isinstance(quad.object, Literal)}

    assert {"x", "n", "ground", "2015-09-24Z", "abc", "maybe", "3"} <= values


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_page_shows_what_is_not_what_its_type_says(client: FlaskClient, language: str) -> None:
    page = describe(client, "http://ex/a", f"{language}.html").decode()

    for shown in ("2015-09-24Z", "2015-02-30", "yesterday", "abc", "maybe", "P1D", "INF"):
        assert shown in page
    assert ("0,000001" if language == "de" else "0.000001") in page


@pytest.mark.parametrize("iri", ["http://ex/only", "urn:x:y", "http://ex/Thing"])
def test_a_thing_that_is_only_pointed_at_has_a_page(client: FlaskClient, iri: str) -> None:
    assert b"iri=http%3A%2F%2Fex%2Fa" in describe(client, iri, "de.html")


def test_what_has_no_name_has_a_page(client: FlaskClient) -> None:
    quads = parse(describe(client, "http://ex/a", "nt"), format=RdfFormat.N_TRIPLES)
    (node,) = {q.object for q in quads if q.predicate.value == "http://ex/contact"}

    assert isinstance(node, NamedNode)
    assert b"ground" in describe(client, node.value, "de.html")


@pytest.mark.parametrize("address", ["/", "/doc/grant", "/search?q=a", "/charts", "/changes"])
def test_no_page_of_a_preview_fails(client: FlaskClient, address: str) -> None:
    assert client.get(address, headers={"Accept": "text/html"}).status_code < 500


BARE = [
    f"<{BASE}id/{kind}/bare> a <{expand(name, prefixes(BASE))}> ."
    for kind, table in KINDS.items()
    for name in table.classes
]
"""A thing of each kind, of which nothing but its classes is said."""

BOXES = r"""
<http://ex/json> dcat:bbox "{\"type\":\"Polygon\",\"coordinates\":[[[8,49],[9,49],[9,50]]]}" .
<http://ex/envelope> dcat:bbox "ENVELOPE(8,9,50,49)"^^geo:wktLiteral .
<http://ex/broken> dcat:bbox "POLYGON((8.. .,1.1.1 4))" ; geo:hasGeometry "POINT(8 49)" .
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("bare")
    file = folder / "bare.ttl"
    names = [f"@prefix {name}: <{FOREIGN_PREFIXES[name]}> ." for name in ("dcat", "geo")]
    file.write_text("\n".join([*names, *BARE, BOXES]), encoding="utf-8")
    with preview(folder, file) as client:
        yield client


@pytest.mark.parametrize("kind", [kind for kind, table in KINDS.items() if table.is_listed])
@pytest.mark.parametrize("suffix", ["/bare.de.html", ".de.html", ".ttl", ".csv"])
def test_what_has_nothing_but_a_kind_is_shown(bare: FlaskClient, kind: str, suffix: str) -> None:
    assert bare.get(f"/doc/{kind}{suffix}").status_code == 200


@pytest.mark.parametrize("place", ["json", "envelope", "broken"])
def test_a_box_may_be_written_in_any_way(bare: FlaskClient, place: str) -> None:
    assert b"bbox" in describe(bare, f"http://ex/{place}", "de.html")


def test_a_fault_has_its_true_line(tmp_path: Path) -> None:
    file = tmp_path / "wrong.ttl"
    file.write_text(DATA, encoding="utf-8")
    (tmp_path / "editions").mkdir()

    with pytest.raises(SourceError, match=r"wrong\.ttl:10: "):
        write_preview([file], tmp_path / "editions", BASE)


NASTY = r"""
<http://ex/a%20b> <http://ex/p> "space, escaped" <http://ex/g> .
<http://ex/a%2Fb?c=d&e=f#g> <http://ex/p> "?, & and #" .
<http://ex/it's(a)b*c!> <http://ex/p> "marks" .
<http://ex/gr\u00FC\u00DFe/\u4F60\u597D> <http://ex/p> "beyond ASCII" .
<http://ex/\U0001F600> <http://ex/p/1> "a property that ends with a number" .
<urn:uuid:1-2> <http://ex/123> "one that XML cannot write" .
<tag:ex,2026:a> <http://ex/p> <mailto:a@b> .
<http://ex/> <http://ex/p> "the root" .
<http://ex/x> <http://ex/p> "Swiss"@gsw-u-sd-chzh .
<http://ex/x> <http://ex/p> "long"@de-Latn-DE-1996-x-private .
<http://ex/x> <http://ex/p> "a\nb\tc\"d\\e" .
<http://ex/x> <http://ex/p> "</script><img src=x onerror=alert(1)>" .
<http://ex/x> <http://ex/p> "\u200F\u202Eright to left"@ar .
<http://ex/x> <http://ex/p> "" .
<http://ex/x> <http://ex/p> "<b>x</b>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML> .
<http://ex/x> <http://ex/p> "-0001-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .
<http://ex/x> <http://ex/p> "10000-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .
<http://ex/x> <http://ex/p> "24:00:00"^^<http://www.w3.org/2001/XMLSchema#time> .
<http://ex/x> <http://ex/p> "NaN"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<http://ex/x> <http://ex/p> "9999999999999999999999999999"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://ex/x> <http://www.w3.org/2000/01/rdf-schema#label> <http://ex/no-text> .
<http://ex/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://ex/x> .
<http://ex/x> <http://ex/x> <http://ex/x> .
_:n <http://ex/p> _:m <http://ex/g> .
_:m <http://ex/p> _:n _:h .
"""  # noqa: E501


BEYOND_XML = ("http://ex/\U0001f600", "urn:uuid:1-2")
"""What has a property that no element of XML can be called after."""


def find_lost(client: FlaskClient, store: Store, names: Iterable[str]) -> list[str]:
    """Ask for each of *names* in every format and as a page; list what is not said of it."""
    lost = []
    for iri in names:
        own = list(store.quads_for_pattern(NamedNode(iri), None, None))
        wanted = {quad.object.value for quad in own if isinstance(quad.object, Literal)}
        for suffix, format in FORMATS.items():
            if suffix == "rdf" and iri in BEYOND_XML:
                continue
            told = parse(describe(client, iri, suffix), format=format, base_iri=BASE)
            values = {q.object.value for q in told if q.subject == NamedNode(iri)}  # type: ignore[union-attr]
            lost += [f"{iri}: {value!r} in {suffix}" for value in wanted - values]
        for language in ("de", "en"):
            if not describe(client, iri, f"{language}.html").rstrip().endswith(b"</html>"):
                lost.append(f"{iri}: page")
    return lost


def find_names(store: Store) -> list[str]:
    """List what is told of or pointed at, by name."""
    terms = {term for quad in store for term in (quad.subject, quad.object)}
    return sorted(term.value for term in terms if isinstance(term, NamedNode))


def load(files: Iterable[Path]) -> Store:
    """Read what a preview reads, by another way; what has no name stays so."""
    store = Store()
    for file in files:
        content = file.read_bytes().removeprefix(b"\xef\xbb\xbf")
        format = RdfFormat.from_extension(file.suffix[1:])
        quads = parse(content, format=format, base_iri=file.resolve().as_uri())
        store.extend(Quad(q.subject, q.predicate, q.object) for q in quads)
    return store


def test_nothing_nasty_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "nasty.nq"
    file.write_text(NASTY, encoding="utf-8")
    store = load([file])
    names = find_names(store)

    with preview(tmp_path, file) as client:
        lost = find_lost(client, store, names)
        refused = [client.get("/describe.rdf", query_string={"iri": iri}) for iri in BEYOND_XML]

    assert lost == []
    assert len(names) >= 11
    assert {response.status_code for response in refused} == {406}
    assert all("RDF/XML" in response.text for response in refused)


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["dcat-ap-de", "conformance/suites/dcat-ap-de"])
def test_real_catalogues_shapes_and_vocabularies_are_shown(
    shared: Path, tmp_path: Path, folder: str
) -> None:
    suffixes = (".ttl", ".rdf", ".jsonld", ".nt", ".nq", ".trig", ".owl", ".xml")
    found = sorted(p for p in (shared / folder).rglob("*") if p.suffix in suffixes and p.is_file())
    files = [file for file in found if RdfFormat.from_extension(file.suffix[1:])]
    store = load(files)
    names = find_names(store)

    with preview(tmp_path, *files) as client:
        lost = find_lost(client, store, names[:: len(names) // 40])

    assert lost == []
    assert len(files) > 20


RDF = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n"


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        ("ttl", "@prefix ex: <http://ex/> .\n\nex:a ex:b .\n", 3),
        ("ttl", "\ufeff@prefix ex: <http://ex/> .\r\nex:a ex:b ex:c .\r\nex:a ex:b\r\n", 4),
        ("nt", "<a:a> <a:b> <a:c> .\n# x\n<a:a> <a:b> .\n", 3),
        ("nq", "<a:a> <a:b> <a:c> .\n<a:a> <a:b> <a:c d> .\n", 2),
        ("trig", "<a:g> {\n<a:a> <a:b> <a:c> .\n", 3),
        ("rdf", RDF + "<a>\n", 2),
        ("rdf", RDF + "<rdf:Description/>\n<x:a xmlns:x='u:'>\n\n</x:b>\n</rdf:RDF>", 5),
        ("rdf", RDF + "\n<x:a xmlns:x='u:'>&foo;</x:a>\n</rdf:RDF>\n", 3),
        ("rdf", RDF + "<rdf:Description\n rdf:about='http://a b/'\n/>\n</rdf:RDF>\n", 4),
        ("jsonld", '{\n"a": 1,\n"b" 2}\n', 3),
    ],
)
def test_a_fault_has_its_true_line_in_every_syntax(
    tmp_path: Path, suffix: str, text: str, line: int
) -> None:
    file = tmp_path / f"wrong.{suffix}"
    file.write_text(text, encoding="utf-8", newline="")
    (tmp_path / "editions").mkdir()

    with pytest.raises(SourceError) as raised:
        write_preview([file], tmp_path / "editions", BASE)

    assert re.search(rf"wrong\.{suffix}:(\d+): ", str(raised.value))[1] == str(line)  # type: ignore[index]

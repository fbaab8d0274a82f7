"""Records are written as N-Triples that say what a JSON-LD reader makes of their JSON form."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest
from tests.benchmarks.generator import Size, write_records
from tests.publish.test_office_tables import ROWS, bring

from wirlod.errors import PublishingError
from wirlod.publish.code_lists import find_concepts
from wirlod.publish.conversion import Converted, Converter, Setup, find_batches
from wirlod.publish.graph import check_spelling, load, read_context
from wirlod.publish.index import new_index
from wirlod.publish.lines import Writer
from wirlod.publish.records.person import Person
from wirlod.publish.records.thing import Thing
from wirlod.publish.statements import find_entries
from wirlod.settings import Settings

N_TRIPLES = ox.RdfFormat.N_TRIPLES
STRANGE = 'He said: "C:\\new",\nthen\tleft – für 5 € 😀\u2028\u0085'


def understand(settings: Settings, folder: Path) -> Iterator[Thing]:
    """Yield everything that the records of *settings* state."""
    folder.mkdir()
    with new_index(folder / "index.sqlite") as index:
        index.add(find_entries(settings.data, index))
        index.add(find_concepts(settings.ontology))
        index.settle()
        converter = Converter(Setup.from_settings(settings, folder / "index.sqlite"))
        for batch in find_batches(settings.data):
            yield from converter.understand(batch, Converted())


def read_as_json_ld(things: list[Thing], context: dict[str, object]) -> set[str]:
    """Give what a JSON-LD reader makes of *things*, line by line."""
    document = msgspec.json.encode({"@context": context, "@graph": things}, enc_hook=str)
    quads = ox.parse(document, format=ox.RdfFormat.JSON_LD)
    return set((ox.serialize(quads, format=N_TRIPLES) or b"").decode().split("\n")) - {""}


def write(things: list[Thing], context: dict[str, object]) -> set[str]:
    """Give what the writer makes of them."""
    said = Writer(context).write(things)
    return {line for lines in said.values() for line in "".join(lines).split("\n")} - {""}


def kinds_of(value: object) -> set[type]:
    """Name the kinds of *value* and of what it holds."""
    if isinstance(value, msgspec.Struct):
        inside = (kinds_of(getattr(value, name)) for name in value.__struct_fields__)
        return {type(value)}.union(*inside)
    return set().union(*map(kinds_of, value)) if isinstance(value, list | tuple) else set()


@pytest.fixture(scope="module")
def things(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> list[Thing]:
    """Our own records, made ones, and those of an office's table."""
    folder = tmp_path_factory.mktemp("lines")
    write_records(folder / "made", Size(grants=120))
    made = msgspec.structs.replace(settings, data=folder / "made")
    bring(made, folder, *ROWS)
    return [*understand(settings, folder / "one"), *understand(made, folder / "two")]


def test_lines_say_what_a_json_ld_reader_reads(things: list[Thing], settings: Settings) -> None:
    context = read_context(settings.ontology, settings.base_uri)

    assert len(things) > 1_000
    assert write(things, context) == read_as_json_ld(things, context)


def test_every_kind_of_record_is_among_them(things: list[Thing]) -> None:
    kinds = {kind for kind in all_kinds(Thing) if kind.__module__.startswith("wirlod.")}

    assert len(kinds) > 20
    assert kinds - kinds_of(things) == {Thing}


def all_kinds(kind: type) -> set[type]:
    """Name *kind* and all that are of its kind."""
    return {kind}.union(*map(all_kinds, kind.__subclasses__()))


def test_any_text_is_written_as_a_reader_reads_it(settings: Settings) -> None:
    context = read_context(settings.ontology, settings.base_uri)
    words = {"de": STRANGE, "en": STRANGE[::-1]}
    person = Person(
        id="thing:person/x",
        type=["foaf:Person"],
        label=words,
        person_name=STRANGE,
        given_name="",
        family_name="A",
    )

    assert write([person], context) == read_as_json_ld([person], context)


def test_what_the_context_does_not_know_is_refused(settings: Settings) -> None:
    context = read_context(settings.ontology, settings.base_uri)
    del context["familyName"]
    person = Person(
        id="thing:person/x",
        type=["foaf:Person"],
        label={},
        person_name="A B",
        given_name="A",
        family_name="B",
    )

    with pytest.raises(PublishingError, match="'familyName'"):
        Writer(context).write([person])


@pytest.mark.parametrize(
    "literal",
    [
        pytest.param('"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>', id="decimal"),
        pytest.param('"01"^^<http://www.w3.org/2001/XMLSchema#integer>', id="integer"),
        pytest.param('""@de-AT', id="language"),
    ],
)
def test_a_literal_that_the_store_writes_otherwise_is_told(literal: str) -> None:
    with pytest.raises(PublishingError, match="writes"):
        check_spelling({'"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', literal})


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("<https://example.org/a b>", id="space"),
        pytest.param("<https://example.org/%zz>", id="percent"),
        pytest.param("<grant/a>", id="relative"),
        pytest.param('"a"@longerthaneight', id="language"),
    ],
)
def test_a_store_takes_nothing_that_files_would_repeat_unchecked(value: str) -> None:
    lines = f"<a:a> <a:a> {value} .\n".encode()

    with pytest.raises(SyntaxError):
        load(ox.Store(), [lines])

"""
Whether ``publication.yaml`` can be used, and what it leaves unsaid.

What is wrong stops a publication like a wrong cell. What is merely not said yet is listed and
stops nothing: an invented address would be worse than none.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import msgspec
from rdflib import SH
from rdflib.collection import Collection

from wirlod.errors import Origin, Problem
from wirlod.kinds.datasets import KEYS
from wirlod.publish.draft import CATALOGUE_SHAPES, Draft
from wirlod.publish.geometry import read_areas
from wirlod.publish.index import Index
from wirlod.publish.publication import FILE, Publication
from wirlod.publish.publication.reading import Lists, Reading, read_yaml
from wirlod.publish.records.row import columns
from wirlod.publish.records.territory import TerritoryRow
from wirlod.publish.sources.tables import Row, read_table
from wirlod.publish.validation import read_shapes
from wirlod.saying import message, say
from wirlod.settings import Settings

EXAMPLE = "beispiel"
"""How the keys of the worked examples begin that ``wirlod new`` writes."""

PLACEHOLDER = rf"\[[^]]+\]|(^|/){EXAMPLE}[a-z-]*$|(^|/)99$"
"""What ``wirlod new`` writes where it cannot know: words in brackets, examples, state number 99."""

UNSAID = {
    "imprint.address": message("§ 5 DDG wants the postal address of whoever publishes"),
    "imprint.represented_by": message("§ 5 DDG wants to know who may act for a legal body"),
    "imprint.phone": message(
        "§ 5 DDG wants a quick way to be reached besides e-mail, such as telephone"
    ),
    "imprint.responsible": message(
        "§ 18 MStV wants a person who answers for the content, with address"
    ),
    "contact.email": message("§ 5 DDG wants an e-mail address"),
}
"""Value → why it should be there."""


class Found(msgspec.Struct, frozen=True):
    """What is wrong, and what is left open."""

    problems: list[Problem]
    unsaid: list[Problem]


def check_publication(draft: Draft) -> None:
    """Note what is wrong in the file or does not fit the records, and what is unsaid."""
    found = examine(draft.settings, draft.index)
    draft.problems += found.problems
    draft.unsaid += found.unsaid


def examine(settings: Settings, index: Index) -> Found:
    """Examine the file beside the records that *index* knows."""
    reading = read_yaml(settings.data / FILE, Publication, read_lists(settings.shapes))
    problems = list(reading.problems)
    if publication := reading.found:
        problems += _find_strangers(reading, publication, index)
        problems += _check_datasets(reading, publication)
        problems += _check_territories(settings.data, publication)
    return Found(problems, sorted([*_find_unsaid(reading), *_find_examples(index)]))


def read_lists(shapes: Path) -> Lists:
    """Read which values the shapes of the catalogue allow, by property."""
    graph = read_shapes([shapes / CATALOGUE_SHAPES], "https://example.org/")
    return {
        str(graph.value(shape, SH.path)): [str(value) for value in Collection(graph, values)]
        for shape, values in graph.subject_objects(SH["in"])
    }


def _find_strangers(
    reading: Reading[Publication], publication: Publication, index: Index
) -> Iterator[Problem]:
    """Yield the main programme and its funder where no table has them."""
    named = {"programme": "programme", "funder": "organisation"}
    for name, kind in named.items():
        target = f"{kind}/{getattr(publication, name)}"
        if not index.may_have(target):
            guesses = get_close_matches(target, index.similar(target), n=1)
            hint = (
                say("; did you mean {guess}?", guess=guesses[0].partition("/")[2])
                if guesses
                else ""
            )
            _, place = reading.texts[name]
            yield Problem(place, say("there is no {target}{hint}", target=target, hint=hint), name)


def _check_datasets(reading: Reading[Publication], publication: Publication) -> Iterator[Problem]:
    """The words of every dataset are there, and no others."""
    place = Origin(reading.path)
    for key in publication.datasets.keys() - set(KEYS):
        _, place = reading.texts[f"datasets.{key}.title.de"]
        yield Problem(
            place,
            say("no such dataset, wanted one of {keys}", keys=", ".join(KEYS)),
            f"datasets.{key}",
        )
    for key in KEYS:
        if key not in publication.datasets:
            yield Problem(place, say("is missing"), f"datasets.{key}")


def _check_territories(data: Path, publication: Publication) -> Iterator[Problem]:
    """Official keys begin as the publisher says, and outlines are those of our territories."""
    start, known = publication.official_keys, set[str]()
    for row in read_table(data / TerritoryRow.file, columns(TerritoryRow)):
        if not isinstance(row, Row) or not (key := row.cells["ags"]):
            continue
        known.add(key)
        if not key.startswith(start) and not start.startswith(key):
            wanted = say(
                "found {key!r}, wanted a key that begins with {start} ({file}, official_keys)",
                key=key,
                start=start,
                file=FILE,
            )
            yield Problem(row.origin, wanted, "ags")
    if geometry := publication.geometry:
        for area in read_areas(data / geometry.file):
            if isinstance(area, Problem):
                yield area
            elif area.official_key not in known:
                message = say(
                    "{name} has the official key {key}, which no row of {table} has",
                    name=area.name,
                    key=area.official_key,
                    table=TerritoryRow.file,
                )
                yield Problem(Origin(data / geometry.file), message)


def _find_unsaid(reading: Reading[Publication]) -> Iterator[Problem]:
    """Yield what is empty though the law wants it, and what nobody has filled in yet."""
    for name, why in UNSAID.items():
        text, place = reading.texts.get(name, ("", Origin(reading.path)))
        if not text:
            yield Problem(place, say("is empty: {why}", why=say(why)), name)
    for name, (text, place) in reading.texts.items():
        if re.search(PLACEHOLDER, text):
            yield Problem(place, say("still says {text!r}: fill it in", text=text), name)


def _find_examples(index: Index) -> Iterator[Problem]:
    """Yield the rows that are still the worked examples."""
    for target, place in index.beginning_with(EXAMPLE):
        yield Problem(
            place,
            say("{target} is the worked example: write your own over it", target=target),
            "key",
        )

"""The saved questions of an edition, and how they describe themselves in RDF."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.databases import open_to_read
from wirlod.edition import Edition
from wirlod.errors import ThingNotFound
from wirlod.namespaces import expand
from wirlod.questions import Parameter, Question, answer_key, bind_question
from wirlod.saying import say
from wirlod.writing.description import Description

FIND = "SELECT body FROM answer WHERE key = ?"
FIND_KEYS = "SELECT key FROM answer"

EXECUTABLES = {
    "SELECT": ("SPARQLSelectExecutable", "select"),
    "ASK": ("SPARQLAskExecutable", "ask"),
    "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
}
"""Form of a query → its SHACL class, and the property that holds its text."""


def load_questions(edition: Edition) -> list[Question]:
    """Give the questions that *edition* was published with."""
    if not edition.questions_path.exists():
        return []
    return msgspec.json.decode(edition.questions_path.read_bytes(), type=list[Question])


def find_question(edition: Edition, name: str) -> Question:
    """
    Give the question called *name*.

    :raises ThingNotFound: when there is none.
    """
    for question in load_questions(edition):
        if question.name == name:
            return question
    raise ThingNotFound(say("no question is called {name}: /questions lists them", name=name))


def find_answer(edition: Edition, text: str, *, beginning: bool = False) -> bytes | None:
    """
    Give what the query *text* was answered when *edition* was published, if it was asked.

    :param beginning: whether the first rows of a large answer are wanted, which is not kept.
    """
    key, path = answer_key(text, beginning=beginning), edition.questions_path.with_suffix(".sqlite")
    if key not in _find_keys(path):
        return None
    with closing(open_to_read(path)) as connection:
        row = connection.execute(FIND, [key]).fetchone()
    return row[0] if row else None


@lru_cache(maxsize=8)
def _find_keys(path: Path) -> frozenset[bytes]:
    """
    Find what was asked when an edition was published; those made before kept none in *path*.

    Hardly any query is among it: to open the file for each took a fifth of what one costs here.
    """
    if not path.exists():
        return frozenset()
    with closing(open_to_read(path)) as connection:
        return frozenset(key for (key,) in connection.execute(FIND_KEYS))


def describe_questions(questions: Iterable[Question], base_uri: str) -> Description:
    """Describe *questions* by SHACL's words for SPARQL that can be executed."""
    page = f"{base_uri}questions"
    triples = [triple for question in questions for triple in _describe(question, base_uri)]
    return Description(thing=page, own=tuple(triples))


def _describe(question: Question, base_uri: str) -> Iterator[Triple]:
    iri = f"{base_uri}questions/{question.name}"
    executable, property = EXECUTABLES[question.form]
    text = bind_question(question, {}, base_uri)
    yield _triple(iri, "rdf:type", NamedNode(expand("sh:SPARQLExecutable")))
    yield _triple(iri, "rdf:type", NamedNode(expand(f"sh:{executable}")))
    yield from _texts(iri, "dct:title", question.title)
    yield from _texts(iri, "rdfs:label", question.title)
    yield from _texts(iri, "dct:description", question.description)
    for language, words in question.keywords.items():
        for word in words:
            yield _triple(iri, "schema:keywords", Literal(word, language=language))
    yield _triple(iri, f"sh:{property}", Literal(text))
    yield _triple(iri, "sh:prefixes", NamedNode(f"{base_uri}prefixes"))
    yield _triple(iri, "schema:target", NamedNode(f"{base_uri}sparql"))
    for name, parameter in question.parameters.items():
        yield _triple(iri, "sh:parameter", NamedNode(f"{iri}#{name}"))
        yield from _describe_parameter(f"{iri}#{name}", name, parameter)


def _describe_parameter(iri: str, name: str, parameter: Parameter) -> Iterator[Triple]:
    yield _triple(iri, "rdf:type", NamedNode(expand("sh:Parameter")))
    yield _triple(iri, "dct:identifier", Literal(name))
    yield from _texts(iri, "sh:name", parameter.label)
    yield _triple(iri, "sh:defaultValue", Literal(parameter.default))


def _texts(subject: str, property: str, texts: dict[str, str]) -> Iterator[Triple]:
    for language, text in texts.items():
        yield _triple(subject, property, Literal(text, language=language))


def _triple(subject: str, predicate: str, object: NamedNode | Literal) -> Triple:
    return Triple(NamedNode(subject), NamedNode(expand(predicate)), object)

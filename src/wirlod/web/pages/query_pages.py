"""
Pages to ask with and pages of answers: plain forms first.

Everything works without JavaScript; the editor with colours and completion is laid over the
form where it was built.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import msgspec
from flask import request

from wirlod.errors import QueryError, QueryMalformed
from wirlod.formats import HTML, PICTURE_FORMATS, PNG
from wirlod.languages import LANGUAGES
from wirlod.query.endpoint import Asked
from wirlod.query.listing import Listing
from wirlod.questions import Parameter, Question
from wirlod.web.answers.page_makers import Made, QueryResult
from wirlod.web.answers.png import draw_png
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.choosing import Choice, named_language, page_language
from wirlod.web.pages.assets import read_assets
from wirlod.web.pages.naming import Naming, Value
from wirlod.web.pages.rendering import render_page
from wirlod.web.pages.results import show_result
from wirlod.web.pages.views import Views, draw_alone, show_views

EDITOR = "editor.js"
"""The editor with colours and completion, where it was built."""

FIRST_QUERY = """\
SELECT ?grant ?recipient ?amount
WHERE {
  ?grant a wir:Grant ;
    wir:recipient/rdfs:label ?recipient ;
    wir:grantedAmount ?amount .
  FILTER (lang(?recipient) = "de")
}
ORDER BY DESC(?amount)
LIMIT 20
"""
"""What the form shows at first."""


LONGEST_CITED = 2000
"""Characters of an address that a citation has room for; most browsers take no longer ones."""


class Download(msgspec.Struct, frozen=True):
    """The same answer in another format."""

    label: str
    address: str


class Choosable(msgspec.Struct, frozen=True):
    """A thing that a question can be asked about."""

    key: str
    label: Value


class Place(msgspec.Struct, frozen=True):
    """A place in a question that the reader fills."""

    name: str
    label: str
    type: str
    given: str
    choices: tuple[Choosable, ...] = ()
    """What there is to choose from; empty where it must be typed."""


MOST_CHOICES = 400
"""How many things are listed to choose from; where there are more, the key is typed."""


def editor_page(opened: OpenEdition, choice: Choice) -> bytes:
    """Render the form with a first query in it."""
    return _render(
        "sparql.html",
        choice.language,
        query=FIRST_QUERY,
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
    )


def result_page(opened: OpenEdition, result: QueryResult) -> Made:
    """Render the form with an answer below it, or draw the answer alone."""
    naming = Naming.of_request(opened, page_language(), named_language())
    shown = show_result(opened, result, naming)
    views = show_views(opened, naming, shown)
    if shown.is_picture:
        return _draw(opened, naming, views, result, ("", f"{opened.base_uri}sparql"))
    parameters = _parameters(shown.asked)
    address, seen = f"sparql?{urlencode(parameters)}", (*parameters, *views.wish.parameters)
    share = f"sparql?{urlencode(seen)}"
    own = (("lang", naming.reader.language), ("format", HTML.name))
    body = _render(
        "sparql.html",
        naming.reader.language,
        query=shown.asked.query,
        shown=shown,
        views=views,
        picture=views.show(naming) if views.drawing else "",
        page=f"sparql?{urlencode((*parameters, *own))}&",
        downloads=[
            Download(format.label, f"{address}&{urlencode({'format': format.name})}")
            for format in shown.formats
        ],
        csv=f"{address}&format=csv",
        **{
            format.name: f"sparql?{urlencode((*seen, own[0], ('format', format.name)))}"
            for format in PICTURE_FORMATS
        },
        share=share,
        canonical=opened.base_uri + share if len(share) <= LONGEST_CITED else "",
        in_languages=_in_languages("sparql", (*seen, ("format", HTML.name))),
        edition=opened.edition,
    )
    return Made(body, not views.refusal)


def fault_page(opened: OpenEdition, asked: Asked, error: QueryError) -> bytes:
    """Render the form with a query that was not answered, and why; where it has a fault, marked."""
    return _render(
        "sparql.html",
        page_language(),
        query=asked.query,
        fault=error,
        is_unreadable=isinstance(error, QueryMalformed),
        in_languages=_in_languages("sparql", (*_parameters(asked), ("format", HTML.name))),
        edition=opened.edition,
    )


def prefixes_page(opened: OpenEdition, choice: Choice) -> bytes:
    """Render the prefixes that a query need not declare."""
    return render_page(
        "prefixes.html",
        choice.language,
        prefixes=opened.prefixes,
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
    )


def questions_page(opened: OpenEdition, choice: Choice, questions: Sequence[Question]) -> bytes:
    """Render the list of saved questions."""
    return render_page(
        "questions.html",
        choice.language,
        questions=questions,
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
    )


def question_page(opened: OpenEdition, question: Question, result: QueryResult) -> Made:
    """Render a saved question, its parameters and its answer, or draw the answer alone."""
    language = page_language()
    naming = Naming.of_request(opened, language, named_language())
    shown = show_result(opened, result, naming, question)
    views = show_views(opened, naming, shown, question.euros)
    given = {name: request.args.get(name) or p.default for name, p in question.parameters.items()}
    asked, seen = _write(given.items()), _write((*given.items(), *views.wish.parameters))
    address = f"questions/{question.name}"
    if shown.is_picture:
        words = (question.title[language], opened.base_uri + address + seen)
        return _draw(opened, naming, views, result, words)
    page = f"{address}.{language}.html{asked}"
    drawn = _write((*given.items(), *views.wish.parameters, ("lang", language)))
    written = _write((*given.items(), *_name_language(language)))
    body = _render(
        "question.html",
        language,
        question=question,
        places=[
            _place(opened, naming, name, place, given[name])
            for name, place in question.parameters.items()
        ],
        shown=shown,
        views=views,
        picture=views.show(naming) if views.drawing else "",
        page=f"{page}&" if asked else f"{page}?",
        downloads=[
            Download(format.label, f"{address}.{format.suffix}{written}")
            for format in shown.formats
        ],
        csv=f"{address}.csv{written}",
        **{format.name: f"{address}.{format.suffix}{drawn}" for format in PICTURE_FORMATS},
        share=address + seen,
        editor=f"sparql?{urlencode({'query': shown.asked.query})}",
        in_languages={tag: f"{address}.{tag}.html{seen}" for tag in LANGUAGES},
        canonical=opened.base_uri + address + seen,
        edition=opened.edition,
    )
    return Made(body, not views.refusal)


def _name_language(language: str) -> Iterable[tuple[str, str]]:
    """Give what asks for data in *language*: nothing where it is the one they are in unasked."""
    return [("lang", language)] if language != LANGUAGES[0] else []


def _draw(
    opened: OpenEdition, naming: Naming, views: Views, result: QueryResult, words: tuple[str, str]
) -> Made:
    """Draw an answer alone, in the format that is asked for."""
    svg = draw_alone(opened, naming.reader, views, words)
    return Made(draw_png(svg) if result.format is PNG else svg)


def _write(parameters: Iterable[tuple[str, str]]) -> str:
    """Write the end of an address; nothing where there are no parameters."""
    written = urlencode(list(parameters))
    return f"?{written}" if written else ""


def _place(
    opened: OpenEdition, naming: Naming, name: str, parameter: Parameter, given: str
) -> Place:
    label = parameter.label[naming.reader.language]
    if parameter.type != "thing":
        return Place(name, label, parameter.type, given)
    things = opened.directory.list_things(Listing(kind=parameter.kind, size=MOST_CHOICES))
    if things.total > MOST_CHOICES:
        return Place(name, label, parameter.type, given)
    naming.learn(things.things)
    choices = [Choosable(iri.rpartition("/")[2], naming.thing(iri)) for iri in things.things]
    ordered = sorted(choices, key=lambda choice: choice.label.text.casefold())
    return Place(name, label, parameter.type, given, tuple(ordered))


def _in_languages(path: str, parameters: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Map each language to the address of the same page in it."""
    return {tag: f"{path}?{urlencode((*parameters, ('lang', tag)))}" for tag in LANGUAGES}


def _render(template: str, language: str, **shown: object) -> bytes:
    editor, sticky = EDITOR in read_assets(), named_language()
    return render_page(template, language, has_editor=editor, sticky=sticky, **shown)


def _parameters(asked: Asked) -> list[tuple[str, str]]:
    return [
        ("query", asked.query),
        *(("default-graph-uri", graph) for graph in asked.default_graphs),
        *(("named-graph-uri", graph) for graph in asked.named_graphs),
    ]

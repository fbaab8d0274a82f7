"""
Saved questions: ``/questions`` lists them, ``/questions/{name}`` answers one.

The address of an answer can be cited: ``/questions/grants-in-a-year.csv?year=2022``. A page is in
the reader's language; data are in the one that the address names, else in German.
"""

from flask import Blueprint, Response, request

from wirlod.errors import ThingNotFound
from wirlod.iris import is_key
from wirlod.languages import LANGUAGES
from wirlod.query.endpoint import Asked
from wirlod.query.listing import Listing
from wirlod.query.questions import describe_questions, find_question, load_questions
from wirlod.questions import Question, bind_question, find_near
from wirlod.saying import say
from wirlod.web.answers.graphs import respond_with_graph
from wirlod.web.answers.page_makers import Made, QueryResult, page_makers
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.answers.sparql_answers import answer_query, is_for_people
from wirlod.web.http.choosing import named_language, page_language

GENERAL = frozenset({"lang", "format", "view", "measure", "_mediatype", "_profile", "_explain"})
"""Parameters that every address understands."""

MOST_COMPARED = 1_000
"""How many keys are compared with one that there is not."""

questions = Blueprint("questions", __name__)


@questions.get("/questions", defaults={"suffix": ""})
@questions.get("/questions.<suffix>")
def question_list(suffix: str) -> Response:
    """List the questions; to programs, as SPARQL that can be executed."""
    opened = current()
    found = load_questions(opened.edition)
    return respond_with_graph(
        opened,
        f"questions.{suffix}" if suffix else "questions",
        lambda: describe_questions(found, opened.base_uri),
        lambda choice: page_makers().questions_page(opened, choice, found),
    )


@questions.get("/questions/<address>")
def answer_question(address: str) -> Response:
    """Answer a question with the parameters given."""
    opened = current()
    name, _, suffix = address.partition(".")
    question = find_question(opened.edition, name)
    _check_given(question, opened)
    language, of_reader = named_language() or LANGUAGES[0], page_language()
    asked = _ask_in(language, question, opened)
    if of_reader != language and is_for_people(opened, asked, suffix):
        asked = _ask_in(of_reader, question, opened)

    def render(result: QueryResult) -> Made:
        return page_makers().question_page(opened, question, result)

    return answer_query(opened, asked, render, suffix)


def _ask_in(language: str, question: Question, opened: OpenEdition) -> Asked:
    """Ask *question* with the parameters given, for labels in *language*."""
    return Asked(query=bind_question(question, request.args, opened.base_uri, language))


def _check_given(question: Question, opened: OpenEdition) -> None:
    """
    Refuse a parameter that the question has not, and a thing that there is not.

    :raises ThingNotFound: with what may have been meant; an empty answer would say «none».
    """
    for name in request.args.keys() - question.parameters.keys() - GENERAL:
        offered = ", ".join(question.parameters) or say("none")
        raise ThingNotFound(
            say(
                "{question} has no parameter {name!r}; it has {offered}",
                question=question.name,
                name=name,
                offered=offered,
            )
        )
    for name, parameter in question.parameters.items():
        key = request.args.get(name, "")
        if parameter.type == "thing" and is_key(key):
            try:
                opened.check_exists(parameter.kind, key)
            except ThingNotFound as error:
                raise ThingNotFound(f"{error}{_suggest(parameter.kind, key, opened)}") from None


def _suggest(kind: str, key: str, opened: OpenEdition) -> str:
    """Name the keys that are most like *key*, among the first thousand of the kind."""
    listing = Listing(kind=kind, size=MOST_COMPARED)
    keys = [iri.rpartition("/")[2] for iri in opened.directory.list_things(listing).things]
    found = find_near(key, keys)
    if not found:
        return say(": {address} lists what there is", address=f"{opened.base_uri}doc/{kind}")
    return say(": did you mean {guess}?", guess=", ".join(found))

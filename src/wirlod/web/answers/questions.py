"""
Saved questions: ``/questions`` lists them, ``/questions/{name}`` answers one.

The address of an answer can be cited: ``/questions/grants-in-a-year.csv?year=2022``.
"""

from flask import Blueprint, Response, request

from wirlod.errors import ThingNotFound
from wirlod.iris import is_key
from wirlod.languages import LANGUAGES, read_language
from wirlod.query.endpoint import Asked
from wirlod.query.questions import describe_questions, find_question, load_questions
from wirlod.questions import bind_question
from wirlod.web.answers.graphs import respond_with_graph
from wirlod.web.answers.page_makers import QueryResult, page_makers
from wirlod.web.answers.serving import current
from wirlod.web.answers.sparql_answers import answer_query

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
        lambda choice: page_makers().questions_page(choice, found),
    )


@questions.get("/questions/<address>")
def answer_question(address: str) -> Response:
    """Answer a question with the parameters given."""
    opened = current()
    name, _, suffix = address.partition(".")
    if not is_key(name):
        raise ThingNotFound(f"no question can be called {name}")
    question = find_question(opened.edition, name)
    language = read_language(request.args.get("lang", "")) or LANGUAGES[0]
    text = bind_question(question, request.args, opened.base_uri, language)

    def render(result: QueryResult) -> bytes:
        return page_makers().question_page(opened, question, result)

    return answer_query(opened, Asked(query=text), render, suffix)

"""The search: ``/search?q=`` for people, ``/suggest?q=`` for a field that is being typed in."""

from itertools import groupby

import msgspec
from flask import Blueprint, Response, request

from wirlod.formats import HTML
from wirlod.query.search import Found, search
from wirlod.query.wish import read_wish
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.caching import FRESH
from wirlod.web.http.choosing import Choice, page_language
from wirlod.web.http.clients import check_rate
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.response import Content, respond
from wirlod.web.pages.kinds import name_of_many
from wirlod.web.pages.naming import page_path
from wirlod.web.pages.reading import Reader
from wirlod.web.pages.rendering import render_page
from wirlod.web.pages.visit import Visit
from wirlod.web.pages.wishes import Results, answer_wish, find_all, fit_questions

finding = Blueprint("finding", __name__)

OFFERS = build_offers((HTML,))
NAME = "search"
LONGEST_QUERY = 200
SUGGESTIONS = 8


@finding.get("/search")
@finding.get("/search.<suffix>")
def results(suffix: str = "") -> Response:
    """Answer with what fits the query, grouped by kind."""
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    opened = current()
    parameters = (("q", query),) if query else ()
    choice = choose_own(opened, f"{NAME}.{suffix}" if suffix else NAME, OFFERS, parameters)
    return respond(opened.version, choice, lambda: make_results(opened, choice, query))


@finding.get("/suggest")
def suggestions() -> Response:
    """Answer with the titles that fit best, as JSON."""
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    if query:
        check_rate()
    found = search(current().edition.search_path, query, page_language(), SUGGESTIONS)
    titles = list(dict.fromkeys(item.title for item in found))
    headers = {"Content-Type": "application/json", "Cache-Control": FRESH}
    return Response(msgspec.json.encode(titles), headers={**headers, "Vary": "Accept-Language"})


def make_results(opened: OpenEdition, choice: Choice, query: str) -> Content:
    """Render what was found, the kind with the best result first."""
    if query:
        check_rate()
    visit = Visit.begin(opened, choice)
    wish = read_wish(query, choice.language)
    results = find_all(visit, query, wish) if query else Results([])
    body = render_page(
        "search.html",
        choice.language,
        q=query,
        total=len(results.found),
        instead=results.instead,
        others=results.others,
        answer=answer_wish(visit, wish, results.found) if query else None,
        questions=fit_questions(visit, query, wish, results.found) if query else [],
        groups=group_by_kind(results.found, visit.reader),
        page_path=page_path,
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
    )
    return Content(body)


def group_by_kind(found: list[Found], reader: Reader) -> list[tuple[str, list[Found]]]:
    """Group results by kind; kinds and results stay in the order of their best score."""
    best = {item.kind: item.score for item in reversed(found)}
    ordered = sorted(found, key=lambda item: (-best[item.kind], item.kind))
    groups = groupby(ordered, key=lambda item: item.kind)
    return [(name_of_many(kind, reader), list(items)) for kind, items in groups]

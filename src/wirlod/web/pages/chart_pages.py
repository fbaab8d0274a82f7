"""
A page for each chart, and the chart alone to be framed by other sites.

``/charts/map`` has picture, table, question, citation and the code to embed; ``/embed/map`` is
what that code shows: the only pages that other sites may frame.
"""

from collections.abc import Callable

from flask import Blueprint, Response

from wirlod.errors import ThingNotFound
from wirlod.formats import HTML
from wirlod.saying import say
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.choosing import Choice
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.protection import FRAMED_POLICY
from wirlod.web.http.response import Content, respond
from wirlod.web.pages.charts import NAMES, ShownChart, read_chart
from wirlod.web.pages.rendering import render_page
from wirlod.web.pages.visit import Visit

chart_pages = Blueprint("chart_pages", __name__)

OFFERS = build_offers((HTML,))


@chart_pages.get("/charts/<name>")
def chart_page(name: str) -> Response:
    """Answer with the page of a chart."""
    return _respond(f"charts/{name}", "chart-page.html")


@chart_pages.get("/embed/<name>")
def embedded_chart(name: str) -> Response:
    """Answer with a chart that other sites may frame."""
    response = _respond(f"embed/{name}", "embed.html")
    response.headers["Content-Security-Policy"] = FRAMED_POLICY
    return response


def _respond(path: str, template: str) -> Response:
    opened = current()
    choice = choose_own(opened, path, OFFERS)
    return respond(opened.version, choice, _maker(opened, choice, template))


def _maker(opened: OpenEdition, choice: Choice, template: str) -> Callable[[], Content]:
    def make() -> Content:
        visit = Visit.begin(opened, choice)
        chart = find_chart(visit, choice.offered.name)
        embed = f"{opened.base_uri}embed/{chart.name}.{choice.language}.html"
        body = render_page(
            template,
            choice.language,
            chart=chart,
            page=f"{opened.base_uri}charts/{chart.name}.{choice.language}.html",
            embed=embed,
            choice=choice,
            canonical=f"{opened.base_uri}charts/{chart.name}",
            edition=opened.edition,
        )
        return Content(body)

    return make


def find_chart(visit: Visit, name: str) -> ShownChart:
    """
    Read the chart *name*.

    :raises ThingNotFound: when the edition has none of that name.
    """
    chart = read_chart(visit, name) if name in NAMES else None
    if chart is None:
        raise ThingNotFound(say("no chart is called {name}: /charts lists them", name=name))
    return chart

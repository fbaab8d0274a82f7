"""
Speaks HTTP: the only part that knows Flask.

Three floors, each of which knows those below: :mod:`.pages`, :mod:`.answers`, :mod:`.http`. Here
they are put together. Every family of addresses is a blueprint in a module of its own;
:data:`BLUEPRINTS` lists them.
"""

from functools import partial

from flask import Flask

from wirlod.query.endpoint import Endpoint
from wirlod.settings import Settings, split_names
from wirlod.web import pages
from wirlod.web.answers.by_iri import by_iri
from wirlod.web.answers.catalogue import catalogue
from wirlod.web.answers.changes import changes
from wirlod.web.answers.documents import Documents, name_document
from wirlod.web.answers.files import files
from wirlod.web.answers.health import health
from wirlod.web.answers.linksets import linksets
from wirlod.web.answers.lists import lists
from wirlod.web.answers.mementos import mementos
from wirlod.web.answers.metrics import COUNTS, metrics
from wirlod.web.answers.ontology import ontology
from wirlod.web.answers.openapi import openapi
from wirlod.web.answers.page_makers import EXTENSION, PageMakers
from wirlod.web.answers.plain_queries import PlainQueries
from wirlod.web.answers.quality import quality
from wirlod.web.answers.questions import questions
from wirlod.web.answers.reconcile import reconcile
from wirlod.web.answers.resources import resources
from wirlod.web.answers.serving import Serving
from wirlod.web.answers.sparql import sparql
from wirlod.web.answers.stream import stream
from wirlod.web.answers.tombstones import write_tombstone
from wirlod.web.http.bodies import Bodies
from wirlod.web.http.clients import TURNSTILE
from wirlod.web.http.counts import Counts
from wirlod.web.http.entrance import BODY_BYTES, Entrance
from wirlod.web.http.errors import register_errors
from wirlod.web.http.journal import Naming, list_families
from wirlod.web.http.methods import register_methods
from wirlod.web.http.protection import register_protection
from wirlod.web.http.ready import ReadyAnswers
from wirlod.web.http.shelf import Shelf
from wirlod.web.pages import error_page
from wirlod.web.pages.assets import assets
from wirlod.web.pages.chart_pages import chart_pages
from wirlod.web.pages.citing import citing
from wirlod.web.pages.compare import compare
from wirlod.web.pages.rendering import register_pages
from wirlod.web.pages.search import finding
from wirlod.web.pages.standing import standing
from wirlod.web.pages.thing import statements

BLUEPRINTS = (
    standing,
    resources,
    lists,
    sparql,
    questions,
    by_iri,
    linksets,
    ontology,
    files,
    catalogue,
    quality,
    changes,
    stream,
    mementos,
    reconcile,
    openapi,
    health,
    metrics,
    assets,
    finding,
    compare,
    chart_pages,
    citing,
    statements,
)

PAGE_MAKERS: PageMakers = pages
"""Who makes the pages that answers want."""


def create_app(
    settings: Settings,
    broker: bytes = b"",
    counts: Counts | None = None,
    shelf: Shelf | None = None,
) -> Flask:
    """
    Build the WSGI application that serves the current edition of ``settings.editions``.

    :param broker: where all processes of a service ask for workers; its own where there is none.
    :param counts: where the server counts requests.
    :param shelf: where the processes of a service share answers.
    """
    app = Flask(__name__, static_folder=None, template_folder="pages/templates")
    app.url_map.merge_slashes = False
    app.config["WIRLOD"] = settings
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = BODY_BYTES
    app.extensions["wirlod"] = serving = Serving(settings)
    app.extensions["wirlod-endpoint"] = endpoint = Endpoint(settings, broker)
    app.extensions["wirlod-bodies"] = bodies = Bodies()
    app.extensions[TURNSTILE] = endpoint.admit
    app.extensions[EXTENSION] = PAGE_MAKERS
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_pages(app)
    register_errors(app, error_page, write_tombstone)
    register_methods(app)
    register_protection(app)
    queries = PlainQueries(app.wsgi_app, serving, endpoint, settings)
    documents = Documents(queries, app, bodies)
    name = partial(name_document, serving)
    ready = ReadyAnswers(documents, lambda: serving.fingerprint, name, shelf)
    entrance = Entrance(ready, split_names(settings.hosts))
    app.wsgi_app = Naming(entrance, settings.hsts_seconds)  # type: ignore[method-assign]
    app.extensions[COUNTS] = counts or make_counts(app)
    return app


def make_counts(app: Flask) -> Counts:
    """Make the memory in which requests for the addresses of *app* are counted."""
    return Counts(list_families(rule.rule for rule in app.url_map.iter_rules()))

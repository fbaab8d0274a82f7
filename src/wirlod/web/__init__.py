"""
Speaks HTTP: the only part that knows Flask.

Every family of addresses is a blueprint in a module of its own; :data:`BLUEPRINTS` lists them.
A view reads the request, calls one function of ``query/``, chooses a format, builds a response.
"""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from wirlod.query.endpoint import Endpoint
from wirlod.settings import Settings
from wirlod.web.answers.by_iri import describing
from wirlod.web.answers.catalogue import catalogue
from wirlod.web.answers.charts import charts
from wirlod.web.answers.downloads import downloads
from wirlod.web.answers.health import health
from wirlod.web.answers.linksets import linksets
from wirlod.web.answers.lists import lists
from wirlod.web.answers.ontology import ontology
from wirlod.web.answers.prefixes import prefixes
from wirlod.web.answers.quality import quality
from wirlod.web.answers.questions import questions
from wirlod.web.answers.resources import resources
from wirlod.web.answers.serving import Serving
from wirlod.web.answers.signposts import signposts
from wirlod.web.answers.sparql import sparql
from wirlod.web.http.clients import Turnstile
from wirlod.web.http.errors import register_errors
from wirlod.web.http.methods import register_methods
from wirlod.web.http.protection import register_protection
from wirlod.web.http.ready import ReadyAnswers
from wirlod.web.pages.assets import assets
from wirlod.web.pages.rendering import register_pages
from wirlod.web.pages.search import finding
from wirlod.web.pages.standing import standing

BLUEPRINTS = (
    standing,
    resources,
    lists,
    sparql,
    prefixes,
    questions,
    describing,
    linksets,
    ontology,
    downloads,
    catalogue,
    quality,
    signposts,
    health,
    assets,
    charts,
    finding,
)


def create_app(settings: Settings) -> Flask:
    """Build the WSGI application that serves the current edition of ``settings.editions``."""
    app = Flask(__name__, static_folder=None, template_folder="pages/templates")
    app.url_map.merge_slashes = False
    app.config["WIRLOD"] = settings
    app.extensions["wirlod"] = serving = Serving(settings.editions)
    app.extensions["wirlod-endpoint"] = Endpoint(settings)
    app.extensions["wirlod-turnstile"] = Turnstile(settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_pages(app)
    register_errors(app)
    register_methods(app)
    register_protection(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies)  # type: ignore[method-assign]
    app.wsgi_app = ReadyAnswers(app.wsgi_app, serving)  # type: ignore[method-assign]
    return app

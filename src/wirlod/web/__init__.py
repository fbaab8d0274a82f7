"""
Speaks HTTP: the only part that knows Flask.

Every family of addresses is a blueprint in a module of its own; :data:`BLUEPRINTS` lists them.
A view reads the request, calls one function of ``query/``, chooses a format, builds a response.
"""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from wirlod.query.endpoint import Endpoint
from wirlod.settings import Settings
from wirlod.web.assets import assets
from wirlod.web.catalogue import catalogue
from wirlod.web.charts import charts
from wirlod.web.clients import Turnstile
from wirlod.web.describing import describing
from wirlod.web.downloads import downloads
from wirlod.web.errors import register_errors
from wirlod.web.health import health
from wirlod.web.linksets import linksets
from wirlod.web.lists import lists
from wirlod.web.methods import register_methods
from wirlod.web.ontology import ontology
from wirlod.web.pages.rendering import register_pages
from wirlod.web.prefixes import prefixes
from wirlod.web.protection import register_protection
from wirlod.web.quality import quality
from wirlod.web.questions import questions
from wirlod.web.ready import ReadyAnswers
from wirlod.web.resources import resources
from wirlod.web.search import finding
from wirlod.web.serving import Serving
from wirlod.web.signposts import signposts
from wirlod.web.sparql import sparql
from wirlod.web.standing import standing

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
    app = Flask(__name__, static_folder=None)
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

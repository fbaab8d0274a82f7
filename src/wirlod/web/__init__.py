"""
Speaks HTTP: the only part that knows Flask.

Every family of addresses is a blueprint in a module of its own; :data:`BLUEPRINTS` lists them.
A view reads the request, calls one function of ``query/``, chooses a format, builds a response.
"""

from flask import Flask

from wirlod.query.endpoint import Endpoint
from wirlod.settings import Settings
from wirlod.web.clients import Turnstile
from wirlod.web.errors import register_errors
from wirlod.web.lists import lists
from wirlod.web.methods import register_methods
from wirlod.web.prefixes import prefixes
from wirlod.web.resources import resources
from wirlod.web.serving import Serving
from wirlod.web.sparql import sparql

BLUEPRINTS = (
    resources,
    lists,
    sparql,
    prefixes,
)


def create_app(settings: Settings) -> Flask:
    """Build the WSGI application that serves the current edition of ``settings.editions``."""
    app = Flask(__name__, static_folder=None)
    app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config["WIRLOD"] = settings
    app.extensions["wirlod"] = Serving(settings.editions)
    app.extensions["wirlod-endpoint"] = Endpoint(settings)
    app.extensions["wirlod-turnstile"] = Turnstile(settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_errors(app)
    register_methods(app)
    return app

"""Whether this process lives (``/healthz``) and whether it can answer (``/readyz``)."""

from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, jsonify

from wirlod.query.endpoint import Endpoint
from wirlod.web.answers.serving import Serving
from wirlod.web.http.caching import NEVER

health = Blueprint("health", __name__)

ANYTHING = "SELECT ?s { ?s ?p ?o } LIMIT 1"


@health.get("/healthz")
def alive() -> Response:
    """Say that the process lives; nothing is asked of the edition."""
    return Response("ok\n", headers={"Cache-Control": NEVER}, mimetype="text/plain")


@health.get("/readyz")
def ready() -> Response:
    """
    Say which edition is open, how old it is, and that it answered a query just now.

    ``network_wall`` tells whether the kernel keeps the workers for strangers' queries from
    every network; where it does not, only the guard does. ``warning`` tells why another edition
    than the current one is served.
    """
    serving: Serving = current_app.extensions["wirlod"]
    opened = serving.opened()
    answered = any(True for _ in opened.store.select(ANYTHING))
    endpoint: Endpoint = current_app.extensions["wirlod-endpoint"]
    network_wall = endpoint.pool(opened.edition).look().network_wall
    age = datetime.now(UTC) - opened.edition.manifest.created
    response = jsonify(
        edition=opened.edition.name,
        age_seconds=int(age.total_seconds()),
        query_answered=answered,
        network_wall=network_wall,
        warning=serving.warning,
    )
    response.status_code = 200 if answered else 503
    response.headers["Cache-Control"] = NEVER
    return response

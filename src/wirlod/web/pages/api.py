"""The guide to every way in: commands that work as they stand, for things that are there."""

from shlex import quote
from typing import cast

from pyoxigraph import NamedNode
from werkzeug.http import http_date

from wirlod.iris import ONTOLOGY, target_of
from wirlod.query.questions import load_questions
from wirlod.web.pages.visit import Visit

EXAMPLE = "SELECT ?grant ?who { ?grant a wir:Grant ; wir:recipient ?who } ORDER BY ?grant LIMIT 1"
COUNT = "query=SELECT (COUNT(*) AS ?grants) { ?grant a wir:Grant }"
TURTLE = "Accept: text/turtle"


def show_api(visit: Visit) -> dict[str, object]:
    """Show the commands of the guide, by the way they use."""
    return {"commands": build_commands(visit)}


def build_commands(visit: Visit) -> dict[str, str]:
    """Build a command for each way in; one that would lead nowhere is left out."""
    base_uri, questions = visit.opened.base_uri, load_questions(visit.opened.edition)
    commands = {
        "catalogue": _curl(f"{base_uri}catalogue", "-H", TURTLE),
        "changes": _curl(f"{base_uri}changes.atom"),
        "description": _curl(f"{base_uri}openapi.json"),
        "download": _curl(f"{base_uri}download/grants.csv", "-L"),
        "ontology": _curl(f"{base_uri}{ONTOLOGY}", "-H", TURTLE),
        "reconcile": _curl(
            f"{base_uri}reconcile", "--data-urlencode", 'queries={"q0": {"query": "Kreis"}}'
        ),
        "search": _curl(f"{base_uri}suggest?q=kreis"),
        "shapes": _curl(f"{base_uri}def/shapes/grant", "-H", TURTLE),
        "sparql": _curl(f"{base_uri}sparql", "-H", "Accept: text/csv", "--data-urlencode", COUNT),
        "stream": _curl(f"{base_uri}changes/ldes", "-H", "Accept: application/trig"),
    }
    if questions:
        commands["question"] = _curl(f"{base_uri}questions/{questions[0].name}.csv")
    return commands | _about_a_grant(visit)


def _about_a_grant(visit: Visit) -> dict[str, str]:
    row = next(iter(visit.opened.store.select(EXAMPLE)), None)
    if row is None:
        return {}
    base_uri = visit.opened.base_uri
    grant, recipient = (
        target_of(cast(NamedNode, row[name]).value, base_uri) for name in ("grant", "who")
    )
    moment = f"Accept-Datetime: {http_date(visit.opened.edition.manifest.created)}"
    return {
        "thing": _curl(f"{base_uri}id/{grant}", "-L", "-H", TURTLE),
        "document": _curl(f"{base_uri}doc/{grant}.jsonld"),
        "list": _curl(f"{base_uri}doc/grant.csv?recipient={recipient}&sort=-date"),
        "memento": _curl(f"{base_uri}timegate/doc/{grant}", "-L", "-H", moment),
        "versions": _curl(f"{base_uri}timemap/doc/{grant}"),
    }


def _curl(address: str, *options: str) -> str:
    return " ".join(quote(word) for word in ("curl", *options, address))

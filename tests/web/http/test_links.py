"""Typed links, linksets, profiles and explanations: how a client finds everything else."""

import json
import re
import shlex

import pyoxigraph
import pytest
from flask.testing import FlaskClient
from tests.web.conftest import LICENCE

GRANT = "/doc/grant/werra-meissner-kreis-2021"
BASE = "https://daten.example.org/wir/"
LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[a-z]+="[^"]*")*)\s*(?:,|$)')
SAME = ("Content-Type", "Content-Profile", "Last-Modified")
ALTR = "http://www.w3.org/ns/dx/connegp/altr#"


def read_links(header: str) -> list[dict[str, str]]:
    """Read a Link header by the grammar of RFC 8288; nothing may be left over."""
    assert LINK.sub("", header).strip() == ""
    return [
        {"href": target, **dict(re.findall(r'([a-z]+)="([^"]*)"', attributes))}
        for target, attributes in LINK.findall(header)
    ]


def local(address: str) -> str:
    return "/" + address.removeprefix(BASE)


def test_every_link_is_absolute_and_read_back(client: FlaskClient) -> None:
    links = read_links(client.get(GRANT, headers={"Accept": "text/turtle"}).headers["Link"])

    assert len(links) > 12
    assert all(link["href"].startswith(("http://", "https://")) for link in links)


@pytest.mark.parametrize(
    "relation",
    [
        *("alternate", "canonical", "describedby", "type", "license", "cite-as"),
        *("collection", "profile", "linkset", "describes"),
    ],
)
def test_a_thing_has_every_relation(client: FlaskClient, relation: str) -> None:
    links = read_links(client.get(f"{GRANT}.de.html").headers["Link"])

    assert relation in {name for link in links for name in link["rel"].split()}


@pytest.mark.parametrize("page", [f"{GRANT}.ttl", f"{GRANT}.de.html", "/doc/grant", "/def/wir"])
def test_every_alternate_is_what_its_link_says(client: FlaskClient, page: str) -> None:
    links = read_links(client.get(page).headers["Link"])
    alternates = [link for link in links if "alternate" in link["rel"].split()]

    assert len(alternates) > 6
    for link in alternates:
        response = client.get(local(link["href"]))
        assert response.status_code == 200, link
        assert response.mimetype == link["type"], link


def test_the_identifier_to_cite_leads_back_here(client: FlaskClient) -> None:
    links = read_links(client.get(GRANT).headers["Link"])
    (cite_as,) = [link["href"] for link in links if link["rel"] == "cite-as"]

    response = client.get(local(cite_as))

    assert (response.status_code, response.location.replace("../", "/", 1)) == (
        303,
        f"/../{GRANT[1:]}",
    )


def test_a_linkset_has_every_profile_format_and_language(client: FlaskClient) -> None:
    response = client.get("/linkset/grant/werra-meissner-kreis-2021")
    (context,) = json.loads(response.data)["linkset"]

    assert response.mimetype == "application/linkset+json"
    assert context["anchor"] == BASE + GRANT[1:]
    assert len(context["alternate"]) == 3 * (2 + 8)
    for link in context["alternate"]:
        assert client.get(local(link["href"])).mimetype == link["type"]


def test_a_linkset_as_text_says_the_same(client: FlaskClient) -> None:
    structured = client.get("/linkset/grant/hanau-2022.json").json["linkset"][0]
    text = client.get("/linkset/grant/hanau-2022.txt").text.replace("\n", "")

    written = {link["href"] for link in read_links(text)}
    targets = {t["href"] for ts in structured.values() if isinstance(ts, list) for t in ts}
    assert written == targets


def test_the_linkset_of_a_list_names_its_items(client: FlaskClient) -> None:
    context = client.get("/linkset/grant?size=1&page=2").json["linkset"][0]

    assert context["item"] == [{"href": f"{BASE}id/grant/werra-meissner-kreis-2021"}]


@pytest.mark.parametrize(
    ("headers", "query", "profile"),
    [
        ({}, "", f"{BASE}def/wir"),
        ({"Accept-Profile": "<https://schema.org/>"}, "", "https://schema.org/"),
        ({"Accept-Profile": "<http://unknown/>"}, "", f"{BASE}def/wir"),
        ({}, "?_profile=schema", "https://schema.org/"),
        ({}, "?_profile=https://schema.org/", "https://schema.org/"),
        ({"Accept-Profile": "<https://schema.org/>"}, "?_profile=wir", f"{BASE}def/wir"),
    ],
)
def test_a_profile_is_chosen_and_named(
    client: FlaskClient, headers: dict[str, str], query: str, profile: str
) -> None:
    response = client.get(f"{GRANT}.nt{query}", headers=headers)

    assert response.headers["Content-Profile"] == f"<{profile}>"
    assert {"href": profile, "rel": "profile"} in read_links(response.headers["Link"])


def test_schema_org_speaks_schema_org_only(client: FlaskClient) -> None:
    body = client.get(f"{GRANT}.nt?_profile=schema").data
    triples = [q.triple for q in pyoxigraph.parse(body, pyoxigraph.RdfFormat.N_TRIPLES)]

    words = {t.predicate.value for t in triples if not t.predicate.value.endswith("#type")}
    assert len(triples) > 5
    assert all(word.startswith("https://schema.org/") for word in words)


def test_a_profile_that_is_not_there_is_not_acceptable(client: FlaskClient) -> None:
    assert client.get(f"{GRANT}?_profile=nonsense").status_code == 406


def test_the_alternates_view_names_addresses_that_answer(client: FlaskClient) -> None:
    body = client.get(f"{GRANT}.nt?_profile=alt").data
    triples = [q.triple for q in pyoxigraph.parse(body, pyoxigraph.RdfFormat.N_TRIPLES)]

    found = [t.object.value for t in triples if t.predicate.value == f"{ALTR}hasRepresentation"]
    assert len(found) == 3 * (2 + 8)
    assert {client.get(local(address)).status_code for address in found} == {200}


def test_an_explanation_says_what_was_chosen_and_why(client: FlaskClient) -> None:
    headers = {"Accept": "text/turtle;q=0.4, application/ld+json"}
    told = client.get(f"{GRANT}?_explain=json", headers=headers).json

    assert told["chosen"]["type"] == "application/ld+json"
    assert told["read_accept"][0] == {"value": "text/turtle", "weight": 0.4, "profiles": []}
    assert told["ranking"][0]["suffix"] == "jsonld"
    assert told["ranking"][-1]["weight"] == 0


def test_every_command_of_an_explanation_gets_what_it_promises(client: FlaskClient) -> None:
    told = client.get(f"{GRANT}?_explain=json").json

    for alternative in told["alternatives"]:
        _curl, *words = shlex.split(alternative["curl"])
        headers = [word.split(": ", 1) for word in words if ": " in word]
        negotiated = client.get(local(words[-1]), headers=headers)
        named = client.get(local(alternative["address"]))
        assert [negotiated.headers[name] for name in SAME] == [named.headers[name] for name in SAME]


def test_an_explanation_is_a_page_for_people(client: FlaskClient) -> None:
    headers = {"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"}
    response = client.get(f"{GRANT}?_explain", headers=headers)

    assert response.mimetype == "text/html"
    assert "application/xml" in response.text


def test_what_is_not_there_is_not_explained(client: FlaskClient) -> None:
    assert client.get("/doc/grant/nobody?_explain").status_code == 404


@pytest.mark.parametrize(
    ("address", "licence"),
    [
        pytest.param(f"{GRANT}.ttl", LICENCE, id="data"),
        pytest.param("/doc/grant.csv", LICENCE, id="list"),
        pytest.param("/def/wir.ttl", "https://licences.example.org/ontology", id="states-its-own"),
    ],
)
def test_the_licence_linked_is_the_one_that_is_stated(
    client: FlaskClient, address: str, licence: str
) -> None:
    links = read_links(client.get(address).headers["Link"])

    assert [link["href"] for link in links if link["rel"] == "license"] == [licence]

"""The edition that is open: swapped without a trace, and replaced when it is damaged."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from tests.test_edition import DAMAGES
from tests.web.conftest import BASE, switch_to, write_edition

from wirlod.edition import seal_edition
from wirlod.settings import Settings
from wirlod.web import create_app

OLD, NEW = "2026-11-22T150000Z", "2026-11-23T150000Z"
ADDRESSES = [
    "/doc/grant.csv",
    "/doc/grant/hanau-2022.ttl",
    "/doc/grant/nobody",
    "/doc/grant?page=9",
]


@pytest.fixture
def own_editions(tmp_path: Path) -> Path:
    for number, name in enumerate((OLD, NEW), 1):
        seal_edition(write_edition(tmp_path, name), number)
    return tmp_path


@pytest.fixture
def own_app(own_editions: Path) -> Iterator[Flask]:
    app = create_app(Settings(base_uri=BASE, editions=own_editions, query_workers=1))
    yield app
    app.extensions["wirlod-endpoint"].close()


def switch(app: Flask, editions: Path, name: str) -> None:
    switch_to(editions, name)
    app.extensions["wirlod"]._looked = float("-inf")


def served(client: FlaskClient) -> dict[str, object]:
    found: dict[str, object] = client.get("/readyz").get_json()
    return found


def test_a_switch_leaves_no_file_open(own_app: Flask, own_editions: Path) -> None:
    client, counts = own_app.test_client(), []
    for number in range(8):
        switch(own_app, own_editions, (OLD, NEW)[number % 2])
        for address in ADDRESSES:
            client.get(f"{address}{'&' if '?' in address else '?'}utm_n={number}")
        counts.append(len(os.listdir("/proc/self/fd")))

    assert max(counts[2:]) == min(counts[2:])


def test_who_comes_while_an_edition_is_opened_gets_the_one_before(
    own_app: Flask, own_editions: Path
) -> None:
    switch(own_app, own_editions, OLD)
    before = served(own_app.test_client())["edition"]
    switch(own_app, own_editions, NEW)
    serving = own_app.extensions["wirlod"]

    with ThreadPoolExecutor(1) as others, serving._lock:  # whoever opens it holds the lock
        meanwhile = others.submit(lambda: serving.opened().edition.name).result(timeout=30)
    after = served(own_app.test_client())["edition"]

    assert (before, meanwhile, after) == (OLD, OLD, NEW)


def test_who_has_a_large_edition_opened_does_not_wait_for_it(
    own_app: Flask, own_editions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch(own_app, own_editions, OLD)
    client, whole = own_app.test_client(), Event()
    before = served(client)["edition"]
    switch(own_app, own_editions, NEW)
    monkeypatch.setattr("wirlod.web.answers.serving.PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr("wirlod.editions.check_whole", lambda edition: whole.wait(60))
    opening = own_app.extensions["wirlod"]

    meanwhile = served(client)["edition"]
    whole.set()
    with opening._lock:  # the thread that opens it holds the lock
        after = served(client)["edition"]

    assert (before, meanwhile, after) == (OLD, OLD, NEW)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_edition_is_replaced_by_the_one_before(
    own_app: Flask, own_editions: Path, damage
) -> None:
    client = own_app.test_client()
    damage(own_editions / NEW)
    switch(own_app, own_editions, NEW)

    found = served(client)

    assert found["edition"] == OLD
    assert NEW in str(found["warning"])
    assert client.get("/doc/grant/hanau-2022.ttl").status_code == 200


def test_an_edition_that_is_open_stays_open_when_all_are_damaged(
    own_app: Flask, own_editions: Path
) -> None:
    client = own_app.test_client()
    before = served(client)
    for name in (OLD, NEW):
        DAMAGES["an empty manifest"](own_editions / name)
    switch(own_app, own_editions, OLD)

    found = served(client)

    assert found["edition"] == before["edition"] == NEW
    assert "stays open" in str(found["warning"])


def test_nothing_says_where_editions_lie(tmp_path: Path) -> None:
    app = create_app(Settings(base_uri=BASE, editions=tmp_path / "secret"))
    client = app.test_client()

    for address in ("/", "/doc/grant", "/download/2026-11-22T150000Z/x", "/sparql?query=ASK{}"):
        response = client.get(address)
        assert response.status_code in (404, 503)
        assert b"secret" not in response.data


@pytest.mark.parametrize("name", ["current", "..", "%2e%2e", f"{OLD}%2f..%2f{NEW}"])
def test_only_the_name_of_an_edition_has_files(own_app: Flask, name: str) -> None:
    response = own_app.test_client().get(f"/download/{name}/nothing.nt.gz")

    assert response.status_code in (307, 308, 404)
    assert "immutable" not in response.headers.get("Cache-Control", "")

"""The files of an edition over HTTP: conditions come first, then ranges (RFC 9110, 13.2, 14.2)."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from wirlod.edition import Edition
from wirlod.settings import Settings
from wirlod.web import create_app

PART = {"Range": "bytes=0-9"}


@pytest.fixture(scope="module")
def client(edition: Edition) -> Iterator[FlaskClient]:
    settings = Settings(base_uri=edition.manifest.base_uri, editions=edition.folder.parent)
    with create_app(settings).test_client() as client:
        yield client


@pytest.fixture(scope="module")
def address(edition: Edition) -> str:
    return f"/download/{edition.name}/grants.csv"


@pytest.mark.parametrize(
    ("wanted", "status", "size"),
    [
        pytest.param("bytes=0-9", 206, 10, id="the first bytes"),
        pytest.param("bytes=-5", 206, 5, id="the last bytes"),
        pytest.param("bytes=999999999-", 416, 0, id="bytes that there are not"),
        pytest.param("bytes=5-2", 200, 0, id="no range"),
        pytest.param("bytes=0-1,3-4", 200, 0, id="several ranges"),
        pytest.param("lines=1-2", 200, 0, id="another unit"),
    ],
)
def test_a_range_that_is_none_of_bytes_is_the_whole(
    client: FlaskClient, address: str, wanted: str, status: int, size: int
) -> None:
    whole = client.get(address, buffered=True).data
    answer = client.get(address, headers={"Range": wanted}, buffered=True)

    assert answer.status_code == status
    assert status == 416 or len(answer.data) == (size or len(whole))


def test_only_get_knows_ranges(client: FlaskClient, address: str) -> None:
    whole = client.head(address, buffered=True)
    asked = client.head(address, headers=PART, buffered=True)

    assert asked.status_code == 200
    assert asked.content_length == whole.content_length


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        pytest.param({"If-None-Match": "*"}, 304, id="what is not there yet"),
        pytest.param({"If-None-Match": "{etag}"}, 304, id="another file"),
        pytest.param({"If-None-Match": '"x"'}, 206, id="what has changed"),
        pytest.param({"If-Match": "*"}, 206, id="what is there"),
        pytest.param({"If-Match": "{etag}"}, 206, id="this file"),
        pytest.param({"If-Match": '"x"'}, 412, id="the file that was there before"),
        pytest.param({"If-Range": "{etag}"}, 206, id="a part of this file"),
        pytest.param({"If-Range": '"x"'}, 200, id="a part of the file before"),
    ],
)
def test_a_condition_goes_before_a_range(
    client: FlaskClient, address: str, condition: dict[str, str], status: int
) -> None:
    etag = client.head(address, buffered=True).headers["ETag"]
    fields = {name: value.format(etag=etag) for name, value in condition.items()}

    answer = client.get(address, headers=PART | fields, buffered=True)

    assert answer.status_code == status

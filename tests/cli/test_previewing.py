"""A draft of the records can be looked at before anything is published."""

from pathlib import Path

import msgspec
import pytest

from wirlod.cli.previewing import write_draft
from wirlod.editions import current_edition
from wirlod.errors import SettingsError, SourceError
from wirlod.settings import Settings
from wirlod.web import create_app

BASE = "http://127.0.0.1:8123/"


def test_a_draft_says_on_every_page_that_it_is_one(settings: Settings, tmp_path: Path) -> None:
    assert write_draft([settings.data], tmp_path, BASE) > 10_000

    app = create_app(msgspec.structs.replace(settings, editions=tmp_path, base_uri=BASE))
    client = app.test_client()
    for address in ("/", "/doc/grant", "/doc/territory/hessen"):
        assert "Dies ist ein Entwurf" in client.get(address, headers={"Accept": "text/html"}).text
    app.extensions["wirlod-endpoint"].close()
    assert current_edition(tmp_path).manifest.is_draft


def test_what_is_published_is_no_draft(settings: Settings, edition: object) -> None:
    app = create_app(settings)

    assert "Entwurf" not in app.test_client().get("/index.de.html").text
    app.extensions["wirlod-endpoint"].close()


def test_a_draft_is_one_folder(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="one folder"):
        write_draft([settings.data, tmp_path], tmp_path / "editions", BASE)


def test_a_folder_without_records_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(SourceError, match=r"publication\.yaml"):
        write_draft([tmp_path / "empty"], tmp_path, BASE)

"""The stage of a rehearsal: a draft served by the application to nobody but the rehearsal."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import msgspec

from wirlod.editions import CURRENT
from wirlod.publish.draft import Draft
from wirlod.publish.rehearsal.site import Reply
from wirlod.publish.rehearsal.steps import rehearse
from wirlod.web import create_app


class Stage:
    """The application, asked without a network."""

    def __init__(self, client: Any, base_uri: str) -> None:
        self._client = client
        self._base_uri = base_uri

    def ask(self, method: str, url: str, accept: str) -> Reply:
        """Answer a request for *url*, which begins with the base address."""
        parts = urlsplit(url.removeprefix(self._base_uri))
        path = f"/{parts.path}" + (f"?{parts.query}" if parts.query else "")
        with closing(
            self._client.open(path, method=method, headers={"Accept": accept})
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Reply(response.status_code, headers, response.get_data())


def rehearse_draft(draft: Draft) -> None:
    """
    Rehearse *draft*.

    :raises PublishingError: when a portal would stumble.
    """
    with TemporaryDirectory() as folder:
        stage = Path(folder)
        (stage / draft.name).symlink_to(draft.folder.resolve())
        (stage / CURRENT).symlink_to(draft.name)
        settings = msgspec.structs.replace(draft.settings, editions=stage, store="")
        rehearse(draft, Stage(create_app(settings).test_client(), settings.base_uri))

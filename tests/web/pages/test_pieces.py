"""Pieces that many pages share are written once, and again for all that they name."""

from typing import Any

import pytest
from flask import Flask
from markupsafe import escape

from wirlod.web.pages import pieces
from wirlod.web.pages.pieces import Pieces
from wirlod.web.pages.rendering import EXTENSION

SOURCE = "{% kept root, q %}{{ say(root) }}, {{ q }}{% endkept %}!"


class Speaker:
    """Counts how often it says something."""

    def __init__(self) -> None:
        self.said = 0

    def __call__(self, word: str) -> str:
        self.said += 1
        return word


def render(app: Flask, speaker: Speaker, kept: Pieces, **named: Any) -> str:
    template = app.extensions[EXTENSION]["en"].from_string(SOURCE)
    return str(template.render(pieces=kept, say=speaker, **named))


@pytest.mark.parametrize(
    ("second", "times"),
    [
        pytest.param({"root": "../", "q": "<"}, 1, id="the same"),
        pytest.param({"root": "./", "q": "<"}, 2, id="at another place"),
        pytest.param({"root": "../", "q": ">"}, 2, id="with another word"),
    ],
)
def test_a_piece_is_written_once_for_what_it_names(
    app: Flask, second: dict[str, str], times: int
) -> None:
    speaker, kept = Speaker(), Pieces()

    pages = [render(app, speaker, kept, **named) for named in ({"root": "../", "q": "<"}, second)]

    assert pages == ["../, &lt;!", f"{second['root']}, {escape(second['q'])}!"]
    assert speaker.said == times


def test_pieces_are_forgotten_where_the_site_is_another_or_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = object()
    kept = Pieces(site)

    assert kept.of(site) is kept
    assert kept.of(object()) is not kept
    monkeypatch.setattr(pieces, "MOST_PIECES", 0)
    assert kept.of(site) is not kept

"""Style sheets, scripts and pictures of the site: what they are called, and what is left out."""

import re
from importlib import resources

from flask.testing import FlaskClient

from wirlod.web.pages.assets import asset_path, squeeze

TOKENS = re.compile(r'"[^"]*"|[{};]|[^\s{};"]+')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def test_a_style_sheet_says_the_same_with_fewer_spaces() -> None:
    file = resources.files("wirlod.web.pages") / "static/site.css"
    written = file.read_text(encoding="utf-8")

    served = squeeze(written)

    assert len(served) < 0.95 * len(written)
    assert TOKENS.findall(served) == TOKENS.findall(COMMENT.sub("", written))


def test_files_that_lie_together_are_named_alike_and_kept_for_ever(site: FlaskClient) -> None:
    paths = [asset_path(name) for name in ("site.css", "search.js", "icon.svg")]
    answers = [site.get(f"/{path}") for path in paths]

    assert len({path.rpartition("/")[0] for path in paths}) == 1
    assert all("immutable" in answer.headers["Cache-Control"] for answer in answers)
    assert len({answer.data for answer in answers}) == 3


def test_an_older_name_is_not_kept(site: FlaskClient) -> None:
    answer = site.get("/static/0/site.css")

    assert answer.status_code == 200
    assert "immutable" not in answer.headers["Cache-Control"]

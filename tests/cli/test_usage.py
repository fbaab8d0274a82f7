"""What is wrong with a command as it was typed is said in one line, in the language of the run."""

import pytest
from click.testing import CliRunner

from wirlod.cli import main

TYPED = {
    "publish --agan": "wirlod publish: es gibt keine Option '--agan'. Ist '--again' gemeint?",
    "publish --foo": "wirlod publish: es gibt keine Option '--foo'.",
    "publish --allow-loss": "hinter '--allow-loss' fehlt der Wert.",
    "publish --yes=1": "die Option '--yes' hat keinen Wert.",
    "publish --clock gestern": "'gestern' ist nicht von der Form '%Y-%m-%dT%H:%M:%SZ'.",
    "frobnicate": "wirlod: es gibt keinen Befehl 'frobnicate'.",
    "extract": "wirlod extract: es fehlt 'FILES...'.",
    "review a b": "wirlod review: überzählig ist: b.",
    "review a b c": "wirlod review: überzählig sind: b c.",
    "serve --port x": "ungültig für '--port': 'x' ist keine ganze Zahl.",
    "serve --port 99999": "99999 liegt nicht im Bereich 1<=x<=65535.",
    "diff --format x": "'x' ist keines von 'text', 'json', 'html'.",
    "preview nowhere": "ungültig für 'FILES...': 'nowhere' gibt es nicht.",
    "--lang fr publish": "wirlod: ungültig für '--lang': gefunden 'fr', erwartet de oder en.",
    "--foo": "wirlod: es gibt keine Option '--foo'.",
}


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_wrong_is_told_in_german(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")

    done = CliRunner().invoke(main, typed.split(), prog_name="wirlod")

    [told] = done.stderr.strip().splitlines()
    assert done.exit_code == 2
    assert TYPED[typed] in told
    assert told.endswith("--help'.")


def test_in_english_it_is_said_as_click_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")

    done = CliRunner().invoke(main, ["publish", "--agan"], prog_name="wirlod")

    wanted = "wirlod publish: No such option '--agan'. Did you mean '--again'?"
    assert done.stderr == f"{wanted} See 'wirlod publish --help'.\n"


def test_who_types_nothing_is_shown_what_there_is() -> None:
    done = CliRunner().invoke(main, [])

    assert "publish" in done.output
    assert "Traceback" not in done.output

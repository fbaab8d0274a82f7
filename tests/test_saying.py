"""Every message to stewards is translated, with all its values, and every translation is said."""

import ast
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from wirlod import errors
from wirlod.cli import main
from wirlod.saying import answering, locale_language, say, speaking

SOURCES = Path(__file__).parents[1] / "src/wirlod"


def find_messages() -> Iterator[tuple[str, ast.expr]]:
    """Yield the place and the first argument of each call of ``say`` or ``message``."""
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "from wirlod.saying import" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "message"):
                yield f"{path.relative_to(SOURCES)}:{node.lineno}", node.args[0]


def read_german() -> dict[str, str]:
    with (SOURCES / "translations/de.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, "de") if entry.id}


def places_in(text: str) -> set[tuple[str, str | None, str | None]]:
    return {parts[1:] for parts in Formatter().parse(text) if parts[1] is not None}  # type: ignore[misc]


def test_every_message_is_translated_and_every_translation_is_said() -> None:
    said = {n.value for _, n in find_messages() if isinstance(n, ast.Constant)}

    assert len(said) > 300
    assert said == read_german().keys()


def test_no_message_is_put_together_before_it_is_translated() -> None:
    glued = [
        place for place, node in find_messages() if isinstance(node, ast.JoinedStr | ast.BinOp)
    ]

    assert glued == []


def test_a_translation_has_the_places_of_its_message_and_other_words() -> None:
    german = read_german()

    assert [m for m, text in german.items() if places_in(m) != places_in(text)] == []
    same = {m for m, text in german.items() if m == text and re.search(r"[a-z]{4}", m)}
    assert same == {"{count:6,} in {path}"}


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_AT"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "de", "LC_ALL": ""}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert locale_language(environment) == language


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["--lang", "deutsch"], "ist nichts"), (["--lang", "en"], "nothing"), ([], "ist nichts")],
)
def test_who_types_chooses_before_the_locale(
    tmp_path: Path, arguments: list[str], word: str
) -> None:
    environment = {"LC_ALL": "de_DE.UTF-8", "WIRLOD_EDITIONS": str(tmp_path)}

    done = CliRunner().invoke(main, [*arguments, "editions"], env=environment)

    assert word in done.stderr


def test_the_language_ends_with_its_block() -> None:
    with speaking("de"):
        inside = say("is empty")

    assert (inside, say("is empty")) == ("ist leer", "is empty")


def test_one_who_is_answered_is_spoken_to_in_a_language_of_his_own() -> None:
    with speaking("de"), answering(lambda: "en"):
        inside = say("is empty")

    assert (inside, say("is empty")) == ("is empty", "is empty")
    with answering(lambda: "de"), ThreadPoolExecutor(1) as others:
        assert (say("is empty"), others.submit(say, "is empty").result()) == (
            "ist leer",
            "is empty",
        )


def test_why_somebody_is_not_answered_is_always_said_and_never_only_written() -> None:
    kinds = {name for name in vars(errors) if name.startswith("Query")}
    kinds |= {"EngineFailed", "AddressMalformed", "NotAcceptable", "NothingPublished"}
    kinds |= {"EditionDamaged", "EditionNotFound", "ThingNotFound", "ThingWithdrawn"}
    kinds |= {"WorkersUnavailable"}
    raised = [
        (f"{path.relative_to(SOURCES)}:{node.lineno}", node.args[0])
        for folder in ("sparql", "query", "web")
        for path in sorted((SOURCES / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in kinds
    ]

    assert len(raised) > 100
    assert [place for place, reason in raised if _has_bare_words(reason)] == []


def _has_bare_words(reason: ast.expr) -> bool:
    """Tell whether words stand in *reason* outside of what is said; marks may."""
    if isinstance(reason, ast.Call):
        return False
    texts = [node.value for node in ast.walk(reason) if isinstance(node, ast.Constant)]
    return any(re.search(r"[A-Za-z]", text) for text in texts if isinstance(text, str))

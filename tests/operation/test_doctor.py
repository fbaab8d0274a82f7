"""Broken installations, each with what the doctor says to do."""

import socket
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from tests.engines import load, start
from tests.web.conftest import BASE, write_edition

from wirlod.cli import main
from wirlod.edition import read_edition
from wirlod.operation import doctor
from wirlod.operation.doctor import Finding, Verdict, examine
from wirlod.settings import Settings

NAME = "2026-11-22T150000Z"
Break = Callable[[Settings], Settings]


@pytest.fixture
def installed(tmp_path: Path) -> Settings:
    """The settings of an installation that is well."""
    (tmp_path / "data").mkdir()
    write_edition(tmp_path / "editions")
    return Settings(base_uri=BASE, data=tmp_path / "data", editions=tmp_path / "editions")


def find(settings: Settings, port: int = 0) -> list[Finding]:
    return [f for f in examine(settings, port or free_port()) if f.verdict is not Verdict.GOOD]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def without_editions(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, editions=settings.editions / "elsewhere")


def empty_editions(settings: Settings) -> Settings:
    (settings.data / "empty").mkdir()
    return msgspec.structs.replace(settings, editions=settings.data / "empty")


def editions_is_a_file(settings: Settings) -> Settings:
    file = settings.data / "file"
    file.touch()
    return msgspec.structs.replace(settings, editions=file)


def without_records(settings: Settings) -> Settings:
    settings.data.rmdir()
    return settings


def no_current(settings: Settings) -> Settings:
    (settings.editions / "current").unlink()
    return settings


def broken_manifest(settings: Settings) -> Settings:
    (settings.editions / NAME / "manifest.json").write_text("{")
    return settings


def another_base(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, base_uri="https://elsewhere.example.org/")


def on_this_machine(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, base_uri="http://localhost:8000/")


def half_an_import(settings: Settings) -> Settings:
    (settings.data / ".before").mkdir()
    return settings


def leftovers(settings: Settings) -> Settings:
    (settings.editions / ".staging-2026-11-23T150000Z").mkdir()
    return settings


@pytest.mark.parametrize(
    ("spoil", "verdict", "what", "advice"),
    [
        (without_editions, Verdict.BAD, "no folder of editions", "WIRLOD_EDITIONS"),
        (empty_editions, Verdict.BAD, "nothing is published", "wirlod publish"),
        (editions_is_a_file, Verdict.BAD, "is no folder", "WIRLOD_EDITIONS"),
        (without_records, Verdict.BAD, "no folder of records", "WIRLOD_DATA"),
        (no_current, Verdict.BAD, "no edition is current", "rollback NAME"),
        (broken_manifest, Verdict.BAD, "is damaged", "rollback"),
        (another_base, Verdict.DOUBT, "was published for", "publish again"),
        (on_this_machine, Verdict.DOUBT, "addresses begin with", "WIRLOD_BASE_URI"),
        (leftovers, Verdict.DOUBT, ".staging-2026-11-23T150000Z", "clears it"),
        (half_an_import, Verdict.DOUBT, "ended in the middle", "undoes it"),
    ],
)
def test_what_is_broken_is_found(
    installed: Settings, spoil: Break, verdict: Verdict, what: str, advice: str
) -> None:
    before = find(installed)
    found = [finding for finding in find(spoil(installed)) if finding not in before]

    assert any(f.verdict is verdict and what in f.what and advice in f.advice for f in found), found


def test_a_port_in_use_is_found(installed: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = find(installed, server.getsockname()[1])

    assert any("listens on port" in finding.what for finding in found)


def test_little_room_is_found(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = doctor.shutil.disk_usage(installed.editions)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: usage._replace(free=1000))

    assert any("are free" in finding.what for finding in find(installed))


def run(settings: Settings, *arguments: str) -> tuple[int, str]:
    environment = {
        "WIRLOD_BASE_URI": settings.base_uri,
        "WIRLOD_DATA": str(settings.data),
        "WIRLOD_EDITIONS": str(settings.editions),
    }
    result = CliRunner().invoke(main, arguments, env=environment)
    return result.exit_code, result.output


def test_the_doctor_fails_only_where_it_cannot_work(installed: Settings) -> None:
    assert run(installed, "doctor")[0] == 0
    assert run(no_current(installed), "doctor")[0] == 1


def test_verify_names_what_is_damaged(installed: Settings) -> None:
    assert run(installed, "verify", NAME) == (0, f"{NAME} is whole\n")
    code, output = run(broken_manifest(installed), "verify")

    assert code == 1
    assert NAME in output


def test_verify_knows_its_editions(installed: Settings) -> None:
    code, output = run(installed, "verify", "2020-01-01T000000Z")

    assert code == 1
    assert "wirlod editions" in output


@pytest.mark.parametrize(
    ("pushed", "told"),
    [
        pytest.param("", "holds no edition", id="nothing pushed"),
        pytest.param(NAME, "", id="all is well"),
        pytest.param("2026-11-23T150000Z", "which is not in", id="a folder is missing"),
    ],
)
def test_the_engine_is_looked_at(
    installed: Settings, tmp_path: Path, pushed: str, told: str
) -> None:
    (tmp_path / "engine").mkdir()
    with start("oxigraph", tmp_path / "engine") as engine:
        if pushed:
            folder = write_edition(tmp_path / "editions_elsewhere", pushed)
            load(engine, read_edition(folder))
        settings = msgspec.structs.replace(installed, store=engine.store)
        found = [finding for finding in find(settings) if engine.store in finding.what]
    gone = [finding for finding in find(settings) if engine.store in finding.what]

    assert [told in finding.what for finding in found] == ([True] if told else [])
    assert [("cannot be reached" in f.what, f.verdict) for f in gone] == [(True, Verdict.BAD)]


def test_operators_are_spoken_to_in_their_language(tmp_path: Path) -> None:
    def told(command: str, **settings: str) -> str:
        given = {"WIRLOD_EDITIONS": f"{tmp_path}/none", "LC_ALL": "de_DE.UTF-8", **settings}
        return CliRunner().invoke(main, command.split(), env=given).output

    assert "den Ordner für Ausgaben gibt es nicht" in told("doctor")
    assert "WIRLOD_KEEP_EDITIONS ist 0: 1 oder mehr angeben" in told(
        "serve", WIRLOD_KEEP_EDITIONS="0"
    )
    assert all("ist nichts veröffentlicht" in told(c) for c in ("verify", "rollback", "editions"))
    assert "keine solche Einstellung" in told("settings", WIRLOD_COLOUR="red")

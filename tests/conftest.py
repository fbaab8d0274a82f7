"""What every test may ask for: the checkout, one real edition, the conformance material."""

import os
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any
from weakref import ReferenceType, ref

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from tests.engines import ENGINES

from wirlod.edition import Edition
from wirlod.publish.publisher import publish
from wirlod.query.kept import let_go
from wirlod.settings import Settings

CHECKOUT = Path(__file__).parents[1]

# How long an example takes says how busy the machine is; growth has tests of its own.
hypothesis_settings.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("busy")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests of the web ask an engine elsewhere."""
    parser.addoption(
        "--store", choices=tuple(ENGINES), help="run what asks a store, of this engine"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where an engine is chosen, leave out what would ask none."""
    if config.getoption("--store"):
        asking = [item for item in items if "store_of" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=[item for item in items if item not in asking])
        items[:] = asking


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the project."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Material that lies beside the checkout and not in it: conformance suites, official shapes."""
    folder = Path(os.environ.get("CONFORMANCE_MATERIAL", CHECKOUT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"needs the conformance material in {folder}")
    return folder


@pytest.fixture(scope="session")
def base_uri() -> str:
    """The base address of the edition that tests share; not the default, so that it shows."""
    return "https://daten.example.org/wir/"


@pytest.fixture(scope="session")
def settings(checkout: Path, base_uri: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings that :func:`edition` was published with."""
    return Settings(
        base_uri=base_uri,
        data=checkout / "data",
        editions=tmp_path_factory.mktemp("published") / "editions",
    )


@pytest.fixture(scope="session")
def edition(settings: Settings) -> Edition:
    """The real records, published once for all tests; nothing may change it."""
    return publish(settings, datetime(2026, 11, 22, 15, tzinfo=UTC), lambda line: None)


class Sockets:
    """Remembers which sockets a test opens, and by which lines."""

    def __init__(self) -> None:
        self._others = set(threading.enumerate()) - {threading.current_thread()}
        """Threads that serve more than one test: what they open is not this one's."""
        self._opened: list[tuple[ReferenceType[socket.socket], str]] = []

    def opening(self, open: Callable[..., Any]) -> Callable[..., Any]:
        """Remember the sockets that *open* makes, by connecting or accepting."""

        @wraps(open)
        def remembering(one: socket.socket, *given: Any) -> Any:
            made = open(one, *given)
            if threading.current_thread() not in self._others:
                lines = "".join(traceback.format_stack(limit=12)[:-1])
                self._opened.append((ref(made[0] if made else one), lines))
            return made

        return remembering

    def find_open(self) -> list[str]:
        """Tell of each that is still open which lines opened it."""
        alive = [(reference(), lines) for reference, lines in self._opened]
        return [lines for one, lines in alive if one is not None and one.fileno() >= 0]


@pytest.fixture(autouse=True)
def no_socket_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """
    Fail the test that leaves a connection open.

    Python would complain of it when it clears up, in the middle of any test that comes later.
    """
    sockets = Sockets()
    monkeypatch.setattr(socket.socket, "connect", sockets.opening(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "accept", sockets.opening(socket.socket.accept))
    yield
    let_go()
    end = time.monotonic() + 5
    while sockets.find_open() and time.monotonic() < end:
        time.sleep(0.02)  # a server in a thread may be about to close its end
    assert not sockets.find_open(), "\n".join(["left open:", *sockets.find_open()])

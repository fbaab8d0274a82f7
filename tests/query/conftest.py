"""A small store to ask, and a pool of workers on it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Store
from tests.query.small_store import quads, strict

from wirlod.query.workers.loans import BrokerProcess, Lines
from wirlod.query.workers.pool import Pool
from wirlod.query.workers.wire import Place
from wirlod.settings import Settings


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    store = Store(str(folder))
    store.bulk_extend(quads())
    store.flush()
    return folder


@pytest.fixture(scope="session")
def pool(store_folder: Path) -> Iterator[Pool]:
    with lend(store_folder, strict()) as pool:
        yield pool


@contextmanager
def lend(store_folder: Path, settings: Settings, *, in_memory: bool = True) -> Iterator[Pool]:
    """Start a broker, and end it with the block."""
    with closing(BrokerProcess(settings)) as broker:
        yield Pool(Place(str(store_folder), in_memory), settings, Lines(broker.address))


OpenPool = Callable[..., Pool]


@pytest.fixture
def open_pool(store_folder: Path) -> Iterator[OpenPool]:
    """A pool with limits of its own; closed when the test ends, however it ends."""
    with ExitStack() as stack:

        def open_(*, in_memory: bool = True, **limits: object) -> Pool:
            return stack.enter_context(lend(store_folder, strict(**limits), in_memory=in_memory))

        yield open_

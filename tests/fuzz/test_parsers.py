"""Every parser of ours, fed at random and with what is nearly right; longer: ``make fuzz``."""

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz.targets import FOLDER, TARGETS, Target, run

EXAMPLES = 60
TEXTS = st.text(max_size=200).map(str.encode)


@pytest.fixture(scope="module", autouse=True)
def files() -> Iterator[None]:
    FOLDER.mkdir(exist_ok=True)
    yield
    shutil.rmtree(FOLDER)


def nearly(seeds: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """Make pieces of *seeds* with something strange between them."""
    pieces = st.sampled_from(sorted({seed[n : n + 9] for seed in seeds for n in range(0, 60, 4)}))
    strange = st.sampled_from(
        [b"\0", b"\xff", b"\xed\xa0\x80", b"\n", b"\r", b'"', b"'", b"\\", b"[" * 40, b"9" * 400]
    )
    return st.lists(pieces | strange | st.binary(max_size=8), max_size=30).map(b"".join)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.__name__)
def test_a_parser_reads_or_refuses_whatever_comes(target: Target) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.binary(max_size=400) | st.text(max_size=200).map(str.encode) | nearly(TARGETS[target])
    )
    def feed(given: bytes) -> None:
        run(target, given)

    for seed in TARGETS[target]:
        run(target, seed)
    feed()

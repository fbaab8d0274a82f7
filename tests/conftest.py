"""What every test may ask for: the checkout, the shared material."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


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

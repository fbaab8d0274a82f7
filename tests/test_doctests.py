"""The examples in the docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import wirlod

MODULES = [
    name
    for _, name, _ in pkgutil.walk_packages(wirlod.__path__, "wirlod.")
    if not name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_are_true(name: str) -> None:
    failures, _ = doctest.testmod(importlib.import_module(name))

    assert failures == 0

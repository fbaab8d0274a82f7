"""
An edition's own store: Oxigraph, opened read-only in this process.

For queries of our own only. Any number of processes may open one edition, and an open
store survives the removal of its folder.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pyoxigraph
from pyoxigraph import QuerySolutions, QueryTriples, Triple

from wirlod.kinds import prefixes
from wirlod.query.store import Row, Term


class EmbeddedStore:
    """The store of one edition."""

    def __init__(self, store: pyoxigraph.Store, base_uri: str, *, union: bool = False) -> None:
        self._store = store
        self._union = union
        self._prefixes = prefixes(base_uri)

    @classmethod
    def from_folder(cls, folder: Path, base_uri: str, *, union: bool = False) -> "EmbeddedStore":
        """Open the store in *folder*, for reading; *union* asks all its graphs as one."""
        return cls(pyoxigraph.Store.read_only(str(folder)), base_uri, union=union)

    def select(self, query: str) -> Iterator[Row]:
        """Yield the solutions of a SELECT query; the prefixes of the dataset are known."""
        solutions = cast(QuerySolutions, self._ask(query))
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {
                name: cast(Term, term)
                for name, term in zip(names, solution, strict=True)
                if term is not None
            }

    def construct(self, query: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT query; the prefixes of the dataset are known."""
        yield from cast(QueryTriples, self._ask(query))

    def _ask(self, query: str) -> object:
        return self._store.query(
            query, prefixes=self._prefixes, use_default_graph_as_union=self._union
        )

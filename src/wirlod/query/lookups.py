"""
One look into an index, answered here instead of by a worker.

Fetching a worker costs more than the look. The engine is shown only what
:mod:`wirlod.sparql.lookups` wrote, never a stranger's text, and goes on only until the answer is
larger than :data:`MOST_BYTES`: then a worker does it, where time and memory are bounded.
"""

import io
from typing import cast

from wirlod.errors import QueryError
from wirlod.query.embedded import EmbeddedStore
from wirlod.query.store import Store
from wirlod.query.workers.answer import KnownAnswer
from wirlod.query.workers.respondents import Result
from wirlod.query.workers.wire import Question
from wirlod.query.workers.worker import write_result

MOST_BYTES = 2**16
"""How large an answer may be: a row takes a byte at least, so this bounds the rows, too."""


class _TooLarge(Exception):
    """An answer is larger than a look may bring."""


class _BoundedFile(io.BytesIO):
    """Takes :data:`MOST_BYTES`."""

    def write(self, piece: object) -> int:
        """Take a piece; the engine stops where this raises."""
        written = super().write(cast(bytes, piece))
        if self.tell() > MOST_BYTES:
            raise _TooLarge
        return written


def look_up(store: Store, lookup: str, question: Question) -> KnownAnswer | None:
    """
    Answer the *question* by *lookup*, in which it was written anew.

    None where a worker must be asked: an answer that is large, or cannot be written; a store that
    is not here.
    """
    has_dataset = question.default_graphs is not None or bool(question.required_graphs)
    if not lookup or has_dataset or not isinstance(store, EmbeddedStore):
        return None
    file = _BoundedFile()
    try:
        write_result(cast(Result, store.look(lookup)), question, file)
    except (_TooLarge, SyntaxError, QueryError, ValueError, OSError):
        return None
    return KnownAnswer(file.getvalue())

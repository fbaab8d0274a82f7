"""
The sentence that would stand beside a published value, with what stands around it.
"""

from wirlod.extract.facts import Evidence
from wirlod.extract.review.release_file import ProposedEvidence
from wirlod.extract.text.reading import Reading, Span
from wirlod.extract.text.sentences import find_sentences
from wirlod.values.quotes import LONGEST_QUOTE

CONTEXT = 32


class Quoter:
    """Quotes one source; positions are code points of its kept text."""

    def __init__(self, text: str) -> None:
        self._text = text
        reading = Reading(text)
        self._sentences = [
            reading.source_span(Span(s.start, s.end)) for s in find_sentences(reading)
        ]

    def quote(self, supports: str, name: str, column: str, said: Evidence) -> ProposedEvidence:
        """Make the evidence that *said* gives for the property *name* of *supports*."""
        start, end = self._sentence_around(said)
        return ProposedEvidence(
            supports, name, column, said.quote, self._text[start:end],
            self._text[max(0, start - CONTEXT) : start], self._text[end : end + CONTEXT],
            start, end, said.basis,
        )  # fmt: skip

    def _sentence_around(self, said: Evidence) -> Span:
        """The sentence that *said* stands in, unless it is too long to quote."""
        for span in self._sentences:
            if span.start <= said.start and said.end <= span.end:
                return (
                    span if span.end - span.start <= LONGEST_QUOTE else Span(said.start, said.end)
                )
        return Span(said.start, said.end)

"""Texts in the manner of press releases, written for this test, against their gold facts."""

from pathlib import Path

import pytest
from tests.benchmarks.extraction import GAZETTEER, PRECISION_GOAL, RECALL_GOAL, TEXTS, Score, run

from wirlod.extract.names.gazetteer import read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.text.document import read_document

FILES = sorted(p for p in TEXTS.iterdir() if p.suffix in (".txt", ".html", ".md"))


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return run(TEXTS)[0]


def test_there_are_texts_enough() -> None:
    assert len(FILES) >= 80


def test_precision_and_recall_reach_their_goals(scores: dict[str, Score]) -> None:
    total = Score(*(sum(score[i] for score in scores.values()) for i in range(3)))

    assert total.precision >= PRECISION_GOAL
    assert total.recall >= RECALL_GOAL


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_evidence_quotes_the_source_exactly(path: Path) -> None:
    document = read_document(path)

    facts = extract_release(document, read_gazetteer(GAZETTEER))

    every = [*facts.grants, *facts.figures, *facts.people, *facts.quotations, facts.release]
    for evidence in [e for fact in [*every, *facts.milestones] for e in fact.evidence]:
        assert document.text[evidence.start : evidence.end] == evidence.quote


def test_the_same_text_gives_the_same_facts() -> None:
    document, gazetteer = read_document(FILES[0]), read_gazetteer(GAZETTEER)

    assert extract_release(document, gazetteer) == extract_release(document, gazetteer)

"""The terms as the published data use them: on what they say, with what they say."""

import pytest
from pyoxigraph import QuerySolutions, Store
from tests.ontology.own_terms import CLASSES, PROPERTIES

from wirlod.kinds import prefixes

SAID_OF_OTHERS = """
SELECT DISTINCT ?subject {
  ?subject wir:$name ?value .
  FILTER NOT EXISTS { wir:$name schema:domainIncludes ?class . ?subject a ?class }
}
"""
OTHER_VALUES = """
SELECT DISTINCT ?value {
  ?subject wir:$name ?value .
  FILTER NOT EXISTS {
    wir:$name schema:rangeIncludes ?type .
    FILTER(?type = DATATYPE(?value) || EXISTS { ?value a ?type })
  }
}
"""


def ask(store: Store, query: str, base: str) -> list[str]:
    solutions = store.query(query, prefixes=prefixes(base))
    assert isinstance(solutions, QuerySolutions)
    return [str(solution[0]) for solution in solutions]


@pytest.mark.parametrize("name", CLASSES)
def test_there_are_things_of_every_class(published: Store, base: str, name: str) -> None:
    assert ask(published, f"SELECT ?thing {{ ?thing a wir:{name} }} LIMIT 1", base)


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_is_said_of_its_domain(published: Store, base: str, name: str) -> None:
    assert ask(published, SAID_OF_OTHERS.replace("$name", name), base) == []


@pytest.mark.parametrize("name", sorted({*PROPERTIES} - {"supportsProperty"}))
def test_a_property_has_values_of_its_range(published: Store, base: str, name: str) -> None:
    assert ask(published, OTHER_VALUES.replace("$name", name), base) == []


def test_every_property_that_evidence_supports_is_used(published: Store, base: str) -> None:
    unused = """
    SELECT DISTINCT ?property {
      ?evidence wir:supportsProperty ?property .
      FILTER NOT EXISTS { ?subject ?property ?value }
    }
    """

    assert ask(published, unused, base) == []


def test_a_value_that_evidence_supports_is_there(published: Store, base: str) -> None:
    missing = """
    SELECT ?evidence {
      ?evidence wir:supportsProperty ?property ; oa:hasBody ?thing .
      FILTER NOT EXISTS { ?thing ?property ?value }
    }
    """

    assert ask(published, missing, base) == []

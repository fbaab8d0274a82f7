"""What is measured of the data, and what becomes of a catalogue without places."""

from decimal import Decimal

import pytest
from pyoxigraph import NamedNode, Quad, Store
from tests.query.tiny import BASE, load

from wirlod.edition import Edition
from wirlod.publish.answers import Ask, asker
from wirlod.publish.catalogue.coverage import find_place, find_spans
from wirlod.publish.catalogue.quality import METRICS, measure
from wirlod.publish.catalogue.vocabulary import find_values


@pytest.fixture(scope="module")
def store(edition: Edition) -> Store:
    return Store.read_only(str(edition.store_folder))


@pytest.fixture(scope="module")
def ask_and_base(store: Store, edition: Edition) -> tuple[Ask, str]:
    base_uri = edition.manifest.base_uri
    return asker(store, base_uri), base_uri


def test_every_metric_is_measured_where_it_means_something(ask_and_base: tuple[Ask, str]) -> None:
    found = list(measure(*ask_and_base))

    assert len(found) == sum(len(metric.datasets) for metric in METRICS)
    assert all(0 <= Decimal(m.measured) <= 1 for m in found)


def test_the_share_of_amounts_that_are_not_exact_is_computed(
    ask_and_base: tuple[Ask, str],
) -> None:
    shares = {m.id.rpartition("#")[2]: m.measured for m in measure(*ask_and_base)}

    assert Decimal("0.1") < Decimal(shares["quality-approximate-sums"]) < Decimal("0.3")
    assert shares["quality-sources"] == "1"


def test_everything_happens_in_hesse(store: Store) -> None:
    assert find_place(store) == "http://dcat-ap.de/def/politicalGeocoding/stateKey/06"


def test_the_time_of_the_grants_keeps_the_precision_of_the_data(
    ask_and_base: tuple[Ask, str],
) -> None:
    span = find_spans(*ask_and_base)["grants"]

    assert (span.start.datatype, span.end[:4]) == ("xsd:gYear", "2030")


def test_an_empty_store_has_neither_time_nor_place() -> None:
    empty = Store()
    empty.add(Quad(*(NamedNode(f"http://example.org/{name}") for name in "spo")))

    assert find_place(empty) is None
    assert find_spans(asker(empty, BASE), BASE) == {}


def test_no_value_is_found_where_none_is_mentioned() -> None:
    assert list(find_values([], {})) == []


def test_a_share_is_of_those_that_have_what_is_wanted() -> None:
    few = load(
        """
        id:a a wir:Grant ; wir:counting concept:counted ; wir:amount 5 ; schema:amount id:ma ;
          dct:temporal id:p, id:q .
        id:b a wir:Grant ; wir:counting concept:no-sum ; dct:temporal id:p .
        id:c a wir:Grant ; wir:counting concept:no-sum ; schema:amount id:mc ; dct:temporal id:p .
        id:d a wir:Grant ; wir:counting concept:no-sum ; schema:amount id:md .
        id:ma wir:precision concept:exact . id:mc wir:precision concept:at-least .
        id:md wir:precision concept:exact .
        """
    )

    shares = {m.id.rpartition("#quality-")[2]: m.measured for m in measure(asker(few, BASE), BASE)}

    assert (shares["amounts"], shares["periods"]) == ("0.25", "0.75")
    assert shares["approximate-sums"] == "0.3333"
    assert shares["dated-releases"] == "1"

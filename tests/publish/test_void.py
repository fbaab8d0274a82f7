"""The description of the data that is part of the data."""

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from wirlod.edition import Edition


def test_the_counts_of_void_are_those_of_the_endpoint(edition: Edition, base_uri: str) -> None:
    """VoID is a graph of the edition, and says what anyone can count."""
    store = Store.read_only(str(edition.store_folder))
    counted = store.query(
        """
        PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?property ?said (COUNT(?s) AS ?found) {
          GRAPH ?void { ?part void:property ?property ; void:triples ?said }
          ?s ?property ?o
        } GROUP BY ?property ?said
        """
    )
    rows = [(row["property"].value, row["said"].value, row["found"].value) for row in counted]
    assert len(rows) > 50
    assert [row for row in rows if row[1] != row[2]] == []
    void = NamedNode(f"{base_uri}.well-known/void")
    whole = NamedNode(f"{void.value}#dataset")
    [said] = store.quads_for_pattern(
        whole, NamedNode("http://rdfs.org/ns/void#triples"), None, void
    )
    everything = store.quads_for_pattern(None, None, None, DefaultGraph())
    assert said.object == Literal(sum(1 for _ in everything))

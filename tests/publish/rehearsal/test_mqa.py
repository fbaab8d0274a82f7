"""Points of the EU's assessment: each only where every file, or the dataset, has what is wanted."""

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.facts import Facts
from wirlod.namespaces import FOREIGN_PREFIXES, MEDIA_TYPES, expand
from wirlod.publish.rehearsal.mqa import ACCESS_RIGHTS, FILE_TYPES, INDICATORS, LICENCES, score
from wirlod.publish.rehearsal.site import Reply

DATASET, FIRST, SECOND, AGENT = (f"http://example.org/{name}" for name in ("d", "f1", "f2", "a"))
OF_A_FILE = {
    "rdf:type": expand("dcat:Distribution", FOREIGN_PREFIXES),
    "dcat:accessURL": f"{FIRST}.ttl",
    "dcat:downloadURL": f"{FIRST}.ttl",
    "dct:format": f"{FILE_TYPES}RDF_TURTLE",
    "dcat:mediaType": f"{MEDIA_TYPES}text/turtle",
    "dct:license": f"{LICENCES}dl-by-de/2.0",
    "dct:rights": "http://example.org/rights",
    "dcat:byteSize": "5",
}
COMPLETE: dict[str, dict[str, str]] = {
    DATASET: {
        "rdf:type": expand("dcat:Dataset", FOREIGN_PREFIXES),
        "dct:accessRights": f"{ACCESS_RIGHTS}PUBLIC",
        "dct:publisher": AGENT,
    }
    | {
        name: "http://example.org/x"
        for name in ("dcat:keyword", "dcat:theme", "dct:spatial", "dct:temporal", "dct:title",
                     "dcat:contactPoint", "dct:issued", "dct:modified", "dct:description")
    },
    FIRST: OF_A_FILE,
    SECOND: OF_A_FILE,
    AGENT: {"rdf:type": expand("foaf:Agent", FOREIGN_PREFIXES), "foaf:name": "A"},
}  # fmt: skip


class Answering:
    """A site where everything answers, or nothing."""

    def __init__(self, status: int) -> None:
        self.status = status

    def ask(self, method: str, url: str, accept: str) -> Reply:
        """Answer."""
        return Reply(self.status, {}, b"")


def lost(
    without: tuple[str, str] = ("", ""), instead: str = "", files: bool = True, status: int = 200
) -> set[str]:
    """Score the dataset with one thing of it gone, or said in another way."""
    triples = [
        Triple(*(NamedNode(subject), NamedNode(expand(name, FOREIGN_PREFIXES)), term))
        for subject, facts in COMPLETE.items()
        for name, value in facts.items()
        if (subject, name) != without or instead
        for text in [instead if (subject, name) == without else value]
        for term in [NamedNode(text) if "://" in text else Literal(text)]
    ]
    distribution = NamedNode(expand("dcat:distribution", FOREIGN_PREFIXES))
    if files:
        triples += [Triple(NamedNode(DATASET), distribution, NamedNode(f)) for f in (FIRST, SECOND)]
    found = score(Facts(triples), DATASET, Answering(status))
    return {text.rpartition(" (")[0] for text in found.lost}


def test_a_complete_dataset_loses_nothing() -> None:
    assert lost() == set()


@pytest.mark.parametrize(
    ("subject", "name", "indicators"),
    [
        (DATASET, "dcat:keyword", {"keywords"}),
        (DATASET, "dct:modified", {"modified"}),
        (DATASET, "dct:title", {"DCAT-AP"}),
        (DATASET, "dct:accessRights", {"access rights", "access rights from a list"}),
        (AGENT, "foaf:name", {"DCAT-AP"}),
        (SECOND, "dcat:byteSize", {"size"}),
        (SECOND, "dct:rights", {"rights"}),
        (SECOND, "dct:license", {"licence", "licence from a list"}),
        (SECOND, "dcat:downloadURL", {"download address", "download address answers"}),
    ],
)
def test_what_one_file_or_the_dataset_lacks_costs_its_points(
    subject: str, name: str, indicators: set[str]
) -> None:
    assert lost((subject, name)) == indicators


@pytest.mark.parametrize(
    ("subject", "name", "indicators"),
    [
        (SECOND, "dct:license", {"licence from a list"}),
        (DATASET, "dct:accessRights", {"access rights from a list"}),
        (SECOND, "dcat:mediaType", {"format and media type from lists"}),
        (
            SECOND,
            "dct:format",
            {"format and media type from lists", "non-proprietary", "machine-readable"},
        ),
    ],
)
def test_a_value_of_no_list_costs_points(subject: str, name: str, indicators: set[str]) -> None:
    assert lost((subject, name), instead="http://example.org/other") == indicators


def test_what_does_not_answer_costs_points() -> None:
    assert lost(status=404) == {"access address answers", "download address answers"}


def test_a_dataset_without_files_is_none_of_dcat_ap() -> None:
    assert lost(files=False) == {"DCAT-AP"}
    assert sum(indicator.points for indicator in INDICATORS) == 405

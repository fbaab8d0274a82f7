"""The official shapes for catalogues, composed as the portals compose them."""

import importlib.util
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

OPEN_LICENCE = URIRef("http://govdata.de/mqa/#isOpenLicense")


class Official:
    """A judge with the shapes of one profile and the lists that they ask for."""

    def __init__(self, folder: Path, profile: str) -> None:
        kit = load_kit(folder)
        self.shapes = kit.load(kit.P[profile])
        self.lists = Graph()
        full = kit.load(kit.V + kit.ONT)
        for predicate in (SKOS.inScheme, RDFS.subClassOf, OPEN_LICENCE):
            for triple in full.triples((None, predicate, None)):
                if isinstance(triple[0], URIRef) and isinstance(triple[2], URIRef | Literal):
                    self.lists.add(triple)
        for scheme in full.subjects(RDF.type, SKOS.ConceptScheme):
            self.lists.add((scheme, RDF.type, SKOS.ConceptScheme))
        self.shapes.remove((None, OWL.imports, None))

    def judge(self, catalogue: Graph) -> Counter[str]:
        """Count the results about *catalogue* by severity and path."""
        own = set(catalogue.subjects()) | set(catalogue.objects())
        _, report, _ = validate(
            catalogue + self.lists,
            shacl_graph=self.shapes,
            inference="none",
            allow_warnings=True,
            allow_infos=True,
            do_owl_imports=False,
        )
        results = (
            result
            for result in report.subjects(RDF.type, SH.ValidationResult)
            if report.value(result, SH.focusNode) in own
        )
        return Counter(self._name(report, result) for result in results)

    @staticmethod
    def _name(report: Graph, result: object) -> str:
        severity = str(report.value(result, SH.resultSeverity)).rpartition("#")[2]
        path = report.value(result, SH.resultPath)
        return f"{severity} {re.split('[#/]', path)[-1]}" if isinstance(path, URIRef) else severity


def load_kit(folder: Path) -> ModuleType:
    """Import the validation kit that lies beside the checkout."""
    spec = importlib.util.spec_from_file_location("official_kit", folder / "validate.py")
    assert spec
    assert spec.loader
    kit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(kit)
    return kit

"""What each kind of thing is called on pages, one and many."""

from wirlod.kinds import KINDS
from wirlod.kinds.kind import Bilingual
from wirlod.web.pages.reading import Reader

ONTOLOGY = "ontology"
"""What is shown as a thing is, but has its address under ``/def/``."""

_ONTOLOGIES = Bilingual("Ontologie", "Ontology"), Bilingual("Ontologien", "Ontologies")
_DEFINITIONS = {
    ONTOLOGY: _ONTOLOGIES,
    "def": _ONTOLOGIES,
    "shapes": (Bilingual("Regeln für Daten (SHACL)", "Rules for data (SHACL)"),) * 2,
}


def name_of_one(kind: str, reader: Reader) -> str:
    """Call one thing of *kind* something a person would say."""
    return _names(kind)[0].say(reader.language)


def name_of_many(kind: str, reader: Reader) -> str:
    """Call all things of *kind* something a person would say."""
    return _names(kind)[1].say(reader.language)


def _names(kind: str) -> tuple[Bilingual, Bilingual]:
    if kind in KINDS:
        return KINDS[kind].one, KINDS[kind].many
    return _DEFINITIONS.get(kind) or (Bilingual(kind, kind),) * 2

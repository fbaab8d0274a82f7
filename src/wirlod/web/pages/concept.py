"""A term of a code list: what it means, and the terms beside it."""

from wirlod.web.pages.visit import Visit

MOST_ALIKE = 60


def tell_concept(visit: Visit, concept: str) -> dict[str, object]:
    """Tell what a term means."""
    facts, naming = visit.facts([concept]), visit.naming
    schemes = facts.iris(concept, "skos:inScheme")
    alike = [iri for iri in visit.pointing("skos:inScheme", *schemes) if iri != concept]
    naming.learn(alike)
    return {
        "definition": naming.choose(facts.all(concept, "skos:definition")),
        "schemes": [naming.thing(iri) for iri in schemes],
        "other_names": [naming.value(term) for term in facts.all(concept, "skos:altLabel")],
        "number": facts.text(concept, "skos:notation"),
        "matches": [naming.thing(iri) for iri in facts.iris(concept, "skos:exactMatch")],
        "alike": [naming.thing(iri) for iri in alike[:MOST_ALIKE]],
    }

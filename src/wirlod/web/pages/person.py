"""A person in public office: the roles that sources attest, handovers, words quoted."""

from wirlod.web.pages.events import build_line
from wirlod.web.pages.naming import Value
from wirlod.web.pages.organisation import read_office
from wirlod.web.pages.quotation import read_quotations
from wirlod.web.pages.sentences import gather_proofs
from wirlod.web.pages.visit import Visit


def tell_person(visit: Visit, person: str) -> dict[str, object]:
    """Tell which roles somebody held, as far as sources say so."""
    facts = visit.facts([person])
    roles = facts.iris(person, "org:hasMembership")
    proofs = gather_proofs(visit, facts.parts(person))
    offices = [
        (
            read_office(visit, facts, role),
            _organisation(visit, facts.iri(role, "org:organization")),
            proofs.about(role),
        )
        for role in roles
    ]
    given, received = (
        build_line(visit, visit.pointing(name, person))
        for name in ("wir:givenBy", "wir:receivedBy")
    )
    quotations = visit.pointing("schema:creator", person)
    return {
        "offices": sorted(offices, key=lambda office: office[0].sort),
        "given": given,
        "received": received,
        "quotations": read_quotations(visit, visit.facts(quotations), quotations),
        "note": visit.naming.choose(facts.all(person, "skos:editorialNote")),
    }


def _organisation(visit: Visit, iri: str) -> Value | None:
    return visit.naming.thing(iri) if iri else None

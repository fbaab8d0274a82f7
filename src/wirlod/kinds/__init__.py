"""
THE table of kinds: what there are addresses, lists, pages and datasets of.

One module per kind knows everything about it. A new kind is a module here with a line in
:data:`KINDS`, a module in ``publish/records/`` with a line in its table, a file of shapes, and a
table in ``data/`` with a section in its README; lists, facets, search, pages, datasets and
prefixes follow. A page that tells more than the statements is a module of ``web/pages/``.
"""

from wirlod.iris import namespace_of
from wirlod.kinds.concept import CONCEPT
from wirlod.kinds.dataset import DATASET
from wirlod.kinds.edition import EDITION
from wirlod.kinds.evidence import EVIDENCE
from wirlod.kinds.figure import FIGURE
from wirlod.kinds.grant import GRANT
from wirlod.kinds.guideline import GUIDELINE
from wirlod.kinds.handover import HANDOVER
from wirlod.kinds.kind import Kind
from wirlod.kinds.milestone import MILESTONE
from wirlod.kinds.organisation import ORGANISATION
from wirlod.kinds.person import PERSON
from wirlod.kinds.priority import PRIORITY
from wirlod.kinds.programme import PROGRAMME
from wirlod.kinds.quotation import QUOTATION
from wirlod.kinds.release import RELEASE
from wirlod.kinds.territory import TERRITORY
from wirlod.namespaces import FOREIGN_PREFIXES

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        PROGRAMME,
        GUIDELINE,
        CONCEPT,
        PRIORITY,
        GRANT,
        RELEASE,
        HANDOVER,
        MILESTONE,
        FIGURE,
        ORGANISATION,
        PERSON,
        TERRITORY,
        QUOTATION,
        EVIDENCE,
        DATASET,
        EDITION,
    )
}
"""Name in an address under ``/id/`` → kind; in a dataset, the most important comes first."""


def prefixes(base_uri: str) -> dict[str, str]:
    """Give every prefix a query or a Turtle document may use: ours are ``wir`` and every kind."""
    ours = {kind: f"{base_uri}id/{kind}/" for kind in KINDS}
    return {**FOREIGN_PREFIXES, **ours, "wir": namespace_of(base_uri)}

"""
The columns that choose from a code list of the ontology, and the few choices that are none.

Which codes a list has stands in ``ontology/concepts.ttl`` alone; here a column says which list.
"""

from typing import Literal

from wirlod.publish.records.cells import Code

Currency = Literal["EUR"]
YesNo = Literal["yes", "no"]


class Precision(Code):
    """How exactly a source states a number."""

    scheme = "precision"
    __slots__ = ()


class SumKind(Code):
    """What a sum stands for."""

    scheme = "sum-kind"
    __slots__ = ()


class Per(Code):
    """For how long a rate is given."""

    scheme = "per-time"
    __slots__ = ()


class Basis(Code):
    """Whether a source says so itself."""

    scheme = "basis"
    __slots__ = ()


class TerritoryType(Code):
    """What a territory is in the state."""

    scheme = "territory-type"
    __slots__ = ()


class OrganisationType(Code):
    """What an organisation is."""

    scheme = "organisation-type"
    __slots__ = ()


class MilestoneType(Code):
    """What happened."""

    scheme = "milestone-type"
    __slots__ = ()


class FigureMeasure(Code):
    """What a figure counts or sums up."""

    scheme = "figure-measure"
    __slots__ = ()


class ReleaseType(Code):
    """What a source is."""

    scheme = "release-type"
    __slots__ = ()

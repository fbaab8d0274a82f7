"""THE table of kinds of record: which tables and documents there are in ``data/``."""

from wirlod.publish.records.event import HandoverRow, MilestoneRow
from wirlod.publish.records.figure import FigureRow
from wirlod.publish.records.grant import ClaimRow, GrantRow
from wirlod.publish.records.organisation import NameRow, OrganisationRow
from wirlod.publish.records.person import PersonRow, RoleRow
from wirlod.publish.records.programme import GuidelineRow, PriorityRow, ProgrammeRow
from wirlod.publish.records.release import EvidenceRow, QuotationRow, ReleaseRow
from wirlod.publish.records.row import TableRow
from wirlod.publish.records.territory import TerritoryRow
from wirlod.publish.records.tile import TileRow

ENTRIES: dict[str, type[TableRow]] = {"quotations": QuotationRow, "evidence": EvidenceRow}
"""Lists in the header of a release whose items are records."""

TABLES: tuple[type[TableRow], ...] = (
    TerritoryRow,
    OrganisationRow,
    NameRow,
    PersonRow,
    RoleRow,
    ProgrammeRow,
    GuidelineRow,
    PriorityRow,
    GrantRow,
    ClaimRow,
    HandoverRow,
    MilestoneRow,
    FigureRow,
    TileRow,
)
"""The CSV tables; what others refer to comes first."""

ROW_TYPES: tuple[type[TableRow], ...] = (*TABLES, ReleaseRow, *ENTRIES.values())
"""Every kind of row, those in the headers of releases included."""

TABLE_FILES = {row_type.file: row_type for row_type in TABLES}
RELEASES = "releases"
OTHER_FILES = frozenset(
    {"README.md", "geometry", "publication.yaml", "questions", "tables", "withdrawn.csv"}
)
"""Files in ``data/`` that hold no records."""

"""What the figures of one paper are read from: each table once, in few queries."""

from reports.sources.appraisal import AppraisalRecords
from reports.sources.comparison import ComparisonRecords
from reports.sources.findings import departments_of
from reports.sources.inspecting import InspectionRecords
from reports.sources.items import ItemRecords, ReportGroup
from reports.sources.organising import OrganisingRecords
from reports.sources.outside import OutsideRecords
from reports.sources.rectifying import RectifyingRecords
from reports.sources.series import SeriesRecords
from reports.sources.unit import UnitRecords

__all__ = ["ReportGroup", "Sources", "departments_of"]


class Sources(
    OrganisingRecords,
    ComparisonRecords,
    ItemRecords,
    RectifyingRecords,
    InspectionRecords,
    OutsideRecords,
    UnitRecords,
    AppraisalRecords,
    SeriesRecords,
):
    """The records of one campaign, read when they are first asked for."""

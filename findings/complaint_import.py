"""Complaint statistics out of a worksheet: what a file would bring, and writing it, all or
nothing. The columns are those of the export, so that what was exported can be brought back."""

from dataclasses import asdict, dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.models import Campaign
from findings import complaints
from findings.models import ComplaintRules
from organization.models import NotAllowed, Person, record
from organization.registers import workbook
from organization.sheets import CellError


def headings() -> dict[str, tuple[str, ...]]:
    """The columns by their keys, the usual heading in the reader's language first."""
    return {
        "level": (_("level of complaints"), "投诉层级", "投诉级别"),
        "starts_on": (_("first day of the period"), "起始日", "开始日期"),
        "ends_on": (_("last day of the period"), "截止日", "结束日期"),
        "cause": (_("cause"), "原因", "投诉原因"),
        "n": (pgettext("survey", "number"), "数量", "件数"),
        "total": (_("complaints altogether"), "投诉总数", "总件数"),
        "share": (_("share in percent"), "占比"),
    }


@dataclass
class PeriodDraft:
    """One period of the file, its days as ISO texts; `is_known` when it stands already."""

    row: int
    level: str
    starts_on: str
    ends_on: str
    total: int
    counts: dict[str, int] = field(default_factory=dict)
    is_known: bool = False

    @property
    def first(self) -> date:
        """Its first day."""
        return date.fromisoformat(self.starts_on)

    @property
    def last(self) -> date:
        """Its last day."""
        return date.fromisoformat(self.ends_on)


@dataclass
class ComplaintDraft:
    """What a file would bring, kept between the preview and the confirmation."""

    campaign: str  # its code
    file: str
    periods: list[PeriodDraft] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    @property
    def new(self) -> list[PeriodDraft]:
        """What is not entered yet."""
        return [period for period in self.periods if not period.is_known]

    def as_json(self) -> dict:
        """For keeping between the preview and the confirmation."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict) -> "ComplaintDraft":
        """The draft that `as_json` gave."""
        periods = [PeriodDraft(**period) for period in kept["periods"]]
        errors = [CellError(**error) for error in kept["errors"]]
        return cls(**{**kept, "periods": periods, "errors": errors})


def template(campaign: Campaign) -> bytes:
    """An empty xlsx with the headings and one row a cause of the campaign."""
    columns = [names[0] for key, names in headings().items() if key != "share"]
    level = ComplaintRules.of(campaign).level
    rows = [[None, None, None, cause, None, None] for cause in complaints.offered(campaign)]
    if rows:
        rows[0][0] = level
    return workbook(_("Complaint statistics"), columns, rows)


@transaction.atomic
def import_complaints(draft: ComplaintDraft, campaign: Campaign, *, by: Person) -> int:
    """Write every new period or none; how many. NotAllowed: nothing was written."""
    if draft.errors:
        raise NotAllowed(_("The sheet has errors: nothing was imported."))
    for period in draft.new:
        try:
            complaints.enter(
                campaign, by=by, level=period.level, starts_on=period.first, ends_on=period.last,
                total=period.total, counts=period.counts,
            )  # fmt: skip
        except ValidationError as error:
            raise NotAllowed(" ".join(error.messages)) from error
    record("campaign.complaints_imported", campaign, by=by, periods=len(draft.new))
    return len(draft.new)

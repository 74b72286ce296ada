"""简报的总期数: every brief of an organisation, over all of its campaigns."""

from dataclasses import dataclass

from campaigns.models import Activity
from reports.models import HouseStyle
from reports.sources.frame import FrameRecords


@dataclass(frozen=True)
class BriefsBefore:
    """How many briefs the organisation had brought out before this system counted them."""

    number: int


class SeriesRecords(FrameRecords):
    """The records that run through several campaigns."""

    def briefs_up_to(self, entry: int | None) -> list[BriefsBefore | Activity]:
        """What came before the system, then the briefs in the register, oldest first, up to
        `entry` (all without one). LookupError for an entry that is no brief of this campaign."""
        of_the_house = Activity.objects.filter(
            kind=Activity.Kind.BRIEF,
            phase__campaign__organisation=self.campaign.organisation,
        ).select_related("phase__campaign", "department")
        if entry is not None:
            if not of_the_house.filter(pk=entry, phase__campaign=self.campaign).exists():
                raise LookupError(entry)
            of_the_house = of_the_house.filter(pk__lte=entry)
        rows = list(of_the_house.order_by("pk"))
        before = HouseStyle.of(self.campaign.organisation).briefs_before
        return [*([BriefsBefore(before)] if before else []), *rows]

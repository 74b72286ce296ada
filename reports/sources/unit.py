"""What the unit says of itself: facts with their days, honours, appraisals it took part in."""

from functools import cached_property

from organization import profile
from organization.models import EarlierAppraisal, Honour, UnitFact
from reports.sources.frame import FrameRecords


class UnitRecords(FrameRecords):
    """The profile of the organisation that reports."""

    @cached_property
    def unit_facts(self) -> list[UnitFact]:
        """The facts that hold on the day of the paper, in their order."""
        return profile.facts(self.campaign.organisation, self.on)

    @cached_property
    def honours(self) -> list[Honour]:
        """Every honour, as it was entered."""
        rows = Honour.objects.filter(unit=self.campaign.organisation_id).select_related("unit")
        return [row for row in rows.order_by("id") if row.year is None or row.year <= self.on.year]

    @cached_property
    def earlier_appraisals(self) -> list[EarlierAppraisal]:
        """The years before this one in which it was appraised."""
        rows = EarlierAppraisal.objects.filter(unit=self.campaign.organisation_id)
        rows = rows.select_related("unit")
        return list(rows.filter(year__lt=self.on.year).order_by("year"))

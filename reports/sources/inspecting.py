"""监督检查: the recurring inspections up to the day of the paper."""

from functools import cached_property

from campaigns.models import Inspection, InspectionPlan, Visit
from organization.models import Department
from reports.sources.frame import FrameRecords, numbered


class InspectionRecords(FrameRecords):
    """The records of the recurring inspections: three queries."""

    @cached_property
    def inspection_plans(self) -> list[InspectionPlan]:
        """The plans that the report tells."""
        return list(self.campaign.inspection_plans.exclude(report_group=""))

    def inspection_plan(self, place: str) -> InspectionPlan:
        """Plan number `place`, 1 first. IndexError when there is none."""
        return numbered(self.inspection_plans, place)

    @cached_property
    def _visits(self) -> list[Visit]:
        rows = Visit.objects.filter(inspection__plan__in=self.inspection_plans, on__lte=self.on)
        return list(rows.select_related("department", "inspection__plan"))

    def visits_of(self, plan: InspectionPlan) -> list[Visit]:
        """What was inspected, by day."""
        return [visit for visit in self._visits if visit.inspection.plan_id == plan.pk]

    def visited(self, plan: InspectionPlan) -> list[Department]:
        """The departments that were inspected, each once."""
        return list(dict.fromkeys(visit.department for visit in self.visits_of(plan)))

    @cached_property
    def _asked_for(self) -> list[Inspection]:
        rows = Inspection.objects.asked_for().filter(plan__in=self.inspection_plans)
        return list(rows.filter(ends_on__lt=self.on).select_related("plan"))

    def gaps_of(self, plan: InspectionPlan) -> list[Inspection]:
        """The periods that were over without an inspection."""
        held = {visit.inspection_id for visit in self._visits}
        return [row for row in self._asked_for if row.plan_id == plan.pk and row.pk not in held]

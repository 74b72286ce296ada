"""What came from outside and what was done about it, up to the day of the paper."""

from functools import cached_property

from campaigns.models import Meeting, Membership, Site
from findings.models import (
    Finding,
    Guest,
    Opinion,
    Proposal,
    Response,
    SiteVisit,
    Survey,
    VisitPoint,
    WalkTask,
)
from findings.survey_results import methods, results_of
from reports.sources.frame import FrameRecords


class OutsideRecords(FrameRecords):
    """The records of the people outside; each list is read once."""

    @cached_property
    def survey(self) -> Survey | None:
        """The newest questionnaire whose answers are closed: only then results are told."""
        rows = self.campaign.surveys.filter(kind=Survey.Kind.QUESTIONNAIRE)
        return rows.filter(status=Survey.Status.CLOSED).order_by("-number").first()

    @cached_property
    def responses(self) -> list[Response]:
        """The valid questionnaires of that survey."""
        rows = (
            Response.objects.filter(survey=self.survey) if self.survey else Response.objects.none()
        )
        return list(rows.order_by("answered_on", "id"))

    @cached_property
    def survey_methods(self) -> list[str]:
        """The ways in which people were asked."""
        return [label for label, _n in methods(self.survey)] if self.survey else []

    @cached_property
    def survey_index(self) -> str:
        """满意度指数 with one decimal; "" where nothing is weighed."""
        index = results_of(self.survey, with_wave_before=False).index if self.survey else None
        return "" if index is None else f"{index:.1f}".removesuffix(".0")

    @cached_property
    def symposium(self) -> Meeting | None:
        """The first symposium that was held."""
        return next(
            (m for m in self.held_meetings(Meeting.Kind.SYMPOSIUM) if m.on <= self.on), None
        )

    @cached_property
    def guests(self) -> list[Guest]:
        """Who from outside came to it."""
        return list(Guest.objects.filter(meeting=self.symposium, came=True).order_by("id"))

    @cached_property
    def opinions(self) -> list[Opinion]:
        """What people said until the day of the paper."""
        rows = Opinion.objects.filter(campaign=self.campaign, said_on__lte=self.on)
        return list(rows.select_related("campaign").order_by("number"))

    @cached_property
    def own_visits(self) -> list[SiteVisit]:
        """Accepted visits to own sites, by day."""
        rows = SiteVisit.objects.counted().filter(
            plan__campaign=self.campaign, site__kind=Site.Kind.OWN, visited_on__lte=self.on
        )
        return list(rows.select_related("site").order_by("visited_on", "id"))

    @cached_property
    def own_sites(self) -> list[Site]:
        """The own sites that were visited, each once."""
        return list({visit.site_id: visit.site for visit in self.own_visits}.values())

    @cached_property
    def faults(self) -> list[VisitPoint]:
        """What was wrong in the own sites, in the order of the script."""
        rows = VisitPoint.objects.faults().filter(visit__in=[v.pk for v in self.own_visits])
        return list(
            rows.select_related("visit", "point__fault_class").order_by("point__order", "pk")
        )

    @cached_property
    def faulty_sites(self) -> list[Site]:
        """The own sites in which at least one point was faulty."""
        found = {point.visit_id for point in self.faults}
        sites = {visit.site_id for visit in self.own_visits if visit.pk in found}
        return [site for site in self.own_sites if site.pk in sites]

    @cached_property
    def walks(self) -> list[WalkTask]:
        """The tasks that were walked through."""
        rows = WalkTask.objects.walked().filter(campaign=self.campaign)
        return list(rows.select_related("channel", "stage", "product", "campaign"))

    @cached_property
    def walkers(self) -> list[Membership]:
        """Who is in a team with a task that stands, each once."""
        teams = WalkTask.objects.filter(campaign=self.campaign).standing().order_by()
        rows = Membership.objects.filter(group__in=teams.values("team")).select_related("person")
        return list({row.person_id: row for row in rows.order_by("group", "id")}.values())

    @cached_property
    def proposals(self) -> list[Proposal]:
        """有效建议."""
        rows = Proposal.objects.valid().filter(campaign=self.campaign)
        return list(rows.select_related("campaign").order_by("number"))

    @cached_property
    def improvements(self) -> list[Finding]:
        """整改项目 out of proposals, without what only some may see."""
        rows = Finding.objects.improvements().filter(
            campaign=self.campaign, restricted=False, sources__proposal__isnull=False
        )
        rows = rows.select_related("department", "campaign", "walk_project").distinct()
        return list(rows.prefetch_related("measures__tasks").order_by("number"))

"""Who leads, who answers for what, who answers which item: what a plan is written from."""

from datetime import date
from functools import cached_property

from campaigns import division
from campaigns.models import (
    CheckItem,
    Group,
    ItemScope,
    Level,
    Meeting,
    PersonalSheet,
    PlannedActivity,
    Responsibility,
)
from campaigns.models.leadership import Membership, by_rank
from campaigns.preflight import taking_part
from organization.models import Person
from organization.models.role import holders, holders_of_each
from reports.sources.frame import FrameRecords


class OrganisingRecords(FrameRecords):
    """The records of the organisation of a campaign."""

    @cached_property
    def work_bodies(self) -> list[Group]:
        """All groups with their members, the leading group first, each before its sub-groups;
        without the teams that walk, of which there may be dozens."""
        bodies = self.campaign.groups.exclude(kind=Group.Kind.WALK)
        rows = list(
            bodies.select_related("office").prefetch_related("memberships__person__department")
        )
        below: dict[int | None, list[Group]] = {}
        for group in sorted(rows, key=lambda one: one.kind != Group.Kind.LEADING):
            below.setdefault(group.parent_id, []).append(group)

        def walk(above: int | None) -> list[Group]:
            return [one for row in below.get(above, ()) for one in (row, *walk(row.pk))]

        return walk(None)

    def members_of(self, group: Group) -> list[Membership]:
        """Chair, deputies and members by rank."""
        return by_rank(group.memberships.all())

    @cached_property
    def responsibilities(self) -> list[Responsibility]:
        """The division of work in its order."""
        return division.responsibilities(self.campaign)

    def responsible(self, rank: int) -> list[Responsibility]:
        """The lines of one rank."""
        return [row for row in self.responsibilities if row.rank == rank]

    @cached_property
    def chains(self) -> list[division.Chain]:
        """The chain of responsibility of every department that takes part."""
        departments = [row.department for row in self.participations]
        return division.chains(departments, self.responsibilities)

    @cached_property
    def heads(self) -> dict[int, list[Person]]:
        """Who heads each department: as named for the campaign, else as in the directory."""
        named = {row.department_id: [row.head] for row in self._heads if row.head}
        return holders_of_each(taking_part(self.campaign), "head") | named

    @cached_property
    def _heads(self) -> list:
        return list(self.campaign.participations.select_related("head"))

    @cached_property
    def items(self) -> list[CheckItem]:
        """The items with their projects, in the order of the checklist."""
        rows = CheckItem.objects.filter(checklist__campaign=self.campaign)
        return list(rows.select_related("project"))

    @cached_property
    def scopes(self) -> dict[int, list[ItemScope]]:
        """The departments that answer each item, the lead first."""
        found: dict[int, list[ItemScope]] = {}
        rows = ItemScope.objects.filter(item__checklist__campaign=self.campaign)
        for row in rows.select_related("department").order_by("-lead", "department__order"):
            found.setdefault(row.item_id, []).append(row)
        return found

    @cached_property
    def levels(self) -> list[Level]:
        """The levels that were planned, the first one first."""
        return list(self.campaign.levels.all())

    @cached_property
    def _personal_sheets(self) -> list[PersonalSheet]:
        rows = PersonalSheet.objects.filter(level__campaign=self.campaign)
        return list(rows.select_related("level", "person", "department"))

    def checked_on(self, level: Level) -> list[PersonalSheet]:
        """A sheet for each person who has handed in what the level asks of oneself."""
        rows = [row for row in self._personal_sheets if row.level_id == level.pk]
        return list({row.person_id: row for row in rows if row.submitted_at}.values())

    @property
    def personal_sheets_missing(self) -> bool:
        """Is anybody still to hand in a sheet on some level?"""
        return any(row.submitted_at is None for row in self._personal_sheets)

    @cached_property
    def called_meetings(self) -> list[Meeting]:
        """Meetings that were called and not waived, by day."""
        rows = Meeting.objects.filter(phase__campaign=self.campaign)
        return list(rows.exclude(status=Meeting.Status.WAIVED))

    @cached_property
    def planned(self) -> list[PlannedActivity]:
        """Activities that were planned and not waived, by day."""
        rows = PlannedActivity.objects.filter(phase__campaign=self.campaign)
        rows = rows.exclude(status=PlannedActivity.Status.WAIVED).select_related("department")
        return list(rows.order_by("planned_on", "pk"))

    @cached_property
    def contact(self) -> Person | None:
        """Whom to ask in the office."""
        return holders(self.campaign, "office").first()

    @cached_property
    def filling_ends_on(self) -> date | None:
        """The last day on which sheets are handed in, None without such a phase."""
        return next((p.ends_on for p in self.phases if "self_check" in p.opens), None)

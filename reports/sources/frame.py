"""Who takes part, when, and what was done: the frame of a campaign."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from django.db.models import Prefetch

from campaigns.campaign_texts import Texts, texts_of
from campaigns.kinds import kinds
from campaigns.meetings import with_counts
from campaigns.models import (
    Activity,
    Attendance,
    BasisDocument,
    Campaign,
    Circulation,
    Group,
    Meeting,
    Membership,
    Participation,
    Phase,
    SelfCheck,
)
from organization import clock
from organization.models import Department
from reports.tallies import Returned, Tallies


class FrameRecords:
    """The records around the answers."""

    def __init__(self, campaign: Campaign, as_of: datetime) -> None:
        self.campaign = campaign
        self.as_of = as_of
        self.on = clock.day_of(as_of)

    @cached_property
    def tallies(self) -> Tallies:
        """What the database counts."""
        return Tallies(self.campaign, self.circulation, self.restudy)

    @cached_property
    def participations(self) -> list[Participation]:
        """The departments that take part, in the order of the organisation chart."""
        return [row for row in self._participations if row.left_on is None]

    @cached_property
    def _participations(self) -> list[Participation]:
        return list(self.campaign.participations.select_related("department"))

    @cached_property
    def names(self) -> dict[int, str]:
        """The participating departments by key, under the names they had at the launch."""
        return {row.department_id: str(row) for row in self._participations}

    def name_of(self, department: Department) -> str:
        """A department's name then: a later rename changes no old paper."""
        return self.names.get(department.pk, department.name)

    @cached_property
    def phases(self) -> list[Phase]:
        """The phases with their activities."""
        activities = Activity.objects.select_related("department").prefetch_related("sites")
        return list(self.campaign.phases.prefetch_related(Prefetch("activities", activities)))

    @cached_property
    def merged_phases(self) -> list[tuple[str, Phase | None]]:
        """The phases of the kind that the campaign has not, by name: each with the phase that
        does its work beside its own, None where no phase does it."""
        kind, keys = kinds().get(self.campaign.kind), {phase.key for phase in self.phases}
        found: list[tuple[str, Phase | None]] = []
        for wanted in kind.phases if kind and self.phases else ():
            does = next((p for p in self.phases if set(wanted.opens) <= set(p.opens)), None)
            if wanted.key not in keys and (does is None or set(does.opens) != set(wanted.opens)):
                found.append((wanted.name, does))
        return found

    def phase(self, key: str) -> Phase:
        """The phase of this key. KeyError when there is none."""
        return {phase.key: phase for phase in self.phases}[key]

    def state_of(self, phase: Phase) -> str:
        """planned, open or ended at the instant of the paper; its last day counts as its end."""
        if phase.open_at is None or phase.open_at > self.as_of:
            return Phase.Status.PLANNED
        ended = phase.ended_at is not None and phase.ended_at <= self.as_of
        return Phase.Status.ENDED if ended or self.on >= phase.ends_on else Phase.Status.OPEN

    @cached_property
    def window(self) -> tuple[date, date]:
        """The first and the last day of all phases. ValueError without phases."""
        return (
            min(phase.starts_on for phase in self.phases),
            max(phase.ends_on for phase in self.phases),
        )

    def activities(self, kind: str) -> list[Activity]:
        """Activities of one kind over all phases, by day."""
        found = [a for phase in self.phases for a in phase.activities.all() if a.kind == kind]
        return sorted(found, key=lambda activity: (activity.on, activity.pk))

    @cached_property
    def leading_group(self) -> Group | None:
        """The leading group with its members."""
        groups = self.campaign.groups.filter(kind=Group.Kind.LEADING)
        members = Membership.objects.select_related("person")
        return groups.prefetch_related(Prefetch("memberships", members)).first()

    @cached_property
    def circulation(self) -> Circulation | None:
        """The first round of circulation."""
        return next((row for row in self._circulations if row.round == 1), None)

    @cached_property
    def restudy(self) -> Circulation | None:
        """The round in which documents were studied again."""
        again = (row for row in self._circulations if row.round > 1 and row.studies.all())
        return next(again, None)

    @cached_property
    def _circulations(self) -> list[Circulation]:
        rows = self.campaign.circulations.order_by("round", "on", "id")
        return list(rows.prefetch_related("studies"))

    def held_meetings(self, kind: str) -> list[Meeting]:
        """Meetings of a kind that were held, by day, with their counts."""
        held = (row for row in self._meetings if row.status == Meeting.Status.HELD)
        return [row for row in held if row.kind == kind]

    def not_held(self, kind: str, status: str) -> list[Meeting]:
        """Meetings of a kind that are still planned, or were waived."""
        return [row for row in self._meetings if (row.kind, row.status) == (kind, status)]

    @cached_property
    def _meetings(self) -> list[Meeting]:
        return with_counts(Meeting.objects.filter(phase__campaign=self.campaign))

    def reasons_of_absence(self, kind: str) -> list[str]:
        """Why people did not come to the meetings of a kind, the most frequent reason first."""
        reasons = [reason for of, reason in self._absences if of == kind]
        return sorted(dict.fromkeys(reasons), key=lambda reason: -reasons.count(reason))

    @cached_property
    def _absences(self) -> list[tuple[str, str]]:
        """(kind of the meeting, reason) of everybody who did not come, made up or not."""
        rows = Attendance.objects.filter(
            meeting__phase__campaign=self.campaign,
            meeting__status=Meeting.Status.HELD,
            status__in=(Attendance.Status.ABSENT, Attendance.Status.MADE_UP),
        )
        return list(rows.values_list("meeting__kind", "reason"))

    @cached_property
    def basis(self) -> list[BasisDocument]:
        """All basis documents."""
        return list(self.campaign.basis_documents.all())

    @cached_property
    def texts(self) -> Texts:
        """What the campaign holds to, by kind."""
        return texts_of(self.campaign)

    @cached_property
    def sheets(self) -> list[SelfCheck]:
        """All sheets in the order of the organisation chart."""
        return list(self.campaign.selfchecks.select_related("department"))

    @cached_property
    def submitted(self) -> list[SelfCheck]:
        """Sheets that were submitted at least once."""
        return [sheet for sheet in self.sheets if sheet.submitted_at]

    @cached_property
    def returned(self) -> dict[tuple[int, int], Returned]:
        """What was sent back."""
        return self.tallies.returned


def numbered(things: Iterable, place: str):
    """Thing number `place`, 1 first. IndexError or ValueError when there is none."""
    number = int(place)
    if number < 1:
        raise IndexError(place)
    return list(things)[number - 1]


def one_or_all(things: Iterable, place: str) -> list:
    """All things where `place` is "", else only thing number `place`, 1 first."""
    return [numbered(things, place)] if place else list(things)

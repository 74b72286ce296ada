"""计划活动: planning them, doing them with what shows it, waiving them with a reason."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from campaigns import mobilizing
from campaigns.models import (
    Activity,
    Campaign,
    Evidence,
    Participation,
    Phase,
    PlannedActivity,
    Waiver,
)
from organization import clock
from organization.models import Department, NotAllowed, Person, move, record
from organization.notices import notify_each, said

ASKED = "activity_asked"


@transaction.atomic
def plan(
    phase: Phase, *, by: Person, department: Department | None = None, **fields
) -> PlannedActivity:
    """One activity of a phase with its day and its owner, who is told."""
    _demand_open(phase)
    if department is not None and _of_departments(phase, fields["title"], [department]):
        raise NotAllowed(_("This is planned for the department already."))
    planned = PlannedActivity.objects.create(phase=phase, department=department, **fields)
    record("plannedactivity.asked", planned, by=by, kind=str(planned.kind))
    _tell([planned])
    return planned


@transaction.atomic
def plan_for_each(
    phase: Phase, *, by: Person, title: str, only: Iterable[str] | None = None, **fields
) -> int:
    """The same for every department that takes part, or for those with the codes `only`; its
    head does it. How many were asked.

    A department that has it already is asked no second time. The number of statements does not
    depend on how many departments there are.
    """
    _demand_open(phase)
    asked = Participation.objects.filter(campaign=phase.campaign, left_on=None)
    if only is not None:
        asked = asked.filter(department__code__in=only)
    places = list(asked.select_related("department", "head"))
    known = _of_departments(phase, title, [place.department for place in places])
    rows = PlannedActivity.objects.bulk_create(
        (
            PlannedActivity(
                phase=phase,
                title=title,
                department=place.department,
                owner=place.head,
                **fields,
            )
            for place in places
            if place.department_id not in known
        ),
        batch_size=500,
    )
    if rows:
        record("phase.activities_asked", phase, by=by, what=title, departments=len(rows))
    _tell(rows)
    return len(rows)


def do(
    planned: PlannedActivity, *, by: Person, evidence: Iterable[Evidence] = (), **fields
) -> Activity:
    """It was done: a line of the timeline, with the files that show it. Raises NotAllowed when
    evidence is asked for and there is none."""
    phase, files = planned.phase, list(evidence)
    phase.campaign.demand_running()
    if planned.needs_evidence and not files:
        raise NotAllowed(_("A photo or file that shows it is asked for."))
    with transaction.atomic():
        move(planned, PlannedActivity.Status.DONE, by=by)
        activity = mobilizing.note_activity(
            phase,
            by=by,
            evidence=files,
            kind=planned.kind,
            medium=planned.medium,
            title=planned.title,
            department=planned.department,
            **fields,
        )
        PlannedActivity.objects.filter(pk=planned.pk).update(activity=activity)
        planned.activity = activity
    return activity


def waive(planned: PlannedActivity, reason: str, *, by: Person) -> Waiver:
    """准予免除: it is not needed, and why."""
    planned.phase.campaign.demand_running()
    if not reason.strip():
        raise NotAllowed(_("Say why it is not needed."), field="reason")
    with transaction.atomic():
        move(planned, PlannedActivity.Status.WAIVED, by=by, reason=reason.strip()[:200])
        return Waiver.objects.create(
            planned=planned, reason=reason.strip()[:200], by=by, at=clock.now()
        )


@transaction.atomic
def take_up(planned: PlannedActivity, *, by: Person) -> None:
    """It is needed after all; that it was waived stays on record."""
    _demand_open(planned.phase)
    move(planned, PlannedActivity.Status.PLANNED, by=by)


@transaction.atomic
def change(planned: PlannedActivity, *, by: Person, planned_on, owner: Person | None) -> None:
    """Another day or another owner, while it is still to be done."""
    planned.phase.campaign.demand_running()
    rows = PlannedActivity.objects.to_do().filter(pk=planned.pk)
    if not rows.update(planned_on=planned_on, owner=owner):
        raise NotAllowed()
    is_new = owner is not None and owner.pk != planned.owner_id
    planned.planned_on, planned.owner = planned_on, owner
    record("plannedactivity.changed", planned, by=by, on=planned_on.isoformat())
    if is_new:
        _tell([planned])


def of_campaign(campaign: Campaign, person: Person) -> QuerySet[PlannedActivity]:
    """What is planned in the campaign, as far as `person` may see it: two queries."""
    waivers = Prefetch("waivers", Waiver.objects.select_related("by"))
    return (
        PlannedActivity.objects.visible_to(person)
        .filter(phase__campaign=campaign)
        .select_related("phase__campaign", "department", "owner")
        .prefetch_related(waivers)
    )


def still_to_do(campaign: Campaign, person: Person) -> list[PlannedActivity]:
    """What is neither done nor waived, the earliest first."""
    return list(of_campaign(campaign, person).filter(status=PlannedActivity.Status.PLANNED))


def _of_departments(phase: Phase, title: str, departments: Iterable[Department]) -> set[int]:
    """The departments that have it already."""
    rows = PlannedActivity.objects.filter(phase=phase, title=title, department__in=departments)
    return set(rows.values_list("department", flat=True))


def _demand_open(phase: Phase) -> None:
    """Take the row of the phase, so that of two who plan the same one is second."""
    phase.campaign.demand_running()
    if Phase.objects.select_for_update().get(pk=phase.pk).status == Phase.Status.ENDED:
        raise NotAllowed(_("This phase has ended: open it again first."))


def _tell(rows: Iterable[PlannedActivity]) -> None:
    """Their owners learn of it."""
    rows = [row for row in rows if row.owner]
    if rows:
        asked, where = _later("To be done by you: %(title)s"), rows[0].phase.campaign.title
        notify_each(((row.owner, row, said(asked, title=row.title), where) for row in rows), ASKED)

"""监督检查: planning it for every period, and recording who was visited with what result."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns import inspection_sweep
from campaigns.models import (
    Campaign,
    Evidence,
    Inspection,
    InspectionPlan,
    JointMeeting,
    Visit,
    VisitEvidence,
)
from campaigns.permissions import can_inspect
from organization import clock, refusals
from organization.models import Department, NotAllowed, Person, record
from organization.models.role import holders
from organization.notices import notify
from organization.templatetags.shell import full_day


def subjects_of(campaign: Campaign) -> list[str]:
    """What is looked at unless a plan says otherwise: words of the kind of campaign."""
    return list(campaign.word("inspection_subjects", []))


@transaction.atomic
def plan(campaign: Campaign, *, by: Person, **fields) -> InspectionPlan:
    """From now on one inspection every period; those that have begun are opened at once."""
    campaign.demand_running()
    made = InspectionPlan.objects.create(campaign=campaign, made_by=by, **fields)
    record("inspectionplan.made", made, by=by, period=str(made.period))
    inspection_sweep.open_periods([made], clock.today())
    return made


@transaction.atomic
def end(made: InspectionPlan, *, by: Person) -> None:
    """No further period is opened; the one that runs is not asked for any more."""
    made.campaign.demand_changeable()
    today = clock.today()
    rows = InspectionPlan.objects.filter(pk=made.pk).exclude(ends_on__lte=today)
    if not rows.update(ends_on=max(today, made.starts_on)):
        raise NotAllowed()
    record("inspectionplan.ended", made, by=by)


@transaction.atomic
def record_visit(
    inspection: Inspection,
    *,
    by: Person,
    department: Department,
    on: date,
    inspectors: Iterable[Person],
    evidence: Iterable[Evidence] = (),
    **fields,
) -> Visit:
    """A department was inspected on a day of the period. Raises NotAllowed for a day outside
    of it or still to come, and when one of the inspectors belongs to the department."""
    _demand_day(inspection, on)
    inspectors = list(inspectors)
    if not inspectors:
        raise NotAllowed(_("Say who inspected."), field="inspectors")
    own = [one for one in inspectors if not can_inspect(one, inspection.plan.campaign, department)]
    if own:
        raise NotAllowed(_("%(person)s does not inspect this department.") % {"person": own[0]})
    visit = Visit.objects.create(
        inspection=inspection, department=department, on=on, recorded_by=by, **fields
    )
    visit.inspectors.set(inspectors)
    VisitEvidence.objects.bulk_create(
        VisitEvidence(evidence=one, target=visit) for one in dict.fromkeys(evidence)
    )
    record("visit.recorded", visit, by=by, method=str(visit.method))
    return visit


def record_meeting(
    inspection: Inspection, *, by: Person, on: date, departments: Iterable[Department], **fields
) -> JointMeeting:
    """The joint meeting of a period was held; `fields`: host, told, minutes. Raises NotAllowed for
    a day outside of the period or still to come, without a department, and twice for one day."""
    _demand_day(inspection, on)
    departments = list(departments)
    if not departments:
        raise NotAllowed(_("Say which departments came."), field="departments")
    try:
        with transaction.atomic():
            made = JointMeeting.objects.create(
                inspection=inspection, on=on, recorded_by=by, **fields
            )
            made.departments.set(departments)
            record("jointmeeting.recorded", made, by=by, n=len(departments))
            _tell_who_came(made, departments)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return made


def _tell_who_came(made: JointMeeting, departments: list[Department]) -> None:
    """The heads of the departments find the minutes."""
    title = made.inspection.plan.title
    notify(
        {head for one in departments for head in holders(one, "head")},
        made,
        "joint_meeting_recorded",
        lambda: _("Minutes of the joint meeting: %(title)s") % {"title": title},
        lambda: _("Held on %(day)s.") % {"day": full_day(made.on)},
    )


def _demand_day(inspection: Inspection, on: date) -> None:
    inspection.plan.campaign.demand_running()
    if not inspection.starts_on <= on <= inspection.ends_on:
        raise NotAllowed(_("The day does not lie in this period."), field="on")
    if on > clock.today():
        raise NotAllowed(_("This day is still to come."), field="on")

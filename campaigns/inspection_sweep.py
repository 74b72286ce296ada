"""The sweep of the recurring inspections: opens each period, alarms once when one passed without.

Safe to run at any time, any number of times, side by side: one row a plan and period, one
notice a period and recipient. After days without a sweep it opens and tells what it missed.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.models import Campaign, Inspection, InspectionPlan
from campaigns.periods import periods
from organization import clock
from organization.models import Notification, Person, Sweep, record
from organization.models.role import holders_of_each
from organization.notices import notify_each

MISSED = "inspection_missed"


@transaction.atomic
def sweep() -> int:
    """One sweep over the plans of all running campaigns. How many alarms are new."""
    Sweep.note("inspections")
    today = clock.today()
    plans = list(
        InspectionPlan.objects.select_for_update(of=("self",))
        .filter(campaign__status=Campaign.Status.RUNNING, starts_on__lte=today)
        .select_related("campaign", "owner")
    )
    open_periods(plans, today)
    return _alarm(plans, today)


def open_periods(plans: Iterable[InspectionPlan], today: date) -> int:
    """An inspection for every period that has begun and has none yet. How many are new."""
    plans = list(plans)
    known = set(Inspection.objects.filter(plan__in=plans).values_list("plan", "starts_on"))
    new = [
        Inspection(plan=plan, starts_on=period.first, ends_on=period.last, opened_at=clock.now())
        for plan in plans
        for period in periods(plan.period, plan.starts_on, min(today, plan.ends_on or today))
        if (plan.pk, period.first) not in known
    ]
    for made in Inspection.objects.bulk_create(new, batch_size=500):
        record("inspection.opened", made, by=None)
    return len(new)


def _alarm(plans: list[InspectionPlan], today: date) -> int:
    """Tell the owner and the office of every period that passed without an inspection.

    A period that was over before the plan was made could not be kept: nobody is told.
    """
    missed = [
        row
        for row in Inspection.objects.missed(today)
        .filter(plan__in=plans)
        .select_related("plan__campaign", "plan__owner")
        if row.ends_on >= clock.day_of(row.plan.made_at)
    ]
    offices = holders_of_each(
        Campaign.objects.filter(inspection_plans__in=[row.plan for row in missed]), "office"
    )
    rows = [
        (person, row, *_words(row, person.reads))
        for row in missed
        for person in _audience(row.plan, offices)
    ]
    before = _told(missed)
    if rows:
        notify_each(rows, MISSED)
    return _told(missed) - before


def _audience(plan: InspectionPlan, offices: dict[int, list[Person]]) -> Iterable[Person]:
    people = [plan.owner, *offices.get(plan.campaign_id, [])]
    return {person.pk: person for person in people if person.is_active}.values()


def _words(row: Inspection, language: str) -> tuple[str, str]:
    with override(language):
        values = {"plan": row.plan.title, "period": row.period_name}
        if row.plan.kind == InspectionPlan.Kind.MEETING:
            return (
                _("No joint meeting in %(period)s: %(plan)s") % values,
                _("A meeting is asked for %(period)s; none is on record.")
                % {"period": row.plan.get_period_display()},
            )
        return (
            _("No inspection in %(period)s: %(plan)s") % values,
            _("At least one inspection is asked for %(period)s; none is on record.")
            % {"period": row.plan.get_period_display()},
        )


def _told(missed: list[Inspection]) -> int:
    return Notification.objects.filter(
        thing=Inspection._meta.label_lower, thing_pk__in=[row.pk for row in missed], kind=MISSED
    ).count()

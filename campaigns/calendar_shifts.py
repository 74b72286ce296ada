"""What a change of the calendar does to sheets, phases and records of the verification."""

from datetime import date
from functools import partial

from django.dispatch import receiver
from django.utils.translation import gettext as _

from campaigns.clock_rules import clock_of
from campaigns.due import NEAR
from campaigns.models import Campaign, SelfCheck, Verification
from campaigns.verification_feedback import days_for_feedback
from organization.calendar_shifts import (
    Counted,
    move_days,
    moving,
    shifts_of,
    shifts_of_days,
)
from organization.clocks import Unit
from organization.signals import calendar_changed, calendar_changing
from organization.workdays import WorkCalendar, add_working_days


@receiver(calendar_changing)
def what_moves(sender, before: WorkCalendar, after: WorkCalendar, today: date, **_s):
    """Sheets and their lights; days for the feedback of departments, which move."""
    sheets = SelfCheck.objects.waiting_for_department().filter(
        campaign__status=Campaign.Status.RUNNING
    )
    of_sheets = shifts_of(
        sheets,
        lambda row: _("Self-check sheet"),
        near=NEAR,
        before=before,
        after=after,
        today=today,
    )
    return [of_sheets, shifts_of_days(_moving(before, after), after, _words)]


@receiver(calendar_changed)
def move(sender, before: WorkCalendar, after: WorkCalendar, by, **_s) -> int:
    """Give departments the working days they were promised to answer a record."""
    return move_days(_moving(before, after), after, by=by)


def _moving(before: WorkCalendar, after: WorkCalendar) -> list[Counted]:
    """Records that wait for their department, whose day is another one by the new calendar.

    The day from which the working days were counted is found by counting them back: a person
    names no day here.
    """
    waiting = (
        Verification.objects.awaiting_department()
        .filter(campaign__status=Campaign.Status.RUNNING, feedback_due_on__isnull=False)
        .select_related("campaign", "department", "item")
    )
    counted = []
    for row in waiting:
        if row.feedback_due_on and clock_of(row.campaign).unit == Unit.WORKING_DAYS:
            n = days_for_feedback(row.campaign)
            began = add_working_days(row.feedback_due_on, -n, before)
            counted.append(Counted(row, "feedback_due_on", partial(add_working_days, began, n)))
    return moving(counted, before, after)


def _words(row: Verification) -> tuple[str, str]:
    return _("Verification record %(n)d") % {"n": row.pk}, row.department.name

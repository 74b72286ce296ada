"""What a change of the calendar does to tasks, and to extensions and letters that wait for an
answer."""

from datetime import date
from functools import partial

from django.dispatch import receiver
from django.utils.translation import gettext as _

from campaigns.clock_rules import due_after
from campaigns.models import Campaign
from organization.calendar_shifts import (
    Counted,
    move_days,
    moving,
    shifts_of,
    shifts_of_days,
)
from organization.signals import calendar_changed, calendar_changing
from organization.workdays import WorkCalendar
from rectification.deadlines import NEAR
from rectification.models import Extension, Letter, LetterRules, RectificationRules, Task

RUNNING = Campaign.Status.RUNNING


@receiver(calendar_changing)
def what_moves(sender, before: WorkCalendar, after: WorkCalendar, today: date, **_s):
    """Lights of tasks, whose deadline names its day and stays; days for the answer, which move."""
    rows = Task.objects.with_department().filter(campaign__status=RUNNING)
    calendars = {"before": before, "after": after}
    of_tasks = shifts_of(rows, _task_words, near=NEAR, today=today, **calendars)
    extensions, letters = _extensions(before, after), _letters(before, after)
    return [
        of_tasks,
        shifts_of_days(extensions, after, _extension_words),
        shifts_of_days(letters, after, _letter_words),
    ]


@receiver(calendar_changed)
def move(sender, before: WorkCalendar, after: WorkCalendar, by, **_s) -> int:
    """Give those who decide or answer the days they have for it."""
    extensions, letters = _extensions(before, after), _letters(before, after)
    return move_days(extensions, after, by=by) + move_days(letters, after, by=by)


def _extensions(before: WorkCalendar, after: WorkCalendar) -> list[Counted]:
    waiting = Extension.objects.undecided().filter(task__campaign__status=RUNNING)
    days: dict[int, int] = {}
    counted = []
    for row in waiting.select_related("task__campaign", "task__department"):
        campaign = row.task.campaign
        if campaign.pk not in days:
            days[campaign.pk] = RectificationRules.of(campaign).answer_days
        count = partial(due_after, campaign, days[campaign.pk], row.asked_at)
        counted.append(Counted(row, "decide_by", count))
    return moving(counted, before, after)


def _letters(before: WorkCalendar, after: WorkCalendar) -> list[Counted]:
    waiting = Letter.objects.filter(
        campaign__status=RUNNING, status__in=Letter.Status.with_department
    )
    rules: dict[int, LetterRules] = {}
    counted = []
    for row in waiting.select_related("campaign", "department"):
        if row.campaign_id not in rules:
            rules[row.campaign_id] = LetterRules.of(row.campaign)
        n = rules[row.campaign_id].reply_days(row.kind)
        counted.append(Counted(row, "reply_by", partial(due_after, row.campaign, n, row.issued_at)))
    return moving(counted, before, after)


def _task_words(row: Task) -> str:
    return _("Rectification task %(n)d") % {"n": row.pk}


def _extension_words(row: Extension) -> tuple[str, str]:
    return _("Extension of task %(n)d") % {"n": row.task_id}, row.task.department.name


def _letter_words(row: Letter) -> tuple[str, str]:
    return row.number, row.department.name

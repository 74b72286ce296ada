"""催收签字扫描件: heads whose signed sheet has not come back as a scan, by the steps of the ladder.

Each rung is told once for each round, by the unique key of the notice; after silent days only the
highest rung reached. Not asked for where the campaign sets no days.
"""

from collections import defaultdict
from functools import partial

from django.utils.translation import gettext_lazy as _

from campaigns import scans
from campaigns.models import Campaign, ReminderStep, SelfCheck
from organization import calendar, clock
from organization.models import Department
from organization.models.role import holders, holders_of_each
from organization.notices import Words, notify_each, said
from organization.templatetags.shell import full_day
from rectification.ladder import step_due

SOON = (
    _("Please scan back the signed sheet: %(department)s"),
    _("%(campaign)s: please attach the scan of the sheet signed by hand by %(day)s."),
)
LATE = (
    _("Signed sheet not scanned back: %(department)s"),
    _("%(campaign)s: the scan of the sheet signed by hand was to be attached by %(day)s."),
)


def tell(campaign: Campaign) -> None:
    """The head at every rung; the office where the rung tells it, and where nobody heads."""
    if not scans.days_asked(campaign):
        return
    steps, today, days = ReminderStep.of(campaign), clock.today(), calendar.current()
    sheets = list(scans.missing(campaign).select_related("department"))
    if not sheets:
        return
    heads = holders_of_each(Department.objects.filter(selfchecks__in=sheets), "head")
    office = list(holders(campaign, "office"))
    told: dict[str, list] = defaultdict(list)  # by the slot of the notice: the round and the rung
    for sheet in sheets:
        sheet.campaign = campaign
        step = step_due(scans.due_on(sheet), today, steps, days)
        if step is None:
            continue
        people = list(heads.get(sheet.department_id, ()))
        if step.to_office or not people:
            people += office
        title, text = _words(sheet)
        told[f"{sheet.round} {step.key}"] += [(person, sheet, title, text) for person in people]
    for slot, rows in told.items():
        notify_each(rows, "scan_missing", slot)


def _words(sheet: SelfCheck) -> tuple[Words, Words]:
    due_on = scans.due_on(sheet)
    title, text = LATE if due_on < clock.today() else SOON
    day = partial(full_day, due_on)
    return (
        said(title, department=sheet.department),
        said(text, campaign=sheet.campaign.title, day=day),
    )

"""催办: one click that reminds everybody a phase waits for, by name.

Planned activities and meetings go to their owners, unsigned documents to whoever has to sign,
sheets that were never sent to the heads; each person hears of each matter once a day at most.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _later

from campaigns import circulating, urging
from campaigns.gates import NOT_HANDED_IN, reach_threshold
from campaigns.models import (
    Circulation,
    Meeting,
    Phase,
    PlannedActivity,
    Receipt,
    SelfCheck,
)
from campaigns.reach import reaches
from organization import clock
from organization.models import Notification, Person, record
from organization.notices import notify_each, said

ACTIVITY, MEETING = "activity_urged", "meeting_urged"


@transaction.atomic
def urge(phase: Phase, *, by: Person) -> int:
    """Remind everybody this phase waits for. How many reminders are new today."""
    phase.campaign.demand_running()
    activities = PlannedActivity.objects.to_do().filter(phase=phase).select_related("owner")
    meetings = Meeting.objects.planned().filter(phase=phase).select_related("owner")
    number = _remind(phase, activities, ACTIVITY, _later("Still to be done: %(title)s"))
    number += _remind(phase, meetings, MEETING, _later("Still to be held: %(title)s"))
    number += _remind_signers(phase, by)
    if "self_check" in phase.opens and _are_sheets_missing(phase):
        number += urging.urge(phase.campaign, by=by)
    if number:
        record("phase.urged", phase, by=by, people=number)
    return number


def _remind(phase: Phase, rows: Iterable, kind: str, words: Promise) -> int:
    rows = [row for row in rows if row.owner]
    if not rows:
        return 0
    of_these = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])
    before = _told(of_these, kind)
    where = phase.campaign.title
    notify_each(
        ((row.owner, row, said(words, title=row.title), where) for row in rows), kind, _today()
    )
    return _told(of_these, kind) - before


def _remind_signers(phase: Phase, by: Person) -> int:
    """Whoever has not signed a document that falls short of the threshold."""
    threshold = reach_threshold(phase.campaign)
    if "mobilization" not in phase.opens or not threshold:
        return 0
    sent = list(Circulation.objects.filter(campaign=phase.campaign))
    counts = reaches(sent)
    short = [one for one in sent if not counts[one.pk].meets(threshold)]
    receipts = Receipt.objects.filter(circulation__in=short)
    before = _told(receipts, circulating.URGED)
    for one in short:
        one.campaign = phase.campaign
        circulating.urge(one, by=by)
    return _told(receipts, circulating.URGED) - before


def _are_sheets_missing(phase: Phase) -> bool:
    return SelfCheck.objects.filter(campaign=phase.campaign, status__in=NOT_HANDED_IN).exists()


def _told(rows: QuerySet, kind: str) -> int:
    """How many reminders of today are about these."""
    return Notification.objects.filter(
        thing=rows.model._meta.label_lower,
        thing_pk__in=rows.order_by().values("pk"),
        kind=kind,
        slot=_today(),
    ).count()


def _today() -> str:
    return clock.today().isoformat()

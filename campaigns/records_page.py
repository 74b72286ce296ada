"""系统取数: items that are sent to nobody, with what the house itself knows."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from campaigns.forms.review import RecordsForm
from campaigns.models import (
    Activity,
    Campaign,
    CheckItem,
    Evidence,
    Receipt,
    RecordedAnswer,
    SelfCheck,
)


@dataclass
class RecordRow:
    """An item with the office's answer, and the form for it."""

    item: CheckItem
    recorded: RecordedAnswer | None
    form: RecordsForm | None = None


def record_rows(campaign: Campaign) -> list[RecordRow]:
    """The items from records in the order of the checklist; two statements."""
    known = {
        row.item_id: row
        for row in RecordedAnswer.objects.filter(campaign=campaign).select_related("by")
    }
    for row in known.values():
        row.campaign = campaign
    items = CheckItem.objects.from_records().filter(checklist__campaign=campaign)
    return [RecordRow(item, known.get(item.pk)) for item in items]


def facts(campaign: Campaign) -> list[str]:
    """Sentences out of records that the office may quote; four statements."""
    sheets = SelfCheck.objects.filter(campaign=campaign).aggregate(
        n=Count("pk"),
        submitted=Count("pk", Q(submitted_at__isnull=False)),
        accepted=Count("pk", Q(status=SelfCheck.Status.ACCEPTED)),
    )
    receipts = (
        Receipt.objects.in_scope()
        .filter(circulation__campaign=campaign)
        .aggregate(n=Count("pk"), signed=Count("pk", Q(status=Receipt.Status.SIGNED)))
    )
    activities = Activity.objects.filter(phase__campaign=campaign).count()
    files = Evidence.objects.filter(campaign=campaign, owner=None).count()
    known = [
        (_("%(n)d sheets were sent out, %(submitted)d submitted, %(accepted)d accepted."), sheets),
        (_("%(n)d people were to sign, %(signed)d have signed."), receipts),
        (_("%(n)d activities are on record."), {"n": activities}),
        (_("%(n)d files of evidence are kept."), {"n": files}),
    ]
    return [sentence % counted for sentence, counted in known if counted["n"]]

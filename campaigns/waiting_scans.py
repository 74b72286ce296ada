"""Sheets signed by hand whose scan has not come back: they wait for the head who has to scan."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import scans
from campaigns.models import Campaign, SelfCheck
from organization.models import Person
from organization.waiting import Entry, mark, register


@register
def scans_to_return(person: Person) -> Iterator[Entry]:
    """Sheets of the departments the person heads, where the campaign asks for a scan. One query."""
    own = person.roles.departments("head")
    if not own:
        return
    sheets = SelfCheck.objects.filter(
        department__in=own, campaign__status=Campaign.Status.RUNNING
    ).select_related("campaign", "department")
    for sheet in scans.unscanned(sheets):
        if scans.days_asked(sheet.campaign):
            yield _entry(sheet)


def _entry(sheet: SelfCheck) -> Entry:
    return Entry(
        title=_("Please scan back the signed sheet: %(department)s")
        % {"department": sheet.department},
        url=reverse("sheet_scan", args=[sheet.campaign.code, sheet.department.code]),
        due_on=scans.due_on(sheet),
        kind="scan",
        campaign=sheet.campaign.title,
        act=_("Attach the scan"),
        why=_("printed and signed by hand, not scanned back yet"),
        **mark(sheet),
    )

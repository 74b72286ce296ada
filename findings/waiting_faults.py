"""Service faults: to be put right by departments, to be looked at by the office."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.permissions import is_own
from campaigns.waiting import some
from findings.models import ServiceFault
from organization.models import Person
from organization.waiting import Entry, link, mark, register

STATUS = ServiceFault.Status


@register
def service_faults(person: Person) -> Iterator[Entry]:
    """Open records of the person's departments, one line each; answered ones of a campaign, one
    line for the office. One query."""
    own, runs = person.roles.departments("head", "member"), person.roles.campaigns("office")
    if not own and not runs:
        return
    rows = ServiceFault.objects.filter(campaign__status=Campaign.Status.RUNNING).filter(
        Q(status=STATUS.OPEN, department__in=own) | Q(status=STATUS.ANSWERED, campaign__in=runs)
    )
    answered: dict[int, list[ServiceFault]] = defaultdict(list)
    for fault in rows.select_related("campaign", "department", "fault_class"):
        if fault.status == STATUS.OPEN:
            yield _to_answer(fault)
        elif fault.answered_by_id != person.pk and not is_own(person, fault.department):
            answered[fault.campaign_id].append(fault)
    for found in answered.values():
        yield _to_close(found)


def _to_answer(fault: ServiceFault) -> Entry:
    return Entry(
        title=_("Put right: %(fault)s, %(of)s") % {"fault": fault, "of": fault.fault_class.name},
        url=link(fault),
        due_on=fault.due_on,
        kind="fault",
        campaign=fault.campaign.title,
        act=_("Say what was done"),
        why=fault.return_reason or fault.text[:60],
        returned=bool(fault.return_reason),
        **mark(fault),
    )


def _to_close(found: list[ServiceFault]) -> Entry:
    campaign, only = found[0].campaign, len(found) == 1
    return Entry(
        title=_("Look at %(n)d service faults that were put right") % {"n": len(found)},
        url=link(found[0]) if only else f"{reverse('faults', args=[campaign.code])}?state=answered",
        due_on=None,
        kind="close_fault",
        campaign=campaign.title,
        act=_("Look at it"),
        why=some(list(dict.fromkeys(fault.department.name for fault in found))),
        **mark(found[0] if only else campaign),
    )

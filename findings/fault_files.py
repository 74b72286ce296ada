"""Files of a service fault: what was seen, and what shows that it was put right."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Evidence
from findings import zero_tolerance
from findings.models import FaultEvidence, ServiceFault
from organization.models import NotAllowed, Person, record

Shows = FaultEvidence.Shows


def can_add(person: Person, fault: ServiceFault) -> bool:
    """Add files: whoever may open a record for the department, until it is closed."""
    is_open = fault.status != ServiceFault.Status.CLOSED
    return is_open and zero_tolerance.can_open(person, fault.department, fault.campaign)


def add(
    fault: ServiceFault, files: Iterable[Evidence], *, by: Person, shows: str = Shows.SEEN
) -> int:
    """Put files with the record. How many are new. Raises NotAllowed once it is closed, and for
    files of another department."""
    fault.campaign.demand_running()
    if not can_add(by, fault):
        raise NotAllowed(_("Office, inspectors and the department add files until it is closed."))
    place, new = (fault.campaign_id, fault.department_id), 0
    with transaction.atomic():
        keys = [one.pk for one in files]
        # Taken like the sweep takes it: what is being removed is not used any more.
        for one in Evidence.objects.select_for_update().filter(pk__in=keys):
            if (one.campaign_id, one.department_id) != place or one.swept_at is not None:
                raise NotAllowed(_("This file is no longer kept: please upload it once more."))
            _use, is_new = FaultEvidence.objects.get_or_create(
                evidence=one, target=fault, defaults={"shows": shows}
            )
            new += is_new
            if is_new:
                record("servicefault.file_added", fault, by=by, sha256=one.sha256)
    return new


def open_with(
    files: Iterable[Evidence], campaign: Campaign, *about: Any, by: Person, **fields: Any
) -> ServiceFault:
    """A record with its files: both or neither; see `zero_tolerance.open_record`."""
    with transaction.atomic():
        fault = zero_tolerance.open_record(campaign, *about, by=by, **fields)
        add(fault, files, by=by)
    return fault


def answer_with(
    fault: ServiceFault, files: Iterable[Evidence], *, text: str, post: str, by: Person
) -> None:
    """What was done, with the files that show it: both or neither."""
    with transaction.atomic():
        zero_tolerance.answer(fault, text=text, post=post, by=by)
        add(fault, files, by=by, shows=Shows.DONE)

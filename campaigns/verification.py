"""逐项核查: what inspectors saw themselves, item by item, in departments not their own."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign, CheckItem, Verification
from campaigns.permissions import is_own
from organization import clock
from organization.models import Department, NotAllowed, Person, record


def verify(
    campaign: Campaign, item: CheckItem, department: Department, *, by: Person, **fields
) -> Verification:
    """逐项核查 of an item in a department, by an inspector of another department."""
    campaign.demand_running()
    if not campaign.has_open("analysis"):
        raise NotAllowed(_("Verification belongs to the analysis phase, which is not open."))
    if is_own(by, department):
        raise NotAllowed(_("Nobody verifies the own department."))
    if not item.scopes.filter(department=department).exists():
        raise NotAllowed(_("This department does not answer this item."))
    try:
        with transaction.atomic():
            row = Verification.objects.create(
                campaign=campaign,
                item=item,
                department=department,
                by=by,
                at=clock.now(),
                **{"on": clock.today(), **fields},
            )
            record("verification.recorded", row, by=by, result=row.result)
    except IntegrityError as error:
        raise NotAllowed(_("This item has been verified already.")) from error
    return row

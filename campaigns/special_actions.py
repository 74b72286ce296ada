"""专项行动: planning them, beginning, ending or dropping them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign, SpecialAction
from organization.models import Department, NotAllowed, Person, move, record


@transaction.atomic
def plan(
    campaign: Campaign,
    title: str,
    department: Department,
    *,
    by: Person,
    supports: Iterable[Department] = (),
    **fields,
) -> SpecialAction:
    """One more action at the end of the list (`kind`, `purpose`, `lead`, days)."""
    campaign.demand_running()
    order = campaign.special_actions.count() + 1
    action = SpecialAction.objects.create(
        campaign=campaign, title=title, department=department, order=order, **fields
    )
    action.supports.set(supports)
    record("specialaction.planned", action, by=by)
    return action


def begin(action: SpecialAction, *, by: Person) -> None:
    """It is under way."""
    action.campaign.demand_running()
    move(action, SpecialAction.Status.RUNNING, by=by)


def finish(action: SpecialAction, *, by: Person) -> None:
    """It was carried out."""
    action.campaign.demand_running()
    move(action, SpecialAction.Status.DONE, by=by)


def drop(action: SpecialAction, reason: str, *, by: Person) -> None:
    """It is not carried out (any further), and why."""
    action.campaign.demand_running()
    reason = reason.strip()[:200]
    if not reason:
        raise NotAllowed(_("Say why it is dropped."))
    move(action, SpecialAction.Status.DROPPED, by=by, sets={"reason": reason}, reason=reason)

"""专项行动: planning them, beginning, ending or dropping them, and what was done under them."""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils.translation import gettext as _

from campaigns import undertakings
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
    order = undertakings.next_order(campaign.special_actions)
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


def change(action: SpecialAction, *, by: Person, **fields) -> None:
    """Other words, days or departments, while it is planned or under way."""
    action.campaign.demand_running()
    undertakings.change(action, by=by, **fields)


def drop(action: SpecialAction, reason: str, *, by: Person) -> None:
    """It is not carried out (any further), and why."""
    action.campaign.demand_running()
    undertakings.drop(action, reason, by=by)


@transaction.atomic
def keep_under(action: SpecialAction, rows: models.QuerySet, *, by: Person) -> int:
    """`rows` (all of a model of `UnderAction`) and no others of it were done under the action.

    What stands under another action stays there. How many stand under this one now. Raises
    NotAllowed for rows of another campaign and for an action that was dropped.
    """
    action.campaign.demand_changeable()
    if action.status == SpecialAction.Status.DROPPED:
        raise NotAllowed(_("It was dropped: nothing is done under it."))
    model = rows.model
    if rows.exclude(**{model.scope[0]: action.campaign}).exists():
        raise NotAllowed(_("Only what belongs to the campaign is done under its action."))
    wanted = list(rows.order_by().values_list("pk", flat=True))
    model._base_manager.filter(action=action).exclude(pk__in=wanted).update(action=None)
    model._base_manager.filter(action=None, pk__in=wanted).update(action=action)
    number = model._base_manager.filter(action=action).count()
    what = str(model._meta.model_name)
    record("specialaction.kept_under", action, by=by, what=what, number=number)
    return number

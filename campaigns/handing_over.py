"""转办: the head hands an item to somebody of the department, and takes it back (收回)."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns.filling import demand_fillable
from campaigns.models import Answer, CheckItem, HandOver, SelfCheck
from organization import clock
from organization.models import NotAllowed, Person, record
from organization.models.role import grant
from organization.notices import notify


def may_receive(sheet: SelfCheck) -> QuerySet[Person]:
    """The people an item of the sheet can be handed to, in order of rank."""
    return Person.objects.active().in_department(sheet.department)


def hand_over(sheet: SelfCheck, item: CheckItem, to: Person, *, by: Person) -> HandOver:
    """`to`, a person of the department, answers this item from now on.

    Who has no role in the department yet becomes a member of it: nobody can fill what they
    cannot see.
    """
    demand_fillable(sheet)
    if not to.department.path.startswith(sheet.department.path) or not to.is_active:
        raise NotAllowed(_("Items can be handed over within the department only."))
    if Answer.objects.filter(selfcheck=sheet, item=item, status="accepted").exists():
        raise NotAllowed(_("This item was accepted and is locked."))
    try:
        with transaction.atomic():
            row = HandOver.objects.create(selfcheck=sheet, item=item, to=to, by=by, at=clock.now())
            record("selfcheck.handed_over", sheet, by=by, item=item.no, to=to.title)
            if not to.roles.in_department(sheet.department, "head", "member"):
                grant(to, "member", sheet.department, by=by)
            notify(
                [to],
                sheet,
                "item_handed_over",
                lambda: _("An item was handed over to you: %(no)d") % {"no": item.no},
                item.text,
                slot=str(row.pk),
            )
    except IntegrityError as error:
        raise NotAllowed(_("This item is handed over already.")) from error
    return row


def take_back(sheet: SelfCheck, item: CheckItem, *, by: Person) -> None:
    """The head answers the item again; what was written stays."""
    demand_fillable(sheet)
    with transaction.atomic():
        won = sheet.hand_overs.filter(item=item, taken_back_at=None).update(
            taken_back_at=clock.now()
        )
        if not won:
            raise NotAllowed()
        record("selfcheck.taken_back", sheet, by=by, item=item.no)

"""What special actions and next steps have in common: the order, a change, dropping them."""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils.translation import gettext as _

from campaigns.models.undertaking import Undertaking
from organization.models import Department, NotAllowed, Person, move, record


def next_order(rows: models.QuerySet | models.Manager) -> int:
    """The place behind the last of them."""
    return (rows.aggregate(last=models.Max("order"))["last"] or 0) + 1


@transaction.atomic
def change(
    thing: Undertaking, *, by: Person, supports: Iterable[Department] | None = None, **fields
) -> None:
    """Other words, days or departments. Raises NotAllowed once it is done or dropped."""
    locked = type(thing)._base_manager.select_for_update().get(pk=thing.pk)
    if not locked.is_open:
        raise NotAllowed(_("It is over: nothing of it is changed any more."))
    changed = [name for name, value in fields.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, fields[name])
    locked.save(update_fields=changed)
    if supports is not None:
        locked.supports.set(supports)
    record(f"{thing._meta.model_name}.changed", locked, by=by, fields=changed)


def drop(thing: Undertaking, reason: str, *, by: Person) -> None:
    """It is not carried out (any further), and why. Raises NotAllowed without a reason."""
    reason = reason.strip()[:200]
    if not reason:
        raise NotAllowed(_("Say why it is dropped."))
    move(thing, thing.Status.DROPPED, by=by, sets={"reason": reason}, reason=reason)

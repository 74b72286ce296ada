"""Mails about a matter are stopped, or put off, by whoever gets them; the inbox goes on."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from organization import clock
from organization.models import Mute, NotAllowed, Notification, Person, record

LONGEST = 30  # days for which mails are put off


def mute(notice: Notification, *, by: Person, reason: str, days: int | None) -> Mute:
    """No mails about the matter of a reminder: for `days` days from today, None for good.

    Raises NotAllowed for another's notice, one that is no reminder, without a reason, or for
    more than a month.
    """
    if notice.recipient_id != by.pk or not notice.in_digest:
        raise NotAllowed(_("Only the mails of an own reminder are stopped."))
    if not reason.strip():
        raise NotAllowed(_("Please say why you want no mails about this."), field="reason")
    if days is not None and not 1 <= days <= LONGEST:
        raise NotAllowed(_("Mails are put off for 1 to %(n)d days.") % {"n": LONGEST})
    until = None if days is None else clock.today() + timedelta(days=days - 1)
    with transaction.atomic():
        row, _made = Mute.objects.update_or_create(
            person=by,
            thing=notice.thing,
            thing_pk=notice.thing_pk,
            defaults={"until": until, "reason": reason.strip()[:120], "at": clock.now()},
        )
        record("notice.muted", row, by=by, until=_day(until), reason=row.reason)
    return row


def unmute(notice: Notification, *, by: Person) -> None:
    """Mails about the matter come again; those that were due meanwhile are not made up for."""
    with transaction.atomic():
        row = Mute.objects.filter(person=by, thing=notice.thing, thing_pk=notice.thing_pk).first()
        if row is None:
            raise NotAllowed(_("Mails about this are not stopped."))
        row.delete()
        record("notice.unmuted", None, by=by, thing=notice.thing, pk=notice.thing_pk)


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""

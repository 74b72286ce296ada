"""All reminders of a person in one mail a day; what is muted or over is left out and noted."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organization import posting
from organization.models.notification import Delivery, Digest, Mute, Notification
from organization.models.person import Person
from organization.signals import mailing

Matter = tuple[str, int]


class Digested:
    """The digest of a person for a day."""

    def __init__(self, person: Person, on: date) -> None:
        self.person, self.on = person, on

    def claim(self) -> list[Delivery]:
        """The rows that stand before the mail leaves.

        None where another worker was faster, or where nothing is left to say: then the day's
        digest is still to come.
        """
        try:
            with transaction.atomic():
                return self._claim()
        except IntegrityError:
            return []

    def _claim(self) -> list[Delivery]:
        digest = Digest.objects.create(recipient=self.person, on=self.on)
        notices = of(self.person, self.on)
        if not notices:
            digest.delete()
            return []
        name = posting.message_id("digest", self.person.pk, self.on)
        return Delivery.objects.bulk_create(
            Delivery(notification=notice, digest=digest, address=self.person.email, message_id=name)
            for notice in notices
        )


def people() -> list[Person]:
    """Whom reminders wait for that were not mailed yet; read whole before anything is written."""
    waiting = Notification.objects.to_be_mailed().filter(in_digest=True)
    keys = waiting.order_by().values("recipient").distinct()
    return list(Person.objects.filter(pk__in=keys).order_by("pk"))


def due(now: datetime, hours: posting.Hours) -> Iterator[Digested]:
    """The digests that may leave at the local time `now`: one a person and day."""
    had = set(Digest.objects.filter(on=now.date()).values_list("recipient", flat=True))
    for person in people():
        if person.pk not in had and now >= posting.digest_from(person.pk, now, hours):
            yield Digested(person, now.date())


def of(person: Person, on: date) -> list[Notification]:
    """The reminders to be mailed to a person on a day, the oldest first.

    What is muted for good or needs no reminder any more is noted as such and left out; what is
    muted up to a day waits.
    """
    rows = Notification.objects.to_be_mailed().filter(recipient=person, in_digest=True)
    notices = list(rows.select_related("recipient").order_by("pk"))
    over = _over(notices)
    muted = {(mute.thing, mute.thing_pk): mute.until for mute in Mute.objects.filter(person=person)}
    kept, aside = [], []
    for notice in notices:
        matter = (notice.thing, notice.thing_pk)
        if matter in over:
            aside.append((notice, Delivery.State.NEEDLESS))
        elif matter not in muted:
            kept.append(notice)
        elif (until := muted[matter]) is None:
            aside.append((notice, Delivery.State.MUTED))
        elif until < on:
            kept.append(notice)
    _put_aside(person, aside)
    return kept


def _put_aside(person: Person, rows: Sequence[tuple[Notification, str]]) -> None:
    Delivery.objects.bulk_create(
        (
            Delivery(notification=notice, address=person.email, state=state, message_id="")
            for notice, state in rows
        ),
        ignore_conflicts=True,  # another worker noted the same
    )


def _over(notices: Sequence[Notification]) -> set[Matter]:
    """The matters that upper floors say nobody needs to be reminded of."""
    things: dict[str, set[int]] = {}
    for notice in notices:
        things.setdefault(notice.thing, set()).add(notice.thing_pk)
    told = mailing.send(Notification, things=things)
    return {matter for _receiver, matters in told for matter in matters}


def words(
    notices: Sequence[Notification], link: Callable[[Notification], tuple[str, bool]]
) -> tuple[str, str]:
    """Subject and text of a digest, in the language that is active."""
    number = len(notices)
    subject = ngettext(
        "Reminders of today: %(n)d matter", "Reminders of today: %(n)d matters", number
    ) % {"n": number}
    links = [link(notice) for notice in notices]
    parts = [
        "\n".join(
            filter(
                None,
                [f"{place}. {notice.title}", notice.text, _("Open: %(link)s") % {"link": address}],
            )
        )
        for place, (notice, (address, _personal)) in enumerate(
            zip(notices, links, strict=True), start=1
        )
    ]
    if any(personal for _address, personal in links):
        parts.append(
            _("Links that need no signing in are yours alone: please do not pass them on.")
        )
    else:
        parts.append(_("Please sign in first."))
    return subject, "\n\n".join(parts)

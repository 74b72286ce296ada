"""Mailing notices: the row is committed before the mail leaves, so none is doubled."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import timedelta
from email.header import Header

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from organization import clock, personal_links
from organization.models.notification import Delivery, Notification

log = logging.getLogger(__name__)

STALE = timedelta(minutes=10)


class Mail(EmailMessage):
    """A message whose subject is folded with its name in mind: no empty first line."""

    def message(self):
        """The message as it is sent."""
        built = super().message()
        words = Header(self.subject, "utf-8", header_name="Subject").encode(linesep="")
        del built["Subject"]
        built["Subject"] = words
        return built


def deliver_waiting() -> int:
    """Mail every notice that has none yet. How many left in this call."""
    mark_uncertain()
    sent = 0
    connection = get_connection()
    try:
        for notice in _waiting():
            connection.open()  # does nothing while it is open
            sent += deliver(notice, connection)
    except OSError as error:
        # The server cannot be reached: what has not left yet waits for the next call.
        log.warning("mail server unreachable: %s: %s", type(error).__name__, error)
    finally:
        connection.close()
    return sent


def deliver(notice: Notification, connection) -> bool:
    """Mail one notice unless another worker has taken it. A failure is kept with its reason."""
    delivery = _claim(notice)
    if delivery is None:
        return False
    try:
        _message(notice, delivery, connection).send()
    except Exception as error:  # a mail server may fail in any way; the operator sees the reason
        _close(delivery, Delivery.State.FAILED, f"{type(error).__name__}: {error}"[:300])
        connection.close()  # a server that refused one message may have hung up
        return False
    _close(delivery, Delivery.State.SENT)
    return True


def mark_uncertain() -> int:
    """Deliveries whose worker died between sending and noting it: shown, never sent again."""
    return Delivery.objects.filter(
        state=Delivery.State.SENDING, begun_at__lt=clock.now() - STALE
    ).update(state=Delivery.State.UNCERTAIN)


def _waiting() -> Iterator[Notification]:
    return (
        Notification.objects.filter(by_mail=True, deliveries=None, recipient__is_active=True)
        .exclude(recipient__email="")
        .select_related("recipient")
        .order_by("pk")
        .iterator(chunk_size=500)
    )


def _claim(notice: Notification) -> Delivery | None:
    name = f"{notice.pk}/{notice.recipient_id}/{notice.kind}/{notice.slot}"
    digest = hashlib.sha256(name.encode()).hexdigest()[:32]
    try:
        with transaction.atomic():
            return Delivery.objects.create(
                notification=notice,
                address=notice.recipient.email,
                message_id=f"<{digest}@inspection>",
            )
    except IntegrityError:
        return None


def _message(notice: Notification, delivery: Delivery, connection) -> EmailMessage:
    personal = personal_links.path_for(notice.recipient_id, notice.thing, notice.thing_pk)
    link = f"{settings.SITE_URL}{personal or f'/go/{notice.thing}/{notice.thing_pk}/'}"
    with override(notice.recipient.language):
        how = _("This link is yours alone: please do not pass it on.") if personal else ""
        said = [
            notice.text,
            _("Open: %(link)s") % {"link": link},
            how or _("Please sign in first."),
        ]
        body = "\n\n".join(filter(None, said))
    return Mail(
        subject=notice.title,
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[delivery.address],
        headers={"Message-ID": delivery.message_id},
        connection=connection,
    )


def _close(delivery: Delivery, state: str, error: str = "") -> None:
    delivery.state, delivery.error = state, error
    if state == Delivery.State.SENT:
        delivery.sent_at = clock.now()
    delivery.save(update_fields=["state", "error", "sent_at"])

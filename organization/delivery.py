"""Mailing notices: the row is committed before the mail leaves, so none is doubled."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from email.header import Header
from itertools import chain

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from organization import clock, digests, keyset, outside_mail, personal_links, posting
from organization.models.notification import Delivery, Notification

log = logging.getLogger(__name__)

STALE = timedelta(minutes=10)
BATCH = 500


class Mail(EmailMessage):
    """A message whose subject is folded with its name in mind: no empty first line."""

    def message(self):
        """The message as it is sent."""
        built = super().message()
        words = Header(self.subject, "utf-8", header_name="Subject").encode(linesep="")
        del built["Subject"]
        built["Subject"] = words
        return built


def hours() -> posting.Hours:
    """When mail may leave, as the operator has set it."""
    digest_at = settings.DIGEST_AT
    return posting.Hours(
        quiet=posting.read_hours(settings.QUIET_HOURS),
        digest_at=posting.time.fromisoformat(digest_at) if digest_at else None,
        spread=settings.DIGEST_SPREAD,
        pauses=settings.MAIL_PAUSES,
    )


def deliver_waiting() -> int:
    """Mail what waits, in the hours in which mail leaves. How many mails left in this call."""
    mark_uncertain()
    rules, now = hours(), clock.local(clock.now())
    if not posting.may_send(now, rules):
        return 0
    sent = 0
    connection = get_connection()
    try:
        for parcel in chain(_singly(), _reminders(now, rules), _again()):
            connection.open()  # does nothing while it is open
            sent += _send(parcel, connection)
        for letter in outside_mail.letters():
            connection.open()
            sent += _post(letter, connection)
    except OSError as error:
        # The server cannot be reached: what has not left yet waits for the next call.
        log.warning("mail server unreachable: %s: %s", type(error).__name__, error)
    finally:
        connection.close()
    return sent


def deliver(notice: Notification, connection) -> bool:
    """Mail one notice unless another worker has taken it. A failure is kept with its reason."""
    return _send(Single(notice), connection)


def mark_uncertain() -> int:
    """Deliveries whose worker died between sending and noting it: shown, never sent again."""
    return Delivery.objects.filter(
        state=Delivery.State.SENDING, begun_at__lt=clock.now() - STALE
    ).update(state=Delivery.State.UNCERTAIN)


class Single:
    """A notice in a mail of its own."""

    def __init__(self, notice: Notification) -> None:
        self.notice = notice

    def claim(self) -> list[Delivery]:
        """The row that stands before the mail leaves; none when another worker was faster."""
        try:
            with transaction.atomic():
                row = Delivery.objects.create(
                    notification=self.notice,
                    address=self.notice.recipient.email,
                    message_id=posting.message_id(
                        self.notice.pk, self.notice.recipient_id, self.notice.kind, self.notice.slot
                    ),
                )
        except IntegrityError:
            return []
        return [row]


class Again:
    """What somebody asked to be sent again, under its old Message-ID."""

    def __init__(self, rows: Sequence[Delivery]) -> None:
        self.rows = rows

    def claim(self) -> list[Delivery]:
        """The rows, unless another worker was faster."""
        keys = [row.pk for row in self.rows]
        won = Delivery.objects.filter(pk__in=keys, state=Delivery.State.AGAIN).update(
            state=Delivery.State.SENDING, begun_at=clock.now(), error=""
        )
        return list(self.rows) if won == len(keys) else []


def _singly() -> Iterator[Single]:
    rows = Notification.objects.to_be_mailed().filter(in_digest=False)
    return map(Single, keyset.in_batches(rows.select_related("recipient"), BATCH))


def _reminders(now: datetime, rules: posting.Hours) -> Iterator["Single | digests.Digested"]:
    """One mail a person and day; where the operator wants none such, one for each reminder."""
    if rules.digest_at is not None:
        yield from digests.due(now, rules)
        return
    for person in digests.people():
        yield from map(Single, digests.of(person, now.date()))


def _again() -> Iterator[Again]:
    """Digests whole, other notices singly; what a closed account would get stays."""
    rows = (
        Delivery.objects.filter(state=Delivery.State.AGAIN, notification__recipient__is_active=True)
        .select_related("notification__recipient")
        .order_by("pk")
    )
    groups: dict[tuple, list[Delivery]] = {}
    for row in rows:
        groups.setdefault((row.digest_id, row.digest_id or row.pk), []).append(row)
    return map(Again, groups.values())


def _send(parcel, connection) -> bool:
    """Claim, send, note what became of it."""
    rows = parcel.claim()
    if not rows:
        return False
    try:
        _message(rows, connection).send()
    except Exception as error:  # a mail server may fail in any way; the operator sees the reason
        _close(rows, Delivery.State.FAILED, f"{type(error).__name__}: {error}"[:300])
        connection.close()  # a server that refused one message may have hung up
        return False
    _close(rows, Delivery.State.SENT)
    return True


def _post(letter: outside_mail.Letter, connection) -> bool:
    """The same for a letter to somebody without an account."""
    if not letter.claim():
        return False
    words = letter.words()
    mail = Mail(words.subject, words.body, settings.DEFAULT_FROM_EMAIL, [words.to])
    mail.connection = connection
    try:
        mail.send()
    except Exception as error:  # see above
        letter.close(f"{type(error).__name__}: {error}"[:300])
        connection.close()
        return False
    letter.close("")
    return True


def _message(rows: Sequence[Delivery], connection) -> EmailMessage:
    notices = [row.notification for row in rows]
    person = notices[0].recipient
    with override(person.reads):
        if len(notices) == 1:
            subject, body = notices[0].title, _letter(notices[0])
        else:
            subject, body = digests.words(notices, _link)
    return Mail(
        subject=subject,
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[rows[0].address],
        headers={"Message-ID": rows[0].message_id},
        connection=connection,
    )


def _link(notice: Notification) -> tuple[str, bool]:
    """The address a mail leads to, and whether it is the recipient's alone."""
    personal = personal_links.path_for(notice.recipient_id, notice.thing, notice.thing_pk)
    path = personal or f"/go/{notice.thing}/{notice.thing_pk}/"
    return f"{settings.SITE_URL}{path}", bool(personal)


def _letter(notice: Notification) -> str:
    link, personal = _link(notice)
    how = (
        _("This link is yours alone: please do not pass it on.")
        if personal
        else _("Please sign in first.")
    )
    return "\n\n".join(filter(None, [notice.text, _("Open: %(link)s") % {"link": link}, how]))


def _close(rows: Sequence[Delivery], state: str, error: str = "") -> None:
    values: dict = {"state": state, "error": error}
    if state == Delivery.State.SENT:
        values["sent_at"] = clock.now()
    # This worker knows, whatever a sweep took it for meanwhile.
    known = (Delivery.State.SENDING, Delivery.State.UNCERTAIN)
    Delivery.objects.filter(pk__in=[row.pk for row in rows], state__in=known).update(**values)

"""What became of the mails: waiting, sent, uncertain, failed and why; once more what failed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.models import (
    Delivery,
    Mute,
    NotAllowed,
    Notification,
    Person,
    record_each,
)
from organization.notices import wake_delivery

WAITING, UNREACHABLE, INBOX = "waiting", "unreachable", "inbox"
State = Delivery.State
WORDS: dict[str, str | Promise] = {
    WAITING: _("Waiting to be mailed"),
    **{state.value: state.label for state in State},
    UNREACHABLE: _("No address or account closed"),
    INBOX: _("Inbox only"),
}
# What the reader of the log is told of an error; the server's own words stand behind it.
SERVER_SILENT = _("The mail server hung up or did not answer.")
REASONS: dict[str, str | Promise] = {
    "SMTPRecipientsRefused": _("The mail server does not take mail for this address."),
    "SMTPSenderRefused": _("The mail server does not take mail from our address."),
    "SMTPAuthenticationError": _("The mail server does not let us sign in."),
    "SMTPServerDisconnected": SERVER_SILENT,
    "ConnectionRefusedError": SERVER_SILENT,
    "ConnectionResetError": SERVER_SILENT,
    "TimeoutError": SERVER_SILENT,
}
AT_ONCE = 500  # deliveries that are sent again in one act
# What may be asked for again: of an uncertain one nobody knows whether it arrived.
REPEATABLE = (State.FAILED, State.UNCERTAIN)


@dataclass(frozen=True)
class Line:
    """One notice in the log; `title` is "" where its matter does not exist for the reader."""

    notice: Notification
    title: str
    muted: str = ""  # why its reader wants no mails about the matter

    @property
    def state(self) -> str:
        """What became of its mail."""
        return vars(self.notice)["mail_state"]

    @property
    def word(self) -> str:
        """The state in words."""
        return str(WORDS[self.state])

    @property
    def reason(self) -> str:
        """Why it failed, "" where it did not."""
        return reason_of(vars(self.notice)["mail_error"] or "")

    @property
    def may_repeat(self) -> bool:
        """Can it be asked for again?"""
        return self.state in REPEATABLE


def reason_of(error: str) -> str:
    """What the reader is told of an error as it is kept, "" where there is none."""
    if not error:
        return ""
    return str(REASONS.get(error.partition(":")[0], _now("The mail server refused the mail.")))


def log() -> models.QuerySet[Notification]:
    """All notices with `mail_state`, `mail_error`, `mailed_at` and `delivery_pk`."""
    reachable = Q(recipient__is_active=True) & ~Q(recipient__email="")
    return (
        Notification.objects.filter(Q(deliveries=None) | Q(deliveries__channel="mail"))
        .annotate(
            mail_state=Case(
                When(deliveries__isnull=False, then=F("deliveries__state")),
                When(by_mail=False, then=Value(INBOX)),
                When(reachable, then=Value(WAITING)),
                default=Value(UNREACHABLE),
            ),
            delivery_pk=F("deliveries__pk"),
            mail_error=F("deliveries__error"),
            mailed_at=F("deliveries__sent_at"),
            mail_address=F("deliveries__address"),
        )
        .select_related("recipient__department")
    )


def counts(rows: models.QuerySet[Notification]) -> list[tuple[str, str, int]]:
    """How many notices of `rows` (a log) are in each state: [("failed", "发送失败", 3), …]."""
    found = dict(
        rows.order_by()
        .values_list("mail_state")
        .annotate(n=models.Count("pk"))
        .values_list("mail_state", "n")
    )
    return [(key, str(word), found[key]) for key, word in WORDS.items() if key in found]


def depth() -> list[tuple[str, str, int]]:
    """How deep the queue of mails is: waiting, sent today, uncertain, failed, with the key of the
    log's state. Two queries, whatever the log holds."""
    begins = clock.end_of(clock.today() - timedelta(days=1))
    found = Delivery.objects.filter(channel="mail").aggregate(
        again=models.Count("pk", filter=Q(state__in=(State.AGAIN, State.SENDING))),
        sent=models.Count("pk", filter=Q(state=State.SENT, sent_at__gte=begins)),
        uncertain=models.Count("pk", filter=Q(state=State.UNCERTAIN)),
        failed=models.Count("pk", filter=Q(state=State.FAILED)),
    )
    waiting = Notification.objects.to_be_mailed().count() + found["again"]
    return [
        (WAITING, _now("Waiting to be mailed"), waiting),
        (State.SENT, _now("Mailed today"), found["sent"]),
        (State.UNCERTAIN, str(State.UNCERTAIN.label), found["uncertain"]),
        (State.FAILED, str(State.FAILED.label), found["failed"]),
    ]


def lines(notices: Sequence[Notification], reader: Person) -> list[Line]:
    """The lines of a page; what a notice says is for those only for whom its matter exists."""
    keys: dict[str, set[int]] = {}
    for notice in notices:
        keys.setdefault(notice.thing, set()).add(notice.thing_pk)
    seen = {(label, pk) for label, asked in keys.items() for pk in _existing(label, asked, reader)}
    muted = _reasons([one for one in notices if vars(one)["mail_state"] == State.MUTED])
    return [
        Line(
            notice,
            notice.title if (notice.thing, notice.thing_pk) in seen else "",
            muted.get((notice.recipient_id, notice.thing, notice.thing_pk), ""),
        )
        for notice in notices
    ]


def _reasons(notices: Sequence[Notification]) -> dict[tuple[int, str, int], str]:
    if not notices:
        return {}
    rows = Mute.objects.filter(
        person__in={notice.recipient_id for notice in notices},
        thing_pk__in={notice.thing_pk for notice in notices},
    )
    return {(row.person_id, row.thing, row.thing_pk): row.reason for row in rows}


def _existing(label: str, keys: Iterable[int], reader: Person) -> set[int]:
    rows = apps.get_model(label)._default_manager
    if not hasattr(rows, "visible_to"):
        return set()
    return set(rows.visible_to(reader).filter(pk__in=keys).order_by().values_list("pk", flat=True))


def send_again(rows: models.QuerySet[Notification], *, by: Person, even_twice: bool = False) -> int:
    """Send once more what failed among `rows` (a log), and what is uncertain where the asker has
    chosen that it may arrive twice; a digest is sent whole.

    How many notices. Raises NotAllowed when there is none.
    """
    states = REPEATABLE if even_twice else (State.FAILED,)
    asked = list(rows.filter(mail_state__in=states).values_list("delivery_pk", flat=True)[:AT_ONCE])
    with transaction.atomic():
        found = Delivery.objects.filter(pk__in=asked, state__in=states)
        digests = set(found.exclude(digest=None).order_by().values_list("digest", flat=True))
        whole = Delivery.objects.filter(
            Q(pk__in=asked) | Q(digest__in=digests), state__in=states
        ).select_related("notification")
        again = list(whole.select_for_update(of=("self",)).order_by("pk"))
        if not again:
            raise NotAllowed(_now("Nothing here has failed: nothing was sent again."))
        # The address is the one the person has now: a wrong one is the commonest failure.
        addresses = dict(
            Person.objects.filter(
                pk__in={row.notification.recipient_id for row in again}
            ).values_list("pk", "email")
        )
        for row in again:
            row.state = State.AGAIN
            row.address = addresses[row.notification.recipient_id] or row.address
        Delivery.objects.bulk_update(again, ["state", "address"], batch_size=500)
        record_each("delivery.again", again, by=by)
        wake_delivery()
    return len(again)

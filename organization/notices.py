"""Writing notices inside a verb's transaction, each in the language of whoever gets it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import override

from organization import clock, outbox
from organization.models.event import reached
from organization.models.notification import Delivery, Notification

# What somebody wrote, or how to say it: called once for each language among those who are told.
Words = str | Callable[[], str]


def said(message: str | Promise, **values: Any) -> Callable[[], str]:
    """How to say a lazy message with its values; a value that is called gives words as well."""
    return lambda: message % {name: v() if callable(v) else v for name, v in values.items()}


def notify(
    people: Iterable,
    thing: models.Model,
    kind: str,
    title: Words,
    text: Words = "",
    slot: str = "",
) -> None:
    """One notice about `thing` to each of `people`; who has it already gets no second one."""
    notify_each([(person, thing, title, text) for person in people], kind, slot)


def notify_each(
    rows: Iterable[tuple[Any, models.Model, Words, Words]],
    kind: str,
    slot: str = "",
    *,
    in_digest: bool = False,
) -> None:
    """Many notices in one statement; `rows` are (person, thing, title, text). `in_digest`: they
    are mailed with the reminders of the day."""
    at, campaigns, tongues = clock.now(), Campaigns(), _Tongues()
    made = {
        (person.pk, thing._meta.label_lower, thing.pk): Notification(
            recipient=person,
            thing=thing._meta.label_lower,
            thing_pk=thing.pk,
            kind=kind,
            slot=slot,
            title=tongues.say(title, person)[:200],
            text=tongues.say(text, person),
            at=at,
            in_digest=in_digest,
            campaign_pk=campaigns.of(thing),
        )
        for person, thing, title, text in rows
    }
    if made:
        Notification.objects.bulk_create(made.values(), ignore_conflicts=True, batch_size=1000)
        wake_delivery()


class _Tongues:
    """Words in the languages of those who read them, each put into words once a language."""

    def __init__(self) -> None:
        self._known: dict[tuple[Callable[[], str], str], str] = {}

    def say(self, words: Words, person: Any) -> str:
        """The words for this person; what somebody wrote stays as it is."""
        if isinstance(words, str):
            return words
        key = (words, person.reads)
        if key not in self._known:
            with override(person.reads):
                self._known[key] = words()
        return self._known[key]


class Campaigns:
    """To which campaign things belong; many things on one way to it are asked once."""

    def __init__(self) -> None:
        self._known: dict[tuple, int | None] = {}

    def of(self, thing: models.Model) -> int | None:
        """The key of the campaign that `scope` of the thing leads to, None without one."""
        scope = getattr(type(thing), "scope", (None, None))
        first = (scope[0] or "").partition("__")[0]
        key = (type(thing), getattr(thing, f"{first}_id", thing.pk) if first else thing.pk)
        if key not in self._known:
            self._known[key] = reached(thing, 0)
        return self._known[key]


def withdraw(
    thing: models.Model, kind: str, slot: str, *, correction: Words, text: Words = ""
) -> None:
    """Take back what was told about `thing`, so that the step can be told again.

    Who has neither read the notice nor been mailed it loses it; who has keeps it, and is told
    `correction` beside it. Call it in the verb's transaction.
    """
    about = {"thing": thing._meta.label_lower, "thing_pk": thing.pk}
    # Taking the rows first: a worker that is about to mail one waits, and finds it gone.
    told = list(
        Notification.objects.select_for_update(of=("self",))
        .filter(**about, kind=kind, slot=slot)
        .select_related("recipient")
        .order_by("pk")
    )
    keys = [notice.pk for notice in told]
    mailed = set(
        Delivery.objects.filter(notification__in=keys).values_list("notification", flat=True)
    )
    for notice in told:
        if notice.read_at is None and notice.pk not in mailed:
            notice.delete()
            continue
        past = f"{slot}~{notice.pk}"[:40]
        Notification.objects.filter(pk=notice.pk).update(slot=past)
        notify([notice.recipient], thing, f"{kind}_corrected", correction, text, past)


def wake_delivery() -> None:
    """Ask a worker to mail soon; the beat does it anyway."""
    from organization.tasks import deliver_notices

    def send() -> None:
        outbox.call(deliver_notices)

    transaction.on_commit(send, robust=True)

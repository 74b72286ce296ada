"""Writing notices inside a verb's transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from organization import clock, outbox
from organization.models.notification import Notification


def notify(
    people: Iterable, thing: models.Model, kind: str, title: str, text: str = "", slot: str = ""
) -> None:
    """One notice about `thing` to each of `people`; who has it already gets no second one."""
    notify_each([(person, thing, title, text) for person in people], kind, slot)


def notify_each(
    rows: Iterable[tuple[Any, models.Model, str, str]], kind: str, slot: str = ""
) -> None:
    """Many notices in one statement; `rows` are (person, thing, title, text)."""
    at = clock.now()
    Notification.objects.bulk_create(
        {
            (person.pk, thing._meta.label_lower, thing.pk): Notification(
                recipient=person,
                thing=thing._meta.label_lower,
                thing_pk=thing.pk,
                kind=kind,
                slot=slot,
                title=title[:200],
                text=text,
                at=at,
            )
            for person, thing, title, text in rows
        }.values(),
        ignore_conflicts=True,
        batch_size=1000,
    )
    wake_delivery()


def wake_delivery() -> None:
    """Ask a worker to mail soon; the beat does it anyway."""
    from organization.tasks import deliver_notices

    def send() -> None:
        outbox.call(deliver_notices)

    transaction.on_commit(send, robust=True)

"""Mails leave while somebody else writes: SQLite refuses a write on a connection that reads."""

from threading import Thread

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

from organization import delivery
from organization.models import Delivery, Notification, Person
from tests.world import make_world

MANY = delivery.BATCH + 20  # more than are read at a time


class Beside(BaseEmailBackend):
    """A mail server; while it takes a mail, somebody else writes."""

    def open(self):
        return True

    def send_messages(self, messages):
        writer = Thread(target=write)
        writer.start()
        writer.join()
        return len(messages)


def write() -> None:
    try:
        Person.objects.filter(account="clerk").update(mobile="12345")
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_no_mail_is_refused_because_somebody_else_writes(settings):
    settings.EMAIL_BACKEND = "tests.test_mail_beside_writers.Beside"
    world = make_world()
    Notification.objects.bulk_create(
        Notification(
            recipient=world.head,
            thing="organization.department",
            thing_pk=n,
            kind="told",
            title="请查收",
        )
        for n in range(MANY)
    )
    assert delivery.deliver_waiting() == MANY
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}

"""The four bins every person has: 待办, 已办, 待阅, 已阅."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from organization.models import Event, Person
from organization.waiting import waiting

MANY = 999  # nobody reads the exact number of a thousand old things


@dataclass(frozen=True)
class Bin:
    """One tab: its word, its address, how much lies in it."""

    key: str
    word: str
    url: str
    number: str


def bins(person: Person, to_do: int | None = None) -> list[Bin]:
    """The tabs in their order; `to_do` is the number of waiting entries when it is known."""
    home, notices = reverse("home"), reverse("notices")
    unread, read = person.notifications.unread(), person.notifications.exclude(read_at=None)
    return [
        Bin("todo", _("To do"), home, str(len(waiting(person)) if to_do is None else to_do)),
        Bin("done", _("Done by me"), f"{home}?bin=done", _upto(done_by(person))),
        Bin("unread", _("To read"), notices, _upto(unread)),
        Bin("read", _("Already read"), f"{notices}?bin=read", _upto(read)),
    ]


def done_by(person: Person):
    """What the person did, newest first; signing in and out is no work."""
    return Event.objects.filter(actor_pk=person.pk, ok=True).exclude(
        kind__in=("person.signed_in", "person.signed_out")
    )


def _upto(rows) -> str:
    number = len(rows.order_by().values_list("pk")[: MANY + 1])
    return f"{MANY}+" if number > MANY else str(number)

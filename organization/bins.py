"""The four bins every person has: 待办, 已办, 待阅, 已阅."""

from dataclasses import dataclass

from django.db.models import IntegerField, Subquery
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
    done, unread, read = _numbers(
        person,
        done_by(person),
        person.notifications.unread(),
        person.notifications.exclude(read_at=None),
    )
    return [
        Bin("todo", _("To do"), home, str(len(waiting(person)) if to_do is None else to_do)),
        Bin("done", _("Done by me"), f"{home}?bin=done", done),
        Bin("unread", _("To read"), notices, unread),
        Bin("read", _("Already read"), f"{notices}?bin=read", read),
    ]


def done_by(person: Person):
    """What the person did, newest first; signing in and out is no work."""
    return Event.objects.filter(actor_pk=person.pk, ok=True).exclude(
        kind__in=("person.signed_in", "person.signed_out")
    )


class _Count(Subquery):
    """How many rows a query has, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def _numbers(person: Person, *lists) -> list[str]:
    """The length of each list up to `MANY`, all in one query."""
    columns = [_Count(rows.order_by().values("pk")[: MANY + 1]) for rows in lists]
    numbers = Person.objects.filter(pk=person.pk).values_list(*columns).get()
    return [f"{MANY}+" if number > MANY else str(number) for number in numbers]

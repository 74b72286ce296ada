"""Who is in, who was invited and how, whom nothing reached: the list of invitations."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organization import clock, inviting, looks
from organization.models import Delivery, Invitation, Person

UNDELIVERED = (Delivery.State.FAILED, Delivery.State.UNCERTAIN)

# In the order of the tabs: whoever has to be cared for first.
STANDINGS: dict[str, str | Promise] = {
    "none": _("Not invited"),
    "failed": _("Mail failed"),
    "lapsed": _("Run out or void"),
    "sent": _("Invited"),
    "opened": _("Link opened"),
    "in": _("Is in"),
}
LOOKS = {
    "none": looks.WAITING,
    "failed": looks.REFUSED,
    "lapsed": looks.OUT,
    "sent": looks.PASSED_ON,
    "opened": looks.GOING_ON,
    "in": looks.DONE,
}
NOT_IN = ("none", "failed", "lapsed", "sent", "opened")


@dataclass(frozen=True)
class Row:
    """A person with the newest invitation, what became of its mail, and whether its letter is one
    that the reader may print."""

    person: Person
    invitation: Invitation | None
    delivery: Delivery | None
    has_letter: bool

    @property
    def word(self) -> str | Promise:
        """How the person stands, in a word."""
        return STANDINGS[self.person.standing]

    @property
    def look(self) -> looks.Look:
        """The colour and the shape of the word."""
        return LOOKS[self.person.standing]


def standing(people: models.QuerySet[Person]) -> models.QuerySet[Person]:
    """`people`, each with `standing`: a key of STANDINGS, worked out by the database."""
    own = Invitation.objects.order_by().filter(person=OuterRef("pk"))
    valid = own.filter(status__in=Invitation.Status.open, expires_at__gt=clock.now())
    return people.annotate(
        standing=Case(
            When(~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX), Value("in")),
            When(Exists(valid.filter(Exists(_undelivered()))), Value("failed")),
            When(Exists(valid.filter(status=Invitation.Status.OPENED)), Value("opened")),
            When(Exists(valid), Value("sent")),
            When(Exists(own), Value("lapsed")),
            default=Value("none"),
            output_field=models.CharField(),
        )
    )


def counts(people: models.QuerySet[Person]) -> list[tuple[str, str | Promise, int]]:
    """How many of `people` stand how: one query."""
    rows = people.order_by().values_list("standing").annotate(n=Count("pk"))
    found = dict(rows.values_list("standing", "n"))
    return [(key, word, found.get(key, 0)) for key, word in STANDINGS.items()]


def rows_of(people: list[Person], *, reader: Person) -> list[Row]:
    """Each person with the newest invitation, its delivery and its letter: as many queries for a
    long page as for a short one."""
    keys = [person.pk for person in people]
    newest: dict[int, Invitation] = {}
    made = Invitation.objects.filter(person__in=keys).select_related("by", "person")
    for one in made.order_by("pk"):
        newest[one.person_id] = one
    deliveries = {
        delivery.notification.thing_pk: delivery
        for delivery in Delivery.objects.filter(
            notification__recipient__in=keys,
            notification__thing=Invitation._meta.label_lower,
            notification__kind="invited",
        ).select_related("notification")
    }
    letters = _letters_for(newest.values(), reader)
    return [
        Row(
            person,
            last := newest.get(person.pk),
            deliveries.get(last.pk) if last else None,
            person.pk in letters,
        )
        for person in people
    ]


def not_in_yet(reader: Person) -> int:
    """How many of the people whom `reader` may invite have no password yet."""
    return Person.objects.invited_by(reader).not_in_yet().order_by().count()


def _letters_for(newest: Iterable[Invitation], reader: Person) -> set[int]:
    """Whose letter waits for a printer and may be held in the hand by `reader`."""
    open_ = [row for row in newest if row.way == Invitation.Way.LETTER and row.is_valid]
    return {row.person_id for row in inviting.may_print(open_, by=reader)} if open_ else set()


def _undelivered() -> models.QuerySet[Delivery]:
    return Delivery.objects.filter(
        notification__recipient=OuterRef("person"),
        notification__thing=Invitation._meta.label_lower,
        notification__thing_pk=OuterRef("pk"),
        notification__kind="invited",
        state__in=UNDELIVERED,
    )

"""邀请: who is invited by what way, sending out, taking back.

Who gets in by an invitation sets a first password; whoever has one already is never invited, so
that no letter takes an account over. Every list costs the same statements however long it is.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from organization import clock
from organization.models import (
    Invitation,
    NotAllowed,
    Notification,
    Person,
    move_all,
    record_each,
)
from organization.models.role import role_tables
from organization.notices import notify_each, said
from organization.permissions import can_administer
from organization.refusals import explain

AT_ONCE = 2000  # invitations; a longer list is sent in parts
BATCH = 500


@dataclass
class Plan:
    """What sending out would do: by mail, by letter, and who is left out because of what."""

    by_mail: list[Person] = field(default_factory=list)
    by_letter: list[Person] = field(default_factory=list)
    left_out: list[tuple[Person, str]] = field(default_factory=list)
    again: set[int] = field(default_factory=set)  # people whose present invitation becomes void
    more: bool = False  # there are more than AT_ONCE

    @property
    def size(self) -> int:
        """How many would be invited."""
        return len(self.by_mail) + len(self.by_letter)

    @property
    def repeated(self) -> int:
        """How many of them have an invitation already, which becomes void."""
        return sum(person.pk in self.again for person in (*self.by_mail, *self.by_letter))

    def digest(self) -> str:
        """What a preview promises: sent is only what was shown."""
        told = [f"m{p.pk}" for p in self.by_mail] + [f"l{p.pk}" for p in self.by_letter]
        return hashlib.sha256(",".join(told).encode()).hexdigest()


def plan(people: models.QuerySet[Person], *, by: Person, letters: bool = False) -> Plan:
    """How each of `people` would be invited: by mail who has an address, else by letter.

    `letters`: everybody by letter, for those whom mail does not reach.
    """
    chosen = list(people.select_related("department")[: AT_ONCE + 1])
    made = Plan(more=len(chosen) > AT_ONCE)
    chosen = chosen[:AT_ONCE]
    entrusted = set() if can_administer(by) else trusted(chosen)
    for person in chosen:
        if person.has_usable_password():
            made.left_out.append((person, _("has signed in already or has a password")))
        elif person.email and not letters:
            made.by_mail.append(person)
        elif person.pk in entrusted:
            why = _("holds an office in a campaign: the letter is printed by the administrator")
            made.left_out.append((person, why))
        else:
            made.by_letter.append(person)
    rows = Invitation.objects.open().filter(person__in=[person.pk for person in chosen])
    made.again = set(rows.order_by().values_list("person", flat=True))
    return made


def trusted(people: Iterable[Person]) -> set[int]:
    """Those with a system duty, a role on a campaign, or the right to launch one: their letter
    would let whoever prints it act in their place."""
    keys = [person.pk for person in people]
    found = {person.pk for person in people if person.duty}
    for table in role_tables():
        rows = table.objects.filter(user__in=keys).order_by()
        if table.kind == "department":
            rows = rows.filter(permission__codename="launcher")
        found |= set(rows.values_list("user", flat=True))
    return found


def may_print(invitations: Iterable[Invitation], *, by: Person) -> list[Invitation]:
    """Those of `invitations` whose letter `by` may hold in the hand."""
    rows = list(invitations)
    if can_administer(by):
        return rows
    closed = trusted([row.person for row in rows])
    return [row for row in rows if row.person_id not in closed]


def invite(made: Plan, *, by: Person) -> list[Invitation]:
    """Send out what was planned; what was sent before becomes void. NotAllowed: nothing was done,
    somebody else was faster."""
    until = clock.end_of(clock.today() + timedelta(days=settings.INVITATION_DAYS))
    ways = ((Invitation.Way.MAIL, made.by_mail), (Invitation.Way.LETTER, made.by_letter))
    rows = [
        Invitation.written(person, by=by, way=way, until=until)
        for way, people in ways
        for person in people
    ]
    try:
        with transaction.atomic():
            withdraw([row.person_id for row in rows], by=by)
            rows = Invitation.objects.bulk_create(rows, batch_size=BATCH)
            record_each("invitation.issued", rows, by=by)
            _tell(row for row in rows if row.way == Invitation.Way.MAIL)
    except IntegrityError as error:
        raise NotAllowed(explain(error)) from error
    return rows


def withdraw(people: Iterable[int], *, by: Person | None, way: str = "") -> None:
    """The open invitations of these people become void; what was not mailed yet never is."""
    rows = Invitation.objects.open().filter(person__in=list(people))
    if way:
        rows = rows.filter(way=way)
    void = list(rows.select_related("person"))
    if not void:
        return
    move_all(void, Invitation.Status.VOID, by=by)
    notices_of(void).filter(deliveries=None).delete()


def notices_of(invitations: Iterable[Invitation]) -> models.QuerySet[Notification]:
    """The notices by which some invitations were, or will be, mailed."""
    keys = [row.pk for row in invitations]
    return Notification.objects.filter(
        thing=Invitation._meta.label_lower, thing_pk__in=keys, kind="invited"
    )


def _tell(rows: Iterable[Invitation]) -> None:
    title = said(_later("You are invited to open your account"))
    notify_each(((row.person, row, title, partial(_words, row)) for row in rows), "invited")


def _words(row: Invitation) -> str:
    person = row.person
    facts = {
        "name": person.name,
        "account": person.account,
        "department": person.department.name,
        "month": row.last_day.month,
        "day": row.last_day.day,
    }
    return (
        _(
            "%(name)s, %(department)s: your account for the self-inspection is %(account)s. Please "
            "open the link by %(month)d/%(day)d, check your entry and set a password. The link "
            "works once."
        )
        % facts
    )

"""Whom a document goes to, and how the list follows those who come, move and leave.

Whoever is in the audience has a receipt; whoever leaves it unsigned is out of the count. A
signature once given stays. Every list is worked out in the database: what is read is what changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models, transaction
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _later

from campaigns.models import Audience, Campaign, Circulation, Receipt
from campaigns.models.circulation import UNSIGNED
from organization.models import Department, Person, move_rows
from organization.notices import notify_each, said
from organization.signals import people_changed

TOGETHER = 1000  # rows a statement


@dataclass(frozen=True)
class To:
    """An audience before it is written: departments with what is below them, departments
    alone, people by name."""

    departments: Iterable[Department] = ()
    alone: Iterable[Department] = ()
    people: Iterable[Person] = field(default=())

    def rows(self, circulation: Circulation) -> list[Audience]:
        """The rows that keep it; nobody and nothing twice."""
        whole = {one.pk: Audience(circulation=circulation, department=one) for one in self.alone}
        for row in whole.values():
            row.below = False
        whole |= {
            one.pk: Audience(circulation=circulation, department=one) for one in self.departments
        }
        named = {one.pk: Audience(circulation=circulation, person=one) for one in self.people}
        return [*whole.values(), *named.values()]


def same_as(circulation: Circulation) -> To:
    """The audience of a document, for another round."""
    rows = list(circulation.audience.select_related("department", "person"))
    return To(
        departments=[row.department for row in rows if row.department and row.below],
        alone=[row.department for row in rows if row.department and not row.below],
        people=[row.person for row in rows if row.person],
    )


def people_in(circulation: Circulation) -> models.QuerySet[Person]:
    """Who is in the audience today, with an account; of those with a system duty, who have no
    part in a campaign, only who is named."""
    rows = circulation.audience.values_list("department__path", "department", "below", "person")
    paths = {path for path, _pk, below, _person in rows if path and below}
    homes = {pk for _path, pk, below, _person in rows if pk and not below} | _below(paths)
    named = [person for *_department, person in rows if person]
    of_departments = models.Q(department__in=homes, duty=Person.Duty.NONE)
    return Person.objects.active().filter(of_departments | models.Q(pk__in=named))


def follow(
    circulation: Circulation, *, by: Person | None, people: Iterable[int] | None = None
) -> int:
    """Bring the receipts in line with the audience, of `people` only when they are given.

    How many people are new. The campaign of `circulation` must be running; the caller holds
    the transaction.
    """
    inside, receipts = people_in(circulation), Receipt.objects.filter(circulation=circulation)
    if people is not None:
        inside, receipts = inside.filter(pk__in=people), receipts.filter(person__in=people)
    _let_go(circulation, receipts, inside, by)
    _take_back(circulation, receipts, inside, by)
    bring_home(receipts.unsigned())
    return ask_new(circulation, inside)


@receiver(people_changed)
def follow_all(sender, people: list[int] | None, by: Person | None, **_more) -> None:
    """Somebody came, moved or left: every document under way follows."""
    for circulation in Circulation.objects.filter(
        campaign__status=Campaign.Status.RUNNING
    ).select_related("campaign"):
        with transaction.atomic():
            follow(circulation, by=by, people=people)


def ask_new(circulation: Circulation, inside: models.QuerySet[Person]) -> int:
    """Everybody of `inside` who has no receipt gets one, and a notice. How many they are."""
    known = Receipt.objects.filter(circulation=circulation, person=models.OuterRef("pk"))
    new = list(inside.filter(~models.Exists(known)))
    rows = Receipt.objects.bulk_create(
        (
            Receipt(circulation=circulation, person=person, department_id=person.department_id)
            for person in new
        ),
        batch_size=TOGETHER,
    )
    if rows:
        ask(rows, circulation, "receipt_asked")
    return len(rows)


def ask(rows: Iterable[Receipt], circulation: Circulation, kind: str, slot: str = "") -> None:
    """Tell the people of some receipts that a document waits for them."""
    title = said(_later("Please read and sign: %(title)s"), title=circulation.title)
    where = circulation.campaign.title
    notify_each(((row.person, row, title, where) for row in rows), kind, slot)


def bring_home(rows: models.QuerySet) -> None:
    """Rows of people and departments: whoever has moved stands in the department of today."""
    home = Person.objects.filter(pk=models.OuterRef("person")).values("department")[:1]
    elsewhere = ~models.Q(department=models.F("person__department"))
    moved = list(rows.order_by().filter(elsewhere).values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=moved).update(department=models.Subquery(home))


def _let_go(circulation: Circulation, receipts, inside, by: Person | None) -> None:
    gone = receipts.unsigned().exclude(person__in=inside.order_by().values("pk"))
    move_rows(gone, Receipt.Status.LEFT, by=by, about=circulation)


def _take_back(circulation: Circulation, receipts, inside, by: Person | None) -> None:
    back = receipts.filter(status=Receipt.Status.LEFT, person__in=inside.order_by().values("pk"))
    rows = list(back.select_related("person"))
    moved = receipts.filter(pk__in=[row.pk for row in rows])
    move_rows(moved, Receipt.Status.UNREAD, by=by, about=circulation, sets=UNSIGNED)
    ask(rows, circulation, "receipt_asked", slot="back")


def _below(paths: set[str]) -> set[int]:
    """The departments at `paths` and below them: one query."""
    if not paths:
        return set()
    every = Department.objects.order_by().values_list("pk", "path")
    return {pk for pk, path in every if is_below(path, paths)}


def is_below(path: str, homes: set[str]) -> bool:
    """Does one of the paths in `homes` lead to `path`?"""
    steps = path.strip("/").split("/")
    return any(f"/{'/'.join(steps[:end])}/" in homes for end in range(1, len(steps) + 1))

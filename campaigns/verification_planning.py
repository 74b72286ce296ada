"""核查方案: who verifies which items in which departments, and until when."""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from campaigns.models import (
    Answer,
    Campaign,
    Hint,
    ItemScope,
    PlannedCheck,
    Result,
    SelfCheck,
    Verification,
    VerificationPlan,
)
from campaigns.permissions import inspects, is_own
from organization import refusals
from organization.models import Department, NotAllowed, Person, record
from organization.notices import notify

Choice = VerificationPlan.Choice


@dataclass(frozen=True)
class Draft:
    """What somebody plans. `sample`: items a department, for a drawn sample; `numbers`: of
    items, where they are named; `method` and `note` go with every item."""

    choice: str
    departments: tuple[Department, ...]
    inspectors: tuple[Person, ...]
    starts_on: date
    due_on: date
    sample: int = 0
    numbers: frozenset[int] = frozenset()
    method: str = ""
    note: str = ""


def plannable(campaign: Campaign) -> QuerySet[ItemScope]:
    """Every item × department that is neither planned nor verified."""
    same = {"item": OuterRef("item"), "department": OuterRef("department")}
    return ItemScope.objects.filter(
        ~Exists(PlannedCheck.objects.filter(**same)),
        ~Exists(Verification.objects.filter(**same)),
        item__checklist__campaign=campaign,
        item__from_records=False,
    )


def chosen(campaign: Campaign, draft: Draft) -> dict[int, list[int]]:
    """The items the draft asks for that can still be planned: {department: [item, …]}."""
    scopes = plannable(campaign).filter(department__in=draft.departments)
    if draft.choice == Choice.NUMBERS:
        scopes = scopes.filter(item__no__in=draft.numbers)
    if draft.choice == Choice.NOT_COMPLIANT:
        scopes = scopes.filter(Exists(answers_not_compliant()))
    if draft.choice == Choice.HINTED:
        scopes = scopes.filter(Exists(hints_to_look_at()))
    found: dict[int, list[int]] = defaultdict(list)
    rows = scopes.order_by("department__order", "department__code", "item__order")
    for item, department in rows.values_list("item", "department"):
        found[department].append(item)
    if draft.choice == Choice.SAMPLE:
        return {department: _drawn(items, draft.sample) for department, items in found.items()}
    return dict(found)


def answers_not_compliant() -> QuerySet[Answer]:
    """Answers 不符合 that lie with the office, for the scope of an item (`OuterRef`)."""
    return Answer.objects.filter(
        item=OuterRef("item"),
        selfcheck__department=OuterRef("department"),
        selfcheck__status__in=SelfCheck.Status.handed_in,
        result=Result.NO,
    )


def hints_to_look_at() -> QuerySet[Hint]:
    """Hints about answers that nobody has put aside, for the scope of an item (`OuterRef`)."""
    return Hint.objects.to_look_at().filter(
        answer__item=OuterRef("item"), selfcheck__department=OuterRef("department")
    )


def plan(campaign: Campaign, draft: Draft, *, by: Person) -> VerificationPlan:
    """Write a part of the plan and tell the inspectors.

    Each department goes to one inspector of another department, the work shared evenly. Raises
    NotAllowed for the own department of whoever plans, for people outside the inspection group,
    when a department has no inspector left or nothing is to be planned.
    """
    campaign.demand_running()
    if any(is_own(by, department) for department in draft.departments):
        raise NotAllowed(_("Nobody plans the verification of the own department."))
    _demand_members(campaign, draft.inspectors)
    with transaction.atomic():
        items = chosen(campaign, draft)
        if not items:
            said = _("There is nothing to plan: all of it is planned or verified.")
            raise NotAllowed(said, field="departments")
        departments = [one for one in draft.departments if one.pk in items]
        shared = share_out(departments, draft.inspectors, items)
        row = VerificationPlan.objects.create(
            campaign=campaign,
            choice=draft.choice,
            starts_on=draft.starts_on,
            due_on=draft.due_on,
            method=draft.method,
            note=draft.note,
            made_by=by,
        )
        _write(row, items, shared)
        n = sum(map(len, items.values()))
        record("verificationplan.made", row, by=by, items=n, departments=len(items))
        _tell(row, set(shared.values()))
    return row


def share_out(
    departments: Iterable[Department],
    inspectors: Collection[Person],
    items: dict[int, list[int]],
) -> dict[int, Person]:
    """Who goes to which department: the longest list first, to whoever has least so far.

    Raises NotAllowed when a department is the own one of all of them.
    """
    load: Counter[int] = Counter()
    shared: dict[int, Person] = {}
    for department in sorted(departments, key=lambda one: -len(items[one.pk])):
        free = [person for person in inspectors if not is_own(person, department)]
        if not free:
            raise NotAllowed(
                _("%(department)s is the own department of everybody chosen.")
                % {"department": department.name},
                field="inspectors",
            )
        person = min(free, key=lambda one: load[one.pk])
        load[person.pk] += len(items[department.pk])
        shared[department.pk] = person
    return shared


def assign(row: VerificationPlan, department: Department, to: Person, *, by: Person) -> int:
    """Give what is still open in a department to another inspector. How many items."""
    _demand_changeable(row, department, by)
    _demand_members(row.campaign, [to])
    if is_own(to, department):
        raise NotAllowed(_("Nobody verifies the own department."))
    with transaction.atomic():
        n = row.checks.open().filter(department=department).update(inspector=to)
        if not n:
            raise NotAllowed(_("Nothing is open there any more."))
        record(
            "verificationplan.assigned",
            row,
            by=by,
            to=to.title,
            items=n,
            department=department.name,
        )
        _tell(row, {to})
    return n


def withdraw(row: VerificationPlan, department: Department, *, by: Person) -> int:
    """Take what is still open in a department out of the plan. How many items."""
    _demand_changeable(row, department, by)
    with transaction.atomic():
        n, _by_model = row.checks.open().filter(department=department).delete()
        if not n:
            raise NotAllowed(_("Nothing is open there any more."))
        record("verificationplan.withdrawn", row, by=by, items=n, department=department.name)
    return n


def _drawn(items: list[int], n: int) -> list[int]:
    """A sample that nobody can foresee, in the order of the checklist."""
    taken = set(random.SystemRandom().sample(items, min(n, len(items))))
    return [item for item in items if item in taken]


def _demand_changeable(row: VerificationPlan, department: Department, by: Person) -> None:
    row.campaign.demand_running()
    if is_own(by, department):
        raise NotAllowed(_("Nobody plans the verification of the own department."))


def _demand_members(campaign: Campaign, people: Iterable[Person]) -> None:
    chosen_people = list(people)
    if not chosen_people or not all(inspects(person, campaign) for person in chosen_people):
        raise NotAllowed(_("Members of the special inspection group verify."), field="inspectors")


def _write(row: VerificationPlan, items: dict[int, list[int]], shared: dict[int, Person]) -> None:
    try:
        PlannedCheck.objects.bulk_create(
            (
                PlannedCheck(
                    plan=row,
                    item_id=item,
                    department_id=department,
                    inspector=shared[department],
                )
                for department, wanted in items.items()
                for item in wanted
            ),
            batch_size=1000,
        )
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error


def _tell(row: VerificationPlan, people: Iterable[Person]) -> None:
    notify(
        people,
        row,
        "verification_planned",
        lambda: (
            _("You are to verify items until %(month)d/%(day)d")
            % {"month": row.due_on.month, "day": row.due_on.day}
        ),
        row.campaign.title,
    )

"""What the controls of the ledger offer: one query for all of them, however many there are."""

from dataclasses import dataclass

from django.db.models import CharField as Text
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from campaigns.models import Campaign
from findings.models import Aspect, Finding
from organization.models import Department, Person
from rectification.models import LedgerView, Task

# The parts of the query, as its first column says.
DEPARTMENT, ASPECT, VIEW, FINDINGS = range(4)


@dataclass(frozen=True)
class Choice:
    """Something to filter by: `value` as it stands in the address."""

    value: str
    label: str


@dataclass(frozen=True)
class Offers:
    """What occurs among the person's tasks, the person's views, and how many findings the
    filtered tasks put right (None where they were not counted): those the report counts as
    problems, and the others (fixed in passing, improvements)."""

    departments: list[Choice]
    aspects: list[Choice]
    views: list[LedgerView]
    finding_count: int | None
    uncounted: int

    def opening(self, person: Person) -> LedgerView | None:
        """The view with which the ledger opens for the person."""
        return next((v for v in self.views if v.opens and v.owner_id == person.pk), None)


def read(
    campaign: Campaign, person: Person, own: QuerySet[Task], counted: QuerySet[Task] | None
) -> Offers:
    """What is offered to `person`, whose tasks are `own`; the findings of `counted`."""
    parts = [_aspects(campaign, own), _views(campaign, person)]
    if counted is not None:
        parts.append(_findings(counted))
    rows: dict[int, list[tuple]] = {part: [] for part in (DEPARTMENT, ASPECT, VIEW, FINDINGS)}
    for part, *row in _departments(own).union(*parts, all=True):
        rows[part].append(tuple(row))
    finding_count, uncounted = None if counted is None else 0, 0
    if rows[FINDINGS]:
        finding_count, others, *_rest = rows[FINDINGS][0]
        uncounted = int(others)
    return Offers(
        _choices(rows[DEPARTMENT]),
        _choices(rows[ASPECT]),
        _read_views(campaign, rows[VIEW]),
        finding_count,
        uncounted,
    )


def _departments(own: QuerySet[Task]) -> QuerySet:
    found = Department.objects.filter(Exists(own.filter(department=OuterRef("pk")))).order_by()
    return _line(found, DEPARTMENT, "order", "code", "name")


def _aspects(campaign: Campaign, own: QuerySet[Task]) -> QuerySet:
    occurs = Exists(own.filter(measure__finding__aspect=OuterRef("pk")))
    found = Aspect.objects.filter(occurs, campaign=campaign).order_by()
    return _line(found, ASPECT, "order", Cast("pk", Text()), "name")


def _views(campaign: Campaign, person: Person) -> QuerySet:
    found = LedgerView.objects.visible_to(person).filter(campaign=campaign).order_by()
    return _line(found, VIEW, "pk", "query", "name", "owner", "is_shared", "opens")


def _findings(counted: QuerySet[Task]) -> QuerySet:
    counts, finding = Finding.counts("measure__finding__"), "measure__finding"
    by_campaign = counted.order_by().values("campaign")
    found = by_campaign.annotate(
        n=Count(finding, filter=counts, distinct=True),
        others=Cast(Count(finding, filter=~counts, distinct=True), Text()),
    )
    return _line(found, FINDINGS, "n", "others", Value("", Text()))


def _line(rows: QuerySet, part: int, number, value, label, owner=None, *flags) -> QuerySet:
    """The columns of every part: which it is, a number, two texts, an owner and two flags."""
    empty = Value(0)
    owner = F(owner) if owner else empty
    marks = [*flags] or [Value(False), Value(False)]
    return rows.values_list(Value(part), number, value, label, owner, *marks)


def _choices(rows: list[tuple]) -> list[Choice]:
    """In the order of the organisation chart, or of the report."""
    return [Choice(value, label) for _order, value, label, *_rest in sorted(rows)]


def _read_views(campaign: Campaign, rows: list[tuple]) -> list[LedgerView]:
    """The shared ones first, then by name, as the model orders them."""
    views = [
        LedgerView(
            pk=pk,
            campaign=campaign,
            owner_id=owner,
            name=name,
            query=query,
            is_shared=bool(shared),
            opens=bool(opens),
        )
        for pk, query, name, owner, shared, opens in rows
    ]
    return sorted(views, key=lambda view: (not view.is_shared, view.name, view.pk))

"""按期率: in time by the original deadline, and by the one that holds now; both are shown.

An extension does not make anybody punctual: the appraisal counts the original day (practice
notes 2.5, 2.6).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from organization.models import Department
from rectification.models import Extension, Task

FINISHED = Q(status__in=(Task.Status.SUBMITTED, Task.Status.CLOSED))


@dataclass(frozen=True)
class Punctuality:
    """Tasks with a deadline: handed in by it, or late; by both deadlines. `extended` are tasks
    with a later deadline than at first."""

    tasks: int = 0
    finished: int = 0
    by_first: int = 0
    by_current: int = 0
    late_by_first: int = 0
    late_by_current: int = 0
    extended: int = 0
    asked: int = 0
    refused: int = 0

    @property
    def rate_by_first(self) -> int | None:
        """Percent of the finished ones, cut off; None when there are none."""
        return self.by_first * 100 // self.finished if self.finished else None

    @property
    def rate_by_current(self) -> int | None:
        """Percent of the finished ones, cut off; None when there are none."""
        return self.by_current * 100 // self.finished if self.finished else None


def count(tasks: QuerySet[Task], today: date) -> Punctuality:
    """All of `tasks` that have a deadline, in two queries."""
    found = _dated(tasks).aggregate(**_counts(today))
    asked = _asked(tasks).aggregate(**_ASKED)
    return Punctuality(**found, **asked)


def by_department(tasks: QuerySet[Task], today: date) -> list[tuple[Department, Punctuality]]:
    """The same by lead department, in the order of the organisation chart; three queries."""
    found = {
        row.pop("department"): row
        for row in _dated(tasks).values("department").annotate(**_counts(today))
    }
    asked = {
        row.pop("task__department"): row
        for row in _asked(tasks).values("task__department").annotate(**_ASKED)
    }
    departments = Department.objects.filter(pk__in=found).order_by("order", "code")
    return [(row, Punctuality(**found[row.pk], **asked.get(row.pk, {}))) for row in departments]


_ASKED = {
    "asked": Count("pk"),
    "refused": Count("pk", filter=Q(status=Extension.Status.REFUSED)),
}


def _dated(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.order_by().exclude(due_on=None).annotate(done_on=TruncDate("submitted_at"))


def _asked(tasks: QuerySet[Task]) -> QuerySet[Extension]:
    return Extension.objects.order_by().filter(task__in=tasks.order_by())


def _counts(today: date) -> dict[str, Count]:
    def late(deadline: str) -> Q:
        return FINISHED & Q(done_on__gt=F(deadline)) | ~FINISHED & Q(**{f"{deadline}__lt": today})

    def in_time(deadline: str) -> Q:
        return FINISHED & Q(done_on__lte=F(deadline))

    return {
        "tasks": Count("pk"),
        "finished": Count("pk", filter=FINISHED),
        "by_first": Count("pk", filter=in_time("first_due_on")),
        "by_current": Count("pk", filter=in_time("due_on")),
        "late_by_first": Count("pk", filter=late("first_due_on")),
        "late_by_current": Count("pk", filter=late("due_on")),
        "extended": Count("pk", filter=Q(due_on__gt=F("first_due_on"))),
    }

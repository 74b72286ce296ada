"""How far the departments are: tasks, returns, letters and cards, gathered by department.

Restricted findings stay out: a bulletin is read in every department.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TypeVar

from campaigns.models import Participation, Return
from findings.models import Finding
from organization import calendar, clock
from rectification.deadlines import overdue_days
from rectification.models import Card, Letter, Task
from reports.sources.findings import FindingRecords

Row = TypeVar("Row", Finding, Task, Return, Card)


class ProgressRecords(FindingRecords):
    """The records of bulletins and briefs."""

    @cached_property
    def open_findings(self) -> list[Finding]:
        """The counted findings that everybody may know of."""
        return [finding for finding in self.findings if not finding.restricted]

    @cached_property
    def open_tasks(self) -> list[Task]:
        """Their tasks."""
        return [task for finding in self.open_findings for task in self.tasks_of(finding)]

    @cached_property
    def _tasks_by_code(self) -> dict[str, list[Task]]:
        return by_code(self.open_tasks)

    def tasks_in(self, code: str) -> list[Task]:
        """The tasks of the department with this code, "" for all."""
        return self._tasks_by_code.get(code, []) if code else self.open_tasks

    @cached_property
    def _findings_by_code(self) -> dict[str, list[Finding]]:
        return by_code(finding for finding in self.open_findings if finding.department)

    def findings_in(self, code: str) -> list[Finding]:
        """The findings for which the department is responsible, "" for all."""
        return self._findings_by_code.get(code, []) if code else self.open_findings

    @cached_property
    def returns(self) -> list[Return]:
        """Every item that was sent back, the first one first."""
        rows = Return.objects.filter(selfcheck__campaign=self.campaign, item__isnull=False)
        return list(rows.select_related("item", "selfcheck__department").order_by("pk"))

    @cached_property
    def _returns_by_code(self) -> dict[str, list[Return]]:
        found: dict[str, list[Return]] = defaultdict(list)
        for row in self.returns:
            found[row.selfcheck.department.code].append(row)
        return found

    def returns_in(self, code: str) -> list[Return]:
        """The items sent back to the department, "" for all."""
        return self._returns_by_code.get(code, []) if code else self.returns

    @cached_property
    def cards(self) -> list[Card]:
        """Every card of a department that was given and not withdrawn, the first one first."""
        rows = Card.objects.standing().filter(campaign=self.campaign, partner=None)
        return list(rows.select_related("department", "site").order_by("pk"))

    @cached_property
    def _cards_by_code(self) -> dict[str, list[Card]]:
        return by_code(card for card in self.cards if card.is_valid(self.on))

    def cards_in(self, code: str, colour: str) -> list[Card]:
        """The valid cards of a colour that the department has, "" for all."""
        valid = (card for card in self.cards if card.is_valid(self.on))
        rows = self._cards_by_code.get(code, []) if code else valid
        return [card for card in rows if card.colour == colour]

    @cached_property
    def letters(self) -> list[Letter]:
        """Every letter that was issued and not withdrawn, the first one first."""
        rows = self.campaign.letters.filter(issued_at__isnull=False)
        rows = rows.exclude(status=Letter.Status.WITHDRAWN).exclude(
            task__measure__finding__restricted=True
        )
        return list(rows.select_related("department").order_by("issued_at", "pk"))

    def letters_sent(self, part: str) -> list[Letter]:
        """The letters issued in a period, "" for all."""
        first, last = days_of(part)
        return [row for row in self.letters if first <= clock.day_of(row.issued_at) <= last]

    def cards_given(self, part: str, colour: str) -> list[Card]:
        """The cards of a colour given in a period, "" for all."""
        first, last = days_of(part)
        return [c for c in self.cards if c.colour == colour and first <= c.given_on <= last]

    def tasks_closed_in(self, part: str) -> list[Task]:
        """The tasks closed out in a period, "" for all."""
        first, last = days_of(part)
        closed = (task for task in self.open_tasks if task.closed_at)
        return [task for task in closed if first <= clock.day_of(task.closed_at) <= last]

    def late_for(self, task: Task) -> int:
        """Working days since the deadline of a task that is late."""
        return overdue_days(task.due_on, self.on, calendar.current()) if task.due_on else 0

    @cached_property
    def _submitted_codes(self) -> set[str]:
        return {sheet.department.code for sheet in self.submitted}

    def has_submitted(self, code: str) -> bool:
        """Has the department handed its sheet in at least once?"""
        return code in self._submitted_codes

    def place_of(self, code: str) -> Participation:
        """The department of this code as it takes part. KeyError where it does not."""
        return {row.department.code: row for row in self.participations}[code]


def by_code(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows gathered by the code of their department."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.department.code].append(row)
    return found


def days_of(part: str) -> tuple[date, date]:
    """The first and the last day of "2026-03-02~2026-03-08"; all days for "". ValueError for
    anything else."""
    if not part:
        return date.min, date.max
    first, last = part.split("~")
    return date.fromisoformat(first), date.fromisoformat(last)

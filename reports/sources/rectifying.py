"""How the tasks were driven: letters, extensions, acceptances, look-backs, long-term plans.

Up to the day of the paper; only of the tasks of the findings a report counts.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from findings.models import Finding
from organization.models import Department
from rectification.models import (
    Acceptance,
    Extension,
    Letter,
    LetterAnswer,
    LookBack,
    Milestone,
    Task,
)
from reports.models import Publication
from reports.sources.progress import ProgressRecords

Row = TypeVar("Row", Extension, Acceptance, LookBack, Letter)
OF_THE_TASK = ("task__campaign", "task__department", "task__measure__finding")


class RectifyingRecords(ProgressRecords):
    """The records of a report on the rectification."""

    @cached_property
    def final_report(self) -> Publication | None:
        """The final report as it was issued, None before."""
        rows = Publication.objects.in_force().filter(campaign=self.campaign, paper="final")
        return rows.filter(issued_at__lte=self.as_of).first()

    @cached_property
    def lead_departments(self) -> list[Department]:
        """The departments that lead a task, in the order of the organisation chart."""
        found = {task.department_id: task.department for task in self.tasks}
        return sorted(found.values(), key=lambda one: (one.order, one.code))

    @cached_property
    def notices(self) -> list[Letter]:
        """The rectification notices that were issued."""
        return [row for row in self._letters if row.kind == Letter.Kind.NOTICE]

    @cached_property
    def slips(self) -> list[Letter]:
        """The reminder and supervision slips that were issued."""
        return [row for row in self._letters if row.kind in Letter.Kind.slips]

    @property
    def _letters(self) -> list[Letter]:
        return [row for row in self.letters if row.issued_at and row.issued_at <= self.as_of]

    @cached_property
    def extensions(self) -> list[Extension]:
        """Every extension that was asked for and not withdrawn."""
        rows = Extension.objects.filter(task__in=self._keys, asked_at__lte=self.as_of)
        rows = rows.exclude(status=Extension.Status.WITHDRAWN)
        return list(rows.select_related(*OF_THE_TASK, "decided_by").order_by("pk"))

    @cached_property
    def acceptances(self) -> list[Acceptance]:
        """Every look at a task that was handed in."""
        rows = Acceptance.objects.filter(task__in=self._keys, at__lte=self.as_of)
        return list(rows.select_related(*OF_THE_TASK).order_by("at", "pk"))

    @cached_property
    def look_backs(self) -> list[LookBack]:
        """Every look-back, planned or done."""
        rows = LookBack.objects.filter(task__in=self._keys).select_related(*OF_THE_TASK, "relapse")
        return list(rows.order_by("planned_on", "pk"))

    @cached_property
    def done_look_backs(self) -> list[LookBack]:
        """Those that were done."""
        return [row for row in self.look_backs if row.done_at and row.done_at <= self.as_of]

    @cached_property
    def relapses(self) -> list[Finding]:
        """The counted findings that a look-back brought up again."""
        known = {row.relapse_id for row in self.done_look_backs}
        return [finding for finding in self.findings if finding.pk in known]

    @cached_property
    def first_findings(self) -> list[Finding]:
        """The counted findings that came up for the first time."""
        again = set(self.relapses)
        return [finding for finding in self.findings if finding not in again]

    @cached_property
    def milestones(self) -> list[Milestone]:
        """The milestones of all long-term plans, by day, without those that were waived."""
        rows = Milestone.objects.exclude(status=Milestone.Status.WAIVED)
        found = list(rows.filter(plan__task__in=self._keys).select_related("plan"))
        tasks = {task.pk: task for task in self.tasks}
        for row in found:
            row.plan.task = tasks[row.plan.task_id]
        return sorted(found, key=lambda row: (row.due_on, row.pk))

    def milestones_of(self, finding: Finding) -> list[Milestone]:
        """The milestones on the way of one finding."""
        keys = {task.pk for task in self.tasks_of(finding)}
        return [row for row in self.milestones if row.plan.task_id in keys]

    def of_finding(self, rows: Iterable[Row], finding: Finding) -> list[Row]:
        """Those of the rows that are about a task of the finding."""
        keys = {task.pk for task in self.tasks_of(finding)}
        return [row for row in rows if row.task_id in keys]

    def answers_of(self, task: Task) -> list[LetterAnswer]:
        """What the department answered to the slips about a task, the first one first."""
        return self._answers.get(task.pk, [])

    @cached_property
    def _answers(self) -> dict[int, list[LetterAnswer]]:
        found: dict[int, list[LetterAnswer]] = defaultdict(list)
        rows = LetterAnswer.objects.filter(letter__in=[s.pk for s in self.slips])
        for row in rows.filter(at__lte=self.as_of).select_related("letter").order_by("at", "pk"):
            found[row.letter.task_id].append(row)
        return found

    def is_waiting(self, finding: Finding) -> bool:
        """Is all work that is not closed out handed in?"""
        still = [task for task in self.tasks_of(finding) if task.status != Task.Status.CLOSED]
        return bool(still) and all(task.status == Task.Status.SUBMITTED for task in still)

    @property
    def _keys(self) -> list[int]:
        return [task.pk for task in self.tasks]

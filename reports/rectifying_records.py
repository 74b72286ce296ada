"""What was asked, seen and decided about tasks as lines of a page, each under its task."""

from django.db.models import Model
from django.urls import reverse

from organization import clock
from rectification.models import Acceptance, Extension, LookBack, Milestone, Task
from reports.phrases import date_cn
from reports.records import Line, _line, _make
from reports.sources import Sources


@_line.register
def _extension(row: Extension, sources: Sources) -> Line:
    return _under(row, row.task, f"{date_cn(row.from_on)}→{date_cn(row.to_on)}", sources)


@_line.register
def _acceptance(row: Acceptance, sources: Sources) -> Line:
    words = f"{row.get_outcome_display()} {date_cn(clock.day_of(row.at))}"
    return _under(row, row.task, words, sources)


@_line.register
def _look_back(row: LookBack, sources: Sources) -> Line:
    return _under(row, row.task, date_cn(row.planned_on), sources)


@_line.register
def _milestone(row: Milestone, sources: Sources) -> Line:
    return _under(row, row.plan.task, f"{row.title} {date_cn(row.due_on)}", sources)


def _under(row: Model, task: Task, words: str, sources: Sources) -> Line:
    if task.measure.finding.named_only:
        return _make(row, task.measure.finding.shown_title)
    url = reverse("task", args=[sources.campaign.code, task.pk])
    return _make(row, task.title, url, (sources.name_of(task.department), ""), (words, ""))

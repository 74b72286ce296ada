"""三、存在的问题: findings by aspect and source, who and what they involve, how far they are."""

from django.utils.translation import gettext_lazy as _

from findings.models import Finding, FindingSource
from rectification.models import Task
from reports.sources import Sources, departments_of


def define_all(define, define_rate) -> None:
    """Register the figures of the findings and of their rectification."""
    define("findings", _("Findings"), lambda s, _p: s.findings)
    define("aspects", _("Aspects"), lambda s, _p: s.aspects, chinese=True)
    define(
        "aspect_findings",
        _("Findings of the aspect"),
        lambda s, p: [f for f in s.findings if f.aspect_id == s.aspect(p).pk],
        whose=lambda s, p: s.aspect(p).name,
    )
    for way in FindingSource.FoundBy:
        define(
            f"found_by_{way}",
            way.label,
            lambda s, _p, way=way: [f for f in s.findings if f.found_by == way],
        )
    define("found_otherwise", _("Found otherwise"), _found_otherwise)
    define("fixed_in_passing", _("Fixed at once"), lambda s, _p: s.fixed_in_passing)
    define("involved_departments", _("Departments involved"), _involved_departments)
    define("involved_items", _("Check-points involved"), _involved_items)
    _rectification(define, define_rate)


def _rectification(define, define_rate) -> None:
    define(
        "measures", _("Measures"), lambda s, _p: [m for f in s.findings for m in f.measures.all()]
    )
    define("tasks", _("Rectification tasks"), lambda s, _p: s.tasks)
    define(
        "tasks_closed",
        _("Tasks closed out"),
        lambda s, _p: [task for task in s.tasks if task.status == Task.Status.CLOSED],
    )
    define("findings_closed", _("Closed out"), lambda s, _p: _with_status(s, closed=True))
    define("findings_open", _("Being put right"), lambda s, _p: _with_status(s, closed=False))
    define(
        "findings_overdue",
        _("Overdue"),
        lambda s, _p: [f for f in s.findings if any(map(s.is_overdue, s.tasks_of(f)))],
    )
    define_rate("closed_rate", _("Share of findings closed out"), "findings_closed", "findings")
    for track in Finding.Track:
        define(
            f"track_{track}",
            track.label,
            lambda s, _p, track=track: [f for f in s.findings if f.track == track],
        )
    _of_one_finding(define)


def _of_one_finding(define) -> None:
    whose = {"whose": lambda s, p: s.finding(p).shown_title}
    define(
        "finding_tasks", _("Rectification tasks"), lambda s, p: s.tasks_of(s.finding(p)), **whose
    )
    define(
        "finding_closed",
        _("Tasks closed out"),
        lambda s, p: [t for t in s.tasks_of(s.finding(p)) if t.status == Task.Status.CLOSED],
        **whose,
    )
    define(
        "finding_overdue",
        _("Overdue"),
        lambda s, p: [task for task in s.tasks_of(s.finding(p)) if s.is_overdue(task)],
        **whose,
    )
    define(
        "finding_progress",
        _("Done in percent"),
        lambda s, p: s.tasks_of(s.finding(p)),
        text=_progress,
        **whose,
    )


def _progress(s: Sources, part: str) -> str:
    """The mean of the tasks, cut off: 99.9% done is not 100%."""
    tasks = s.tasks_of(s.finding(part))
    return f"{sum(task.percent for task in tasks) // max(len(tasks), 1)}%"


def _found_otherwise(s: Sources, _part: str) -> list[Finding]:
    return [f for f in s.findings if not f.sources.all()]


def _involved_departments(s: Sources, _part: str) -> list:
    found = {d.pk: d for f in s.findings for d in departments_of(f)}
    return sorted(found.values(), key=lambda d: (d.order, d.code))


def _involved_items(s: Sources, _part: str) -> list:
    found = {item.pk: item for f in s.findings for item in f.items.all()}
    return sorted(found.values(), key=lambda item: item.order)


def _with_status(s: Sources, *, closed: bool) -> list[Finding]:
    return [f for f in s.findings if (f.status == Finding.Status.CLOSED) is closed]

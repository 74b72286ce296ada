"""再次提交验收: what a task that was sent back needs before it is handed in once more.

The same work handed in twice is 敷衍整改 (practice notes 2.4).
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organization import clock
from organization.templatetags.shell import day

if TYPE_CHECKING:
    from rectification.models.task import Task


class Again(models.TextChoices):
    """What a campaign asks for since the task came back."""

    FREE = "free", gettext_lazy("Nothing new: the page warns")
    PROGRESS = "progress", gettext_lazy("New progress")
    EVIDENCE = "evidence", gettext_lazy("New progress with new evidence")


def sent_back_at(task: "Task") -> datetime | None:
    """When the task came back last; None unless it is back now."""
    if task.status != task.Status.RETURNED:
        return None
    back = task.acceptances.filter(outcome="failed").order_by("-round").first()
    return back.at if back else None  # taken over from a ledger, without the act


def nothing_new(task: "Task", wanted: str) -> str:
    """What `wanted` (a value of `Again`) asks for and is not there, in words; "" when it is.

    Reached milestones count like progress.
    """
    back = sent_back_at(task)
    if back is None:
        return ""
    values = {"day": day(clock.day_of(back))}
    since = [task.progress.filter(at__gte=back)]
    if task.long_term_plan:
        since.append(task.long_term_plan.milestones.filter(done_at__gte=back))
    if not any(rows.exists() for rows in since):
        return _("Nothing was reported since it was sent back on %(day)s.") % values
    shown = (rows.filter(evidence_uses__isnull=False).exists() for rows in since)
    if wanted == Again.EVIDENCE and not any(shown):
        return _("No new evidence was added since it was sent back on %(day)s.") % values
    return ""

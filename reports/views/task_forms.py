"""Forms about one task: the extension that was asked for, the acceptance, the close-out."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organization.models import NotAllowed
from rectification.access import extension_or_404, task_or_404
from rectification.models import Acceptance, Task
from reports import task_forms
from reports.views.sheets import Found, Sheet

CAMPAIGN = "campaigns/<str:code>/"


def asked_for(request: HttpRequest, code: str, pk: int) -> Found:
    """延期申请审批表 of one request."""
    row = extension_or_404(request, code, pk)
    return _about(row, row.task, task_forms.extension_paper(row))


def looked_at(request: HttpRequest, code: str, pk: int) -> Found:
    """整改验收表 of one acceptance."""
    rows = Acceptance.objects.select_related("by")
    row = get_object_or_404(rows, task__campaign__code=code, pk=pk)
    row.task = task_or_404(request, code, row.task_id)
    return _about(row, row.task, task_forms.acceptance_paper(row.task, row))


def to_take_along(request: HttpRequest, code: str, pk: int) -> Found:
    """整改验收表 with its points, for a task that was handed in."""
    task = task_or_404(request, code, pk)
    if task.status != Task.Status.SUBMITTED:
        raise NotAllowed(_("The form is made once the department has asked for acceptance."))
    return Found(task, task_forms.acceptance_paper(task))


def closed_out(request: HttpRequest, code: str, pk: int) -> Found:
    """销号审批表 of a task that was closed out."""
    task = task_or_404(request, code, pk)
    if not task.closed_number:
        raise NotAllowed(_("The form is made once the task is closed out."))
    return Found(task, task_forms.close_out_paper(task))


SHEETS = (
    Sheet(
        "extension_form",
        f"{CAMPAIGN}extensions/<int:pk>/form/",
        gettext_lazy("Extension form"),
        asked_for,
    ),
    Sheet(
        "acceptance_form",
        f"{CAMPAIGN}acceptances/<int:pk>/form/",
        gettext_lazy("Acceptance form"),
        looked_at,
    ),
    Sheet(
        "blank_acceptance_form",
        f"{CAMPAIGN}tasks/<int:pk>/acceptance-form/",
        gettext_lazy("Acceptance form to take along"),
        to_take_along,
        "task.acceptance_form_printed",
    ),
    Sheet(
        "close_out_form",
        f"{CAMPAIGN}tasks/<int:pk>/close-out-form/",
        gettext_lazy("Close-out form"),
        closed_out,
    ),
)


def _about(row, task: Task, document) -> Found:
    """A form of one row, on the page of its task."""
    return Found(row, document, task.get_absolute_url(), {"thing": task})

"""What the department does with its task: report, ask for acceptance."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organization.access import demand
from rectification.access import task_or_404
from rectification.forms import ProgressForm
from rectification.forms.progress import Documents, Outcomes, filled
from rectification.permissions import can_work
from rectification.views.task import task_page
from rectification.views.uploading import stored


@require_POST
def report_progress(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One entry with its files; the first one starts the task."""
    row = task_or_404(request, code, pk)
    demand(can_work(request.user, row))
    row.demand_with_department()
    form = ProgressForm(request.POST, request.FILES, auto_id="progress_%s")
    outcomes = Outcomes(request.POST, prefix="outcomes")
    documents = Documents(request.POST, prefix="documents")
    forms = {"progress_form": form, "outcomes": outcomes, "documents": documents}
    if not all(map(_is_valid, forms.values())):
        return task_page(request, row, 422, **forms)
    files = stored(form, row, by=request.user)
    if files is None:
        return task_page(request, row, 422, **forms)
    text, percent = form.cleaned_data["text"], form.cleaned_data["percent"]
    row.report_progress(
        text,
        percent,
        by=request.user,
        evidence=files,
        outcomes=filled(outcomes),
        documents=filled(documents),
    )
    messages.success(request, _("Progress was reported."))
    return redirect(row)


@require_POST
def submit_task(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ask for acceptance."""
    row = task_or_404(request, code, pk)
    demand(can_work(request.user, row))
    row.submit(by=request.user)
    messages.success(request, _("Submitted. Somebody else looks at it now."))
    return redirect(row)


def _is_valid(form) -> bool:
    """The lines of numbers and documents may be left out altogether."""
    left_out = hasattr(form, "management_form") and f"{form.prefix}-TOTAL_FORMS" not in form.data
    return left_out or form.is_valid()

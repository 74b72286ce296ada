"""What the department does with its task: report, ask for acceptance."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import evidence
from organization.access import demand
from rectification.access import task_or_404
from rectification.forms import ProgressForm
from rectification.permissions import can_work
from rectification.views.task import task_page


@require_POST
def report_progress(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One entry with its files; the first one starts the task."""
    row = task_or_404(request, code, pk)
    demand(can_work(request.user, row))
    row.demand_with_department()
    form = ProgressForm(request.POST, request.FILES, auto_id="progress_%s")
    if not form.is_valid():
        return task_page(request, row, 422, progress_form=form)
    stored = []
    for file in form.cleaned_data["files"]:
        try:
            stored.append(evidence.store(file, row.campaign, row.department, by=request.user))
        except ValidationError as error:
            form.add_error("files", error)
    if form.errors:
        return task_page(request, row, 422, progress_form=form)
    text, percent = form.cleaned_data["text"], form.cleaned_data["percent"]
    row.report_progress(text, percent, by=request.user, evidence=stored)
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

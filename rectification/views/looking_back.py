"""回头看: when, and what was seen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organization.access import demand
from rectification import looking_back
from rectification.access import look_back_or_404, task_or_404
from rectification.forms import LookBackForm, PlanLookBackForm
from rectification.models import LookBack
from rectification.permissions import can_accept
from rectification.views.task import task_page
from rectification.views.uploading import brought


@require_POST
def plan_look_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One more look-back on a day."""
    row = task_or_404(request, code, pk)
    demand(can_accept(request.user, row), _("Somebody of another department looks at it."))
    form = PlanLookBackForm(request.POST, auto_id="plan_look_%s")
    if not form.is_valid():
        return task_page(request, row, 422, plan_look_back_form=form)
    looking_back.plan_look_back(row, form.cleaned_data["on"], by=request.user)
    messages.success(request, _("The look-back was planned."))
    return redirect(row)


@require_POST
def look_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It holds, or the problem is back."""
    row = look_back_or_404(request, code, pk)
    demand(can_accept(request.user, row.task), _("Somebody of another department looks at it."))
    form = LookBackForm(request.POST, request.FILES, auto_id="look_%s")
    files = brought(form, row.task, by=request.user) if form.is_valid() else None
    if files is None:
        return task_page(request, row.task, 422, look_back_form=form)
    said = dict(form.said)
    if said.pop("result") == LookBack.Status.HELD:
        looking_back.hold(row, by=request.user, evidence=files, **said)
        messages.success(request, _("Noted: it holds."))
        return redirect(row.task)
    finding = looking_back.relapse(row, by=request.user, evidence=files, **said)
    messages.success(
        request, _("Noted as finding %(number)d: establish it.") % {"number": finding.number}
    )
    return redirect(finding)

"""One record of a service fault: answered by the department, closed or sent back by the office."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.permissions import can_oversee
from findings import zero_tolerance
from findings.forms.service_fault import FaultAnswerForm, FaultCloseForm, FaultReturnForm
from findings.models import ServiceFault
from findings.views.faults import faults_or_404
from organization.access import demand
from organization.form_pages import carried_out
from organization.models import Event
from organization.timeline import timeline


@require_safe
def service_fault(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What happened, what was done, with what result."""
    return _page(request, fault_or_404(request, code, number))


@require_POST
def answer_fault(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The department says what was done."""
    row = fault_or_404(request, code, number)
    demand(zero_tolerance.can_answer(request.user, row))
    form = FaultAnswerForm(request.POST)
    if not form.is_valid() or not carried_out(
        form, lambda: zero_tolerance.answer(row, by=request.user, **form.cleaned_data)
    ):
        return _page(request, row, answer_form=form)
    messages.success(request, _("What was done is with the office."))
    return redirect(row)


@require_POST
def close_fault(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The office closes it with its result."""
    row = _to_judge(request, code, number)
    form = FaultCloseForm(request.POST, auto_id="close_%s")
    if not form.is_valid() or not carried_out(
        form,
        lambda: zero_tolerance.close(row, form.cleaned_data["result"], by=request.user),
    ):
        return _page(request, row, close_form=form)
    messages.success(request, _("The record is closed."))
    return redirect(row)


@require_POST
def return_fault(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Not put right yet: back to the department."""
    row = _to_judge(request, code, number)
    form = FaultReturnForm(request.POST, auto_id="return_%s")
    if not form.is_valid() or not carried_out(
        form,
        lambda: zero_tolerance.send_back(row, form.cleaned_data["reason"], by=request.user),
    ):
        return _page(request, row, return_form=form)
    messages.success(request, _("It was sent back and the department was told."))
    return redirect(row)


def fault_or_404(request: HttpRequest, code: str, number: int) -> ServiceFault:
    """The record if it exists for the person."""
    campaign = faults_or_404(request, code)
    rows = ServiceFault.objects.visible_to(request.user).select_related(
        "fault_class", "department", "site", "opinion", "point__visit", "recorded_by", "closed_by"
    )
    row = get_object_or_404(rows, campaign=campaign, number=number)
    row.campaign = campaign
    return row


def _to_judge(request: HttpRequest, code: str, number: int) -> ServiceFault:
    row = fault_or_404(request, code, number)
    demand(zero_tolerance.can_close(request.user, row))
    return row


def _page(request: HttpRequest, row: ServiceFault, **bound: forms.Form) -> HttpResponse:
    runs, status = row.campaign.is_running, ServiceFault.Status
    judges = runs and zero_tolerance.can_close(request.user, row)
    context = {
        "campaign": row.campaign,
        "fault": row,
        "oversees": can_oversee(request.user, row.campaign),
        "may_answer": runs
        and row.status == status.OPEN
        and zero_tolerance.can_answer(request.user, row),
        "may_close": judges and row.status == status.ANSWERED,
        "answer_form": FaultAnswerForm(initial={"text": row.done_text, "post": row.post}),
        "close_form": FaultCloseForm(auto_id="close_%s"),
        "return_form": FaultReturnForm(auto_id="return_%s"),
        "entries": timeline(row, request.user, _describe),
        **bound,
    }
    return render(request, "findings/fault.html", context, status=422 if bound else 200)


def _describe(event: Event) -> str:
    """The line below an act."""
    return str(event.particulars.get("why", ""))

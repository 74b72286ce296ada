"""One record of a service fault: answered by the department, closed or sent back by the office."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Evidence
from campaigns.permissions import can_oversee
from findings import fault_files, zero_tolerance
from findings.forms.service_fault import (
    FaultAnswerForm,
    FaultCloseForm,
    FaultFilesForm,
    FaultReturnForm,
)
from findings.models import FaultEvidence, ServiceFault
from findings.views.fault_files import kept
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
    form = FaultAnswerForm(request.POST, request.FILES)
    files = None
    if form.is_valid():
        told = dict(form.cleaned_data)
        files = kept(form, told.pop("files"), row.campaign, row.department, by=request.user)
    if files is None or not carried_out(
        form, lambda: fault_files.answer_with(row, files, by=request.user, **told)
    ):
        return _page(request, row, answer_form=form)
    messages.success(request, _("What was done is with the office."))
    return redirect(row)


@require_POST
def add_fault_files(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """More photos or files, until the record is closed."""
    row = fault_or_404(request, code, number)
    row.campaign.demand_running()
    demand(fault_files.can_add(request.user, row))
    form = FaultFilesForm(request.POST, request.FILES, auto_id="id_more_%s")
    files = None
    if form.is_valid():
        given = (form.cleaned_data["files"], row.campaign, row.department)
        files = kept(form, *given, by=request.user)
    if files is None:
        return _page(request, row, files_form=form)
    n = fault_files.add(row, files, by=request.user)
    said = ngettext("%(n)d file was added.", "%(n)d files were added.", n)
    messages.success(request, said % {"n": n})
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
        "fault_class",
        "department",
        "site",
        "opinion",
        "point__visit",
        "recorded_by",
        "closed_by",
        *("visit__site", "visit__plan__campaign", "walk__campaign", "walk__channel"),
        *("walk__stage", "walk__product"),
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
    uses = list(row.evidence_uses.select_related("evidence__campaign"))
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
        "may_add": runs and fault_files.can_add(request.user, row),
        "files_form": FaultFilesForm(auto_id="id_more_%s"),
        "files": [
            (shows.label, [use for use in uses if use.shows == shows])
            for shows in FaultEvidence.Shows
        ],
        "readable": frozenset(
            Evidence.objects.visible_to(request.user)
            .filter(pk__in=[use.evidence_id for use in uses])
            .values_list("pk", flat=True)
        ),
        "close_form": FaultCloseForm(auto_id="close_%s"),
        "return_form": FaultReturnForm(auto_id="return_%s"),
        "entries": timeline(row, request.user, _describe),
        **bound,
    }
    return render(request, "findings/fault.html", context, status=422 if bound else 200)


def _describe(event: Event) -> str:
    """The line below an act."""
    return str(event.particulars.get("why", ""))

"""延期: asked for by the department, answered by a leader; all of them in one list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.permissions import can_oversee
from organization import clock
from organization.access import demand
from organization.lists import in_a_row
from rectification import extending, punctuality
from rectification.access import extension_or_404, ledger_or_404, task_or_404
from rectification.deciding import waiting_for
from rectification.forms import DecisionForm, ExtensionForm
from rectification.forms.extension import GRANTED, REFUSED
from rectification.models import Extension, Task
from rectification.permissions import can_decide, can_work
from rectification.views.task import task_page


@require_safe
def extensions(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked and answered, and who is in time by the original and by the current
    deadline, department by department."""
    campaign = ledger_or_404(request, code)
    today = clock.today()
    tasks = Task.objects.visible_to(request.user).filter(campaign=campaign)
    asked = Extension.objects.filter(task__in=tasks).select_related(
        "task__campaign", "task__department", "asked_by", "decided_by"
    )
    context = {
        "campaign": campaign,
        "oversees": can_oversee(request.user, campaign),
        "extensions": [(row, row.is_unanswered(today)) for row in asked.order_by("-id")],
        "rows": punctuality.by_department(tasks, today),
        "total": punctuality.count(tasks, today),
        "waiting": sum(row.task.campaign_id == campaign.pk for row in waiting_for(request.user)),
    }
    return render(request, "rectification/extensions.html", context)


@require_POST
def ask_extension(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The department asks for a new deadline."""
    row = task_or_404(request, code, pk)
    demand(can_work(request.user, row))
    row.demand_with_department()
    form = ExtensionForm(request.POST, auto_id="extension_%s", due_on=row.due_on)
    if not form.is_valid():
        return task_page(request, row, 422, extension_form=form)
    asked = extending.ask(row, by=request.user, **form.cleaned_data)
    people = in_a_row(person.title for person in extending.deciders(asked))
    messages.success(
        request,
        _("Asked for. %(people)s will answer.") % {"people": people}
        if people
        else _("Asked for. The leading group has no chair who could answer: tell the office."),
    )
    return redirect(row)


@require_POST
def grant_extension(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """From now on the new deadline holds."""
    row = _decidable(request, code, pk)
    form = DecisionForm(request.POST, phrases=GRANTED, auto_id="grant_%s")
    if not form.is_valid():
        return task_page(request, row.task, 422, grant_form=form)
    extending.approve(row, by=request.user, answer=form.answer)
    messages.success(request, _("The extension was granted."))
    return redirect(row.task)


@require_POST
def refuse_extension(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The deadline stays."""
    row = _decidable(request, code, pk)
    form = DecisionForm(request.POST, phrases=REFUSED, auto_id="refuse_%s")
    if not form.is_valid():
        return task_page(request, row.task, 422, refuse_form=form)
    extending.refuse(row, by=request.user, answer=form.answer)
    messages.success(request, _("The extension was refused."))
    return redirect(row.task)


@require_POST
def withdraw_extension(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The department no longer asks."""
    row = extension_or_404(request, code, pk)
    demand(can_work(request.user, row.task))
    extending.withdraw(row, by=request.user)
    messages.success(request, _("The extension was withdrawn."))
    return redirect(row.task)


def _decidable(request: HttpRequest, code: str, pk: int) -> Extension:
    row = extension_or_404(request, code, pk)
    demand(
        can_decide(request.user, row),
        _("A leader decides; from the second extension on the chair of the leading group."),
    )
    return row
